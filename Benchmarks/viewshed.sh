#!/usr/bin/env bash
# Accuracy and CPU time of gdal_viewshed (package gdal-bin) and of `cupola viewshed`, fast and exact, in one table.
# usage: Benchmarks/viewshed.sh [REFERENCE_FOLDER]
# REFERENCE_FOLDER holds terrain/ and terrain_synthetic/ (oracles and gen_dem.py); CUPOLA_REFERENCE when absent. Needs numpy.
# Programs take turns and the best of RUNS (3) counts; files are in the page cache; one thread.
set -euo pipefail
reference=${1:-${CUPOLA_REFERENCE:?give the folder of reference cases}}
program=${CUPOLA:-$(cd "$(dirname "$0")/.." && pwd)/.build/release/cupola}
cache=${CUPOLA_BENCHMARK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cupola/viewshed}
mkdir -p "$cache"
exec python3 "$(dirname "$0")/viewshed.py" "$reference" "$program" "$cache"
