#!/usr/bin/env python3
"""Hold the estimators of studies against SALib on the same points.

    pip install SALib
    cupola validate --cases Validation/reference --answers answers.csv
    Tools/check-screening.py answers.csv [Validation/reference/screening]

Elementary effects (radial design) and first- and total-order indices (Saltelli's design) of every case in the folder; exit 1 where one differs
by more than 1e-9 of its size. SALib knows no Jansen first order; it is left to the reference folder.
"""
import csv
import os
import sys

import numpy as np
from SALib.analyze import sobol

answers = {(r["fixture"], r["case"], r["key"]): r["value"] for r in csv.DictReader(open(sys.argv[1], newline=""))}
folder = sys.argv[2] if len(sys.argv) > 2 else "Validation/reference/screening"
worst, count = 0.0, 0


def hold(fixture, case, key, value):
    global worst, count
    found = float(answers[fixture, case, key])
    error = abs(found - value) / max(1.0, abs(value))
    worst, count = max(worst, error), count + 1
    if error > 1e-9:
        print(f"{fixture} {case} {key}: {found}, SALib {value}")


def rows(name):
    return list(csv.DictReader(open(os.path.join(folder, name), newline="")))


for case in rows("radial.csv"):
    k, points = int(case["k"]), rows(case["points"])
    blocks = {}
    for point in points:
        blocks.setdefault(point["trajectory"], {})[int(point["changed"])] = point
    for i in range(1, k + 1):
        base = np.array([float(b[0]["y"]) for b in blocks.values()])
        moved = np.array([float(b[i]["y"]) for b in blocks.values()])
        step = np.array([float(b[i][f"u{i}"]) - float(b[0][f"u{i}"]) for b in blocks.values()])
        # SALib 1.6 calls this radial_ee; its formulas are written out so that older versions serve too.
        effects = (moved - base) / step
        hold("radial", case["case"], f"mu_{i}", effects.mean())
        hold("radial", case["case"], f"mu_star_{i}", np.abs(effects).mean())
        hold("radial", case["case"], f"sigma_{i}", effects.std(ddof=1))
        hold("radial", case["case"], f"V_total_jansen_{i}", np.mean((moved - base) ** 2) / 2)

for case in rows("indices_from_points.csv"):
    k, points = int(case["k"]), rows(case["points"])
    order = ["A"] + [f"AB{i}" for i in range(1, k + 1)] + ["B"]
    values = {(p["matrix"], p["row"]): float(p["y"]) for p in points}
    names = list(dict.fromkeys(p["row"] for p in points))
    y = np.array([values[m, r] for r in names for m in order])
    # SALib divides its values by their standard deviation; indices do not change by that.
    found = sobol.analyze({"num_vars": k, "names": order[1:-1], "bounds": [[0, 1]] * k}, y, calc_second_order=False, num_resamples=2)
    for i in range(1, k + 1):
        hold("indices_from_points", case["case"], f"S1_saltelli2010_{i}", float(found["S1"][i - 1]))
        hold("indices_from_points", case["case"], f"ST_jansen_{i}", float(found["ST"][i - 1]))

print(f"{count} values, worst difference {worst:.1e}")
sys.exit(0 if worst <= 1e-9 else 1)
