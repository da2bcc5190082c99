"""A `.hgt` tile and a metric grid of 3601² beside GDAL's programs: speed_viewshed.py PROGRAM FOLDER RUNS. Prints JSON.

The ground is fractal (spectral, amplitude falling with the 1.7th power of frequency; fixed seed): whole metres, 1,200 m of relief.
"""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy as np
from speed_rows import least, spent, told

program, folder, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
SIDE, ROW, COLUMN = 3601, 1820, 1780
CENTRE = (51 - ROW / 3600, 30 + COLUMN / 3600)


def ground():
    """Heights of a fractal relief, metres."""
    size = 4096
    dice = np.random.default_rng(20261130)
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :])
    frequency[0, 0] = 1
    waves = np.exp(2j * np.pi * dice.random(frequency.shape)) * frequency ** -1.7
    waves[0, 0] = 0
    relief = np.fft.irfft2(waves, (size, size))[:SIDE, :SIDE]
    relief = (relief - relief.min()) / (relief.max() - relief.min())
    return np.rint(1200 * relief).astype(np.int16)


heights = ground()
tile, metric, out = f"{folder}/N50E030.hgt", f"{folder}/metric.tif", f"{folder}/out.tif"
heights.astype(">i2").tofile(tile)
subprocess.run(["gdal_translate", "-q", "-a_srs", "EPSG:32636", "-a_ullr", "500000", "5000000", str(500000 + 30 * SIDE), str(5000000 - 30 * SIDE), tile, metric],
               check=True)


def fresh(*command):
    """A command that writes a new file."""
    for name in ("out.tif", "plane.tif", "seen.tif"):
        if command[-1].endswith(name) and os.path.exists(command[-1]):
            os.remove(command[-1])
    return spent(*command)


def ours(terrain, *options):
    return [program, "viewshed", "--terrain", terrain, "--site-node", f"{ROW},{COLUMN}", "--antenna", "20", "--minimum-altitude", "--quiet", *options, "--out", out]


def values(path):
    """A raster's values."""
    raw = f"{folder}/band.raw"
    subprocess.run(["gdal_translate", "-q", "-of", "ENVI", "-ot", "Float32", path, raw], check=True)
    return np.fromfile(raw, np.float32).reshape(SIDE, SIDE)


plane, seen = f"{folder}/plane.tif", f"{folder}/seen.tif"
warp = ["gdalwarp", "-q", "-t_srs", "EPSG:32636", tile, plane]
fresh(*warp)
x, y = told("bash", "-c", f"echo {CENTRE[1]} {CENTRE[0]} | gdaltransform -s_srs EPSG:4326 -t_srs EPSG:32636").split()[:2]
view = ["gdal_viewshed", "-q", "-md", "0", "-ox", x, "-oy", y, "-oz", "20", "-cc", "0.75", "-om", "DEM", plane, seen]
half = 0.5 / 3600
back = ["gdalwarp", "-q", "-t_srs", "EPSG:4326", "-te", *map(str, (30 - half, 50 - half, 31 + half, 51 + half)), "-ts", str(SIDE), str(SIDE), seen, out]
flat = ["gdal_viewshed", "-q", "-md", "0", "-ox", str(500000 + 30 * (COLUMN + .5)), "-oy", str(5000000 - 30 * (ROW + .5)), "-oz", "20", "-cc", "0.75", "-om", "DEM",
        metric, out]
calls = {"warp": warp, "view": view, "back": back, "tile": ours(tile, "--jobs", "1"), "flat": flat, "one": ours(metric, "--jobs", "1"),
         "two": ours(metric, "--jobs", "2")}
takes = {name: [] for name in calls}
for _ in range(runs):
    for name, command in calls.items():
        takes[name].append(fresh(*command))
        if name == "tile":
            fast = values(out)
exact = least(fresh(*ours(tile, "--exact", "--jobs", "1")) for _ in range(min(2, runs)))
whole = values(out)
best = {name: least(each) for name, each in takes.items()}
equal = min(((fast <= heights + h) == (whole <= heights + h)).mean() for h in (0, 30, 100, 300))
print(json.dumps({
    "gdal": re.search(r"GDAL ([\d.]+)", told("gdalinfo", "--version"))[1], "chain": [best[name][0] for name in ("warp", "view", "back")],
    "tile": best["tile"][0], "exact": exact[0], "equal": float(equal),
    "metric": {"cpu": best["one"][0], "gdal": best["flat"][0], "one": best["one"][1], "two": best["two"][1]},
}))
