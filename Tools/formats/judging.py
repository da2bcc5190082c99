"""What the checks of exchange files share: one line a finding, the judges' scripts, tables of what they read."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from truth import Truth

faults: list[str] = []
#: Rows that one file is compared in.
ROWS = 2000
EPOCH = "2000-01-01T00:00:00Z"


def say(line: str, good: bool = True) -> None:
    print(line, flush=True)
    if not good:
        faults.append(line)


def call(*command: Any, timeout: float = 600) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=timeout, check=False)


class Judge:
    """The judges' scripts, where what they need is there."""

    def __init__(self, folder: str) -> None:
        self.folder = None if folder == "-" else Path(folder)

    def structure(self, script: str, file: Path, dump: Path) -> bool:
        if self.folder is None:
            return False
        shell = ["sh"] if script.endswith(".sh") else [sys.executable]
        answer = call(*shell, self.folder / script, file, "--dump", dump)
        for line in (answer.stderr + answer.stdout).strip().splitlines():
            say(f"  {line.strip()}", answer.returncode == 0)
        return dump.exists()

    def truth(self, dump: Path, rows: list[dict[str, str]], key: str, tolerance: str, work: Path) -> None:
        table = work / "truth.csv"
        with table.open("w", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        assert self.folder is not None
        answer = call(sys.executable, self.folder / "check_truth.py", dump, table, "--key", key, "--tol", tolerance)
        for line in (answer.stderr + answer.stdout).strip().splitlines():
            say(f"  {line.strip()}", answer.returncode == 0)


def load(dump: Path) -> list[dict[str, str]]:
    with dump.open(newline="") as handle:
        return list(csv.DictReader(handle))


def some(rows: list[Any], chance: np.random.Generator) -> list[Any]:
    return rows if len(rows) <= ROWS else [rows[place] for place in sorted(chance.choice(len(rows), ROWS, replace=False))]


def degrees(truth: Truth, key: str, time: float) -> dict[str, str]:
    latitude, longitude, height = truth.geodetic(key, time)
    return {"lon_deg": f"{longitude:.9f}", "lat_deg": f"{latitude:.9f}", "alt_m": f"{height:.3f}"}
