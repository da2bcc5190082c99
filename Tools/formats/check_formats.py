"""check_formats.py CUPOLA JUDGES FORMATS_PYTHON CESIUM SCENARIO[:ARM] …

Flies scenarios, exports them, and prints what programs that others wrote say of the files, and how far the places that they read
are from the truth. Ends with 1 where anything is wrong. What cannot be had is skipped with its reason.

JUDGES: folder of check_*.py, or `-`. FORMATS_PYTHON: interpreter with tacview-duckdb, or `-`. CESIUM: Cesium.js, or `-`.
"""

from __future__ import annotations

import sys
import tempfile
import time as clock
from pathlib import Path

import numpy as np
from judging import Judge, call, faults, say
from places import acmi, czml, dis, geojson, kml, tables
from readers import asterix, streams, tacview
from truth import Truth


def main() -> int:
    program, folder, python, cesium, *scenarios = sys.argv[1:]
    judge = Judge(folder)
    if judge.folder is None:
        say("judges skipped: what they need could not be installed")
    chance = np.random.default_rng(20190612)
    for place, text in enumerate(scenarios):
        scenario, _, arm = text.partition(":")
        begun = clock.monotonic()
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            run = work / "raid.run.cupola"
            flown = call(program, "run", scenario, *(["--arm", arm] if arm else []), "--out", run, "--quiet")
            if flown.returncode:
                say(f"{text}: {flown.stderr.strip()}", False)
                continue
            truth = Truth(str(run))
            say(f"{text}: {len(truth.numbers)} objects")
            files = {}
            for kind, ending in [("acmi", "txt.acmi"), ("acmi", "zip.acmi"), ("czml", "czml"), ("kml", "kml"), ("kml", "kmz"), ("geojson", "geojson"), ("csv", "csv"), ("dis", "pcap")]:
                files[ending] = work / f"raid.{ending}"
                exported = call(program, "export", run, "--format", kind, "--out", files[ending])
                if exported.returncode:
                    say(f"  {ending}: {exported.stderr.strip()}", False)
            acmi(judge, files["txt.acmi"], files["txt.acmi"], truth, work, chance)
            acmi(judge, files["zip.acmi"], files["txt.acmi"], truth, work, chance)
            tacview(python, files["zip.acmi"], truth)
            kml(judge, files["kml"], truth, work, chance)
            kml(judge, files["kmz"], truth, work, chance)
            geojson(judge, files["geojson"], truth, work, chance)
            dis(judge, files["pcap"], truth, work, chance)
            czml(judge, files["czml"], truth, work, cesium, chance)
            tables(judge, files["csv"], truth, work, chance)
            asterix(judge, truth.run, truth, work, chance)
            # The streams send what the files hold: once is enough.
            if place == 0:
                streams(program, run, judge, work)
        say(f"  {clock.monotonic() - begun:.0f} s")
    say(f"exchange formats: {'nothing is wrong' if not faults else f'{len(faults)} faults'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
