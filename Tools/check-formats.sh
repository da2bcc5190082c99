#!/usr/bin/env bash
# Exchange files of three scenarios against programs that others wrote and against the truth of the run. Arguments: other scenarios, as FILE[:ARM].
set -euo pipefail
cd "$(dirname "$0")/.."
Tools/setup.sh test
cache=${XDG_CACHE_HOME:-$HOME/.cache}
program=${CUPOLA:-$PWD/.build/release/cupola}
validators=$(cd .. && pwd)/shared/validators
if [ -d "$validators" ]; then
    if ! { [ -x "$HOME/.cache/cupola-validators/venv2/bin/python" ] && command -v tshark >/dev/null; }; then
        sh "$validators/setup.sh" || { echo "validators skipped: their setup failed"; validators=-; }
    fi
else
    validators=-
fi
# Other readers, pinned: a package that judges ACMI, and one that carries Cesium.
formats=$cache/cupola/formats
if [ ! -e "$formats/done" ]; then
    python3 -m venv "$formats" && "$formats/bin/pip" install --quiet --disable-pip-version-check \
        tacview-duckdb==0.1.4 duckdb==1.4.4 cesiumkit==1.0.0 && touch "$formats/done" || echo "formats: packages could not be installed"
fi
judge=- cesium=-
if [ -e "$formats/done" ]; then
    judge=$formats/bin/python
    cesium=$(find "$formats" -name Cesium.js | head -1)
fi
[ $# -gt 0 ] || set -- "Scenarios/radar-hunt.yaml" "Scenarios/civil-traffic.yaml:weapons free" "Scenarios/ballistic.yaml"
exec "$cache/cupola/python/bin/python" Tools/formats/check_formats.py "$program" "$validators" "$judge" "${cesium:--}" "$@"
