"""The benches of docs/SPEED.md (speed.py): each takes a scratch folder and yields rows."""
import csv
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build" / "release" / "cupola"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "cupola"
RUNS = int(os.environ.get("RUNS", "3"))
SHORT = bool(os.environ.get("SHORT"))


@dataclass
class Row:
    work: str
    ours: str
    peer: str = "–"
    ratio: str = "–"
    aim: str = "–"
    holds: str = "–"


def judged(work, ours, peer, value, aim, at_least=False, form="{:.2f}"):
    """A row whose ratio is held against its aim."""
    words = f"{'≥' if at_least else '≤'} {aim:g}"
    return Row(work, ours, peer, form.format(value), words, "yes" if (value >= aim if at_least else value <= aim) else "**no**")


def spent(*command, env=None):
    """CPU and wall seconds of a command."""
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise OSError(f"{' '.join(map(str, command))}: {complaint.decode(errors='replace').strip()[-300:]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start


def least(takes):
    """The least of each figure of several takes."""
    return tuple(min(figures) for figures in zip(*takes))


def told(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def version_of(program):
    return told(program, "--version").strip().splitlines()[0]


def raids(folder):
    """Raids of two shapes, beside an earlier build where BEFORE names one (with its catalogue, BEFORE_CATALOGUE), in turns."""
    before, catalogue = os.environ.get("BEFORE"), os.environ.get("BEFORE_CATALOGUE")
    programs = [PROGRAM] + ([pathlib.Path(before)] if before else [])
    speeds, explained = {}, {}
    for _ in range(RUNS):
        for shape, repeat in (("4x24", 5 if SHORT else 50), ("10x100", 1 if SHORT else 10)):
            for program in programs:
                own = ["--catalogue", catalogue] if catalogue and program != PROGRAM else []
                found = json.loads(told(program, "benchmark", "--json", "--shape", shape, "--repeat", repeat, *own))["raids"][0]
                speeds[shape, program] = max(found["times_real_time"], speeds.get((shape, program), 0))
                if program == PROGRAM:
                    explained.setdefault(shape, []).append(found["accounted"])
    peer = version_of(before) if before else None
    for shape, aim in (("4x24", 1.4), ("10x100", 1.6)):
        work, own = works("raids")[shape == "10x100"], speeds[shape, PROGRAM]
        if before:
            other = speeds[shape, programs[1]]
            yield judged(work, f"{own:,.0f} × real time", f"{peer}: {other:,.0f} ×", own / other, aim, at_least=True)
        else:
            yield Row(work, f"{own:,.0f} × real time", "an earlier build, by BEFORE=PROGRAM", aim=f"≥ {aim:g}")
    growth = speeds["4x24", PROGRAM] / speeds["10x100", PROGRAM]
    yield judged(works("raids")[2], f"{growth:.2f} × slower", "linear: 3.9", growth, 4.6)
    share = {shape: statistics.median(found) for shape, found in explained.items()}
    yield judged(works("raids")[3], ", ".join(f"{shape.replace('x', ' × ')}: {100 * part:.0f} %" for shape, part in share.items()),
                 "the raid's own time", min(share.values()), 0.75, at_least=True)


def flagship(folder):
    """A run of the founding question's scenario, start-up and compiling of it taken off: a study of many runs less one of few."""
    study = folder / "flagship.yaml"
    study.write_text(f"version: 1\nname: flagship\nquestion: How long does a run take?\nscenario: {ROOT}/Scenarios/s400-request-2019.yaml\n"
                     "arms:\n  - {name: S-400, arm: s-400}\nruns: 1\nseed: 1\n")
    counts = (2, 6) if SHORT else (5, 45)
    takes = [[spent(PROGRAM, "study", study, "--runs", count, "--jobs", 1, "--quiet", "--force", "--out", folder / "f.cupola")[0] for count in counts]
             for _ in range(RUNS)]
    few, many = least(takes)
    each = 1000 * (many - few) / (counts[1] - counts[0])
    yield judged(works("flagship")[0], f"{each:.1f} ms", "–", each, 50, form="{:.1f} ms")


def threads(folder):
    """A study of short runs by two threads and by two processes of half of it each, in turns."""
    study = folder / "short.yaml"
    study.write_text(f"version: 1\nname: short runs\nquestion: How many a second?\nscenario: {ROOT}/Scenarios/one-on-one.yaml\n"
                     f"arms:\n  - {{name: at once, arm: s-300pmu2}}\nruns: {400 if SHORT else 2000}\nseed: 7\n")
    call = [str(PROGRAM), "study", str(study), "--quiet", "--force", "--out"]
    two, apart, one = [], [], []
    for _ in range(RUNS):
        one.append(spent(*call, folder / "a.cupola", "--jobs", "1")[1])
        two.append(spent(*call, folder / "b.cupola", "--jobs", "2")[1])
        start = time.monotonic()
        parts = [subprocess.Popen([*call, folder / f"{n}.cupola", "--jobs", "1", "--shard", f"{n}/2"], stdout=subprocess.DEVNULL) for n in (1, 2)]
        if any([part.wait() for part in parts]):
            raise OSError("threads: a shard failed")
        apart.append(time.monotonic() - start)
    yield judged(works("threads")[0], f"{min(two):.2f} s, {min(one) / min(two):.2f} × one thread", f"two processes: {min(apart):.2f} s",
                 min(apart) / min(two), 0.98, at_least=True)


def viewshed(folder):
    """Benchmarks/speed_viewshed.py, in the environment of the peers."""
    text = told(CACHE / "peers" / "bin" / "python", ROOT / "Benchmarks" / "speed_viewshed.py", PROGRAM, folder, "1" if SHORT else RUNS)
    found = json.loads(text)
    chain, tile, exact, names = found["chain"], found["tile"], found["exact"], works("viewshed")
    peer = f"gdalwarp + gdal_viewshed + gdalwarp back, GDAL {found['gdal']}: {sum(chain):.2f} CPU-s ({' + '.join(f'{part:.2f}' for part in chain)})"
    yield judged(names[0], f"{tile:.2f} CPU-s", peer, tile / sum(chain), 1.0)
    yield judged(names[1], f"{100 * found['equal']:.4f} % alike at worst (0, 30, 100, 300 m above ground)", "Cupola, `--exact`", 100 * found["equal"], 99.99,
                 at_least=True, form="{:.4f} %")
    yield judged(names[2], f"{exact:.2f} CPU-s", peer.split(":")[0], exact, 4.0, form="{:.2f} s")
    metric = found["metric"]
    yield judged(names[3], f"{metric['cpu']:.2f} CPU-s", f"gdal_viewshed {found['gdal']}: {metric['gdal']:.2f} CPU-s", metric["cpu"] / metric["gdal"], 1.0)
    yield judged(names[4], f"{metric['two']:.3f} s of wall", f"one thread: {metric['one']:.3f} s", metric["one"] / metric["two"], 1.8, at_least=True)


def assignment(folder):
    """Benchmarks/speed_assignment.py, in the environment of the peers."""
    text = told(CACHE / "peers" / "bin" / "python", ROOT / "Benchmarks" / "speed_assignment.py", PROGRAM, "1" if SHORT else "0")
    found = json.loads(text)
    worst = max(found["instances"], key=lambda one: one["ours"] / one["peer"])
    count, proved = len(found["instances"]), sum(one["proved"] for one in found["instances"])
    named = "; ".join(f"{one['name']} {one['ours']:.1f} / {one['peer']:.1f} ms" for one in found["instances"])
    yield judged(works("assignment")[0], f"{proved} of {count} proved; ours / best peer: {named}", found["peers"], worst["ours"] / worst["peer"], 1.0,
                 form=f"{{:.2f}} at worst ({worst['name']})")


def tracker(folder):
    """Benchmarks/speed_tracker.py, in Stone Soup's environment, on seeds drawn now."""
    python = CACHE / "stonesoup-1.9.1" / "bin" / "python"
    found = json.loads(told(python, "-W", "ignore", ROOT / "Benchmarks" / "speed_tracker.py", PROGRAM, folder, "2" if SHORT else os.environ.get("SEEDS", "20")))
    for alarms, first in (("20", 0), ("100", 3)):
        one = found[alarms]
        mean, worst, untracked = works("tracker")[first : first + 3]
        words = f"GOSPA {one['ours']:.0f} m, {one['seeds']} seeds"
        peer = f"Stone Soup 1.9.1: {one['peer']:.0f} m"
        yield judged(mean, words, peer, one["mean"], 0.97, form="{:.3f} of the means")
        yield judged(worst, words, peer, one["worst"], 1.05, form=f"{{:.3f}} (seed {one['worst_seed']})")
        scans = "scan" if one["untracked"] == 1 else "scans"
        yield judged(untracked, f"{one['untracked']} {scans}, {one['seeds']} seeds", "Stone Soup 1.9.1 has a track", one["untracked"], 3,
                     form=f"{{:.0f}} {scans} (seed {one['untracked_seed']})")


def report(folder):
    """The report of a study of 11,520 runs, or of what ARCHIVE names (which is only read)."""
    archive = os.environ.get("ARCHIVE")
    if not archive:
        archive = folder / "duel.cupola"
        spent(PROGRAM, "study", ROOT / "Studies" / "duel.yaml", "--runs", 10 if SHORT else 360, "--quiet", "--out", archive)
    runs = int(told("sqlite3", f"file:{archive}?mode=ro", "select count(*) from runs"))
    wall = min(spent(PROGRAM, "report", archive, "--out", folder / "report.html", "--quiet")[1] for _ in range(RUNS))
    yield judged(works("report")[0], f"{wall:.2f} s of wall, {runs:,} runs", "–", wall, 10, form="{:.2f} s")


def page(folder):
    """The page of a run record with 300 raiders over 30 minutes; and how such a page opens (Benchmarks/page.py)."""
    text = (ROOT / "Scenarios" / "one-on-one.yaml").read_text()
    scenario = folder / "many.yaml"
    scenario.write_text(re.sub(r"count: 1\b", "count: 300", re.sub(r"duration_s: \d+", "duration_s: 1800", text)))
    told(PROGRAM, "run", scenario, "--out", folder / "many.cuprun", "--quiet")
    wall = min(spent(PROGRAM, "replay", folder / "many.cuprun", "--out", folder / "many.html", "--quiet")[1] for _ in range(RUNS))
    yield judged(works("page")[0], f"{wall:.2f} s of wall, {(folder / 'many.html').stat().st_size / 1e6:.1f} MB", "–", wall, 5, form="{:.2f} s")
    opened = subprocess.run([str(CACHE / "page-venv" / "bin" / "python"), "Benchmarks/page.py", str(PROGRAM), str(folder / "open")], cwd=ROOT,
                            capture_output=True, text=True).stdout
    ready, paint = re.search(r"all panes ([\d.]+) s", opened), re.search(r"first paint ([\d.]+) s", opened)
    if not (ready and paint):
        raise OSError("page: Benchmarks/page.py printed no figures")
    yield judged(works("page")[1], f"first paint {paint[1]} s, all panes {ready[1]} s", "–", float(ready[1]), 5, form="{:.2f} s")


#: By the word of ONLY: the bench, and its rows in their order.
BENCHES = {
    "raids": (raids, ["raid 4 × 24", "raid 10 × 100", "growth from 28 to 110 entities", "of a raid's time, explained by its counted kernels"]),
    "flagship": (flagship, ["a run of the founding question's scenario (S-400)"]),
    "threads": (threads, ["two threads, short runs"]),
    "viewshed": (viewshed, [
        "`.hgt` tile 3601², lowest visible altitude, one core", "the same, verdicts", "the same, `--exact`", "metric 3601², one core",
        "metric 3601², two threads",
    ]),
    "assignment": (assignment, ["linear assignment, instances of 500 rows and more"]),
    "tracker": (tracker, [
        "tracker, slow radar, 10 crossing targets, 20 false alarms a scan", "the same, worst seed", "the same, longest without a track",
        "with 100 false alarms a scan", "with 100 false alarms, worst seed", "with 100 false alarms, longest without a track",
    ]),
    "report": (report, ["archive → report"]),
    "page": (page, ["replay page, 300 targets × 30 min, from a run record", "that size of page opened in headless Chromium"]),
}


def works(name):
    return BENCHES[name][1]
