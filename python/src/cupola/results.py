"""What `cupola run` and `cupola study` leave on disk, as pandas data frames."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from . import _records as records
from ._names import CAUSES, snake
from ._records import KEY, Row
from ._replay import Replay
from ._seal import CONTENT, is_sealed, is_whole
from .errors import CupolaError

PathLike = str | os.PathLike[str]

#: `PRAGMA application_id` of an archive: "Cupo".
_APPLICATION = 0x4375706F
#: Largest run record that is read, bytes.
_LARGEST = 4 << 30
#: Seconds between two places of the frame `paths`.
PATH_INTERVAL = 2.0
TRACK_COLUMNS = [
    *KEY,
    "post",
    "track",
    "target",
    "time_s",
    "latitude_deg",
    "longitude_deg",
    "height_m",
    "east_mps",
    "north_mps",
    "up_mps",
    "semi_major_m",
    "semi_minor_m",
    "ellipse_azimuth_deg",
    "vertical_m",
    "identity",
]
#: Columns of `Run.sites`.
SITE_COLUMNS = ["name", "kind", "latitude_deg", "longitude_deg", "height_m"]
#: Tables of frames that every kind of result has.
TABLES = ("runs", "targets", "shots", "events", "tracks", "paths")


class Results:
    """Runs with their targets, shots, events and tracks; one data frame each.

    Every frame begins with `arm`, `setting`, `sample` and `run`. Times are seconds since the start of the run, lengths metres.

    - `runs`: one row a run and arm: `raiders`, `killed`, `leakers`, `rounds_fired`, …, `cause_…`, `digest`.
    - `targets`: one row a target: its side, when each link of its causal chain came, its outcome and the cause of a leak.
    - `shots`: one row a round fired. `events`: what happened, in time. `tracks`: what posts believed.
    - `paths`: where targets and rounds truly were.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def runs(self) -> pd.DataFrame:
        raise NotImplementedError

    def _entries(self) -> Iterator[tuple[Row, dict[str, Any], dict[str, Any]]]:
        """Whole run records with their keys; a study keeps those of its first runs."""
        raise NotImplementedError

    def _frame(self, columns: list[str], rows: Any) -> pd.DataFrame:
        found = [row for key, record, _ in self._entries() for row in rows(record, key)]
        return pd.DataFrame(found, columns=columns)

    @cached_property
    def targets(self) -> pd.DataFrame:
        return self._frame(records.TARGET_COLUMNS, records.target_rows)

    @cached_property
    def shots(self) -> pd.DataFrame:
        return self._frame(records.SHOT_COLUMNS, records.shot_rows)

    @cached_property
    def events(self) -> pd.DataFrame:
        return self._frame(records.EVENT_COLUMNS, records.event_rows)

    @cached_property
    def tracks(self) -> pd.DataFrame:
        frames = []
        for key, _, envelope in self._entries():
            replay = Replay.of(envelope, str(self.path))
            if replay is not None:
                frames.append(pd.DataFrame({**key, **replay.track_columns()}, columns=TRACK_COLUMNS))
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame([], columns=TRACK_COLUMNS)

    @cached_property
    def paths(self) -> pd.DataFrame:
        frames = []
        for key, record, envelope in self._entries():
            replay = Replay.of(envelope, str(self.path))
            if replay is None:
                frames.append(pd.DataFrame(list(records.path_rows(record, key)), columns=records.PATH_COLUMNS))
                continue
            for name, kind, times, places in replay.paths(PATH_INTERVAL):
                latitude, longitude, height = replay.frame.geodetic(places)
                columns = {"object": name, "kind": kind, "time_s": times, "latitude_deg": latitude, "longitude_deg": longitude}
                frames.append(pd.DataFrame({**key, **columns, "height_m": height}, columns=records.PATH_COLUMNS))
        filled = [frame for frame in frames if len(frame)]
        return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame([], columns=records.PATH_COLUMNS)

    @cached_property
    def assets(self) -> pd.DataFrame:
        """What is defended and the defence's own parts, with hits and the time of loss."""

        def rows(record: dict[str, Any], key: Row) -> Iterator[Row]:
            for asset in record.get("assets", ()):
                yield {
                    **key,
                    "asset": asset["name"],
                    "kind": asset.get("kind"),
                    "value": asset.get("value"),
                    "hits": asset.get("hits"),
                    "lost_s": asset.get("lost"),
                }

        return self._frame([*KEY, "asset", "kind", "value", "hits", "lost_s"], rows)

    def table(self, name: str) -> pd.DataFrame:
        """One of the frames by name."""
        if name not in TABLES:
            raise CupolaError(f"table: found {name}, there are {', '.join(TABLES)}")
        frame = getattr(self, name)
        assert isinstance(frame, pd.DataFrame)
        return frame


