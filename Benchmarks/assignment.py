#!/usr/bin/env python3
"""Makes docs/ASSIGNMENT.md: every assignment instance, solved by cupola and, where a package can, by its peers in the same run.

    Benchmarks/assignment.py [--quick]

Peers are what peers.txt names, in a virtual environment outside the repository (Tools/setup.sh peers); one thread each.
"""
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build" / "release" / "cupola"
CASES = ROOT / "Validation" / "reference" / "assignment"
LINEAR = CASES / "lap_optima.csv"
PEERS = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "cupola" / "peers"


def enter_environment():
    if pathlib.Path(sys.prefix) == PEERS:
        return
    subprocess.run([str(ROOT / "Tools" / "setup.sh"), "peers"], check=True)
    python = str(PEERS / "bin" / "python")
    os.execv(python, [python, *sys.argv])


def peers():
    """What solves a matrix of costs beside us, by name: each gives the optimum."""
    import lap
    from scipy.optimize import linear_sum_assignment
    found = {"scipy": lambda matrix: matrix[linear_sum_assignment(matrix)].sum()}
    for name in ("lapjv", "lapjvr", "lapjvh"):
        found[name] = lambda matrix, solve=getattr(lap, name): solve(matrix, extend_cost=matrix.shape[0] != matrix.shape[1])[0]
    return found


def large(found, quick):
    """Of our answers those of 500 rows or more: name, answer, and milliseconds of each peer, whose optimum must be ours."""
    solvers = peers()
    for one, row in zip(found, rows(LINEAR)):
        n, m = int(row["n"]), int(row["m"])
        if n < 500 or (quick and max(n, m) > 1000):
            continue
        matrix = costs(row["family"], n, m, int(row["seed"]))
        assert abs(matrix.sum() - float(row["checksum"])) <= 1e-9 * abs(float(row["checksum"])) + 1e-6, row
        times = {}
        for name, solve in solvers.items():
            value, times[name] = timed(lambda: solve(matrix), 1 if quick else 3)
            assert abs(value - one["value"]) <= 1e-8 * max(1, abs(one["value"])), (row, name, value, one["value"])
        yield f"{row['family']} {n} × {m}", one, times


