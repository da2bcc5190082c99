"""Frames as Parquet files (extra `parquet`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .errors import CupolaError
from .results import TABLES, PathLike, Results


def to_parquet(results: Results, folder: PathLike, tables: Sequence[str] = TABLES) -> list[Path]:
    """Writes `runs.parquet`, `targets.parquet`, … into a folder, one file a frame; returns the files."""
    try:
        import pyarrow  # noqa: F401, PLC0415
    except ImportError as error:
        raise CupolaError("to_parquet needs pyarrow: pip install 'cupola[parquet]'") from error
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise CupolaError(f"{target}: is not a folder")
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name in tables:
        file = target / f"{name}.parquet"
        results.table(name).to_parquet(file, engine="pyarrow", index=False)
        written.append(file)
    return written
