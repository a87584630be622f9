#!/usr/bin/env bash
# Ask the vulnerability services about what is locked: `tools/audit.sh`. Needs the network.
# 0: asked, nothing found. 1: something found. 2: could not ask (then nothing is known).
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
found=0 unknown=0

told() { # name, status, output: what the service answered
    if [ "$2" -eq 0 ]; then
        echo "$1: nothing known against what is locked."
    elif grep -qiE "network|connection|resolve|timed? ?out|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|proxy|endpoint|503|502|404" <<<"$3"; then
        echo "$1: the service could not be asked, so nothing is known. Run again where there is a network." >&2
        unknown=1
    else
        printf '%s\n%s\n' "$1: found." "$3"
        found=1
    fi
}

# pip-audit is fetched for this question only: it is no part of what is installed.
output=$(timeout 120 uv tool run --quiet pip-audit --require-hashes --disable-pip -r requirements.lock 2>&1)
told "Python" $? "$output"
output=$(cd field && timeout 120 npm audit --audit-level=moderate 2>&1)
told "Phone" $? "$output"

if [ "$found" -ne 0 ]; then exit 1; fi
if [ "$unknown" -ne 0 ]; then exit 2; fi
