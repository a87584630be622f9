#!/usr/bin/env bash
# Journeys need a browser: Debian's Chromium, or any named in VATRA_CHROMIUM.
set -euo pipefail

if [ -n "${VATRA_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
    exit 0
fi
echo "Chromium is missing; installing Debian's package."
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
    && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
    exit 0
fi
echo "The journeys need Chromium and it could not be installed here." >&2
echo "Install it (Debian: apt-get install chromium) or set VATRA_CHROMIUM to the path of one." >&2
exit 1
