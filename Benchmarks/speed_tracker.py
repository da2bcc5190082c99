"""GOSPA of `cupola track` beside Stone Soup's on crossing targets of the slow radar, seeds drawn now: speed_tracker.py PROGRAM FOLDER SEEDS.

Prints JSON: of each number of false alarms the ratio of the means, the worst seed's, and the most scans in a row in which a target that
Stone Soup tracks has no track of ours. Called by speed.py in Stone Soup's environment.
"""
import json
import os
import secrets
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stonesoup_tracker
import tracking_score
import tracking_sets

program, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
seeds = [secrets.randbelow(1 << 30) for _ in range(count)]
found = {}
for kind, name, rotating, scans, alarms in tracking_sets.SETS:
    if not (kind == "a" and rotating):
        continue
    ours, peers, gaps = [], [], []
    for seed in seeds:
        path = f"{folder}/{seed}/{name}"
        tracking_sets.make(path, kind, name, rotating, scans, alarms, seed, 1400.0)
        detections, truth = f"{path}/detections.csv", f"{path}/truth.csv"
        subprocess.run([program, "track", detections, "--sensor", "Sensors/acquisition-T5.yaml", "--out", f"{folder}/tracks.csv", "--quiet"], check=True)
        truth = tracking_score.read(truth)
        tracks = tracking_score.read(f"{folder}/tracks.csv")
        ours.append(tracking_score.score(truth, tracks)["gospa_m"])
        rows, _ = stonesoup_tracker.track(tracking_score.read(detections), 5.0, kind, "T5", None)
        other = dict(zip(("time_s", "track_id", "east_m", "north_m", "up_m"), rows.T))
        peers.append(tracking_score.score(truth, other)["gospa_m"])
        gaps.append(tracking_score.untracked(truth, tracks, other)[0])
        print(f"{name}, seed {seed}: {ours[-1]:.0f} m, Stone Soup {peers[-1]:.0f} m; untracked {gaps[-1]} scans", file=sys.stderr, flush=True)
    ratios = [a / b for a, b in zip(ours, peers)]
    found[str(alarms)] = {"ours": sum(ours) / count, "peer": sum(peers) / count, "mean": sum(ours) / sum(peers), "worst": max(ratios),
                          "worst_seed": seeds[ratios.index(max(ratios))],
                          "untracked": max(gaps), "untracked_seed": seeds[gaps.index(max(gaps))], "seeds": count}
print(json.dumps(found))