class Run(Results):
    """One run record (`cupola run --out`)."""

    def __init__(self, path: Path, envelope: dict[str, Any]) -> None:
        super().__init__(path)
        self._envelope = envelope
        self.record: dict[str, Any] = envelope["record"]
        self.digest: str = str(envelope.get("digest", ""))
        self._key: Row = {"arm": self.record.get("arm"), "setting": "", "sample": 0, "run": self.record.get("index")}

    def __repr__(self) -> str:
        return f"<cupola.Run {self.record.get('scenario')}, arm {self.record.get('arm')}, run {self.record.get('index')}>"

    def _entries(self) -> Iterator[tuple[Row, dict[str, Any], dict[str, Any]]]:
        yield self._key, self.record, self._envelope

    @property
    def centre(self) -> tuple[float, float] | None:
        """Latitude and longitude (deg) of the scene's origin, where the record has a replay."""
        return None if self.replay is None else self.replay.origin[:2]

    @cached_property
    def replay(self) -> Replay | None:
        """The record's replay section, where it has one."""
        return Replay.of(self._envelope, str(self.path))

    @cached_property
    def sites(self) -> pd.DataFrame:
        """What stands on the ground: `name`, `kind` (radar, post, launcher, asset), `latitude_deg`, `longitude_deg`, `height_m`."""
        if self.replay is None:
            return pd.DataFrame([], columns=SITE_COLUMNS)
        found = list(self.replay.sites())
        latitude, longitude, height = self.replay.frame.geodetic(np.array([place for _, _, place in found]).reshape(-1, 3))
        named = {"name": [name for name, _, _ in found], "kind": [kind for _, kind, _ in found]}
        placed = {"latitude_deg": latitude, "longitude_deg": longitude, "height_m": height}
        return pd.DataFrame({**named, **placed}, columns=SITE_COLUMNS)

    @cached_property
    def runs(self) -> pd.DataFrame:
        outcome = self._envelope.get("outcome", {})
        row: Row = dict(self._key)
        for name, value in outcome.items():
            if name == "causes":
                continue
            if isinstance(value, dict):
                stem = snake(name).removesuffix("_cost")
                for bound, suffix in (("low", "_low"), ("best", ""), ("high", "_high")):
                    row[f"{stem}_cost{suffix}_musd"] = value.get(bound)
            else:
                row[snake(name)] = value
        for name, count in zip(CAUSES, outcome.get("causes", ()), strict=False):
            row[f"cause_{snake(name)}"] = count
        row["digest"] = self.digest
        return pd.DataFrame([row])


class Study(Results):
    """A study's archive (`cupola study --out`); whole records are kept for its first runs."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)

    def __repr__(self) -> str:
        mark = "" if self.unfinished is None else f", unfinished: {len(self.runs)} of {self.meta.get('total', '?')}"
        return f"<cupola.Study {self.meta.get('name', self.path.name)}, {len(self.runs)} runs{mark}>"

    @cached_property
    def unfinished(self) -> str | None:
        """What there is of a study that was not flown to its end, or of a part of one; nothing for a whole study."""
        if "shard" not in self.meta and CONTENT in self.meta:
            return None
        count = int(self.query("SELECT COUNT(*) AS count FROM runs")["count"].iloc[0])
        what = f"this is part {self.meta['shard']}, with" if "shard" in self.meta else "there are"
        return f"Unfinished study: {what} {count} of {self.meta.get('total', '?')} runs."

    def query(self, sql: str, parameters: tuple[Any, ...] = ()) -> pd.DataFrame:
        """Any question to the archive's tables and views (docs/ARCHIVE.md)."""
        return self._query(sql, parameters)

    def _view(self, name: str) -> pd.DataFrame:
        """A view, which whoever wrote the archive may have replaced: no more work than its tables are worth."""
        rows = self.query("SELECT (SELECT COUNT(*) FROM runs) + (SELECT COUNT(*) FROM draws) AS count")["count"].iloc[0]
        return self._query(f"SELECT * FROM {name}", (), 5_000 + 20 * int(rows))

    def _query(self, sql: str, parameters: tuple[Any, ...], thousands: int | None = None) -> pd.DataFrame:
        """An answer, after so many thousands of SQLite's steps at most."""
        connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
        if thousands is not None:
            left = iter(range(thousands))
            connection.set_progress_handler(lambda: next(left, None) is None, 1000)
        try:
            return pd.read_sql_query(sql, connection, params=parameters)
        except (sqlite3.Error, pd.errors.DatabaseError) as error:
            raise CupolaError(f"{self.path}: {str(error).splitlines()[0]}") from error
        finally:
            connection.close()

    @cached_property
    def meta(self) -> dict[str, str]:
        """The archive's table `meta`."""
        frame = self.query("SELECT key, value FROM meta")
        return dict(zip(frame["key"], frame["value"], strict=True))

    @cached_property
    def runs(self) -> pd.DataFrame:
        frame = self._view("outcomes")
        # Counts are stored as REAL; whole columns become whole numbers.
        for name in frame.columns:
            column = frame[name]
            if column.dtype.kind == "f" and not name.endswith(("_musd", "value_lost")) and (column % 1 == 0).all():
                frame[name] = column.astype("int64")
        order = [*KEY, *(name for name in frame.columns if name not in KEY)]
        return frame[order]

    @cached_property
    def factors(self) -> pd.DataFrame:
        """Values of each factor at each setting: `setting` (its label), `factor`, `value`."""
        frame = self.query(
            "SELECT settings.label AS setting, factors.factor AS factor, factors.value AS value FROM factors"
            " JOIN settings ON settings.setting = factors.setting ORDER BY settings.setting"
        )
        frame["value"] = [_number_or_text(value) for value in frame["value"]]
        return frame

    @cached_property
    def samples(self) -> pd.DataFrame:
        """Catalogue values drawn, in the unit of their key."""
        return self._view("samples")

    @cached_property
    def differences(self) -> pd.DataFrame:
        """First arm minus second, raid by raid."""
        return self._view("differences")

    def _entries(self) -> Iterator[tuple[Row, dict[str, Any], dict[str, Any]]]:
        frame = self.query(
            "SELECT arms.name AS arm, settings.label AS setting, records.sample AS sample, records.run AS run, records.json AS json"
            " FROM records JOIN arms ON arms.arm = records.arm JOIN settings ON settings.setting = records.setting"
            " ORDER BY records.setting, records.sample, records.run, records.arm"
        )
        for row in frame.to_dict("records"):
            text = row.pop("json")
            try:
                content = json.loads(text)
            except (ValueError, RecursionError) as error:
                raise CupolaError(f"{self.path}: a record in it is not JSON: {error}") from error
            if not isinstance(content, dict) or not isinstance(content.get("record", content), dict):
                raise CupolaError(f"{self.path}: a record in it is no run record")
            key = {str(name): value for name, value in row.items()}
            yield key, content.get("record", content), content


