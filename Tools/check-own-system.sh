#!/usr/bin/env bash
# The tutorial "your own system" as it is printed: every indented command of docs/tutorials/your-own-system.md, in a folder of its own.
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ln -s "$root/catalogue" catalogue
ln -s "$root/docs" docs
cupola() { "$root/.build/release/cupola" "$@"; }
count=0
while IFS= read -r line; do
  [[ $line == "    cupola "* ]] || continue
  # Words of the page are the shell's, quotes and all.
  eval "${line#    }" > "$work/out.txt" || { echo "check-own-system: failed: ${line#    }"; exit 1; }
  count=$((count + 1))
done < "$root/docs/tutorials/your-own-system.md"
[ "$count" -ge 8 ] || { echo "check-own-system: found $count commands, expected at least 8"; exit 1; }
cupola catalogue check --catalogue catalogue --catalogue own > /dev/null
cupola calibrate lance --catalogue own > /dev/null
grep -q "A leaflet" own.html || { echo "check-own-system: the report does not name the source"; exit 1; }
grep -q "^ground_range\|^[a-z_]*,\|," keep.csv || { echo "check-own-system: the envelope is empty"; exit 1; }
echo "check-own-system: $count commands of the tutorial, all as printed"
