#!/usr/bin/env bash
# A sample report and a sample raid page in a folder that can be published as it is. Arguments: the folder, and an archive to report
# (the demo's when none is named; what `make demo` left is used).
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/.build/release/cupola
folder=${1:-pages}
archive=${2:-}
cd "$root"
if [ -z "$archive" ]; then
  "$program" demo --out demo-output > /dev/null
  archive=demo-output/demo.cupola
fi
mkdir -p "$folder"
"$program" report "$archive" --quiet --out "$folder/report.html"
"$program" replay Scenarios/s400-request-2019.yaml --arm s-300pmu2 --arm s-400 --quiet --out "$folder/raid.html"
cp docs/images/coverage.png "$folder/coverage.png"
cat > "$folder/index.html" <<'PAGE'
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cupola: what would the S-400 have changed?</title>
<style>
body { font: 18px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
a { color: #0b57a4; }
img { max-width: 100%; height: auto; }
li { margin: .6rem 0; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #16181b; } a { color: #8fc1ff; } }
</style>
</head>
<body>
<h1>Cupola</h1>
<p>An open simulator of long-range surface-to-air missile systems, from public data. A country that has the S-300 asked for the S-400
and was refused. What would the S-400 have changed?</p>
<ul>
<li><a href="report.html">The report</a>: the answer, its interval, and how far to trust it.</li>
<li><a href="raid.html">One raid</a>, second by second, the two defences side by side.</li>
</ul>
<p><img src="coverage.png" alt="The advertised circle of a radar beside what it sees of a fighter at four heights"></p>
<p>The raids are notional, the places invented. Text, figures and numbers may be used by anyone, with the study named.</p>
</body>
</html>
PAGE
echo "$folder/index.html"
