#!/usr/bin/env bash
# Accuracy and time of gdal_viewshed (package gdal-bin), of GRASS' r.viewshed where it is installed (grass-core), and of
# `cupola viewshed`, fast and exact, one thread and two, in one table, which is also written into docs/TERRAIN.md.
# usage: Benchmarks/viewshed.sh [REFERENCE_FOLDER]
# REFERENCE_FOLDER holds terrain/ and terrain_synthetic/ (oracles and gen_dem.py); CUPOLA_REFERENCE when absent. Needs numpy.
# Programs take turns and the best of RUNS (3) counts; input is in the page cache, output a new file. Two idle cores are needed.
set -euo pipefail
reference=${1:-${CUPOLA_REFERENCE:?give the folder of reference cases}}
root=$(cd "$(dirname "$0")/.." && pwd)
program=${CUPOLA:-$root/.build/release/cupola}
cache=${CUPOLA_BENCHMARK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cupola/viewshed}
mkdir -p "$cache"
exec python3 "$root/Benchmarks/viewshed.py" "$reference" "$program" "$cache" "${CUPOLA_TERRAIN_PAGE:-$root/docs/TERRAIN.md}"
