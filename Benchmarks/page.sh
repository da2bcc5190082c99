#!/usr/bin/env bash
# The replay page's size, first paint and main thread: Benchmarks/page.sh. Ends with 1 where one is over its limit.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .build/release/cupola ] || { echo "page: build first: make build" >&2; exit 1; }
Tools/setup.sh test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$HOME/.cache/cupola/page-venv/bin/python" Benchmarks/page.py "$PWD/.build/release/cupola" "$work"
