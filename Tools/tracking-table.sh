#!/usr/bin/env bash
# Tracks every set of a folder with the two sensor files, and writes docs/TRACKING.md: GOSPA, switches and milliseconds a
# scan of each set beside what others reach on the same data (anchors.csv of the folder, where there is one).
#   Tools/tracking-table.sh SETS_FOLDER [OUT.md]
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { echo "usage: Tools/tracking-table.sh SETS_FOLDER [OUT.md]" >&2; exit 2; }
sets=$1
out=${2:-docs/TRACKING.md}
program=.build/release/cupola
[ -x "$program" ] || { echo "tracking-table: build first: make build" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for folder in "$sets"/*_T[15]_*/; do
    name=$(basename "$folder")
    case $name in *_T1_*) sensor=Sensors/engagement-T1.yaml ;; *) sensor=Sensors/acquisition-T5.yaml ;; esac
    find() { if [ -e "$folder/$1.csv" ]; then echo "$folder/$1.csv"; else echo "$folder/$1.csv.gz"; fi; }
    "$program" track "$(find detections)" --sensor "$sensor" --truth "$(find truth)" --out "$work/tracks.csv" --json > "$work/$name.json"
done
python3 - "$sets" "$work" "$out" <<'PYTHON'
import csv, glob, json, os, sys

sets, work, out = sys.argv[1:]
anchors = {}
path = os.path.join(sets, "anchors.csv")
if os.path.exists(path):
    for row in csv.DictReader(open(path)):
        anchors[(row["set"], row["tracker"])] = row
# Targets of the project: GOSPA at most so many times Stone Soup's on the same data.
factor = {("a", "T1"): 1.02, ("a", "T5"): 1.02, ("b", "T1"): 0.96, ("b", "T5"): 0.99, ("c", "T1"): 0.94, ("c", "T5"): 0.96, ("d", "T1"): 0.97}


def value(name, tracker, column="gospa_mean_m"):
    row = anchors.get((name, tracker))
    return float(row[column]) if row and row[column] else None


def text(x, form="%.0f"):
    return "–" if x is None else form % x


lines = [
    "# Tracking, measured", "",
    "One command makes this page: `Tools/tracking-table.sh FOLDER` (a folder of sets as `Benchmarks/tracking_sets.py` makes "
    "them). One configuration a radar type: `Sensors/engagement-T1.yaml` for all T1 sets, `Sensors/acquisition-T5.yaml` for all T5 sets.", "",
    "GOSPA is the mean over the scans after the fifth (p = 2, c = 2 km), in metres; lower is better. Milliseconds are CPU time of one thread after the fifth "
    "scan: mean and slowest. Stone Soup 1.9.1 (EKF, global nearest neighbour) and the C++ trackers were tuned *for each set*; d T5 of "
    "Stone Soup is its first 15 scans only.", "",
    "| set | GOSPA | goal | held | switches | ms a scan | slowest | Stone Soup | switches | C++ CV | C++ IMM | perfect association |",
    "|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|",
]
for file in sorted(glob.glob(work + "/*.json")):
    name = os.path.basename(file)[:-5]
    r = json.load(open(file))
    soup = value(name, "stonesoup_ekf_gnn")
    kind, radar = name[0], name.split("_")[2]
    goal = 14500 if (kind, radar) == ("d", "T5") else (soup * factor[(kind, radar)] if soup else None)
    oracle = value(name, "ref_cpp_IMMoracle") or value(name, "ref_cpp_CVoracle")
    held = "–" if goal is None else ("yes" if r["gospa_m"] <= goal else "**no**")
    lines.append("| %s | %.0f | %s | %s | %d | %.2f | %.2f | %s | %s | %s | %s | %s |" % (
        name, r["gospa_m"], text(goal), held, r["identity_switches"], r["ms_per_scan"], r["ms_maximum"], text(soup),
        text(value(name, "stonesoup_ekf_gnn", "id_switches")), text(value(name, "ref_cpp_CV")),
        text(value(name, "ref_cpp_IMM")), text(oracle)))
open(out, "w").write("\n".join(lines) + "\n")
print("\n".join(lines[-14:]))
PYTHON
