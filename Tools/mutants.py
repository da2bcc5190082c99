#!/usr/bin/env python3
"""Plants faults one by one in the engine and asks the tests whether they notice.

    Tools/mutants.py [--only N[,N...]] [--filter TESTS] [--build]

The list is Tools/mutants/faults.tsv; it was committed before any test ran on it. A copy of the tree is built once with all faults in it, each
behind a switch (`CUPOLA_FAULT=N` plants the Nth, none stands without it), in a folder of its own (.build-mutants). First the tests must pass with
none, then they run with each, the nearest suites first, until one of them fails. What is caught, by which test, and what is not goes to
.build/reliability/mutants.log.
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = pathlib.Path(os.environ.get("MUTANTS_TREE", ROOT / ".build-mutants" / "tree"))
FLAGS = os.environ["FLAGS"].split()  # the Makefile's
#: Test modules that run for a fault of each module, in this order: its own, then those of the battle that is made of it; those of programs,
#: pages and files would say the same more slowly.
BATTLE = ["FireControl", "RunRecords Narration", "BattleSimulation"]
LAST = ["EngineValidation"]
TESTS = {
    "EarthEnvironment": ["EarthEnvironment", "ModelValidation", "RadarSensing FlightDynamics", "CoverageAnalysis", "EngineValidation"],
    "FlightDynamics": ["FlightDynamics", "ModelValidation", "CatalogueCalibration", *BATTLE, *LAST],
    "RadarSensing": ["RadarSensing", "ModelValidation", "CoverageAnalysis", *BATTLE, *LAST],
    "TargetTracking": ["TargetTracking", "ModelValidation", *BATTLE, *LAST],
    "CommandAndControl": ["CommandAndControl", "ModelValidation", *BATTLE, *LAST],
    "FireControl": [*BATTLE, "ModelValidation", *LAST],
    "Batteries": [*reversed(BATTLE), *LAST],
    "BattleSimulation": [*reversed(BATTLE), *LAST],
    "BattleWorld": [*reversed(BATTLE), *LAST],
    "StudyStatistics": ["StudyStatistics", "ModelValidation", "StudyReports", "StudyExecution"],
    "NumericalMethods": ["NumericalMethods", "StudyStatistics", "ModelValidation"],
    "Stochastics": ["Stochastics", "StudyStatistics", "ModelValidation"],
    "RunRecords": ["RunRecords Narration", "BattleSimulation", "StudyStatistics", "StudyReports"],
}
#: Tests that start the whole program again for what the suites beside them ask of the engine.
SKIPPED = "ValidateProgramTests"
#: Seconds that a stage may take before it counts as hung.
LIMIT = float(os.environ.get("MUTANTS_SECONDS", "900"))
SWITCH = "plantedFault"
#: Texts in which the switch stands elsewhere than between two expressions; FAULT is where it holds.
SPECIAL = {
    "let salvo = min(order.salvo, fire.pointee.guidanceChannels - units[unit].guidedRounds,": (
        "let salvo = min(order.salvo, fire.pointee.guidanceChannels + (FAULT ? 1 : 0) - units[unit].guidedRounds,"
    ),
    "else { return tables.nodes[way.node].linkDelay }": (
        "else { if FAULT, case .order = message { return 0 } else { return tables.nodes[way.node].linkDelay } }"
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
        return SPECIAL[old].replace("FAULT", condition)
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


def program():
    """The built tests; MUTANTS_TESTS names others, which are run as they are."""
    return os.environ.get("MUTANTS_TESTS") or str(next((COPY / ".build/release").glob("*PackageTests.xctest")))


def fails(names, log, fault=0):
    """What the first failing test of these modules said; empty where all pass."""
    words = [program(), "--testing-library", "swift-testing", "--filter", "|".join(f"^{name}Tests\\." for name in names.split()), "--skip", SKIPPED]
    # Tests start programs of their own: they end with their group.
    tests = subprocess.Popen(
        words, cwd=COPY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
        env={**os.environ, "CUPOLA_FAULT": str(fault)},
    )
    late = threading.Event()

    def stop():
        try:
            os.killpg(tests.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    clock = threading.Timer(LIMIT, lambda: (late.set(), stop()))
    clock.start()
    found = ""
    for line in tests.stdout:
        log.write(line)
        if "recorded an issue" in line:
            found = re.sub(r"^.*?Test (.*?) recorded an issue.*", r"\1", line.strip())
            break
    if found:
        stop()
    status = tests.wait()
    clock.cancel()
    stop()
    log.flush()
    if late.is_set():
        return "a hang"
    return found or (f"the end of the tests with {status}" if status != 0 else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--filter", default="")
    parser.add_argument("--build", action="store_true", help="build alone")
    arguments = parser.parse_args()
    chosen = {int(word) for word in arguments.only.split(",") if word}
    for folder in (".build/reliability", ".build-mutants"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
    COPY.mkdir(parents=True, exist_ok=True)
    plant()
    with (ROOT / ".build-mutants/build.log").open("w") as log:
        words = ["swift", "build", *FLAGS, "--build-tests"]
        if "MUTANTS_TESTS" not in os.environ and subprocess.run(words, cwd=COPY, stdout=log, stderr=log, check=False).returncode != 0:
            sys.exit("mutants: the tree with switches does not build (.build-mutants/build.log)")
    if arguments.build:
        return
    report = (ROOT / ".build/reliability/mutants.log").open("a")

    def say(line):
        print(line, flush=True)
        print(line, file=report, flush=True)

    sound = set()
    for number, file, _, _, words in faults():
        if chosen and number not in chosen:
            continue
        begin = time.time()
        by = ""
        with (ROOT / f".build-mutants/{number}.log").open("w") as log:
            for names in [arguments.filter] if arguments.filter else TESTS[file.split("/")[1]]:
                by = fails(names, log, number)
                if by and names not in sound:
                    # Is it the fault that they notice?
                    with (ROOT / ".build-mutants/none.log").open("w") as other:
                        if without := fails(names, other):
                            sys.exit(f"mutants: with no fault planted, tests of {names} fail: {without} (.build-mutants/none.log)")
                    sound.add(names)
                if by:
                    break
        say(f"{number:2} {f'caught by {by}' if by else 'NOT CAUGHT'}: {file}: {words} ({time.time() - begin:.0f} s)")
    say(summary(report.name))


def summary(log):
    """Of each fault the newest answer counts: whoever writes a test tries the one that it is for again."""
    answers = dict(re.findall(r"^ ?(\d+) (caught|NOT CAUGHT)", pathlib.Path(log).read_text(), re.M))
    names = {str(number): words for number, _, _, _, words in faults()}
    missed = [f"{number} ({names[number]})" for number in names if answers.get(number) == "NOT CAUGHT"]
    tried = sum(number in answers for number in names)
    return (
        f"mutants: {tried - len(missed)} of {tried} planted faults caught" + (f", {len(names) - tried} not tried" if tried < len(names) else "")
        + ("; not caught: " + ", ".join(missed) if missed else "")
    )


if __name__ == "__main__":
    main()
