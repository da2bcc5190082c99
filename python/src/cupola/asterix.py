"""A run as ASTERIX: CAT 034 and 048 for each radar, CAT 062 for a post (extra `asterix`).

A run record keeps what posts believed, not every plot; so a radar's file holds, once each turn of its antenna, what the post had
of every track that the radar reaches: within its instrumented range and sector, above the horizon of the run's refraction.
`source="truth"` reports true places of the same targets instead.

- Every CAT 048 report carries the SIM bit; so does every CAT 062 track.
- Ranges over 256 NM do not fit into I048/040: its RHO is then the largest value, the bit ERR says so, and the range stands in the
  reserved expansion field (Extended Range Report, 1/256 NM).
- Heights are heights above mean sea level; the run's sea level is the ellipsoid. Time of day is `start_s` plus the run's time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._earth import Floats, Frame
from ._replay import Replay
from .errors import CupolaError
from .results import PathLike, Run

_NAUTICAL_MILE = 1852.0
_FOOT = 0.3048
_EARTH_RADIUS = 6_371_000.0
#: I048/040: 16 bits of 1/256 NM.
_RHO_LARGEST = 0xFFFF
#: A track that was not reported for this long is no longer shown, seconds.
_COAST = 15.0
#: Records of one category that share a data block.
_BLOCK = 16
_DAY = 86_400.0


def to_asterix(
    run: Run,
    folder: PathLike,
    *,
    post: str | None = None,
    source: str = "tracks",
    radars: Sequence[str] | None = None,
    start_s: float = 0.0,
    sac: int = 0,
) -> list[Path]:
    """Writes `radar-NAME.ast` for every radar and `post-NAME.ast` into a folder; returns the files.

    - `post`: whose picture; the post with the largest one when absent. `source`: `tracks` or `truth`.
    - `radars`: names of radars; all when absent. A radar that renews every second in a long raid writes tens of thousands of reports.
    - `start_s`: time of day at the start of the run. `sac`: the system area code; radars are numbered from 1, the post is 255.
    """
    try:
        import asterix.generated as library  # noqa: PLC0415
    except ImportError as error:
        raise CupolaError("to_asterix needs libasterix: pip install 'cupola[asterix]'") from error
    if source not in ("tracks", "truth"):
        raise CupolaError(f"source: found {source}, allowed: tracks, truth")
    if not 0 <= start_s < _DAY or not 0 <= sac <= 255:
        raise CupolaError(f"to_asterix: found start_s {start_s} and sac {sac}, allowed 0 to 86400 and 0 to 255")
    replay = run.replay
    if replay is None:
        raise CupolaError(f"{run.path}: the record has no replay; fly it again with this version")
    unknown = sorted(set(radars or ()) - set(replay.texts("radar.name")))
    if unknown:
        raise CupolaError(f"radars: found {', '.join(unknown)}, the run has {', '.join(replay.texts('radar.name'))}")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    encoder = _Encoder(library, start_s, sac)
    number = _post_number(replay, post)
    pictures = list(_pictures(replay, number, source))
    written = []
    for radar, name in enumerate(replay.texts("radar.name")):
        if radars is not None and name not in radars:
            continue
        messages = list(_radar_messages(encoder, replay, radar, pictures))
        written.append(_write(target / f"radar-{_safe(name)}.ast", encoder, messages))
    name = replay.texts("post.name")[number]
    written.append(_write(target / f"post-{_safe(name)}.ast", encoder, list(_post_messages(encoder, replay, number, pictures))))
    return written


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-") or "unnamed"


def _post_number(replay: Replay, post: str | None) -> int:
    names = replay.texts("post.name")
    if post is not None:
        if post not in names:
            raise CupolaError(f"post: found {post}, the run has {', '.join(names)}")
        return names.index(post)
    if not names:
        raise CupolaError(f"{replay.where}: the run has no post")
    counts = np.bincount(replay.numbers("track.post").astype(np.int64), minlength=len(names))
    return int(np.argmax(counts))


class _Picture:
    """One track of the post over time, or the true path of the target that it follows."""

    def __init__(self, number: int, times: Floats, places: Floats, speeds: Floats, deviations: Floats, answers: bool) -> None:
        self.number, self.times, self.places, self.speeds, self.deviations = number, times, places, speeds, deviations
        self.answers = answers
        #: The true path instead, where that is asked for.
        self.truth: Callable[[Floats], tuple[Floats, Floats]] | None = None
        self.until = math.inf

    def at(self, times: Floats) -> tuple[NDArray[np.signedinteger[Any]], Floats, Floats]:
        """Which of the times it is shown at, and its places and velocities (scene's frame) then: ahead of the last report for a while."""
        last = np.searchsorted(self.times, times, side="right") - 1
        ahead = times - self.times[np.clip(last, 0, None)]
        shown = np.flatnonzero((last >= 0) & (ahead <= _COAST) & (times <= self.until))
        chosen, left = last[shown], ahead[shown, None]
        if self.truth is not None:
            return shown, *self.truth(times[shown])
        return shown, self.places[chosen] + self.speeds[chosen] * left, self.speeds[chosen]


def _pictures(replay: Replay, post: int, source: str) -> Iterator[_Picture]:
    owner = replay.numbers("sample.track").astype(np.int64)
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(len(replay.numbers("track.post")) + 1))
    times = replay.numbers("sample.time").astype(np.float64)
    places = replay.places("sample.position")
    speeds = replay.numbers("sample.velocity").astype(np.float64).reshape(-1, 3) * 0.25
    codes = (replay.numbers("sample.ellipse").astype(np.float64).reshape(-1, 4) / 256) ** 2
    identity = replay.numbers("sample.identity")
    for track, holder in enumerate(replay.numbers("track.post")):
        if int(holder) != post:
            continue
        chosen = order[bounds[track] : bounds[track + 1]]
        if not len(chosen):
            continue
        where, speed = places[chosen], speeds[chosen]
        target, span_end = -1, math.inf
        if source == "truth":
            target = int(replay.numbers("track.target")[track])
            span = replay.target_times(target) if target >= 0 else None
            if span is None:
                continue
            span_end = span[1]
            chosen = chosen[(times[chosen] >= span[0]) & (times[chosen] <= span[1])]
            where, speed = replay.target_states(target, times[chosen])
        if len(chosen):
            number = int(replay.numbers("track.number")[track])
            # Friends and civil aircraft have answered an interrogator: their height comes with it.
            answers = bool(identity[chosen[-1]] >= 2)
            picture = _Picture(number, times[chosen], where, speed, codes[chosen][:, [0, 3]], answers)
            if source == "truth":
                picture.truth, picture.until = _true_path(replay, target), span_end
            yield picture