def raw(seed, places):
    import numpy as np
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(seed, places):
    import numpy as np
    return (raw(seed, places) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def costs(family, n, m, seed):
    """The matrix of a linear instance, as the README of the cases defines it."""
    import numpy as np
    i, j = np.meshgrid(np.arange(n), np.arange(m), indexing="ij")
    if family == "MW":
        return (i + 1.0) * (j + 1.0)
    if family == "GEO":
        x = uniform(seed, 2 * i) - uniform(seed, 2 * n + 2 * j)
        y = uniform(seed, 2 * i + 1) - uniform(seed, 2 * n + 2 * j + 1)
        return x * x + y * y
    if family == "TRK":
        side = np.sqrt(float(n))
        k = np.minimum(j, n - 1)
        x = side * uniform(seed, 4 * i) - (side * uniform(seed, 4 * k) + 0.6 * (uniform(seed, 4 * k + 2) - 0.5))
        y = side * uniform(seed, 4 * i + 1) - (side * uniform(seed, 4 * k + 1) + 0.6 * (uniform(seed, 4 * k + 3) - 0.5))
        square = x * x + y * y
        pairs = np.where(square < 0.36, square / 0.04, 1e6)
        return np.where(j < n, pairs, np.where(j == n + i, 4.0, 1e6))
    u = uniform(seed, i * m + j)
    if family == "UNI":
        return u
    if family == "NEG":
        return u - 0.5
    return 1 + np.floor(u * int(family[3:]))


def timed(solve, count):
    times = []
    value = None
    for _ in range(count):
        start = time.perf_counter()
        value = solve()
        times.append(1000 * (time.perf_counter() - start))
    return value, statistics.median(times)


def cupola(table, *options):
    done = subprocess.run([str(PROGRAM), "assign", str(table), "--json", *options], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["instances"]


def rows(table):
    with open(table, newline="") as file:
        return list(csv.DictReader(file))


def linear(out, quick):
    import lap
    import scipy
    found = cupola(LINEAR, "--repeat", "1" if quick else "5")
    exact = sum(abs(one["value"] - one["stated_optimum"]) <= 1e-9 * max(1, abs(one["stated_optimum"])) and one["optimal"] for one in found)
    print("## Linear assignment\n", file=out)
    print(f"{exact} of {len(found)} instances at the stated optimum, each proved by its potentials. Milliseconds, median; "
          f"peers: scipy {scipy.__version__} `linear_sum_assignment`, lapx {lap.__version__}, the best of `lapjv`, `lapjvr` and `lapjvh`; "
          "× = peer / cupola. "
          "Instances of 500 rows or more:\n", file=out)
    print("| instance | optimum | cupola, ms | scipy, ms | × | lapx, ms | its best | × |\n|---|--:|--:|--:|--:|--:|---|--:|", file=out)
    for name, one, times in large(found, quick):
        scipy_ms = times.pop("scipy")
        best = min(times, key=times.get)
        lapx_ms = times[best]
        ours = one["milliseconds"]
        print(f"| {name} | {one['value']:.10g} | {ours:.2f} | {scipy_ms:.1f} | {scipy_ms / ours:.1f} "
              f"| {lapx_ms:.1f} | `{best}` | {lapx_ms / ours:.1f} |", file=out)


def weapon_target(out, quick):
    print("\n## Weapon-target assignment\n", file=out)
    print("Value = expected surviving value; *above* = over the stated optimum. *Greedy* and *greedy + local search* are the "
          "reference table's. *10 ms* = what `--anytime-ms 10` gives: excess over the optimum and the gap that it can prove itself.\n", file=out)
    print("| instance | value | proved | above, % | ms | greedy, % | + search, % | in 10 ms, % | its proved gap, % |\n"
          "|---|--:|---|--:|--:|--:|--:|--:|--:|", file=out)
    proved = total = 0
    for size in ("small", "mid", "big"):
        for family in ("AH", "WD", "ENV"):
            table = CASES / f"wta_{size}_{family}.csv"
            full = cupola(table, "--repeat", "1" if quick else "3")
            short = cupola(table, "--anytime-ms", "10")
            for one, soon, row in zip(full, short, rows(table)):
                best = float(row["best_known"])
                meets = abs(one["value"] - best) <= 1e-9 * best
                total += 1
                proved += one["optimal"] and meets

                def above(value):
                    return max(0.0, 100 * (float(value) / best - 1)) if abs(float(value) / best - 1) > 1e-10 else 0.0

                print(f"| {row['family']} {row['weapons']} × {row['targets']} | {one['value']:.10g} | {'yes' if one['optimal'] else 'no'} "
                      f"| {above(one['value']):.4f} | {one['milliseconds']:.1f} | {above(row['mmr_greedy']):.2f} | {above(row['ls_value']):.2f} "
                      f"| {above(soon['value']):.3f} | {100 * soon['gap']:.3f} |", file=out)
    print(f"\n{proved} of {total} at the stated optimum and proved.", file=out)


def main():
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM}: not there; run make build first")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    enter_environment()
    quick = "--quick" in sys.argv
    target = ROOT / "docs" / "ASSIGNMENT.md"
    with open(target.with_suffix(".part"), "w") as out:
        print("# Assignment\n\nMade by `Benchmarks/assignment.py`; do not edit. Method: `models/assignment.md`, "
              "`decisions/0002-assignment-without-linear-programming.md`. One thread; ratios travel better than milliseconds.\n", file=out)
        linear(out, quick)
        weapon_target(out, quick)
    target.with_suffix(".part").rename(target)
    print(target)


if __name__ == "__main__":
    main()
