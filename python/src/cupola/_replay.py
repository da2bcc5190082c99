"""The replay section of a run record: truth as Hermite keys, rounds, tracks and the scene (docs/REPLAY.md)."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from ._earth import Floats, Frame
from .errors import CupolaError

_MAGIC = b"CUPOLARP"
_TYPES = {1: "u1", 2: "<u2", 3: "<i2", 4: "<u4", 5: "<i4", 6: "<u8", 7: "<f4", 8: "<f8"}
_TEXTS = 9
IDENTITIES = ("unknown", "hostile", "friend", "civil")
ENDS = ("flying", "killed", "missed", "failed")
#: Seconds between two places of a round.
ROUND_INTERVAL = 0.25
#: Step of a track's stored speed, m/s.
_SPEED_STEP = 0.25


class Replay:
    """Columns by name, and the tables made of them."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        if len(data) < 16 or data[:8] != _MAGIC:
            raise self._fault("does not begin with CUPOLARP")
        version, count = struct.unpack_from("<II", data, 8)
        if version != 1:
            raise self._fault(f"version {version} is not known, allowed: 1")
        if count > 1000 or 16 + 48 * count > len(data):
            raise self._fault(f"{count} columns do not fit in {len(data)} bytes")
        self._columns: dict[str, Any] = {}
        self._places: dict[str, Floats] = {}
        for number in range(count):
            label, kind, elements, place = struct.unpack_from("<32sIIQ", data, 16 + 48 * number)
            name = label.rstrip(b"\0").decode("ascii", errors="replace")
            size = 1 if kind == _TEXTS else np.dtype(_TYPES[kind]).itemsize if kind in _TYPES else None
            if size is None or place + elements * size > len(data):
                raise self._fault(f"column {name} is of an unknown type or ends beyond the section")
            if kind == _TEXTS:
                raw = data[place : place + elements]
                self._columns[name] = [text.decode("utf-8", errors="replace") for text in raw.split(b"\0")[:-1]]
            else:
                self._columns[name] = np.frombuffer(data, _TYPES[kind], elements, place)
        latitude, longitude, height = self.numbers("scene.origin")
        self.origin = (float(latitude), float(longitude), float(height))
        self.frame = Frame(*self.origin)

    @classmethod
    def of(cls, envelope: dict[str, Any], where: str) -> Replay | None:
        """The section of a run file, or None where it has none."""
        part = envelope.get("replay")
        text = part.get("columns") if isinstance(part, dict) else None
        if not isinstance(text, str):
            return None
        try:
            return cls(base64.b64decode(text, validate=True), where)
        except binascii.Error as error:
            raise CupolaError(f"{where}: replay section: is not Base64") from error

    def _fault(self, what: str) -> CupolaError:
        return CupolaError(f"{self.where}: replay section: {what}")

    def has(self, name: str) -> bool:
        return name in self._columns

    def numbers(self, name: str) -> Any:
        found = self._columns.get(name)
        if found is None or isinstance(found, list):
            raise self._fault(f"column {name} is missing")
        return found

    def texts(self, name: str) -> list[str]:
        found = self._columns.get(name)
        if not isinstance(found, list):
            raise self._fault(f"column {name} is missing")
        return found

    def places(self, name: str) -> Floats:
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = self.numbers(name).astype(np.float64).reshape(-1, 3)
        return found

    def target_states(self, number: int, times: Floats) -> tuple[Floats, Floats]:
        """Place and velocity (metres, m/s, of the scene's frame) of a target at times within its keys'."""
        first, last = (int(value) for value in self.numbers("target.first")[number : number + 2])
        keys = self.numbers("key.time")[first:last]
        position, velocity = self.places("key.position")[first:last], self.places("key.velocity")[first:last]
        if len(keys) == 1:
            return np.repeat(position, len(times), 0), np.repeat(velocity, len(times), 0)
        place = np.clip(np.searchsorted(keys, times, side="right") - 1, 0, len(keys) - 2)
        span = keys[place + 1] - keys[place]
        safe = np.where(span > 0, span, 1.0)
        u = np.where(span > 0, (times - keys[place]) / safe, 1.0)[:, None]
        h = span[:, None]
        p0, p1, v0, v1 = position[place], position[place + 1], velocity[place], velocity[place + 1]
        rise = u * u * (3 - 2 * u)
        where = p0 * (1 - rise) + p1 * rise + (v0 * (u - 2 * u**2 + u**3) + v1 * (u**3 - u**2)) * h
        speed = np.where(h > 0, (p1 - p0) * (6 * u - 6 * u**2) / safe[:, None] + v0 * (3 * u**2 - 4 * u + 1) + v1 * (3 * u**2 - 2 * u), v1)
        return where.astype(np.float64), speed.astype(np.float64)

    def target_times(self, number: int) -> tuple[float, float] | None:
        """When a target appears and ends."""
        first, last = (int(value) for value in self.numbers("target.first")[number : number + 2])
        keys = self.numbers("key.time")[first:last]
        return (float(keys[0]), float(keys[-1])) if len(keys) else None

    def round_times(self, number: int) -> Floats:
        """The times of a round's places."""
        first, last = (int(value) for value in self.numbers("round.first")[number : number + 2])
        launch, finish = float(self.numbers("round.launch")[number]), float(self.numbers("round.finish")[number])
        times: Floats = (launch + ROUND_INTERVAL * np.arange(last - first)).astype(np.float64)
        if len(times) and np.isfinite(finish):
            times[-1] = min(times[-1], finish)
        return times

    def round_places(self, number: int) -> Floats:
        first, last = (int(value) for value in self.numbers("round.first")[number : number + 2])
        return self.places("flight.position")[first:last]

    def paths(self, interval: float) -> Iterator[tuple[str, str, Floats, Floats]]:
        """Object, class, times and places of targets (every `interval` seconds) and rounds."""
        for number, (name, kind) in enumerate(zip(self.texts("target.name"), self.texts("target.class"), strict=True)):
            span = self.target_times(number)
            if span is None:
                continue
            times = np.append(np.arange(span[0], span[1], interval), span[1])
            yield name, kind, times, self.target_states(number, times)[0]
        missiles = self.texts("missile.name")
        step = max(1, round(interval / ROUND_INTERVAL))
        for number, missile in enumerate(self.numbers("round.missile")):
            times = self.round_times(number)
            if not len(times):
                continue
            chosen = np.unique(np.append(np.arange(0, len(times), step), len(times) - 1))
            yield f"round {number + 1}", missiles[int(missile)], times[chosen], self.round_places(number)[chosen]

    def track_columns(self) -> dict[str, Any]:
        """Columns of the frame `tracks`, in time."""
        owner = self.numbers("sample.track").astype(np.int64)
        target = self.numbers("track.target").astype(np.int64)[owner]
        names = np.array([*self.texts("target.name"), None], dtype=object)
        codes = self.numbers("sample.ellipse").astype(np.float64).reshape(-1, 4)
        lengths = (codes / 256) ** 2
        velocity = self.numbers("sample.velocity").astype(np.float64).reshape(-1, 3) * _SPEED_STEP
        latitude, longitude, height = self.frame.geodetic(self.places("sample.position"))
        posts = np.array(self.texts("post.name"), dtype=object)
        return {
            "post": posts[self.numbers("track.post").astype(np.int64)[owner]],
            "track": self.numbers("track.number").astype(np.int64)[owner],
            "target": names[np.where(target >= 0, target, len(names) - 1)],
            "time_s": self.numbers("sample.time").astype(np.float64),
            "latitude_deg": latitude,
            "longitude_deg": longitude,
            "height_m": height,
            "east_mps": velocity[:, 0],
            "north_mps": velocity[:, 1],
            "up_mps": velocity[:, 2],
            "semi_major_m": lengths[:, 0],
            "semi_minor_m": lengths[:, 1],
            "ellipse_azimuth_deg": codes[:, 2] * 180 / 65_536,
            "vertical_m": lengths[:, 3],
            "identity": np.array(IDENTITIES, dtype=object)[self.numbers("sample.identity").astype(np.int64)],
        }

    def sites(self) -> Iterator[tuple[str, str, Floats]]:
        """Name, kind and place of what stands on the ground."""
        for kind in ("post", "radar", "launcher", "asset"):
            yield from zip(self.texts(f"{kind}.name"), [kind] * 10**6, self.places(f"{kind}.position"), strict=False)
