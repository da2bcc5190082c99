"""WGS84: a scene's east-north-up frame, earth-centred places, geodetic places, and what a radar would measure. Arrays of n × 3."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: NGA.STND.0036_1.0.0_WGS84 (2014), table 3.1: semi-major axis, metres, and flattening.
SEMI_MAJOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
_E2 = FLATTENING * (2 - FLATTENING)


def to_earth_fixed(latitude_deg: Floats, longitude_deg: Floats, height_m: Floats) -> Floats:
    """Earth-centred, earth-fixed metres of geodetic places."""
    latitude, longitude = np.radians(latitude_deg), np.radians(longitude_deg)
    normal = SEMI_MAJOR / np.sqrt(1 - _E2 * np.sin(latitude) ** 2)
    across = (normal + height_m) * np.cos(latitude)
    return np.stack([across * np.cos(longitude), across * np.sin(longitude), (normal * (1 - _E2) + height_m) * np.sin(latitude)], -1)


def to_geodetic(earth_fixed: Floats) -> tuple[Floats, Floats, Floats]:
    """Latitude, longitude (deg) and height (m) by Bowring's iteration; to a nanometre in the air."""
    x, y, z = earth_fixed[..., 0], earth_fixed[..., 1], earth_fixed[..., 2]
    across = np.hypot(x, y)
    latitude = np.arctan2(z, across * (1 - _E2))
    for _ in range(6):
        normal = SEMI_MAJOR / np.sqrt(1 - _E2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + _E2 * normal * np.sin(latitude), across)
    normal = SEMI_MAJOR / np.sqrt(1 - _E2 * np.sin(latitude) ** 2)
    # Along the local vertical, which holds at the poles too.
    height = across * np.cos(latitude) + z * np.sin(latitude) - SEMI_MAJOR**2 / normal
    return np.degrees(latitude), np.degrees(np.arctan2(y, x)), height


def local_axes(latitude_deg: float, longitude_deg: float) -> Floats:
    """Rows: east, north and up of a place, in earth-fixed axes."""
    latitude, longitude = np.radians(latitude_deg), np.radians(longitude_deg)
    sin_lat, cos_lat, sin_lon, cos_lon = np.sin(latitude), np.cos(latitude), np.sin(longitude), np.cos(longitude)
    return np.array(
        [
            [-sin_lon, cos_lon, 0],
            [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        ]
    )


class Frame:
    """The Cartesian frame that touches the ellipsoid at a place: metres east, north and up of it."""

    def __init__(self, latitude_deg: float, longitude_deg: float, height_m: float) -> None:
        self.origin = to_earth_fixed(np.array(latitude_deg), np.array(longitude_deg), np.array(height_m))
        self.axes = local_axes(latitude_deg, longitude_deg)

    def earth_fixed(self, local: Floats) -> Floats:
        return self.origin + local @ self.axes

    def geodetic(self, local: Floats) -> tuple[Floats, Floats, Floats]:
        return to_geodetic(self.earth_fixed(local))

    def local(self, earth_fixed: Floats) -> Floats:
        return (earth_fixed - self.origin) @ self.axes.T
