"""The program `cupola`: where it is, whether it is of this package's version, and calling it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ._version import __version__
from .errors import CupolaError


def find_program() -> Path:
    """The program that CUPOLA names, else the one on the path; one line of error where there is none of this version."""
    named = os.environ.get("CUPOLA")
    found = named or shutil.which("cupola")
    if not found:
        raise CupolaError(
            "the program cupola is missing: set CUPOLA to it (make build leaves it at .build/release/cupola), or put it on the path"
        )
    path = Path(found).expanduser()
    if not path.is_file() or not os.access(path, os.X_OK):
        raise CupolaError(f"CUPOLA: {path}: is not a program that can be run")
    version = _version_of(str(path.resolve()), path.stat().st_mtime_ns)
    if version != __version__:
        raise CupolaError(f"{path}: is version {version}, this package needs {__version__}: build both from one checkout")
    return path


@lru_cache(maxsize=8)
def _version_of(path: str, _changed: int) -> str:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CupolaError(f"{path}: does not answer --version: {error}") from error
    words = answer.stdout.split()
    return words[-1] if answer.returncode == 0 and words else "unknown"


def call(arguments: Sequence[str | os.PathLike[str]], *, quiet: bool = True) -> str:
    """Calls the program and returns what it printed; its errors are raised as they stand.

    `quiet=False` lets its progress through to the terminal.
    """
    command = [str(find_program()), *(os.fspath(argument) for argument in arguments)]
    answer = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE if quiet else None, text=True, check=False, env=_environment()
    )
    if answer.returncode:
        said = (answer.stderr or "").strip() or f"cupola {command[1]}: ended with {answer.returncode}"
        raise CupolaError(said)
    return answer.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "SWIFT_BACKTRACE": "enable=no"}
