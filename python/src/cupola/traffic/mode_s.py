"""Mode S replies and extended squitters: what one frame says, and positions out of pairs of them.

Sources: ICAO Annex 10 vol. IV (parity, formats, identity and altitude codes), ICAO Doc 9871 (registers 0,5 to 0,9 and 2,0;
compact position reporting). Surface positions are left out: what is on the ground is no air traffic.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Generator of the 24 parity bits (ICAO Annex 10 vol. IV, 3.1.2.3.3).
_GENERATOR = 0xFFF409
_FEET = 0.3048
_KNOT = 1852.0 / 3600.0
_FEET_PER_MINUTE = _FEET / 60.0
_LETTERS = "#ABCDEFGHIJKLMNOPQRSTUVWXYZ##### ###############0123456789######"
#: Latitude zones of compact position reporting (Doc 9871, C.2.6).
_ZONES = 15
#: An even and an odd position belong together for this long (Doc 9871, C.2.6.7), seconds.
PAIR_SECONDS = 10.0


def _table() -> tuple[int, ...]:
    entries = []
    for byte in range(256):
        value = byte << 16
        for _ in range(8):
            value = (value << 1) ^ (_GENERATOR if value & 0x800000 else 0)
            value &= 0xFFFFFF
        entries.append(value)
    return tuple(entries)


_TABLE = _table()


def parity(frame: bytes) -> int:
    """The parity bits that belong to all but the last three bytes, exclusive-or the last three: 0, or the overlaid address."""
    value = 0
    for byte in frame[:-3]:
        value = ((value << 8) & 0xFFFFFF) ^ _TABLE[(value >> 16) ^ byte]
    return value ^ int.from_bytes(frame[-3:], "big")


@dataclass(slots=True)
class Reply:
    """What one frame says. None where the frame does not say it."""

    downlink_format: int
    #: Address, six hexadecimal digits.
    icao: str
    #: Whether the parity proves the address (extended squitters and all-call replies), or the address is only what fits.
    is_proved: bool
    typecode: int | None = None
    callsign: str | None = None
    #: Pressure altitude, metres.
    altitude_m: float | None = None
    ground_speed_mps: float | None = None
    track_deg: float | None = None
    vertical_rate_mps: float | None = None
    squawk: str | None = None
    #: Compact position: (is odd, latitude code, longitude code), 17 bits each.
    compact: tuple[bool, int, int] | None = None


def decode(frame: bytes) -> Reply | None:
    """Reads a frame of 7 or 14 bytes; None where it is damaged or of a kind that carries no aircraft."""
    if len(frame) not in (7, 14):
        return None
    df = frame[0] >> 3
    if (df < 16) != (len(frame) == 7):
        return None
    rest = parity(frame)
    if df in (17, 18):
        # Formats 18 with control above 1 are rebroadcasts without an aircraft's own address.
        if rest or (df == 18 and frame[0] & 7 > 1):
            return None
        reply = Reply(df, frame[1:4].hex().upper(), True)
        _squitter(frame, reply)
        return reply
    if df == 11:
        # Interrogator codes lie over the last seven bits.
        return Reply(df, frame[1:4].hex().upper(), True) if rest < 128 else None
    if df in (0, 4, 5, 16, 20, 21):
        reply = Reply(df, f"{rest:06X}", False)
        code = int.from_bytes(frame[2:4], "big") & 0x1FFF
        if df in (5, 21):
            reply.squawk = identity(code)
        else:
            reply.altitude_m = altitude13(code)
        if df in (20, 21) and frame[4] == 0x20:
            reply.callsign = _callsign(frame[5:11])
        return reply
    return None


def identity(code: int) -> str:
    """Four octal digits of a 13-bit identity code (C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4)."""
    c1, a1, c2, a2, c4, a4, _, b1, d1, b2, d2, b4, d4 = ((code >> (12 - place)) & 1 for place in range(13))
    return f"{a4 * 4 + a2 * 2 + a1}{b4 * 4 + b2 * 2 + b1}{c4 * 4 + c2 * 2 + c1}{d4 * 4 + d2 * 2 + d1}"


def altitude13(code: int) -> float | None:
    """Metres from a 13-bit altitude code: metric is not in use, 25 ft steps with Q, else 100 ft steps by Gillham's code."""
    if code == 0 or code & 0x40:
        return None
    if code & 0x10:
        steps = (code & 0x1F80) >> 2 | (code & 0x20) >> 1 | (code & 0x0F)
        return (steps * 25 - 1000) * _FEET
    return _gillham(code)


