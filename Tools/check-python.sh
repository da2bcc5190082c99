#!/usr/bin/env bash
# The Python package: ruff, mypy and pytest (with both notebooks), in the virtual environment that `setup.sh test` keeps.
set -euo pipefail
cd "$(dirname "$0")/.."
Tools/setup.sh test
bin=${XDG_CACHE_HOME:-$HOME/.cache}/cupola/python/bin
export CUPOLA=${CUPOLA:-$PWD/.build/release/cupola}
cd python
"$bin/ruff" format --check --quiet src tests && "$bin/ruff" check --quiet src tests && echo "python: ruff finds nothing"
"$bin/mypy"
"$bin/python" -m pytest "$@"
