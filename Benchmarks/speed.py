#!/usr/bin/env python3
"""Writes docs/SPEED.md: what Cupola does in how long, beside the best peer that installs by name, in one run on one machine.

    make speed                        # every row
    make speed ONLY=viewshed,page     # some; the others stay as the page has them, with their dates
    make speed ONLY=raids BEFORE=PROGRAM    # beside an earlier build, in turns with it

Each bench is a function that yields rows. Programs take turns and the least of RUNS (3) counts, in CPU seconds of user and system where
nothing else is said. SHORT=1 makes the heavy ones small, for a look.
"""
import datetime
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import speed_rows

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "SPEED.md"

HEAD = """# Speed

What takes how long, beside the best peer that installs by name. `make speed` writes this page from what the programs printed and took;
`make speed ONLY=viewshed` does one bench, and the other rows stay with their dates. Nothing on it is typed by hand. *Ratio* is what the row's
aim is about, of figures of one run: a machine under load halves figures, ratios hardly. Peers and versions: `Benchmarks/peers.txt`.

| work | ours | peer | ratio | aim | holds | measured |
|---|---|---|---|---|---|---|
"""

FOOT = """
CPU seconds of user and system, the least of a few turns; *load* is the machine's when the row was measured. Methods:
[Benchmarks](../Benchmarks/README.md), [viewsheds](TERRAIN.md), [assignment](ASSIGNMENT.md), [tracking](TRACKING.md).
"""


def known():
    """Rows of the page as it stands, by the work that they are about."""
    lines = PAGE.read_text().splitlines() if PAGE.exists() else []
    cells = [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return {row[0]: row for row in cells[1:] if len(row) == 7}


def processor():
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {re.sub(r' +', ' ', found[1]).replace('|', '/').strip() if found else os.uname().machine}"


def main():
    if not speed_rows.PROGRAM.exists():
        sys.exit(f"speed: {speed_rows.PROGRAM}: not there; run make build first")
    wanted = [name for name in os.environ.get("ONLY", "").split(",") if name] or list(speed_rows.BENCHES)
    for name in wanted:
        if name not in speed_rows.BENCHES:
            sys.exit(f"speed: ONLY: found {name}, allowed: {', '.join(speed_rows.BENCHES)}")
    rows = known()
    order = [work for works in speed_rows.BENCHES.values() for work in works[1]]
    failed = []
    for name in wanted:
        bench, _ = speed_rows.BENCHES[name]
        with tempfile.TemporaryDirectory() as folder:
            try:
                for row in bench(pathlib.Path(folder)):
                    day = f"{datetime.date.today().isoformat()}, load {os.getloadavg()[0]:.1f}, {processor()}"
                    if speed_rows.SHORT:
                        # A short look judges nothing.
                        day, row.holds = f"{day}, short", "–"
                    rows[row.work] = [row.work, row.ours, row.peer, row.ratio, row.aim, row.holds, day]
                    print("speed: " + " | ".join(rows[row.work]), flush=True)
            except (subprocess.CalledProcessError, OSError) as problem:
                # One bench that cannot run keeps its old rows and does not take the others along.
                print(f"speed: {name}: {problem}", file=sys.stderr)
                failed.append(name)
    listed = [work for work in order if work in rows] + sorted(set(rows) - set(order))
    PAGE.write_text(HEAD + "".join(f"| {' | '.join(rows[work])} |\n" for work in listed) + FOOT)
    print(f"{PAGE.relative_to(ROOT)}: {len(listed)} rows, {sum(rows[work][5] == '**no**' for work in listed)} miss their aim")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