def _true_path(replay: Replay, target: int) -> Callable[[Floats], tuple[Floats, Floats]]:
    return lambda times: replay.target_states(target, times)


def _radar_messages(encoder: _Encoder, replay: Replay, radar: int, pictures: list[_Picture]) -> Iterator[tuple[float, int, Any]]:
    """Time, category and record: a north mark a turn, and a report of each track in reach as the beam passes it."""
    place = replay.places("radar.position")[radar]
    latitude, longitude, height = (float(value) for value in replay.frame.geodetic(place))
    frame = Frame(latitude, longitude, height)
    period = max(0.25, float(replay.numbers("radar.period")[radar]))
    reach = float(replay.numbers("radar.range")[radar])
    centre, width = (float(value) for value in replay.numbers("radar.sector")[2 * radar : 2 * radar + 2])
    refraction = float(replay.numbers("scene.refraction")[0])
    station = radar + 1
    turns = np.arange(0, float(replay.numbers("scene.end")[0]), period)
    for north in turns:
        yield float(north), 34, encoder.north_mark(station, float(north), period, latitude, longitude, height)
    for picture in pictures:
        # Where it is as the beam points north says about when the beam passes it.
        shown, places, _ = picture.at(turns)
        azimuths = _polar(frame, replay.frame.earth_fixed(places))[1]
        times = turns[shown] + period * azimuths / (2 * math.pi)
        shown, places, speeds = picture.at(times)
        times = times[shown]
        distances, azimuths = _polar(frame, replay.frame.earth_fixed(places))
        heights = replay.frame.geodetic(places)[2]
        off = np.abs((azimuths - centre + math.pi) % (2 * math.pi) - math.pi)
        reached = (distances <= reach) & (distances <= _horizon(refraction, height) + _horizon(refraction, heights))
        if width < 2 * math.pi - 1e-6:
            reached &= off <= width / 2
        velocities = (speeds @ replay.frame.axes) @ frame.axes.T
        for place in np.flatnonzero(reached):
            time, distance, azimuth = float(times[place]), float(distances[place]), float(azimuths[place])
            yield time, 48, encoder.report(station, time, picture, distance, azimuth, float(heights[place]), velocities[place])


