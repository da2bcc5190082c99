"""Flying raids and studies from Python; what comes back is read from the files that the program leaves."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .errors import CupolaError
from .program import call
from .results import PathLike, Run, Study, read


def run(
    scenario: PathLike,
    *,
    arm: str | None = None,
    seed: int | None = None,
    index: int = 0,
    out: PathLike | None = None,
    catalogue: PathLike | Sequence[PathLike] | None = None,
) -> Run:
    """Flies one raid.

    - `arm`: arm of the scenario, the first when absent; `seed`: the scenario's when absent; `index`: which raid.
    - `out`: where the run record stays; a temporary file when absent.
    """
    target = Path(out) if out is not None else _temporary("run.run.cupola")
    command: list[str | os.PathLike[str]] = ["run", scenario, "--out", target, "--index", str(index), "--quiet"]
    if arm is not None:
        command += ["--arm", arm]
    if seed is not None:
        command += ["--seed", str(seed)]
    call(command + _catalogues(catalogue))
    found = read(target)
    if not isinstance(found, Run):
        raise CupolaError(f"{target}: is no run record")
    return found


def study(
    path: PathLike,
    *,
    out: PathLike | None = None,
    runs: int | None = None,
    jobs: int | None = None,
    resume: bool = False,
    catalogue: PathLike | Sequence[PathLike] | None = None,
    quiet: bool = True,
) -> Study:
    """Flies a study, or goes on with one (`resume=True`); `quiet=False` shows its progress."""
    target = Path(out) if out is not None else _temporary("study.cupola")
    command: list[str | os.PathLike[str]] = ["study", path, "--out", target]
    if runs is not None:
        command += ["--runs", str(runs)]
    if jobs is not None:
        command += ["--jobs", str(jobs)]
    if resume:
        command.append("--resume")
    if quiet:
        command.append("--quiet")
    call(command + _catalogues(catalogue), quiet=quiet)
    found = read(target)
    if not isinstance(found, Study):
        raise CupolaError(f"{target}: is no archive")
    return found


def explain(result: Run | PathLike, target: str | None = None) -> str:
    """The causal record of a run in sentences: of one target, or of all that got through."""
    file = result.path if isinstance(result, Run) else Path(result)
    command: list[str | os.PathLike[str]] = ["explain", file]
    if target is not None:
        command += ["--target", target]
    return call(command).rstrip("\n")


def _catalogues(given: PathLike | Sequence[PathLike] | None) -> list[str | os.PathLike[str]]:
    if given is None:
        return []
    folders = [given] if isinstance(given, str | os.PathLike) else list(given)
    return [word for folder in folders for word in ("--catalogue", folder)]


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def _temporary(name: str) -> Path:
    # Kept until Python ends, so that a result can still be explained and exported.
    folder = tempfile.TemporaryDirectory(prefix="cupola-")
    _FOLDERS.append(folder)
    return Path(folder.name) / name
