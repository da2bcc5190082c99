#!/usr/bin/env python3
"""Plants faults one by one in the engine and asks the tests whether they notice.

    Tools/mutants.py [--only N[,N...]] [--filter TESTS]

The list is Tools/mutants/faults.tsv; it was committed before any test ran on it. A copy of the tree is built once with all faults in it, each
behind a switch (`CUPOLA_FAULT=N` plants the Nth, none stands without it), in a folder of its own (.build-mutants). First the tests must pass with
none, then they run with each. What is caught and what is not goes to .build/reliability/mutants.log.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = pathlib.Path(os.environ.get("MUTANTS_TREE", ROOT / ".build-mutants" / "tree"))
FLAGS = os.environ["FLAGS"].split()  # the Makefile's
#: Tests that run for a fault of each module: its own first, then those of the battle that is made of it; those of programs, pages and files
#: would say the same more slowly.
BATTLE = "BattleSimulation FireControl RunRecords Narration"
TESTS = {
    "EarthEnvironment": "EarthEnvironment ModelValidation EngineValidation CoverageAnalysis RadarSensing FlightDynamics",
    "FlightDynamics": "FlightDynamics ModelValidation EngineValidation CatalogueCalibration " + BATTLE,
    "RadarSensing": "RadarSensing ModelValidation EngineValidation CoverageAnalysis " + BATTLE,
    "TargetTracking": "TargetTracking ModelValidation EngineValidation " + BATTLE,
    "CommandAndControl": "CommandAndControl ModelValidation " + BATTLE,
    "FireControl": "EngineValidation SchemaWalk Invariance " + BATTLE,
    "Batteries": "EngineValidation SchemaWalk Invariance " + BATTLE,
    "BattleSimulation": "EngineValidation SchemaWalk Invariance " + BATTLE,
    "BattleWorld": "EngineValidation SchemaWalk Invariance " + BATTLE,
    "StudyStatistics": "StudyStatistics StudyExecution StudyReports ModelValidation",
    "NumericalMethods": "NumericalMethods StudyStatistics ModelValidation",
    "Stochastics": "Stochastics ModelValidation StudyStatistics",
    "RunRecords": BATTLE + " StudyStatistics",
}
SWITCH = "plantedFault"
#: Expressions whose beginning or end lies outside the listed text: what stands in its place instead, `?` for the switch.
SPECIAL = {
    "let salvo = min(order.salvo, fire.pointee.guidanceChannels - units[unit].guidedRounds,": (
        "let salvo = min(order.salvo, fire.pointee.guidanceChannels + (? ? 1 : 0) - units[unit].guidedRounds,"
    ),
    "case .order(let message, _): tables.nodes[Int(message.order.identifier.post.rawValue)].linkDelay": (
        "case .order(let message, _): ? ? 0 : tables.nodes[Int(message.order.identifier.post.rawValue)].linkDelay"
    ),
}
HEAD = re.compile(r"^((?:case \d+: |default: )?return |(?:let|var) \w+ = |[\w.\[\]]+ [-+]?= |if |guard |\w+: )?(.*?)( else)?$", re.S)


def faults():
    for number, line in enumerate(line for line in (ROOT / "Tools/mutants/faults.tsv").read_text().splitlines() if not line.startswith("#")):
        file, old, new, words = line.split("\t")
        yield number + 1, file, old, new, words


def switched(number, old, new, switch):
    """Text in which the switch chooses between both."""
    condition = f"{switch} == {number}"
    if old in SPECIAL:
        return SPECIAL[old].replace("? ?", f"{condition} ?").replace("(? ", f"({condition} ")
    (head, before, tail), (other, after, end) = HEAD.match(old).groups(default=""), HEAD.match(new).groups(default="")
    if head != other or tail != end:
        sys.exit(f"mutants: {number}: no switch for {old!r}")
    return f"{head}({condition} ? ({after}) : ({before})){tail}"


def plant():
    """The tree as it stands, in the copy, with every fault behind its switch; files of the same content keep their time."""
    texts = {}
    for number, file, old, new, _ in faults():
        text = texts.setdefault(file, (ROOT / file).read_text())
        if text.count(old) != 1:
            sys.exit(f"mutants: {number}: {file}: the text stands there {text.count(old)} times, allowed: once")
        texts[file] = text.replace(old, switched(number, old, new, f"{SWITCH}{pathlib.Path(file).stem}"))
    for file in texts:
        name = f"{SWITCH}{pathlib.Path(file).stem}"
        texts[file] = texts[file] + (
            "\n#if canImport(Glibc)\nimport Glibc\n#else\nimport Darwin\n#endif\n"
            f"@usableFromInline let {name} = getenv(\"CUPOLA_FAULT\").flatMap {{ Int(String(cString: $0)) }} ?? 0\n"
        )
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".build") and name not in (".git", ".cache", "__pycache__")]
        for name in names:
            source = pathlib.Path(folder) / name
            place = source.relative_to(ROOT)
            target = COPY / place
            if source.is_symlink():
                continue
            content = texts[str(place)].encode() if str(place) in texts else source.read_bytes()
            if target.exists() and target.read_bytes() == content:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            shutil.copymode(source, target)


def run(words, log, fault=0):
    environment = {**os.environ, "CUPOLA_FAULT": str(fault)}
    return subprocess.run(words, cwd=COPY, stdout=log, stderr=subprocess.STDOUT, check=False, env=environment).returncode


def test(names, log, fault=0):
    """Whether a test fails."""
    pattern = "|".join(f"{name}Tests" for name in names.split())
    # A fault may hang a test: that is noticed, too. MUTANTS_TESTS names built tests that are run as they are.
    built = os.environ.get("MUTANTS_TESTS")
    program = [built, "--testing-library", "swift-testing"] if built else ["swift", "test", *FLAGS, "--skip-build", "--parallel"]
    words = ["timeout", os.environ.get("MUTANTS_SECONDS", "900"), *program, "--filter", pattern]
    return run(words, log, fault) != 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--filter", default="")
    parser.add_argument("--build", action="store_true", help="build alone")
    arguments = parser.parse_args()
    chosen = {int(word) for word in arguments.only.split(",") if word}
    (ROOT / ".build/reliability").mkdir(parents=True, exist_ok=True)
    COPY.mkdir(parents=True, exist_ok=True)
    plant()
    with (ROOT / ".build-mutants/build.log").open("w") as log:
        if "MUTANTS_TESTS" not in os.environ and run(["swift", "build", *FLAGS, "--build-tests"], log) != 0:
            sys.exit("mutants: the tree with switches does not build (.build-mutants/build.log)")
    if arguments.build:
        return
    report = (ROOT / ".build/reliability/mutants.log").open("a")

    def say(line):
        print(line, flush=True)
        print(line, file=report, flush=True)

    sound = set()
    caught = tried = 0
    for number, file, _, _, words in faults():
        if chosen and number not in chosen:
            continue
        names = arguments.filter or TESTS[file.split("/")[1]]
        if names not in sound:
            with (ROOT / ".build-mutants/none.log").open("w") as log:
                if test(names, log):
                    sys.exit(f"mutants: with no fault planted, tests of {names} fail (.build-mutants/none.log)")
            sound.add(names)
        begin = time.time()
        with (ROOT / f".build-mutants/{number}.log").open("w") as log:
            failed = test(names, log, number)
        tried += 1
        caught += failed
        say(f"{number:2} {'caught' if failed else 'NOT CAUGHT'}: {file}: {words} ({time.time() - begin:.0f} s)")
    say(f"mutants: {caught} of {tried} planted faults caught")


if __name__ == "__main__":
    main()
