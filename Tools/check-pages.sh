#!/usr/bin/env bash
# `make pages` with a small study: every link of its first page leads somewhere, and no page fetches anything from elsewhere.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
.build/release/cupola study docs/tutorials/small-study.yaml --runs 2 --samples 2 --quiet --out "$work/small.cupola"
Tools/pages.sh "$work/pages" "$work/small.cupola" > /dev/null
count=0
while read -r target; do
  [ -s "$work/pages/$target" ] || { echo "check-pages: index.html: $target is missing or empty" >&2; exit 1; }
  count=$((count + 1))
done < <(grep -oE '(href|src)="[^"]+"' "$work/pages/index.html" | cut -d'"' -f2)
[ "$count" -ge 3 ] || { echo "check-pages: found $count links, expected 3" >&2; exit 1; }
if grep -nEi '<(script|link|iframe|img)[^>]+(src|href)="?(https?:)?//' "$work"/pages/*.html; then echo "check-pages: a page fetches something" >&2; exit 1; fi
echo "check-pages: $count links of the sample pages lead somewhere, nothing is fetched"
