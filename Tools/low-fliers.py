#!/usr/bin/env python3
"""Writes the table of docs/models/low-fliers.md from battle runs: first sight, seconds from there to the first launch, kills of a round.

Tools/low-fliers.py [RUNS]      flies one battalion of each system against low cruise missiles, over flat ground and over relief.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CUPOLA = os.environ.get("CUPOLA", str(ROOT / ".build/release/cupola"))
PAGE = ROOT / "docs/models/low-fliers.md"
HEIGHTS = [15, 25, 50, 100, 200, 500]
GROUNDS = {"flat": "{kind: flat}", "relief": "{kind: synthetic, seed: 7, amplitude_m: 350, extent_km: 140, spacing_m: 400, base_height_m: 200}"}
ARMS = ["s-300pmu2", "s-400"]


def flown(scenario, arm, runs):
    """Ranges of first sight (km), seconds from there to the first launch, rounds and kills, of all raiders of all runs."""
    ranges, delays, rounds, kills = [], [], 0, 0
    for index in range(runs):
        words = [CUPOLA, "run", scenario, "--arm", arm, "--index", str(index), "--json"]
        record = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)["record"]
        for target in record["targets"]:
            if "firstDetected" in target:
                ranges.append(target["firstDetectedRange"] / 1000)
                if target["shots"]:
                    delays.append(min(shot["launchTime"] for shot in target["shots"]) - target["firstDetected"])
            for shot in target["shots"]:
                late = "missDistance" not in shot and target.get("outcome") == 0 and not shot["killed"]
                rounds += 0 if late else 1
                kills += 1 if shot["killed"] else 0
    return ranges, delays, rounds, kills


def cell(found):
    ranges, delays, rounds, kills = found
    if not ranges:
        return "not seen"
    when = f"{statistics.median(delays):.0f} s ({min(delays):.0f} at best)" if delays else "no launch"
    return f"{statistics.median(ranges):.0f} km, {when}, {kills / max(1, rounds):.2f}"


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    base = (ROOT / "Validation/plausibility/cruise-missiles-50m.yaml").read_text()
    lines = ["| height, m | flat: S-300PMU2 | S-400 | relief (hills of 350 m): S-300PMU2 | S-400 |", "|--:|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        scenario = f"{folder}/raid.yaml"
        for height in HEIGHTS:
            cells = []
            for ground in GROUNDS.values():
                text = base.replace("altitude_m: 50", f"altitude_m: {height}, above: ground").replace("{kind: flat}", ground)
                pathlib.Path(scenario).write_text(text)
                cells += [cell(flown(scenario, arm, runs)) for arm in ARMS]
            lines.append(f"| {height} | " + " | ".join(cells) + " |")
            print(lines[-1], flush=True)
    page = PAGE.read_text()
    begin, end = "<!-- low-fliers -->", "<!-- /low-fliers -->"
    before, rest = page.split(begin)
    PAGE.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])


if __name__ == "__main__":
    main()
