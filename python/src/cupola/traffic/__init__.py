"""Recorded air traffic → the one CSV that a scenario reads as background (`civil:` with `recording:`).

The table has a row for each position of each aircraft:

| column | unit | |
|---|---|---|
| `time_s` | s | since the recording's beginning |
| `icao` | | the aircraft's address, six hexadecimal digits |
| `callsign` | | as last heard; empty where none was |
| `latitude_deg`, `longitude_deg` | deg | WGS84 |
| `altitude_m` | m | pressure altitude, which a scenario takes as height above mean sea level |
| `ground_speed_mps`, `track_deg`, `vertical_rate_mps` | m/s, deg, m/s | as last heard; may be empty |
| `squawk` | | four octal digits; empty where the transponder was not heard to answer in mode A |

Frames are decoded here; pyModeS (GPL) is not needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CupolaError
from . import mode_s, recordings

__all__ = ["COLUMNS", "convert", "read", "read_avr", "read_beast", "read_opensky", "read_sbs", "to_csv"]

#: Columns of the table, in the order of the file.
COLUMNS = [
    "time_s",
    "icao",
    "callsign",
    "latitude_deg",
    "longitude_deg",
    "altitude_m",
    "ground_speed_mps",
    "track_deg",
    "vertical_rate_mps",
    "squawk",
]
_FEET, _KNOT = 0.3048, 1852.0 / 3600.0
#: What was heard of an aircraft is forgotten after this long, seconds.
_MEMORY = 60.0

PathLike = str | os.PathLike[str]


class _Table:
    """Rows of positions, each with what was last heard of its aircraft."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._heard: dict[tuple[str, str], tuple[float, Any]] = {}

    def hear(self, icao: str, time_s: float, **values: Any) -> None:
        for name, value in values.items():
            if value is not None and value != "":
                self._heard[icao, name] = (time_s, value)

    def last(self, icao: str, name: str, time_s: float) -> Any:
        known = self._heard.get((icao, name))
        # A call sign and a squawk hold until others are heard; what moves is forgotten.
        holds = name in ("callsign", "squawk")
        return known[1] if known and (holds or abs(time_s - known[0]) <= _MEMORY) else None

    def place(self, icao: str, time_s: float, latitude: float, longitude: float) -> None:
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return
        altitude = self.last(icao, "altitude_m", time_s)
        if altitude is None:
            return
        row: dict[str, Any] = {"time_s": time_s, "icao": icao, "latitude_deg": latitude, "longitude_deg": longitude}
        for name in COLUMNS:
            if name not in row:
                row[name] = self.last(icao, name, time_s)
        self.rows.append(row)

    def frame(self, path: PathLike) -> pd.DataFrame:
        if not self.rows:
            raise CupolaError(f"{path}: no aircraft in it gives both a position and an altitude")
        frame = pd.DataFrame(self.rows, columns=COLUMNS).sort_values(["time_s", "icao"], kind="stable")
        for name in ("callsign", "squawk"):
            # What is said once holds for the whole recording: the transponder answered all the time.
            frame[name] = frame.groupby("icao")[name].transform(lambda column: column.ffill().bfill())
        frame = frame.drop_duplicates(["icao", "time_s"], keep="last")
        frame["time_s"] -= frame["time_s"].min()
        return frame.reset_index(drop=True)


def _frames(path: PathLike, frames: Iterable[tuple[float, bytes]]) -> pd.DataFrame:
    table, keeper, proved = _Table(), mode_s.PositionKeeper(), set[str]()
    for time_s, frame in frames:
        reply = mode_s.decode(frame)
        if reply is None:
            continue
        if reply.is_proved:
            proved.add(reply.icao)
        elif reply.icao not in proved:
            # Parity cannot tell a damaged reply from another aircraft's: only addresses that were proved count.
            continue
        table.hear(
            reply.icao,
            time_s,
            callsign=reply.callsign,
            altitude_m=reply.altitude_m,
            ground_speed_mps=reply.ground_speed_mps,
            track_deg=reply.track_deg,
            vertical_rate_mps=reply.vertical_rate_mps,
            squawk=reply.squawk,
        )
        found = keeper.place(reply, time_s)
        if found is not None:
            table.place(reply.icao, time_s, *found)
    return table.frame(path)


