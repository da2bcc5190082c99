#!/usr/bin/env bash
# The tracker beside Stone Soup 1.9.1 on the same sets, in the same run: writes docs/TRACKING.md.
#   Benchmarks/tracking.sh [--seeds 1,2] [--folder SETS] [--stone-soup a,b,c,d] [--work FOLDER] [--out FILE.md]
# Sets are made by Benchmarks/tracking_sets.py, one family of nine a seed. --folder adds a folder of sets in the same form, with
# what others reach there (anchors.csv) where it says so. --stone-soup: the kinds that Stone Soup runs too ("" for none; d takes
# it minutes). --work keeps sets and Stone Soup's results, so that a run that was broken off goes on.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .build/release/cupola ] || { echo "tracking: build first: make build" >&2; exit 1; }
environment=${XDG_CACHE_HOME:-$HOME/.cache}/cupola/stonesoup-1.9.1
Tools/setup.sh peers
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cc -O2 -shared -fPIC -o "$scratch/allocations.so" Benchmarks/allocations.c -ldl
"$environment/bin/python" -W ignore Benchmarks/tracking.py --scratch "$scratch" "$@"
