"""Tracks sets with the two sensor files and with Stone Soup, scores both alike and writes the page. Called by tracking.sh."""
import argparse, csv, glob, json, os, re, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tracking_score
import tracking_sets

PROGRAM = ".build/release/cupola"
SENSOR = {"T1": "Sensors/engagement-T1.yaml", "T5": "Sensors/acquisition-T5.yaml"}
# GOSPA at most so many times Stone Soup's on the same data; for d T5 at most so many metres over its scans.
FACTOR = {("a", "T1"): 1.02, ("a", "T5"): 1.02, ("b", "T1"): 0.96, ("b", "T5"): 0.99, ("c", "T1"): 0.94, ("c", "T5"): 0.96, ("d", "T1"): 0.97}
RAID_MOST = 14500
# Stone Soup gets the first scans alone of the raid of 1,000, and is compared over those.
RAID_SCANS = 15


def kind_of(name):
    return name[0], name.split("_")[2]


def find(folder, name):
    return glob.glob("%s/%s.csv*" % (folder, name))[0]


def summary(folder, tracks, sensor=None, preload=None):
    """What `cupola track` says of itself."""
    radar = kind_of(os.path.basename(folder.rstrip("/")))[1]
    command = [PROGRAM, "track", find(folder, "detections"), "--sensor", sensor or SENSOR[radar], "--truth", find(folder, "truth"), "--out", tracks, "--json"]
    environment = dict(os.environ, **({"LD_PRELOAD": preload} if preload else {}))
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def ours(folder, scratch):
    """The summary, held against the other scorer; and the score over the first scans where only those are compared."""
    kind, tracks = kind_of(os.path.basename(folder.rstrip("/")))[0], scratch + "/tracks.csv"
    result = summary(folder, tracks)
    truth = tracking_score.read(find(folder, "truth"))
    again = tracking_score.score(truth, tracking_score.read(tracks))
    if abs(again["gospa_m"] - result["gospa_m"]) > 0.1 or again["identity_switches"] != result["identity_switches"]:
        sys.exit("tracking: %s: the two scorers differ: %s, %s" % (folder, again, result))
    result["compared"] = tracking_score.score(truth, tracking_score.read(tracks), scans=RAID_SCANS) if kind == "d" else again
    return result


def stone_soup(folder, keep):
    if os.path.exists(keep):
        return json.load(open(keep))
    import stonesoup_tracker
    kind, radar = kind_of(os.path.basename(folder.rstrip("/")))
    scans = RAID_SCANS if kind == "d" else None
    rows, spent = stonesoup_tracker.track(tracking_score.read(find(folder, "detections")), 5.0 if radar == "T5" else 1.0, kind, radar, scans)
    columns = dict(zip(("time_s", "track_id", "east_m", "north_m", "up_m"), rows.T))
    result = tracking_score.score(tracking_score.read(find(folder, "truth")), columns, scans=scans)
    result["ms"] = sum(spent[5:]) / len(spent[5:])
    os.makedirs(os.path.dirname(keep), exist_ok=True)
    with open(keep, "w") as file:
        json.dump(result, file)
    return result


def anchors(folder):
    path = folder + "/anchors.csv"
    rows = csv.DictReader(open(path)) if os.path.exists(path) else []
    return {(row["set"], row["tracker"]): row for row in rows}


def number(value, form="%.0f"):
    return "–" if value is None else form % value


