#!/usr/bin/env bash
# Every static check, or those named: `tools/check.sh lint types`.
# All run, even after one fails; the last line names those that failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
only=" $* "
failed=()

step() {
    local name=$1 started=$SECONDS output
    shift
    if [ "$only" != "  " ] && [[ "$only" != *" $name "* ]]; then return; fi
    if output=$("$@" 2>&1); then
        printf '%-14s ok   %2d s\n' "$name" $((SECONDS - started))
        # What could not be looked at is said: silence is no good news.
        if [[ "$output" == *"Could not be asked"* ]]; then echo "$output"; fi
    else
        printf '%-14s FAIL %2d s\n%s\n' "$name" $((SECONDS - started)) "$output"
        failed+=("$name")
    fi
}

# As on a server: HTTPS, keys from the environment, a database of its own.
deploy() {
    env $(vatra keys) VATRA_ORIGIN=https://vatra.example DATABASE_URL="postgresql://vatra_app@db/vatra?sslmode=verify-full" \
        vatra check --deploy
}

templates() { git ls-files -co --exclude-standard 'vatra/**/*.html' | xargs --no-run-if-empty djade --check --target-version 5.2; }

# Something known against a package fails; a service out of reach is told, and work goes on without network.
audited() { python tools/audit.py || [ $? -eq 2 ]; }

step lint ruff check .
step format ruff format --check .
step imports lint-imports --no-cache
step house python tools/house.py
step templates templates
step dependencies deptry .
step supply python tools/supply.py
step audit audited
step deploy deploy
step migrations python tools/migrations.py
step types mypy
if [ -f field/package.json ]; then step phone tools/field.sh check; fi

if [ ${#failed[@]} -gt 0 ]; then
    echo "Failed: ${failed[*]}" >&2
    exit 1
fi
