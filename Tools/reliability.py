#!/usr/bin/env python3
"""Writes docs/RELIABILITY.md: what is promised, how it is tested, what was found, and when.

Each figure is a line that a program printed into .build/reliability/NAME.log (`make random`, `make fuzz`, …); of lines that begin alike
(`soak: …`) the newest counts, and what the page has of others stays; runs of random scenarios, and inputs of other seeds, are added up. A row that
never ran says so.
"""

import datetime
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "RELIABILITY.md"
LOGS = ROOT / ".build" / "reliability"

#: Promise, how it is tested, log, lines of it that are figures.
ROWS = [
    (
        "A scenario is refused in a line for each fault, or flown: rounds never below zero nor above the load, no more rounds guided than there are"
        " channels, every launch has an order, every round ends, causes add up, no number that is none, the same digest again and on 1, 2 and 4 threads",
        "`make random`: the project's scenarios changed by chance within their form, ten thousand; 200 in `make test`",
        "random",
        r"^(random scenarios |.*↳ scenario \d).*",
    ),
    (
        "No table, JSON or elevation file traps a reader, holds it up or takes its memory",
        "`make fuzz`: libFuzzer in process, each reader by itself, at most 512 MB and ten seconds an input; a kept corpus with `make fuzz FUZZ=short`. An input is"
        " what libFuzzer makes of sound files of the kind by what it sees the reader do: addresses and SRTM squares of up to 512 bytes, YAML 2,048 (32,768 for seed 1;"
        " decoded as the document that its keys say, every eighth as each), DTED 4,096 (both tiles as files in memory, through GDAL's formats of heights), replays"
        " 8,192, others 32,768; every other archive with its hashes made anew",
        "fuzz",
        r"^fuzz: .*",
    ),
    (
        "An elevation file that is read without GDAL is read as GDAL reads it",
        "`make mutated-ground`: bytes of elevation files changed, both readers compared",
        "ground",
        r"^elevation mutants: .*",
    ),
    (
        "No change of a value in an archive goes unnoticed; an archive from a stranger traps nobody",
        "`make test` (`ArchiveMutantTests`): every column of every table set to a dozen hostile values, with hashes as they were and made anew",
        "tests",
        r"^archive mutants: .*",
    ),
    (
        "No option takes what is no number or beyond its range; no command writes over what is not its own; no input that is no file holds it up",
        "`make test` (`CommandWalkTests`, `OutputWalkTests`): the commands and options that the program names",
        "tests",
        r"^(options|inputs|outputs) tried: .*",
    ),
    (
        "Whoever only opens a file or prints a result is not hurt, told nothing false, and kept from nothing",
        "`make safety`: the program itself with archives of strangers (hashes made anew or not), unfinished studies, links, devices and notes in the place of"
        " outputs, hostile numbers, names that steer a terminal or have a megabyte, places south and west; then with studies, elevation files, tables and folders that"
        " break things; each call within two minutes and 512 MB",
        "safety",
        r"^(safety|breaking), .*",
    ),
    (
        "The same result on any processor",
        "`make sameness`: digests of the program with AVX2 and of `make portable`",
        "portable",
        r"^portable: .* digest with AVX2 .*",
    ),
    (
        "A study that is killed at any moment loses and doubles nothing; a full disk, a read-only folder, a missing temporary folder and signals end in one line, with nothing partial under a final name",
        "`make soak`: killed again and again on one thread and on two, resumed, compared byte for byte; then disks, folders and signals",
        "soak",
        r"^(jobs \d|full disk|read-only|signals).*",
    ),
    ("No access outside memory", "`make asan`: the test suite under AddressSanitizer", "asan", r"^asan: .*"),
    ("No race between threads", "`make tsan`: the test suite under ThreadSanitizer", "tsan", r"^tsan: .*"),
    (
        "The tests notice a wrong sign, unit, frame or count",
        "`make mutants`: forty faults planted one by one (`Tools/mutants/faults.tsv`, listed before a test ran on it)",
        "mutants",
        r"^mutants: .*",
    ),
    ("The tests reach the engine", "`make coverage`: lines of the engine that the tests run, at least nine in ten", "coverage", r"^coverage: .*lines reached.*"),
]

HEAD = """# Reliability

What is promised, how it is tested, what was found. The page is written by `make reliability` from what the programs printed; nothing on it
is typed by hand. A machine of two cores, release build.

| promise | how it is tested | figure | date |
|---|---|---|---|
"""


RANGE = re.compile(r"random scenarios (\d+)…(\d+): (.*)")
INPUTS = re.compile(r"fuzz: (\w+): (\d+) inputs(?: of seeds? ([\d, ]+))?, nothing found")
SANITIZED = re.compile(r"(?P<kind>[at]san): (?P<tests>\d+) tests of (?P<clean>\d+) of (?P<all>\d+) test modules ran with nothing found(?P<rest>.*)")
COUNT = re.compile(r"\d+(?= (?:flown|refused|rounds|leakers|on|broke))")


def known():
    """Figures and dates of the page as it stands, by promise."""
    found = {}
    if PAGE.exists():
        for line in PAGE.read_text().splitlines():
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            if len(cells) == 4:
                found[cells[0].strip("| ")] = (cells[2], cells[3].strip("| "))
    return found


