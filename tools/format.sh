#!/usr/bin/env bash
# One form for all, or for the files named: `tools/format.sh vatra/places`.
set -euo pipefail
cd "$(dirname "$0")/.."

paths=("${@:-.}")
.venv/bin/ruff check --fix-only --quiet "${paths[@]}"
.venv/bin/ruff format --quiet "${paths[@]}"
# djade ends with 1 when it changed something.
git ls-files -co --exclude-standard -- "${paths[@]}" | { grep '^vatra/.*\.html$' || true; } \
    | xargs --no-run-if-empty .venv/bin/djade --target-version 5.2 || true
if [ "$#" = 0 ] && [ -d field/node_modules ]; then (cd field && npm run --silent format); fi
