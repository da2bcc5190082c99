#!/usr/bin/env bash
# An installed program works under a read-only prefix, with an empty home, from the root folder, the clone out of sight.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
"$root/Tools/install.sh" "$work/prefix" > /dev/null
mkdir "$work/home"
chmod -R a-w "$work/prefix"
try() {
  (cd / && env -i HOME="$work/home" PATH=/usr/bin:/bin SWIFT_BACKTRACE=enable=no NO_COLOR=1 "$work/prefix/bin/cupola" "$@") > "$work/out" 2> "$work/err" \
    || { echo "check-install: failed: cupola $*"; cat "$work/err"; exit 1; }
  if grep -q $'\033' "$work/out" "$work/err"; then echo "check-install: colour where NO_COLOR is set: cupola $*"; exit 1; fi
}
try --version
try catalogue check
grep -q "$work/prefix/share/cupola/catalogue" "$work/out" || { echo "check-install: took another catalogue"; cat "$work/out"; exit 1; }
try run "$work/prefix/share/cupola/Scenarios/one-on-one.yaml" --quiet
try ledger --as-of 2019-06-01 --actor Iran
try schema scenario
for part in share/man/man1/cupola.1 share/bash-completion/completions/cupola share/zsh/site-functions/_cupola; do
  [ -s "$work/prefix/$part" ] || { echo "check-install: $part is empty"; exit 1; }
done
echo "check-install: works under a read-only prefix, with an empty home, from /"