def newest(lines, page=()):
    """Of lines that begin alike the last one, those of the page being older than those of a log; a scenario's fault belongs to the run of
    scenarios that is named next, and goes when that scenario was flown again. What lies within a run that the page has is not said twice."""
    flown = [range(int(found[1]), int(found[2]) + 1) for line in lines if (found := RANGE.match(line))]
    before = [range(int(found[1]), int(found[2]) + 1) for line in page if (found := RANGE.match(line))]
    kept, faults = {}, []
    rest = []
    for line in page:
        number = re.match(r"scenario (\d+)", line)
        if number is None:
            kept[key_of(line)] = [line]
        elif not any(int(number[1]) in span for span in flown):
            rest.append(line)
    for line in lines:
        if line.startswith("scenario "):
            faults.append(line)
            continue
        key = key_of(line)
        span = RANGE.match(line)
        if span and any(int(span[1]) in one and int(span[2]) in one and len(one) > int(span[2]) - int(span[1]) + 1 for one in before):
            rest += faults
        else:
            old, new = (SANITIZED.fullmatch(one) for one in (kept.pop(key, [""])[0], line))
            kept[key] = [in_turns(old, new) if old and new else line, *faults]
        faults = []
    return joined(kept.values()) + rest


def added(lines):
    """Inputs of a reader that were drawn from several seeds as one figure; a seed that ran again counts as its longest run."""
    readers, others = {}, []
    for line in lines:
        found = INPUTS.fullmatch(line)
        if found:
            readers.setdefault(found[1], {})
            # What was found before is mended.
            others = [other for other in others if not other.startswith(f"fuzz: {found[1]}: FOUND")]
            seeds = found[3] or "1"
            readers[found[1]][seeds] = max(readers[found[1]].get(seeds, 0), int(found[2]))
        else:
            others.append(line)
    figures = []
    for reader, counts in readers.items():
        seeds = sorted({int(seed) for group in counts for seed in group.split(", ")})
        # What stands on the page for several seeds holds their single runs.
        groups = [group for group in counts if not any(set(group.split(", ")) < set(other.split(", ")) for other in counts)]
        figures.append(
            f"fuzz: {reader}: {sum(counts[group] for group in groups)} inputs of seed{'s' if len(seeds) > 1 else ''} "
            f"{', '.join(map(str, seeds))}, nothing found")
    return figures + others


def in_turns(before, now):
    """Two turns of a sanitizer as one where the later ran what the earlier left, and nothing else: what is left is what neither came to. A
    turn that came to nothing new changes nothing; any other stands for itself."""
    left = [set(re.findall(r"\w+Tests", turn["rest"])) for turn in (before, now)]
    if before["kind"] != now["kind"] or before["all"] != now["all"] or "FOUND" in now["rest"] + before["rest"] or not left[1]:
        return now[0]
    gained = left[0] - left[1]
    if not gained:
        return before[0]
    if len(gained) != int(now["clean"]):
        return now[0]
    both = sorted(left[0] & left[1])
    return (
        f"{now['kind']}: {int(before['tests']) + int(now['tests'])} tests of {int(before['clean']) + int(now['clean'])} of {now['all']} test modules"
        f" ran with nothing found, in turns{'; not run: ' + ', '.join(both) if both else ''}")


def key_of(line):
    """What lines that say the same of different runs begin with."""
    return re.match(r"random scenarios \S+|fuzz: \w+: \d+ inputs of seeds? [\d, ]+|fuzz: \w+|jobs \d|breaking, \w+|safety, \w+|[^:;0-9]*", line)[0]


def joined(groups):
    """Runs of random scenarios that follow one another as one, their numbers added."""
    ranges, others = [], []
    for line, *faults in groups:
        found = RANGE.match(line)
        if found:
            ranges.append((int(found[1]), int(found[2]), found[3], faults))
        else:
            others += [line, *faults]
    together = []
    for first, last, words, faults in sorted(ranges):
        before = together[-1] if together else None
        if before and before[1] + 1 == first and COUNT.sub("", before[2]) == COUNT.sub("", words):
            sums = iter(int(a) + int(b) for a, b in zip(COUNT.findall(before[2]), COUNT.findall(words)))
            together[-1] = (before[0], last, COUNT.sub(lambda _: str(next(sums)), words), before[3] + faults)
        else:
            together.append((first, last, words, faults))
    return [line for first, last, words, faults in together for line in (f"random scenarios {first}…{last}: {words}", *faults)] + others


def main():
    before = known()
    lines = []
    for promise, how, name, pattern in ROWS:
        log = LOGS / f"{name}.log"
        figure, date = before.get(promise, ("not run yet", "–"))
        if log.exists():
            found = [re.sub(r"^[^\w]*", "", line).strip() for line in log.read_text(errors="replace").splitlines() if re.match(pattern, line)]
            if found:
                kept = [] if "not run yet" in figure else figure.split("<br>")
                figure = "<br>".join(line.replace("|", "/") for line in added(newest(found, kept))[-20:])
                date = datetime.date.fromtimestamp(log.stat().st_mtime).isoformat()
        lines.append(f"| {promise} | {how} | {figure} | {date} |")
    PAGE.write_text(HEAD + "\n".join(lines) + "\n")
    print(f"{PAGE.relative_to(ROOT)}: {sum('not run yet' not in line for line in lines)} of {len(lines)} rows have figures")


if __name__ == "__main__":
    main()