def _number_or_text(text: str) -> Any:
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def read(path: PathLike, *, partial: bool = False) -> Run | Study:
    """Reads a run record or a study's archive, told apart by content.

    - `partial`: an archive whose study is not finished is taken; `Study.unfinished` says what there is of it.

    >>> runs = read("results.cupola").runs
    """
    file = Path(path)
    try:
        if not file.is_file():
            raise CupolaError(f"{file}: is not a file")
        with file.open("rb") as handle:
            start = handle.read(100)
        size = file.stat().st_size
    except OSError as error:
        raise CupolaError(f"{file}: cannot be read: {error.strerror}") from error
    if start.startswith(b"SQLite format 3\0"):
        if int.from_bytes(start[68:72], "big") != _APPLICATION:
            raise CupolaError(f"{file}: is an SQLite file, but no archive of cupola")
        _hold(file)
        study = Study(file)
        if study.unfinished is not None and not partial:
            raise CupolaError(f"{file}: {study.unfinished} Go on with cupola study --resume, or give partial=True.")
        return study
    if size > _LARGEST:
        raise CupolaError(f"{file}: {size} bytes, allowed for a run record: {_LARGEST}")
    return Run(file, _envelope(file))


def _hold(file: Path) -> None:
    """Refuses an archive that is not what its hashes were made of, as the program does."""
    altered = f"{file}: is damaged or was altered: what it holds is not what its hashes were made of; nothing was read from it"
    # What SQLite would wait for, or write beside the file, before a word of it is read.
    journal = Path(f"{file}-journal")
    if journal.is_symlink() or (journal.exists() and not journal.is_file()):
        raise CupolaError(f"{file}: its journal ({journal}) is no plain file; take it away to read the archive as it is")
    with file.open("rb") as start:
        if 2 in start.read(20)[18:20]:
            raise CupolaError(
                f"{file}: is in write-ahead mode, which the program never uses; undo that: sqlite3 FILE 'PRAGMA journal_mode = DELETE'"
            )
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        try:
            whole = is_whole(connection)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        raise CupolaError(altered) from error
    if not whole:
        raise CupolaError(altered)


def _envelope(file: Path) -> dict[str, Any]:
    try:
        text = file.read_bytes()
        content = json.loads(text)
    except (ValueError, RecursionError, OSError) as error:
        raise CupolaError(f"{file}: is neither a run record nor an archive of cupola") from error
    if not isinstance(content, dict) or content.get("format") != "cupola-run" or not isinstance(content.get("record"), dict):
        raise CupolaError(f"{file}: is no run record; expected a file written by cupola run --out")
    if "seal" in content and not is_sealed(text, content["seal"]):
        raise CupolaError(f"{file}: is damaged or was altered: it is not what its seal was made of")
    return content
