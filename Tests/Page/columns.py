"""Reads a replay section by docs/REPLAY.md alone, so that the page is held against another reader than its own."""

import base64
import json
import math
import re
import struct

CODES = {1: "B", 2: "H", 3: "h", 4: "I", 5: "i", 6: "Q", 7: "f", 8: "d"}
A, E2 = 6378137.0, 6.69437999014131699e-3


def read(data):
    """Columns by name."""
    assert data[:8] == b"CUPOLARP", "no replay section"
    version, count = struct.unpack_from("<II", data, 8)
    assert version == 1
    columns = {}
    for number in range(count):
        name, code, elements, place = struct.unpack_from("<32sIIQ", data, 16 + 48 * number)
        name = name.rstrip(b"\0").decode("ascii")
        if code == 9:
            columns[name] = data[place : place + elements].decode().split("\0")[:-1]
        else:
            columns[name] = struct.unpack_from(f"<{elements}{CODES[code]}", data, place)
    return columns


def of_page(html):
    """Columns and facts of each arm of a page."""
    blocks = dict(re.findall(r'<script type="[a-z/]+" id="([a-z0-9-]+)">(.*?)</script>', html, re.S))
    arms = json.loads(blocks["shared"])["arms"]
    return [(read(base64.b64decode(blocks[f"columns-{n}"])), json.loads(blocks[f"facts-{n}"])) for n in range(arms)]


def target_at(columns, target, time):
    """Place of a target, metres in the scene's frame; None where it is not in the air."""
    first, end = columns["target.first"][target : target + 2]
    times = columns["key.time"][first:end]
    if not times or time < times[0] or time > times[-1]:
        return None
    low = max(place for place, value in enumerate(times) if value <= time)
    high = min(low + 1, len(times) - 1)
    at = lambda name, place: columns[name][3 * (first + place) : 3 * (first + place) + 3]
    p0, p1, v0, v1 = at("key.position", low), at("key.position", high), at("key.velocity", low), at("key.velocity", high)
    span = times[high] - times[low]
    if span <= 0:
        return p0
    u = (time - times[low]) / span
    h00, h10, h01, h11 = 2 * u**3 - 3 * u**2 + 1, u**3 - 2 * u**2 + u, 3 * u**2 - 2 * u**3, u**3 - u**2
    return tuple(h00 * a + h10 * span * b + h01 * c + h11 * span * d for a, b, c, d in zip(p0, v0, p1, v1))


def geodetic(columns, place):
    """Latitude and longitude, degrees, of a place in the scene's frame."""
    latitude, longitude, height = columns["scene.origin"]
    phi, lam = math.radians(latitude), math.radians(longitude)
    n = A / math.sqrt(1 - E2 * math.sin(phi) ** 2)
    origin = ((n + height) * math.cos(phi) * math.cos(lam), (n + height) * math.cos(phi) * math.sin(lam), (n * (1 - E2) + height) * math.sin(phi))
    east = (-math.sin(lam), math.cos(lam), 0)
    north = (-math.sin(phi) * math.cos(lam), -math.sin(phi) * math.sin(lam), math.cos(phi))
    up = (math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi))
    x, y, z = (o + e * place[0] + n_ * place[1] + u * place[2] for o, e, n_, u in zip(origin, east, north, up))
    p = math.hypot(x, y)
    phi = math.atan2(z, p * (1 - E2))
    for _ in range(30):  # to a nanometre: each pass gains a factor of 150
        n = A / math.sqrt(1 - E2 * math.sin(phi) ** 2)
        phi = math.atan2(z + E2 * n * math.sin(phi), p)
    return math.degrees(phi), math.degrees(math.atan2(y, x))


def metres_apart(first, second):
    """Between two near places in degrees."""
    phi = math.radians(first[0])
    north = math.radians(first[0] - second[0]) * 6335439 / (1 - E2 * math.sin(phi) ** 2) ** 1.5
    east = math.radians(first[1] - second[1]) * A / math.sqrt(1 - E2 * math.sin(phi) ** 2) * math.cos(phi)
    return math.hypot(north, east)