def folder_table(folder, kinds, scratch, work):
    known = anchors(folder)

    def anchor(name, tracker, column="gospa_mean_m"):
        row = known.get((name, tracker))
        return float(row[column]) if row and row[column] else None

    lines = ["| set | GOSPA | goal | held | switches | ms a scan | slowest | Stone Soup, known | switches | Stone Soup, here | C++ CV | C++ IMM | perfect association |",
             "|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for path in sorted(glob.glob(folder + "/*_T[15]_*/")):
        name = os.path.basename(path.rstrip("/"))
        kind = kind_of(name)
        r = ours(path, scratch)
        keep = "%s/0/%s/ss.json" % (work, name)
        here = stone_soup(path, keep) if kind[0] in kinds or os.path.exists(keep) else None
        soup = anchor(name, "stonesoup_ekf_gnn") or (here and here["gospa_m"])
        goal = RAID_MOST if kind == ("d", "T5") else (soup * FACTOR[kind] if soup else None)
        held = goal is None or r["gospa_m"] <= goal
        switches = anchor(name, "stonesoup_ekf_gnn", "id_switches")
        if kind[0] == "a":
            held = held and r["identity_switches"] == 0
        if kind == ("d", "T1") and switches is not None:
            held = held and r["identity_switches"] <= switches
        lines.append("| %s | %.0f | %s | %s | %d | %.2f | %.2f | %s | %s | %s | %s | %s | %s |" % (
            name, r["gospa_m"], number(goal), "–" if goal is None else "yes" if held else "**no**", r["identity_switches"], r["ms_per_scan"], r["ms_maximum"],
            number(anchor(name, "stonesoup_ekf_gnn")), number(switches), number(here and here["gospa_m"]), number(anchor(name, "ref_cpp_CV")),
            number(anchor(name, "ref_cpp_IMM")), number(anchor(name, "ref_cpp_IMMoracle") or anchor(name, "ref_cpp_CVoracle"))))
    return lines


def seeds_table(seeds, kinds, scratch, work):
    lines = ["| set | GOSPA by seed | Stone Soup | ratio by seed | of the means | goal | held | switches | Stone Soup | ms a scan | Stone Soup |",
             "|---|---|---|---|---:|---:|---|---|---|---:|---:|"]
    for kind, name, rotating, scans, alarms in tracking_sets.SETS:
        mine, peers = [], []
        for seed in seeds:
            path = "%s/%d/%s" % (work, seed, name)
            if not os.path.exists(path + "/detections.csv"):
                tracking_sets.make(path, kind, name, rotating, scans, alarms, seed, 1400.0)
            mine.append(ours(path, scratch))
            keep = path + "/ss.json"
            peers.append(stone_soup(path, keep) if kind in kinds or os.path.exists(keep) else None)
        both = [(m["compared"], p) for m, p in zip(mine, peers) if p]
        factor = FACTOR.get((kind, "T5" if rotating else "T1"))
        mean = sum(m["gospa_m"] for m, _ in both) / sum(p["gospa_m"] for _, p in both) if both else None
        if factor:
            held = sum(m["gospa_m"] <= factor * p["gospa_m"] for m, p in both)
            verdict = "%d of %d" % (held, len(both)) if both else "–"
        else:
            verdict = "%d of %d" % (sum(m["gospa_m"] <= RAID_MOST for m in mine), len(mine))
        listed = lambda values, form="%.0f": " ".join(number(v, form) for v in values)
        lines.append("| %s | %s | %s | %s | %s | %s | %s | %s | %s | %.2f | %s |" % (
            name, listed([m["gospa_m"] for m in mine]), listed([p and p["gospa_m"] for p in peers]),
            listed([p and m["compared"]["gospa_m"] / p["gospa_m"] for m, p in zip(mine, peers)], "%.3f"), number(mean, "**%.3f**"),
            "≤ %.2f" % factor if factor else "≤ %d m" % RAID_MOST, verdict, listed([m["compared"]["identity_switches"] for m in mine], "%d"),
            listed([p and p["identity_switches"] for p in peers], "%d"), sum(m["ms_per_scan"] for m in mine) / len(mine),
            number(sum(p["ms"] for _, p in both) / len(both) if both else None)))
    return lines


def cost_table(folder, scratch):
    """Time and calls for memory a scan on the raid of 1,000, as it stands and with straight flight alone."""
    raids = [path for path in sorted(glob.glob(folder + "/d_*_T[15]_*/"))]
    lines = ["| set | motion | GOSPA | ms a scan | slowest | calls for memory a scan, median | most | detections a scan |", "|---|---|---:|---:|---:|---:|---:|---:|"]
    for path in raids:
        name = os.path.basename(path.rstrip("/"))
        radar = kind_of(name)[1]
        straight = scratch + "/straight.yaml"
        text = re.sub(r"model: interacting", "model: constant_velocity", open(SENSOR[radar]).read())
        open(straight, "w").write(re.sub(r"cruise_density: \S+", "cruise_density: 150", text))
        detections = tracking_score.read(find(path, "detections"))["scan"]
        for motion, sensor in (("interacting", SENSOR[radar]), ("constant velocity", straight)):
            if radar == "T5" and motion != "interacting":
                continue
            timed = min((summary(path, scratch + "/tracks.csv", sensor) for _ in range(5)), key=lambda r: r["ms_per_scan"])
            counted = summary(path, scratch + "/tracks.csv", sensor, scratch + "/allocations.so")
            lines.append("| %s | %s | %.0f | %.2f | %.2f | %d | %d | %.0f |" % (
                name, motion, timed["gospa_m"], timed["ms_per_scan"], timed["ms_maximum"], counted["allocations_median"],
                counted["allocations_maximum"], len(detections) / detections.max()))
    return lines


FUSION = """`cupola fusion --runs 200`, which ends with 1 where one does not hold: three radars of different period (5, 3, 4 s), latency (0.2, 0.8,
1.5 s) and accuracy, the third with a constant error of 200 m and 4 mrad that the command post expects but does not know. The normalised square
of the position's error is 1 a dimension where a track knows its own accuracy; *inside* is the share of squares between the two-sided 95 % bounds of χ²
with three degrees of freedom. Each fused track must be better than the best single radar that it can still hear, never lost, and have no more than
twice the 5 % outside its bounds; the mean of its squares must be 1 within 3.3 standard errors of independent runs where the aircraft
wanders as the filter believes, not above 1 where it flies straight (a filter that allows for turns is cautious there), and not above the
worst single radar's own where it turns at 2 g and 3 g (every filter lags then)."""


def fusion_tables():
    # Exit 1 says that something does not hold; the table then says what.
    rows = json.loads(subprocess.run([PROGRAM, "fusion", "--runs", "200", "--json"], capture_output=True, text=True).stdout)
    settings = list(dict.fromkeys(r["setting"] for r in rows))
    lines = ["| heard | error, m | normalised square | standard error | inside | seconds without a track | verdict |", "|---|---:|---:|---:|---:|---:|---|"]
    lines += ["| %s | %.0f | %.2f | %.2f | %.3f | %d | %s |" % (
        r["name"], r["error_m"], r["normalised_square"], r["standard_error"], r["inside"], r["gaps_s"], r["verdict"]) for r in rows if r["setting"] == settings[0]]
    lines += ["", "| set-up | best single, m | all three, m | square | one lost, m | squares | least inside | verdict |", "|---|---:|---:|---:|---|---|---:|---|"]
    for setting in settings:
        own = [r for r in rows if r["setting"] == setting]
        fused = [r for r in own if r["verdict"]]
        lines.append("| %s | %.0f | %.0f | %.2f | %s | %s | %.3f | %s |" % (
            setting, min(r["error_m"] for r in own if r["name"].endswith("alone")), fused[0]["error_m"], fused[0]["normalised_square"],
            ", ".join("%.0f" % r["error_m"] for r in fused[1:]), ", ".join("%.2f" % r["normalised_square"] for r in fused[1:]),
            min(r["inside"] for r in fused), "holds" if all(r["verdict"] == "holds" for r in fused) else "FAILS"))
    return lines


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--scratch", required=True)
    ap.add_argument("--seeds", default="1,2")
    ap.add_argument("--folder")
    ap.add_argument("--stone-soup", default="a,b,c,d")
    ap.add_argument("--work")
    ap.add_argument("--out", default="docs/TRACKING.md")
    a = ap.parse_args()
    kinds, work = a.stone_soup.split(","), a.work or a.scratch + "/work"
    seeds = [int(s) for s in a.seeds.split(",") if s]
    page = ["# Tracking, measured", "",
            "One command makes this page: `Benchmarks/tracking.sh` (its head tells the options). One configuration a radar type: "
            "`Sensors/engagement-T1.yaml` for all T1 sets (frames, one a second), `Sensors/acquisition-T5.yaml` for all T5 sets (one turn in five seconds).", "",
            "GOSPA is the mean over the scans after the fourth (p = 2, c = 2 km), in metres; lower is better. `cupola track --truth` and "
            "`Benchmarks/tracking_score.py` must agree on every set, or nothing is written. Milliseconds are CPU time of one thread, under whatever load the machine had. Stone Soup "
            "1.9.1 (extended Kalman filter, global nearest neighbour, `Benchmarks/stonesoup_tracker.py`) is tuned *for each kind of set*.", ""]
    if a.folder:
        page += ["## Sets of a folder", "", "Beside what others reach on the same data (`anchors.csv` of the folder, tuned for each set; Stone Soup's d T5 is its first 15 scans).",
                 ""] + folder_table(a.folder.rstrip("/"), kinds, a.scratch, work) + [""]
    if seeds:
        page += ["## Sets of fresh seeds", "", "Made by `Benchmarks/tracking_sets.py` with seeds %s; Stone Soup runs on the same detections. Of the raid of 1,000 (d) it gets, and is "
                 "compared over, the first %d scans; the GOSPA by seed is over all scans. Switches are over the scans compared." % (a.seeds, RAID_SCANS), ""]
        page += seeds_table(seeds, kinds, a.scratch, work) + [""]
    raids = a.folder or ("%s/%d" % (work, seeds[0]) if seeds else None)
    if raids:
        page += ["## Cost on the raid of 1,000", "", "Best of five runs, after the fifth scan. Calls for memory (malloc and its kin) are counted by "
                 "`Benchmarks/allocations.c`, from the first detection of a scan handed over to its last track; a few a scan are sorting's work space and buffers that still grow.",
                 ""] + cost_table(raids.rstrip("/"), a.scratch) + [""]
    page += ["## Fusion of several radars", "", FUSION, ""] + fusion_tables()
    with open(a.out, "w") as file:
        file.write("\n".join(page) + "\n")
    print("\n".join(page))


main()