def _polar(frame: Frame, earth_fixed: Floats) -> tuple[Floats, Floats]:
    """Slant range, and azimuth clockwise from north."""
    local = frame.local(earth_fixed)
    return np.linalg.norm(local, axis=-1), np.arctan2(local[..., 0], local[..., 1]) % (2 * math.pi)


def _horizon(refraction: float, height: Any) -> Any:
    return np.sqrt(np.maximum(0.0, 2 * refraction * _EARTH_RADIUS * np.asarray(height)))


def _post_messages(encoder: _Encoder, replay: Replay, post: int, pictures: list[_Picture]) -> Iterator[tuple[float, int, Any]]:
    """Each track as often as the post changed it, in the place where it then was."""
    place = replay.places("post.position")[post]
    latitude, longitude, height = (float(value) for value in replay.frame.geodetic(place))
    frame = Frame(latitude, longitude, height)
    for picture in pictures:
        for time, where, speed, deviation in zip(picture.times, picture.places, picture.speeds, picture.deviations, strict=True):
            fixed = replay.frame.earth_fixed(where)
            geodetic = tuple(float(value) for value in replay.frame.geodetic(where))
            velocity = (speed @ replay.frame.axes) @ frame.axes.T
            yield float(time), 62, encoder.track(float(time), picture, geodetic, frame.local(fixed), velocity, deviation)


def _write(file: Path, encoder: _Encoder, messages: list[tuple[float, int, Any]]) -> Path:
    messages.sort(key=lambda message: (message[0], message[1]))
    blocks: list[bytes] = []
    pending: list[Any] = []
    category = 0
    for _, kind, record in [*messages, (math.inf, 0, None)]:
        if pending and (kind != category or len(pending) == _BLOCK):
            blocks.append(encoder.block(category, pending))
            pending = []
        category = kind
        if record is not None:
            pending.append(record)
    file.write_bytes(b"".join(blocks))
    return file


