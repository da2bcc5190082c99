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

short = sys.argv[2] == "1"
instances = []
for name, one, times in assignment.large(assignment.cupola(assignment.LINEAR, "--repeat", "1" if short else "5"), short):
    best = min(times, key=times.get)
    print(f"{name}: {one['milliseconds']:.2f} ms; " + ", ".join(f"{k} {v:.1f}" for k, v in times.items()), file=sys.stderr, flush=True)
    instances.append({"name": name, "ours": one["milliseconds"], "peer": times[best], "by": best, "proved": one["optimal"]})
print(json.dumps({"peers": f"the best of scipy {scipy.__version__} and lapx {lap.__version__} (`lapjv`, `lapjvr`, `lapjvh`)", "instances": instances}))
