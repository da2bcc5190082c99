#!/usr/bin/env bash
# Drives the replay page in headless Chromium; needs `Tools/setup.sh test`.
set -euo pipefail
"$(dirname "$0")/setup.sh" test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$HOME/.cache/cupola/page-venv/bin/python" Tests/Page/check_page.py "$PWD/.build/release/cupola" "$work"