def _gillham(code: int) -> float | None:
    c1, a1, c2, a2, c4, a4, _, b1, _q, b2, d2, b4, d4 = ((code >> (12 - place)) & 1 for place in range(13))
    # Reflected binary of the steps of 500 ft, D2 first; then of the steps of 100 ft within.
    value = 0
    bit = 0
    for digit in (d2, d4, a1, a2, a4, b1, b2, b4):
        bit ^= digit
        value = value << 1 | bit
    hundreds = c1 << 2 | c2 << 1 | c4
    small = {1: 1, 3: 2, 2: 3, 6: 4, 4: 5}.get(hundreds)
    if small is None:
        return None
    if value & 1:
        small = 6 - small
    return (value * 500 + small * 100 - 1300) * _FEET


def _callsign(six: bytes) -> str | None:
    bits = int.from_bytes(six, "big")
    text = "".join(_LETTERS[(bits >> (42 - 6 * place)) & 63] for place in range(8))
    return None if "#" in text else text.strip() or None


def _squitter(frame: bytes, reply: Reply) -> None:
    message = int.from_bytes(frame[4:11], "big")
    code = message >> 51
    reply.typecode = code
    if 1 <= code <= 4:
        reply.callsign = _callsign(frame[5:11])
    elif 9 <= code <= 18 or 20 <= code <= 22:
        height = (message >> 36) & 0xFFF
        if code < 20:
            # The twelve bits are the thirteen of a reply without M.
            reply.altitude_m = altitude13((height & 0xFC0) << 1 | (height & 0x3F))
        reply.compact = (bool(message >> 34 & 1), message >> 17 & 0x1FFFF, message & 0x1FFFF)
    elif code == 19:
        _velocity(message, reply)
    elif code == 28 and message >> 48 & 7 == 1:
        reply.squawk = identity(message >> 32 & 0x1FFF)


def _velocity(message: int, reply: Reply) -> None:
    kind = message >> 48 & 7
    rate = message >> 10 & 0x1FF
    if rate:
        reply.vertical_rate_mps = (rate - 1) * 64 * (-1 if message >> 19 & 1 else 1) * _FEET_PER_MINUTE
    if kind not in (1, 2):
        return
    east, north = message >> 32 & 0x3FF, message >> 21 & 0x3FF
    if not east or not north:
        return
    unit = _KNOT * (4 if kind == 2 else 1)
    vx = (east - 1) * unit * (-1 if message >> 42 & 1 else 1)
    vy = (north - 1) * unit * (-1 if message >> 31 & 1 else 1)
    reply.ground_speed_mps = math.hypot(vx, vy)
    reply.track_deg = math.degrees(math.atan2(vx, vy)) % 360


def zones_of_longitude(latitude_deg: float) -> int:
    """Number of longitude zones at a latitude (Doc 9871, C.2.6.2)."""
    size = abs(latitude_deg)
    if size < 1e-9:
        return 59
    if size >= 87:
        return 2 if size == 87 else 1
    value = 1 - (1 - math.cos(math.pi / (2 * _ZONES))) / math.cos(math.radians(size)) ** 2
    return math.floor(2 * math.pi / math.acos(value))


