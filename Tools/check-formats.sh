#!/usr/bin/env bash
# Exchange files of three scenarios against programs that others wrote and against the truth of the run. Arguments: other scenarios, as FILE[:ARM].
# What cannot be installed is skipped, with its reason.
set -euo pipefail
cd "$(dirname "$0")/.."
Tools/setup.sh test
cache=${XDG_CACHE_HOME:-$HOME/.cache}
program=${CUPOLA:-$PWD/.build/release/cupola}
judges=$PWD/Tools/formats/judges
Tools/setup.sh formats || { echo "check-formats: judges skipped: tshark, GDAL or their Python packages could not be installed"; judges=-; }
export VALIDATOR_VENV=$cache/cupola/judges/main VALIDATOR_VENV2=$cache/cupola/judges/other
# Other readers: a package that judges ACMI, and one that carries Cesium.
readers=$cache/cupola/readers
reader=- cesium=-
if [ -e "$readers/done" ]; then
    reader=$readers/bin/python
    cesium=$(find "$readers/" -name Cesium.js | head -1)
fi
[ $# -gt 0 ] || set -- "Scenarios/radar-hunt.yaml" "Scenarios/civil-traffic.yaml:weapons free" "Scenarios/ballistic.yaml"
exec "$cache/cupola/python/bin/python" Tools/formats/check_formats.py "$program" "$judges" "$reader" "${cesium:--}" "$@"