def read_beast(path: PathLike, seconds_a_frame: float = 1.0) -> pd.DataFrame:
    """Positions in a Beast recording (binary, 12 MHz clock); where the clock stands still, frames count `seconds_a_frame`."""
    return _frames(path, recordings.beast_frames(Path(path), seconds_a_frame))


def read_avr(path: PathLike, seconds_a_frame: float = 1.0) -> pd.DataFrame:
    """Positions in an AVR recording; lines without a clock count `seconds_a_frame` each."""
    return _frames(path, recordings.avr_frames(Path(path), seconds_a_frame))


def read_sbs(path: PathLike) -> pd.DataFrame:
    """Positions in an SBS-1 (BaseStation) recording."""
    table, number = _Table(), recordings.number
    for time_s, cells in recordings.sbs_rows(Path(path)):
        icao = cells[4].strip().upper()
        if len(icao) != 6 or cells[21].strip() == "-1":
            continue
        altitude, speed, rate = number(cells[11]), number(cells[12]), number(cells[16])
        table.hear(
            icao,
            time_s,
            callsign=cells[10].strip(),
            altitude_m=None if altitude is None else altitude * _FEET,
            ground_speed_mps=None if speed is None else speed * _KNOT,
            track_deg=number(cells[13]),
            vertical_rate_mps=None if rate is None else rate * _FEET / 60,
            squawk=cells[17].strip(),
        )
        latitude, longitude = number(cells[14]), number(cells[15])
        if latitude is not None and longitude is not None:
            table.place(icao, time_s, latitude, longitude)
    return table.frame(path)


def read_opensky(path: PathLike) -> pd.DataFrame:
    """Positions in OpenSky state vectors: an archive's CSV, or answers of the interface as JSON."""
    table, number = _Table(), recordings.number
    for state in recordings.opensky_states(Path(path)):
        icao = str(state.get("icao24") or "").strip().upper()
        moment = number(state.get("lastposupdate"))
        moment = number(state.get("time")) if moment is None else moment
        latitude, longitude = number(state.get("lat")), number(state.get("lon"))
        if len(icao) != 6 or moment is None or str(state.get("onground")).lower() == "true":
            continue
        altitude = number(state.get("baroaltitude"))
        squawk = state.get("squawk")
        table.hear(
            icao,
            moment,
            callsign=str(state.get("callsign") or "").strip(),
            altitude_m=number(state.get("geoaltitude")) if altitude is None else altitude,
            ground_speed_mps=number(state.get("velocity")),
            track_deg=number(state.get("heading")),
            vertical_rate_mps=number(state.get("vertrate")),
            squawk=None if squawk in (None, "") else str(squawk).split(".")[0].zfill(4),
        )
        if latitude is not None and longitude is not None:
            table.place(icao, moment, latitude, longitude)
    return table.frame(path)


def read(path: PathLike) -> pd.DataFrame:
    """Positions in a recording of any of the four kinds, told apart by its content."""
    start = recordings.load(Path(path))[:4096].lstrip()
    if start[:1] in (b"{", b"[") or b"icao24" in start:
        return read_opensky(path)
    if start.startswith(b"MSG,"):
        return read_sbs(path)
    if start[:1] in (b"*", b"@"):
        return read_avr(path)
    if b"\x1a" in start:
        return read_beast(path)
    raise CupolaError(f"{path}: is no recording that is known here: SBS, Beast, AVR, OpenSky (CSV or JSON)")


def to_csv(frame: pd.DataFrame, out: PathLike) -> Path:
    """Writes the table that a scenario reads."""
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise CupolaError(f"{out}: the table lacks {', '.join(missing)}")
    decimals = {"time_s": 3, "latitude_deg": 7, "longitude_deg": 7}
    rounded = frame[COLUMNS].copy()
    for name in rounded.columns:
        if name not in ("icao", "callsign", "squawk"):
            rounded[name] = rounded[name].astype(float).round(decimals.get(name, 2))
    target = Path(out)
    rounded.to_csv(target, index=False, lineterminator="\n")
    return target


def convert(recording: PathLike, out: PathLike) -> pd.DataFrame:
    """Reads a recording of any kind and writes the scenario's table; returns it too."""
    frame = read(recording)
    to_csv(frame, out)
    return frame
