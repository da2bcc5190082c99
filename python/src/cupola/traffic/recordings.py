"""Recordings of air traffic on disk, each turned into frames of bytes or rows of text, with their times."""

from __future__ import annotations

import csv
import datetime
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import CupolaError

#: Larger recordings are to be cut first; bytes.
LARGEST = 2 << 30
#: Ticks of the receiver's clock in Beast messages and AVR lines that begin with @: 12 MHz, 48 bits.
_TICKS = 12e6
_TURN = 1 << 48
#: Message lengths by Beast's type: mode A/C, short and long mode S.
_LENGTHS = {0x31: 2, 0x32: 7, 0x33: 14}


def load(path: Path) -> bytes:
    """The bytes of a plain file that is not too large."""
    try:
        if not path.is_file():
            raise CupolaError(f"{path}: is not a file")
        size = path.stat().st_size
        if size > LARGEST:
            raise CupolaError(f"{path}: {size} bytes, allowed: {LARGEST}")
        return path.read_bytes()
    except OSError as error:
        raise CupolaError(f"{path}: cannot be read: {error.strerror}") from error


def beast_frames(path: Path, seconds_a_frame: float) -> Iterator[tuple[float, bytes]]:
    """Mode S messages of a Beast recording: seconds since its first message, and the frame.

    Where the clock stands still (a recording that was converted), every frame counts `seconds_a_frame`.
    """
    if not 0 < seconds_a_frame <= 60:
        raise CupolaError(f"{path}: seconds a frame: found {seconds_a_frame}, allowed 0 to 60")
    messages = list(_beast_messages(path))
    stands = len(messages) > 1 and messages[-1][0] == messages[0][0]
    for number, (time_s, frame) in enumerate(messages):
        yield (number * seconds_a_frame if stands else time_s), frame


def _beast_messages(path: Path) -> Iterator[tuple[float, bytes]]:
    """The messages with their own clock.

    A message is 1A, its type, 6 bytes of clock (12 MHz), 1 byte of level, the frame; 1A inside is doubled.
    """
    data = load(path)
    if b"\x1a" not in data:
        raise CupolaError(f"{path}: is no Beast recording: no byte 1A in it")
    place, first, turns, last = 0, None, 0, 0
    while True:
        place = data.find(b"\x1a", place)
        if place < 0 or place + 1 >= len(data):
            return
        length = _LENGTHS.get(data[place + 1])
        place += 1
        if length is None:
            # A doubled 1A outside a message, or a type of the receiver's own.
            place += 1 if data[place] == 0x1A else 0
            continue
        body = bytearray()
        place += 1
        while place < len(data) and len(body) < 7 + length:
            if data[place] == 0x1A:
                if data[place + 1 : place + 2] != b"\x1a":
                    break
                place += 1
            body.append(data[place])
            place += 1
        if len(body) < 7 + length or length == 2:
            continue
        ticks = int.from_bytes(body[:6], "big")
        if ticks < last - _TURN // 2:
            turns += 1
        last = ticks
        if first is None:
            first = ticks
        yield (ticks + turns * _TURN - first) / _TICKS, bytes(body[7:])


def avr_frames(path: Path, seconds_a_frame: float) -> Iterator[tuple[float, bytes]]:
    """Frames of an AVR recording: lines `*HEX;`, which carry no time, or `@TIMEHEX;` with the 12 MHz clock in front."""
    if not 0 < seconds_a_frame <= 60:
        raise CupolaError(f"{path}: seconds a frame: found {seconds_a_frame}, allowed 0 to 60")
    text = load(path).decode("ascii", errors="replace")
    found, first = 0, None
    for number, line in enumerate(text.splitlines()):
        line = line.strip()
        if not line.endswith(";") or line[:1] not in ("*", "@"):
            continue
        try:
            data = bytes.fromhex(line[1:-1])
        except ValueError:
            continue
        found += 1
        if line[0] == "@":
            if len(data) < 13:
                continue
            ticks = int.from_bytes(data[:6], "big")
            first = ticks if first is None else first
            yield (ticks - first) % _TURN / _TICKS, data[6:]
        else:
            yield number * seconds_a_frame, data
    if not found:
        raise CupolaError(f"{path}: is no AVR recording: no line of the form *HEX; in it")


def sbs_rows(path: Path) -> Iterator[tuple[float, list[str]]]:
    """Rows `MSG,…` of an SBS-1 (BaseStation) recording: seconds since its first row, and the 22 cells."""
    text = load(path).decode("utf-8", errors="replace")
    first: float | None = None
    for cells in csv.reader(text.splitlines()):
        if len(cells) < 16 or cells[0] != "MSG":
            continue
        cells += [""] * (22 - len(cells))
        moment = _moment(cells[6], cells[7])
        if moment is None:
            continue
        first = moment if first is None else first
        yield moment - first, cells
    if first is None:
        raise CupolaError(f"{path}: is no SBS recording: no row MSG,… with date and time in it")


def _moment(date: str, time: str) -> float | None:
    try:
        day = datetime.datetime.strptime(f"{date} {time[:8]}", "%Y/%m/%d %H:%M:%S").replace(tzinfo=datetime.UTC)
        return day.timestamp() + float("0" + time[8:] if time[8:] else 0)
    except ValueError:
        return None


#: Order of the values in the rows of OpenSky's `states` answers.
_STATE = [
    "icao24",
    "callsign",
    "origin_country",
    "lastposupdate",
    "lastcontact",
    "lon",
    "lat",
    "baroaltitude",
    "onground",
    "velocity",
    "heading",
    "vertrate",
    "sensors",
    "geoaltitude",
    "squawk",
    "spi",
    "position_source",
]


def opensky_states(path: Path) -> Iterator[dict[str, Any]]:
    """State vectors of OpenSky: the answer of its interface (JSON), or a table of its archive (CSV), as dictionaries."""
    data = load(path)
    if data.lstrip()[:1] in (b"{", b"["):
        yield from _opensky_json(path, data)
        return
    text = data.decode("utf-8", errors="replace")
    reader = csv.DictReader(text.splitlines())
    wanted = {"time", "icao24", "lat", "lon"}
    if not wanted <= set(reader.fieldnames or ()):
        raise CupolaError(f"{path}: is no table of state vectors: columns {', '.join(sorted(wanted))} are needed")
    yield from reader


def _opensky_json(path: Path, data: bytes) -> Iterator[dict[str, Any]]:
    try:
        answers = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CupolaError(f"{path}: is not JSON: {error}") from error
    for answer in answers if isinstance(answers, list) else [answers]:
        states = answer.get("states") if isinstance(answer, dict) else None
        if not isinstance(states, list):
            raise CupolaError(f"{path}: is no answer of OpenSky: no list under 'states'")
        for state in states:
            if isinstance(state, list) and len(state) >= 11:
                yield dict(zip(_STATE, state, strict=False), time=answer.get("time"))


def number(value: Any) -> float | None:
    """A finite number out of a cell, or None."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None