def global_position(even: tuple[int, int], odd: tuple[int, int], latest_is_odd: bool) -> tuple[float, float] | None:
    """Latitude and longitude (deg) out of an even and an odd position; None where they lie in different zones."""
    scale = 131072.0
    lat0, lat1 = even[0] / scale, odd[0] / scale
    lon0, lon1 = even[1] / scale, odd[1] / scale
    zone = math.floor(59 * lat0 - 60 * lat1 + 0.5)
    latitude0 = 6.0 * (zone % 60 + lat0)
    latitude1 = 360.0 / 59 * (zone % 59 + lat1)
    latitude0 -= 360 if latitude0 >= 270 else 0
    latitude1 -= 360 if latitude1 >= 270 else 0
    if not (-90 <= latitude0 <= 90 and -90 <= latitude1 <= 90):
        return None
    if zones_of_longitude(latitude0) != zones_of_longitude(latitude1):
        return None
    latitude = latitude1 if latest_is_odd else latitude0
    zones = zones_of_longitude(latitude)
    number = max(zones - (1 if latest_is_odd else 0), 1)
    index = math.floor(lon0 * (zones - 1) - lon1 * zones + 0.5)
    longitude = 360.0 / number * (index % number + (lon1 if latest_is_odd else lon0))
    return latitude, (longitude + 180) % 360 - 180


def local_position(code: tuple[bool, int, int], near: tuple[float, float]) -> tuple[float, float]:
    """The one of the possible places of one position that lies nearest to a known place (within 180 NM)."""
    is_odd, latitude_code, longitude_code = code
    scale = 131072.0
    step = 360.0 / (59 if is_odd else 60)
    fraction = latitude_code / scale
    zone = math.floor(near[0] / step) + math.floor(0.5 + (near[0] % step) / step - fraction)
    latitude = step * (zone + fraction)
    width = 360.0 / max(zones_of_longitude(latitude) - (1 if is_odd else 0), 1)
    fraction = longitude_code / scale
    index = math.floor(near[1] / width) + math.floor(0.5 + (near[1] % width) / width - fraction)
    longitude = width * (index + fraction)
    return latitude, (longitude + 180) % 360 - 180


class PositionKeeper:
    """Positions aircraft by aircraft: a first one from a pair, then from single ones near the last."""

    def __init__(self) -> None:
        self._even: dict[str, tuple[float, tuple[int, int]]] = {}
        self._odd: dict[str, tuple[float, tuple[int, int]]] = {}
        self._last: dict[str, tuple[float, tuple[float, float]]] = {}

    def place(self, reply: Reply, time_s: float) -> tuple[float, float] | None:
        """Latitude and longitude (deg) of a reply with a compact position, or None while there is no pair."""
        if reply.compact is None:
            return None
        is_odd, latitude, longitude = reply.compact
        (self._odd if is_odd else self._even)[reply.icao] = (time_s, (latitude, longitude))
        known = self._last.get(reply.icao)
        found: tuple[float, float] | None = None
        even, odd = self._even.get(reply.icao), self._odd.get(reply.icao)
        if even and odd and abs(even[0] - odd[0]) <= PAIR_SECONDS:
            found = global_position(even[1], odd[1], is_odd)
        if found is None and known is not None and 0 <= time_s - known[0] <= 60:
            found = local_position(reply.compact, known[1])
        if found is not None and known is not None and _leaps(known, (time_s, found)):
            found = None
        if found is not None:
            self._last[reply.icao] = (time_s, found)
        return found


def _leaps(before: tuple[float, tuple[float, float]], after: tuple[float, tuple[float, float]]) -> bool:
    """Whether two places of one aircraft are further apart than Mach 3 and a nautical mile of slack allow."""
    (time0, (lat0, lon0)), (time1, (lat1, lon1)) = before, after
    if not 0 <= time1 - time0 <= 60:
        return False
    dy = (lat1 - lat0) * 111_000
    dx = ((lon1 - lon0 + 180) % 360 - 180) * 111_000 * math.cos(math.radians(lat0))
    return math.hypot(dx, dy) > 1_000 * (time1 - time0) + 1_852