class _Encoder:
    """Records of the newest editions that libasterix knows."""

    def __init__(self, library: Any, start_s: float, sac: int) -> None:
        self._start, self._sac = start_s, sac
        newest = {kind: max(library.manifest["CATS"][kind], key=lambda entry: tuple(entry.cv_edition)) for kind in (34, 48, 62)}
        self._categories = newest
        self._expansion = max(library.manifest["REFS"][48], key=lambda entry: tuple(entry.cv_edition)).cv_expansion

    def block(self, category: int, records: list[Any]) -> bytes:
        found = self._categories[category].create(records).unparse().to_bytes()
        assert isinstance(found, bytes)
        return found

    def _record(self, category: int, items: dict[str, Any]) -> Any:
        return self._categories[category].cv_record.create(items)

    def _source(self, station: int) -> Any:
        return (("SAC", self._sac), ("SIC", min(station, 254) if station else 255))

    def _time(self, time: float) -> int:
        # I034/030, I048/140, I062/070: 1/128 s.
        return round((self._start + time) % _DAY * 128) % (86_400 * 128)

    def north_mark(self, station: int, time: float, period: float, latitude: float, longitude: float, height: float) -> Any:
        return self._record(
            34,
            {
                "010": self._source(station),
                "000": 1,
                "030": self._time(time),
                "041": min(0xFFFF, round(period * 128)),
                "120": (
                    ("HGT", _bits(height, 1.0, 16)),
                    ("LAT", _bits(latitude, 180 / 2**23, 24)),
                    ("LON", _bits(longitude, 180 / 2**23, 24)),
                ),
            },
        )

    def report(
        self, station: int, time: float, picture: _Picture, distance: float, azimuth: float, height: float, velocity: Floats
    ) -> Any:
        rho = round(distance / _NAUTICAL_MILE * 256)
        is_far = rho > _RHO_LARGEST
        east, north = float(velocity[0]), float(velocity[1])
        # TYP 1: a single report of a primary radar; 3: of a primary with a secondary radar.
        first = (("TYP", 3 if picture.answers else 1), ("SIM", 1), ("RDP", 0), ("SPI", 0), ("RAB", 0), None)
        second = (("TST", 0), ("ERR", 1), ("XPP", 0), ("ME", 0), ("MI", 0), ("FOEFRI", 0), None)
        items: dict[str, Any] = {
            "010": self._source(station),
            "140": self._time(time),
            "020": (first, second) if is_far else (first,),
            "040": (("RHO", min(rho, _RHO_LARGEST)), ("THETA", round(azimuth / (2 * math.pi) * 65_536) & 0xFFFF)),
            "161": (0, ("TRN", picture.number & 0xFFF)),
            "200": (
                ("GSP", min(0xFFFF, round(math.hypot(east, north) / _NAUTICAL_MILE * 16_384))),
                ("HDG", round(math.atan2(east, north) / (2 * math.pi) * 65_536) & 0xFFFF),
            ),
            "170": ((("CNF", 0), ("RAD", 2 if picture.answers else 1), ("DOU", 0), ("MAH", 0), ("CDM", 0), None),),
            "110": (0, ("3DH", _bits(height / _FOOT, 25.0, 14))),
        }
        if picture.answers:
            items["090"] = (("V", 0), ("G", 0), ("FL", _bits(height / _FOOT / 100, 0.25, 14)))
        if is_far:
            items["RE"] = self._expansion.create({"ERR": rho}).unparse().to_bytes()
        return self._record(48, items)

    def track(
        self, time: float, picture: _Picture, geodetic: tuple[float, ...], local: Floats, velocity: Floats, deviation: Floats
    ) -> Any:
        latitude, longitude, height = geodetic
        across = min(0xFFFF, round(float(deviation[0]) / 0.5))
        confirmed = (("MON", 0), ("SPI", 0), ("MRH", 1), ("SRC", 2), ("CNF", 0), None)
        simulated = (("SIM", 1), ("TSE", 0), ("TSB", 0), ("FPC", 0), ("AFF", 0), ("STP", 0), ("KOS", 0), None)
        return self._record(
            62,
            {
                "010": self._source(0),
                "070": self._time(time),
                "105": (("LAT", _bits(latitude, 180 / 2**25, 32)), ("LON", _bits(longitude, 180 / 2**25, 32))),
                "100": (("X", _bits(float(local[0]), 0.5, 24)), ("Y", _bits(float(local[1]), 0.5, 24))),
                "185": (("VX", _bits(float(velocity[0]), 0.25, 16)), ("VY", _bits(float(velocity[1]), 0.25, 16))),
                "040": picture.number & 0xFFFF,
                "080": (confirmed, simulated),
                "130": _bits(height / _FOOT, 6.25, 16),
                "220": _bits(float(velocity[2]) / _FOOT * 60, 6.25, 16),
                "500": {
                    "APC": (("X", across), ("Y", across)),
                    "AGA": min(0xFF, round(float(deviation[1]) / _FOOT / 6.25)),
                },
            },
        )


def _bits(value: float, step: float, width: int) -> int:
    """Two's complement of a value in steps; held at the ends of what fits."""
    half = 1 << (width - 1)
    return max(-half, min(half - 1, round(value / step))) & ((1 << width) - 1)
