#!/usr/bin/env bash
# CPU seconds of `cupola viewshed` beside gdal_viewshed (package gdal-bin) on one metric GeoTIFF, lowest altitude, one thread and two.
# usage: Benchmarks/viewshed.sh FILE.tif ROW COLUMN [ANTENNA]
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: $0 FILE.tif ROW COLUMN [ANTENNA]" >&2; exit 2; }
file=$1 row=$2 column=$3 antenna=${4:-20}
program=$(dirname "$0")/../.build/release/cupola
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
read -r x y < <(gdalinfo -json "$file" | python3 -c "
import json, sys
g = json.load(sys.stdin)['geoTransform']
print(g[0] + g[1] * ($column + .5), g[3] + g[5] * ($row + .5))")
TIMEFORMAT='%U %S %R'
measure() {
    local name=$1; shift
    local figures
    figures=$( { time "$@" >/dev/null 2>&1; } 2>&1 )
    echo "$name $figures" | awk '{ printf "| %s | %.2f | %.2f |\n", $1, $2 + $3, $4 }'
}
echo "| program | CPU s | wall s |"
echo "|---|---|---|"
measure gdal_viewshed gdal_viewshed -q -md 0 -ox "$x" -oy "$y" -oz "$antenna" -cc 0.75 -om DEM "$file" "$scratch/g.tif"
for jobs in 1 2; do
    common=(viewshed --terrain "$file" --site-node "$row,$column" --antenna "$antenna" --minimum-altitude --quiet --jobs "$jobs" --out "$scratch/c.tif")
    measure "fast,$jobs" "$program" "${common[@]}"
    measure "exact,$jobs" "$program" "${common[@]}" --exact
done
