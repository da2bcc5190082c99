#!/usr/bin/env bash
# Installs the Debian packages that the build needs and that are missing; quiet, and does nothing the second time.
set -euo pipefail
needed=(libsqlite3-dev sqlite3 libgdal-dev zlib1g-dev gnuplot-nox fonts-dejavu-core python3 python3-pip)
# `setup.sh test` adds what checks the report (a validator, a browser); `setup.sh pdf` an engine of print; `setup.sh formats` what
# judges exchange files; `setup.sh peers` what `make speed` measures against.
case "${1:-}" in
    test) needed+=(tidy chromium python3 python3-pip python3-venv) ;;
    pdf) needed+=(weasyprint) ;;
    peers) needed+=(gdal-bin python3-venv) ;;
    formats) needed+=(tshark gdal-bin libxml2-utils python3-venv) ;;
esac
missing=()
for package in "${needed[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || { echo "setup: please install: ${missing[*]}" >&2; exit 1; }
    echo "setup: installing ${missing[*]}" >&2
    run apt-get update -qq
    DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# Coasts and borders for maps: Natural Earth's world map out of Debian's qgis-common. Maps do without where it fails.
map="$HOME/.cache/cupola/map"
if [ ! -s "$map/world_map.gpkg" ] && command -v apt-get >/dev/null; then
    echo "setup: fetching the world map (Debian package qgis-common)" >&2
    mkdir -p "$map"
    work=$(mktemp -d)
    if (cd "$work" && apt-get download qgis-common >/dev/null 2>&1 && dpkg -x qgis-common_*.deb unpacked); then
        mv "$work/unpacked/usr/share/qgis/resources/data/world_map.gpkg" "$map/world_map.gpkg"
    else
        echo "setup: the world map could not be fetched; maps will have no coasts" >&2
    fi
    rm -rf "$work"
fi

# The Python package with all that its tests need, installed so that edits take effect; again when what it needs changes.
if [ "${1:-}" = test ]; then
    python="${XDG_CACHE_HOME:-$HOME/.cache}/cupola/python"
    here=$(cd "$(dirname "$0")/.." && pwd)
    stamp="$here $(sha256sum <"$here/python/pyproject.toml")"
    if [ "$(cat "$python/stamp" 2>/dev/null)" != "$stamp" ]; then
        echo "setup: the Python package's virtual environment" >&2
        [ -x "$python/bin/python" ] || python3 -m venv "$python"
        "$python/bin/pip" install --quiet --disable-pip-version-check -e "$here/python[test]"
        echo "$stamp" >"$python/stamp"
    fi
fi

# Browser parts of the replay page out of pinned Python packages, each checked by its hash; pages cannot be made where it fails.
here=$(cd "$(dirname "$0")" && pwd)
web="$HOME/.cache/cupola/web"
if [ "$(cat "$web/pins" 2>/dev/null)" != "$(sha256sum < "$here/web-parts.txt")" ]; then
    echo "setup: fetching the browser parts of the replay page" >&2
    work=$(mktemp -d)
    if python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$here/web-parts.txt" --dest "$work" \
        && python3 "$here/web-parts.py" "$work" "$web"; then
        sha256sum < "$here/web-parts.txt" > "$web/pins"
    else
        echo "setup: the browser parts could not be fetched; cupola replay and cupola view will say so" >&2
    fi
    rm -rf "$work"
fi
# What drives the page in tests, in a place of its own.
if [ "${1:-}" = test ] && [ ! -x "$HOME/.cache/cupola/page-venv/bin/playwright" ]; then
    echo "setup: fetching playwright" >&2
    python3 -m venv "$HOME/.cache/cupola/page-venv"
    "$HOME/.cache/cupola/page-venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.65.2
fi
# axe-core, which judges pages by WCAG, as a Python package carries it: the script alone is used.
axe="${XDG_CACHE_HOME:-$HOME/.cache}/cupola/axe-0.1.8"
if [ "${1:-}" = test ] && [ ! -s "$axe/axe.min.js" ]; then
    echo "setup: fetching axe-core" >&2
    mkdir -p "$axe"
    work=$(mktemp -d)
    python3 -m pip download --quiet --no-deps --disable-pip-version-check --dest "$work" axe-playwright-python==0.1.8
    python3 -m zipfile -e "$work"/axe_playwright_python-0.1.8-*.whl "$work/axe"
    cp "$work/axe/axe_playwright_python/axe.min.js" "$axe/axe.min.js"
    rm -rf "$work"
fi
cache="${XDG_CACHE_HOME:-$HOME/.cache}/cupola"
# fill PLACE FILE: an environment of what a file of requirements names, made anew where the file has changed.
fill() {
    local stamp
    stamp=$(sha256sum <"$2")
    [ "$(cat "$1/done" 2>/dev/null)" = "$stamp" ] && return 0
    echo "setup: fetching what $(basename "$2") names" >&2
    [ -x "$1/bin/python" ] || python3 -m venv "$1"
    "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2" && echo "$stamp" >"$1/done"
}
# Programs of others that judge exchange files: environments apart, since some share a module's name.
if [ "${1:-}" = formats ]; then
    judges=$here/formats/judges
    fill "$cache/readers" "$judges/requirements-readers.txt" || echo "setup: tacview-duckdb and cesiumkit could not be fetched" >&2
    fill "$cache/judges/main" "$judges/requirements.txt" && fill "$cache/judges/other" "$judges/requirements-other.txt"
fi
# Peers of `make speed`: packages of Python at the versions that are named, Stone Soup apart.
if [ "${1:-}" = peers ]; then
    fill "$cache/peers" "$here/../Benchmarks/peers.txt"
    fill "$cache/stonesoup-1.9.1" "$here/../Benchmarks/peers-stonesoup.txt"
fi
