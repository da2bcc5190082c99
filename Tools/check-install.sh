#!/usr/bin/env bash
# An installed program works under a read-only prefix, with an empty home, from the root folder, the clone out of sight.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
"$root/Tools/install.sh" "$work/prefix" > /dev/null
mkdir "$work/home"
chmod -R a-w "$work/prefix"
# The clone moved away: as root an empty disk is mounted over it for each call.
hide() { "$@"; }
if [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs none "$root" 2> /dev/null; then
  hide() { unshare -m bash -c 'mount -t tmpfs none "$0" && exec "$@"' "$root" "$@"; }
fi
try() {
  (cd / && hide env -i HOME="$work/home" PATH=/usr/bin:/bin SWIFT_BACKTRACE=enable=no NO_COLOR=1 "$work/prefix/bin/cupola" "$@") > "$work/out" 2> "$work/err" \
    || { echo "check-install: failed: cupola $*"; cat "$work/err"; exit 1; }
  if grep -q $'\033' "$work/out" "$work/err"; then echo "check-install: colour where NO_COLOR is set: cupola $*"; exit 1; fi
}
try --version
try catalogue check
grep -q "$work/prefix/share/cupola/catalogue" "$work/out" || { echo "check-install: took another catalogue"; cat "$work/out"; exit 1; }
try run "$work/prefix/share/cupola/Scenarios/one-on-one.yaml" --quiet
try study "$work/prefix/share/cupola/docs/tutorials/small-study.yaml" --runs 2 --samples 2 --quiet --out "$work/small.cupola"
try report "$work/small.cupola" --quiet --out "$work/small.html"
try coverage --radar 92n6e --site 35.0,-40.0 --height 300 --nodes 60 --out "$work/seen.png"
if grep -q "no coasts" "$work/err" && [ -d "$work/prefix/share/cupola/map" ]; then echo "check-install: does not find the installed map"; exit 1; fi
try ledger --as-of 2019-06-01 --actor Iran
try schema scenario
if [ -d "$work/prefix/share/cupola/web" ]; then
  try replay "$work/prefix/share/cupola/Scenarios/one-on-one.yaml" --out "$work/raid.html"
fi
for part in share/man/man1/cupola.1 share/bash-completion/completions/cupola share/zsh/site-functions/_cupola; do
  [ -s "$work/prefix/$part" ] || { echo "check-install: $part is empty"; exit 1; }
done
echo "check-install: works under a read-only prefix, with an empty home, from /, the clone out of sight"
