#!/usr/bin/env bash
# Drives the replay page in headless Chromium: positions, lanes, beliefs, both arms, the address, accessibility, the local server.
set -euo pipefail
cd "$(dirname "$0")/.."
Tools/setup.sh test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$HOME/.cache/cupola/page-venv/bin/python" Tests/Page/check_page.py "${CUPOLA:-$PWD/.build/release/cupola}" "$work"
