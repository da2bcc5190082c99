#!/usr/bin/env python3
"""Plants faults one by one in a copy of the tree and asks the tests whether they notice.

    Tools/mutants.py [--only N[,N...]] [--filter TESTS]

The list is Tools/mutants/faults.tsv; it was committed before any test ran on it. Each fault is built and tested in a folder of its own
(.build-mutants), whose build is warm after the first. What is caught and what is not goes to .build/reliability/mutants.log.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / ".build-mutants" / "tree"
FLAGS = os.environ["FLAGS"].split()  # the Makefile's
# Tests of the models; those of programs, pages and files would say the same more slowly.
FILTER = "|".join(
    f"{name}Tests"
    for name in (
        "NumericalMethods Stochastics EarthEnvironment FlightDynamics RadarSensing TargetTracking CommandAndControl ClosedForms"
        " BattleSimulation StudyStatistics RunRecords ModelValidation EngineValidation SchemaWalk"
    ).split()
)


def faults():
    for number, line in enumerate(line for line in (ROOT / "Tools/mutants/faults.tsv").read_text().splitlines() if not line.startswith("#")):
        file, old, new, words = line.split("\t")
        yield number + 1, file, old, new, words


def refresh():
    """The tree as it stands, in the copy; files of the same content keep their time, so that they are not built again."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".build") and name not in (".git", ".cache", "__pycache__")]
        for name in names:
            source = pathlib.Path(folder) / name
            target = COPY / source.relative_to(ROOT)
            if source.is_symlink() or target.exists() and target.read_bytes() == source.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            shutil.copymode(source, target)


def run(words, log):
    return subprocess.run(words, cwd=COPY, stdout=log, stderr=subprocess.STDOUT, check=False).returncode


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--filter", default=FILTER)
    arguments = parser.parse_args()
    chosen = {int(word) for word in arguments.only.split(",") if word}
    (ROOT / ".build/reliability").mkdir(parents=True, exist_ok=True)
    report = (ROOT / ".build/reliability/mutants.log").open("a")
    caught = tried = 0
    for number, file, old, new, words in faults():
        text = (ROOT / file).read_text()
        if text.count(old) != 1:
            sys.exit(f"mutants: {number}: {file}: the text stands there {text.count(old)} times, allowed: once")
        if chosen and number not in chosen:
            continue
        refresh()
        (COPY / file).write_text(text.replace(old, new))
        begin = time.time()
        with (ROOT / f".build-mutants/{number}.log").open("w") as log:
            built = run(["swift", "build", *FLAGS, "--build-tests"], log) == 0
            failed = built and run(["swift", "test", *FLAGS, "--skip-build", "--parallel", "--filter", arguments.filter], log) != 0
        tried += 1
        caught += failed
        verdict = "caught" if failed else "NOT CAUGHT" if built else "does not build"
        line = f"{number:2} {verdict}: {file}: {words} ({time.time() - begin:.0f} s)"
        print(line, flush=True)
        print(line, file=report, flush=True)
    line = f"mutants: {caught} of {tried} planted faults caught"
    print(line)
    print(line, file=report)


if __name__ == "__main__":
    main()
