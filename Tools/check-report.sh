#!/usr/bin/env bash
# Holds a report against HTML's grammar (tidy), WCAG 2.1 A and AA (axe-core in headless Chromium, at desktop and phone width, in the
# light and in the dark), and against the promise that it fetches nothing. With no argument it makes two reports itself: of a small
# study of one factor, and of the flagship's five arms and three factors with few values, samples and points.
set -euo pipefail
cd "$(dirname "$0")/.."
Tools/setup.sh test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# axe-core, which `setup.sh test` has fetched.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cupola/axe-0.1.8
# Every check on one page.
check() {
local page=$1
echo "$page"
# HTML's grammar. tidy knows no inline SVG's attributes by name, so the pictures are taken out first and checked as XML.
python3 - "$page" "$work/bare.html" <<'PY'
import re, sys, xml.dom.minidom
page = open(sys.argv[1], encoding="utf-8").read()
pictures = re.findall(r"<svg.*?</svg>", page, flags=re.S)
for picture in pictures:
    xml.dom.minidom.parseString(picture)
print(f"pictures: {len(pictures)}, all well-formed")
open(sys.argv[2], "w", encoding="utf-8").write(re.sub(r"<svg.*?</svg>", "<span></span>", page, flags=re.S))
PY
if ! tidy -quiet -errors --doctype html5 --drop-empty-elements no --show-info no "$work/bare.html" 2>"$work/tidy.txt"; then
    grep -v 'trimming empty <span>' "$work/tidy.txt" >"$work/faults.txt" || true
    if [ -s "$work/faults.txt" ]; then cat "$work/faults.txt" >&2; exit 1; fi
fi
echo "HTML: tidy finds nothing"

python3 - "$page" "$cache/axe.min.js" "$work/axe.html" <<'PY'
import sys
page, axe = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
# Everything is opened, so that it is judged too.
run = """
<script>document.querySelectorAll('details').forEach(d => d.open = true);
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(r => {
  const out = document.createElement('pre'); out.id = 'axe-result';
  out.textContent = JSON.stringify({passes: r.passes.length, faults: r.violations.map(v => [v.id, v.help, v.nodes.length, v.nodes[0].html.slice(0, 160)])});
  document.body.appendChild(out); });</script></body>"""
open(sys.argv[3], "w", encoding="utf-8").write(page.replace("</body>", "<script>" + axe.replace("</script>", "<\\/script>") + "</script>" + run))
PY
for width in 1280 390; do
    for scheme in light dark; do
        blink=$([ "$scheme" = dark ] && echo --blink-settings=preferredColorScheme=0 || echo --blink-settings=preferredColorScheme=1)
        timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --window-size=$width,900 "$blink" \
            --virtual-time-budget=20000 --dump-dom "file://$work/axe.html" >"$work/dom.html" 2>/dev/null
        python3 - "$work/dom.html" "$width $scheme" <<'PY'
import html, json, re, sys
found = re.search(r'<pre id="axe-result">(.*?)</pre>', open(sys.argv[1], encoding="utf-8").read(), flags=re.S)
if not found:
    sys.exit("axe-core gave no result")
result = json.loads(html.unescape(found.group(1)))
for fault in result["faults"]:
    print("accessibility:", *fault, file=sys.stderr)
if result["faults"]:
    sys.exit(1)
print(f"accessibility at {sys.argv[2]}: {result['passes']} rules pass, none fails")
PY
    done
done

# Links to sources are the only addresses; nothing is fetched.
if grep -nEi '<(script|link|iframe|img|object|embed)[ >]|@import|url\(' "$page"; then echo "the report fetches something" >&2; exit 1; fi
echo "nothing is fetched"

# Every figure carries its numbers.
figures=$(grep -c '<figure ' "$page")
data=$(grep -c 'download="[a-z0-9]*.csv" href="data:text/csv' "$page")
if [ "$figures" != "$data" ] || [ "$figures" = 0 ]; then echo "$figures figures, $data with their data" >&2; exit 1; fi
echo "$figures figures, each with its data"
}

if [ $# -gt 0 ]; then
    for page in "$@"; do check "$page"; done
    exit
fi
small="--samples 2 --runs 1 --quiet"
sed -e "s#^scenario: \.\.#scenario: $PWD#" -e '/^sensitivity:/d' -e 's/^  raids: .*/  raids: 2/' -e 's/raids: 4, redraws: 5/raids: 2, redraws: 2/' Studies/demo.yaml >"$work/demo.yaml"
sed -e "s#^scenario: \.\.#scenario: $PWD#" -e 's/values: \[8, 16, 32\]/values: [8, 16]/' -e '/^capacity:/d' -e '/^lift:/d' -e '/^# What decides/,$d' -e '/^  - \(systems\|missiles\)\./d' \
    -e 's/^sensitivity:.*/sensitivity: {outcome: leakers, screening: 2, arms: [S-300PMU2 as delivered, S-400 as requested]}/' Studies/s400-request-2019.yaml >"$work/flagship.yaml"
for name in demo flagship; do
    .build/release/cupola study "$work/$name.yaml" $small --catalogue catalogue --out "$work/$name.cupola" >/dev/null
    .build/release/cupola report "$work/$name.cupola" --quiet --out "$work/$name.html"
    check "$work/$name.html"
done
for format in md json; do .build/release/cupola report "$work/flagship.cupola" --quiet --format $format --out "$work/flagship.$format"; done
python3 -m json.tool "$work/flagship.json" >/dev/null
# A table's every row has as many cells as its head.
awk -F'(^|[^\\\\])[|]' '/^[|]/ { if (!cells) cells = NF; if (NF != cells) { print FILENAME ": " FNR ": a row of another width"; bad = 1 } next } { cells = 0 } END { exit bad }' "$work/flagship.md"
echo "Markdown and JSON: well-formed"
