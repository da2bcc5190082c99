"""Linear assignment of 500 rows and more beside scipy and all of lapx: speed_assignment.py PROGRAM SHORT. Prints JSON.

Called by speed.py in the environment of the peers. Costs are made by the formulae that the instances' README states.
"""
import json
import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = "1"
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import assignment
import lap
import scipy
from scipy.optimize import linear_sum_assignment

short = sys.argv[2] == "1"
table = assignment.CASES / "lap_optima.csv"
peers = {"scipy": lambda costs: costs[linear_sum_assignment(costs)].sum()}
for name in ("lapjv", "lapjvr", "lapjvh"):
    def solve(costs, name=name):
        return getattr(lap, name)(costs, extend_cost=costs.shape[0] != costs.shape[1])[0]
    peers[name] = solve
instances = []
for one, row in zip(assignment.cupola(table, "--repeat", "1" if short else "5"), assignment.rows(table)):
    n, m = int(row["n"]), int(row["m"])
    if max(n, m) < 500 or (short and max(n, m) > 1000):
        continue
    costs = assignment.costs(row["family"], n, m, int(row["seed"]))
    times = {}
    for name, solve in peers.items():
        value, times[name] = assignment.timed(lambda: solve(costs), 1 if short or max(n, m) >= 2000 else 3)
        assert abs(value - one["value"]) <= 1e-8 * max(1, abs(one["value"])), (row, name, value, one["value"])
    best = min(times, key=times.get)
    print(f"{row['family']} {n} × {m}: {one['milliseconds']:.2f} ms; " + ", ".join(f"{k} {v:.1f}" for k, v in times.items()), file=sys.stderr, flush=True)
    instances.append({"name": f"{row['family']} {n} × {m}", "ours": one["milliseconds"], "peer": times[best], "by": best, "proved": one["optimal"]})
print(json.dumps({"peers": f"the best of scipy {scipy.__version__} and lapx {lap.__version__} (`lapjv`, `lapjvr`, `lapjvh`)", "instances": instances}))
