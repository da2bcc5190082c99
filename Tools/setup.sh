#!/usr/bin/env bash
# Installs the Debian packages that the build needs and that are missing; quiet, and does nothing the second time.
set -euo pipefail
needed=(libsqlite3-dev sqlite3 libgdal-dev gnuplot-nox)
# `setup.sh test` adds what checks the report (a validator, a browser); `setup.sh pdf` an engine of print.
case "${1:-}" in
    test) needed+=(tidy chromium python3 python3-pip) ;;
    pdf) needed+=(weasyprint) ;;
esac
missing=()
for package in "${needed[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
command -v apt-get >/dev/null || { echo "setup: please install: ${missing[*]}" >&2; exit 1; }
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
echo "setup: installing ${missing[*]}" >&2
run apt-get update -qq
DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
