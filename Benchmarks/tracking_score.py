"""Scores tracks against truth: GOSPA (p = 2, alpha = 2, c = 2 km) and identity switches. numpy and scipy.

    GOSPA^2 = min over partial assignments  sum d^2 + c^2/2 (missed + false),   pairs only below c
Rahmathullah, Garcia-Fernandez & Svensson, FUSION 2017. The same measure as `cupola track --truth`, for anyone's tracks.
usage: tracking_score.py TRUTH.csv[.gz] TRACKS.csv[.gz]
"""
import csv, gzip, sys
import numpy as np
from scipy.optimize import linear_sum_assignment

CUT_OFF = 2000.0


def read(path):
    """Rows by column name, each an array of numbers."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", newline="") as file:
        rows = list(csv.reader(file))
    values = np.array(rows[1:], float).reshape(len(rows) - 1, len(rows[0]))
    return {name.strip(): values[:, place] for place, name in enumerate(rows[0])}


def by_time(table, name):
    """Milliseconds -> (identifiers, positions)."""
    key = np.round(table["time_s"] * 1000).astype(np.int64)
    positions = np.column_stack([table["east_m"], table["north_m"], table["up_m"]])
    identifiers = table[name].astype(np.int64)
    return {int(t): (identifiers[key == t], positions[key == t]) for t in np.unique(key)}


def pairs(truth, tracks):
    """The best partial assignment: places in truth, places in tracks, squared distances."""
    if len(truth) == 0 or len(tracks) == 0:
        return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
    squares = ((truth[:, None] - tracks[None]) ** 2).sum(-1)
    first, second = linear_sum_assignment(np.minimum(squares - CUT_OFF**2, 0))
    near = squares[first, second] < CUT_OFF**2
    return first[near], second[near], squares[first, second][near]


def score(truth, tracks, warm_up=4, scans=None):
    """Over the times of `truth` from the (`warm_up` + 1)th to the `scans`th; both as `read` gives them."""
    there, here = by_time(truth, "target_id"), by_time(tracks, "track_id")
    nothing = (np.zeros(0, int), np.zeros((0, 3)))
    gospa, location, missed, false, switches, last = [], [], [], [], 0, {}
    points = found = 0
    for time in sorted(there)[warm_up:scans]:
        (names, true), (tags, seen) = there[time], here.get(time, nothing)
        first, second, squares = pairs(true, seen)
        location.append(squares.sum())
        missed.append(CUT_OFF**2 / 2 * (len(true) - len(first)))
        false.append(CUT_OFF**2 / 2 * (len(seen) - len(first)))
        gospa.append((location[-1] + missed[-1] + false[-1]) ** 0.5)
        for target, track in zip(names[first], tags[second]):
            switches += last.get(target, track) != track
            last[target] = track
        points += len(true)
        found += len(first)
    root = lambda values: float(np.mean(values) ** 0.5)
    return {"gospa_m": float(np.mean(gospa)), "located_m": root(location), "missed_m": root(missed), "false_m": root(false),
            "identity_switches": int(switches), "completeness": found / max(points, 1), "times": len(gospa)}


def untracked(truth, tracks, peer, warm_up=4):
    """The most scans in a row, after `warm_up`, in which a target has one of the tracks of `peer` and none of `tracks`; and which target."""
    there, here, other = by_time(truth, "target_id"), by_time(tracks, "track_id"), by_time(peer, "track_id")
    nothing = (np.zeros(0, int), np.zeros((0, 3)))
    most, whose, rows = 0, None, {}
    for time in sorted(there)[warm_up:]:
        names, true = there[time]
        held = [set(names[pairs(true, found.get(time, nothing)[1])[0]]) for found in (here, other)]
        for target in names:
            rows[target] = rows.get(target, 0) + 1 if target in held[1] and target not in held[0] else 0
            if rows[target] > most:
                most, whose = rows[target], int(target)
    return most, whose


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip().splitlines()[-1])
    print(score(read(sys.argv[1]), read(sys.argv[2])))
