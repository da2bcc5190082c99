#!/usr/bin/env python3
"""Tries to break the program by what stands in files: for each kind of input a few kinds of trouble that no list names.

    Tools/check-breaking.py [TOPIC…]      TOPIC one of studies, terrain, heights, places, tables, slurm (all)

Held of every call: it ends in time, within 512 MB where it refuses, with 0, 1, 2 or 65 and a line for each fault, without a trace.
Prints a line a topic with its counts; ends with 1 where something was not held.
"""

import gzip
import json
import math
import os
import pathlib
import random
import struct
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tools"))
from safety import archives  # noqa: E402
from safety.calls import Watch  # noqa: E402
from safety.tiff import tiff  # noqa: E402

SCENARIO = ROOT / "Scenarios/one-on-one.yaml"
SENSOR = ROOT / "Sensors/engagement-T1.yaml"


def studies(watch):
    base = archives.STUDY.format(scenario=SCENARIO)
    out = watch.path("o.cupola")

    def fly(text, allowed, says=None, *more):
        file = watch.path("s.yaml")
        pathlib.Path(file).write_text(text)
        code, _, error = watch.call("studies", ["study", file, "--out", out, "--force", "--quiet", *more], allowed, says)
        if code == 65 and not all(line.startswith((file + ":", str(SCENARIO) + ":")) for line in error.splitlines()):
            watch.fault("studies", [file], f"is blamed on {error[:150]}")

    factor = '  - {name: height, path: "raids[intruder].altitude_m", values: [500, 9000]}'
    for change in (
        # Two of one name, by value, by another path; a factor over nothing; over a list; over a word; the same value twice; of no value.
        factor + "\n" + factor, factor + "\n" + factor.replace("height", "HEIGHT"), factor + "\n" + factor.replace("altitude_m", "speed_mps"), factor + "\n" + factor.replace("height", "height "),
        factor.replace("altitude_m", "no_such_m"), factor.replace("[intruder]", "[nobody]"), factor.replace("raids[intruder].altitude_m", "raids"),
        factor.replace("raids[intruder].altitude_m", "raids[intruder]."), factor.replace("500, 9000", "500, 500"), factor.replace("[500, 9000]", "[]"), factor.replace("500", "low"),
        factor.replace("500", "-1e9"), factor.replace("500", ".nan"), factor.replace("500", "{a: 1}"), factor.replace("name: height", "name: ''"), factor.replace("[500, 9000]", "500"),
    ):
        fly(base.replace(factor, change), (0, 65))
    for change in ("systems.s-300pmu2.no_such: 1", "systems.nobody.reaction_time_s: 1", "systems: 1", "systems.s-300pmu2: 1", "systems.s-300pmu2.reaction_time_s.x: 1", "'': 1", "'..': 1",
                   "systems.s-300pmu2.reaction_time_s: fast", "systems.s-300pmu2.reaction_time_s: [1]", "systems.s-300pmu2.reaction_time_s: 1e400", "systems.s-300pmu2.reaction_time_s: -1"):
        fly(base.replace("systems.s-300pmu2.reaction_time_s: 60", change), (65,))
    # More than can be held: many factors, many samples, many runs, many arms; a ground of a billion nodes.
    many = "\n".join(f'  - {{name: f{n}, path: "raids[intruder].altitude_m", values: [{", ".join(str(100 + v) for v in range(50))}]}}' for n in range(8))
    fly(base.replace(factor, many), (65,))
    fly(base.replace(factor, many.replace("raids[intruder].altitude_m", "duration_s")), (65,))
    fly(base.replace("samples: 2", "samples: 100000").replace("runs: 3", "runs: 1000000"), (65,))
    fly(base.replace("name: slow", "name: as it is"), (65,))
    fly(base.replace("arms:\n", "arms:\n" + "".join(f"  - {{name: a{n}, arm: s-300pmu2}}\n" for n in range(20000))), (65,))
    scenario = SCENARIO.read_text()
    for extent, spacing in ((1000, 20), (4000, 25), (300, 5), (400, 100), (120, 20)):
        text = "\n".join(line for line in scenario.splitlines() if not line.startswith("terrain:")) + f"\nterrain: {{kind: synthetic, seed: 7, amplitude_m: 350, extent_km: {extent}, spacing_m: {spacing}, base_height_m: 200}}\n"
        file = watch.path("g.yaml")
        pathlib.Path(file).write_text(text)
        watch.call("studies", ["run", file], (0, 65))
    # Sixty fast aircraft that circle above ground until the run's end.
    jamming = (ROOT / "Scenarios/jamming.yaml").read_text().replace("threat: jammer, count: 2", "threat: jammer, speed_mps: 900, count: 60")
    ground = "terrain: {kind: synthetic, seed: 7, amplitude_m: 350, extent_km: 400, spacing_m: 200, base_height_m: 200}"
    file = put(watch, "circles.yaml", "\n".join(ground if line.startswith("terrain:") else line for line in jamming.splitlines()).encode())
    watch.call("studies", ["run", file], (0,))
    return "factors and overrides that name nothing, twice or too much, and more than memory holds"


def put(watch, name, content):
    path = watch.path(name)
    pathlib.Path(path).write_bytes(content)
    return path


def terrain(watch):
    """Elevation files that lie, by every command that reads them."""
    nan, inf = float("nan"), float("inf")
    lies = {}
    for tag, kind in ((256, 4), (257, 4), (277, 3), (278, 4), (258, 3), (259, 3), (273, 4), (279, 4)):
        for value in (0, 1, 65535, 2**31 - 16, 2**32 - 1):
            if kind == 3 and value > 65535:
                continue
            lies[f"tag {tag}={value}"] = tiff(40, 40, changes={tag: (kind, [value])})
        lies[f"tag {tag} gone"] = tiff(40, 40, changes={tag: None})
        lies[f"tag {tag} of a billion values"] = tiff(40, 40, changes={tag: (kind, [1], 10**9)})
    for value in (2**63 - 1, 2**63, 2**64 - 1, 2**62, 2**40):
        for tag in (273, 279, 256, 278):
            lies[f"big {tag}={value}"] = tiff(40, 40, big=True, changes={tag: (16, [value])})
    for numbers in ([nan, 0.01, 0], [inf, 0.01, 0], [1e-300, 1e-300, 0], [-0.01, -0.01, 0], [0, 0, 0], [1e300, 1e300, 0], [5e-324, 5e-324, 0], [0.01, 1e12, 0], [1e-12, 1e-12, 0]):
        lies[f"scale {numbers}"] = tiff(40, 40, changes={33550: (12, [float(number) for number in numbers])})
    for numbers in ([0, 0, 0, nan, 50, 0], [nan, 0, 0, 10, 50, 0], [0, 0, 0, 1e300, 50, 0], [0, 0, 0, 10, inf, 0], [1e18, 0, 0, 10, 50, 0], [0, 0, 0], [0, 0, 0, 10, 50, 0] * 100):
        lies[f"tie {numbers[:6]}"] = tiff(40, 40, changes={33922: (12, [float(number) for number in numbers])})
    for numbers in ([0] * 16, [nan] * 16, [1e-300, 0, 0, 10, 0, 1e-300, 0, 50, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0.01, 0, 10, 0.01, 0, 0, 50] + [0] * 7 + [1], [1] * 3):
        lies[f"matrix {numbers[:4]}"] = tiff(40, 40, changes={33550: None, 33922: None, 34264: (12, [float(number) for number in numbers])})
    for keys in ([], [(1024, 0, 1, 2)], [(1024, 0, 1, 99)], [(1024, 34735, 65535, 65535)], [(3072, 0, 1, 0)], [(3072, 0, 1, 65535)], [(1024, 0, 1, 1)] * 5000):
        lies[f"keys {keys[:1]}"] = tiff(40, 40, keys=keys)
    whole = tiff(40, 40)
    lies["no bytes"], lies["half"], lies["one byte"] = b"", whole[: len(whole) // 2], b"I"
    lies["directory of itself"] = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", 1) + struct.pack("<HHII", 330, 4, 1, 8) + struct.pack("<I", 8)
    lies["directories in a circle"] = whole[:-4] if False else whole.replace(b"\0\0\0\0" + struct.pack("<3d", 0.01, 0.01, 0), struct.pack("<I", struct.unpack("<I", whole[4:8])[0]) + struct.pack("<3d", 0.01, 0.01, 0))
    ascii_grid = b"ncols 40\nnrows 40\nxllcorner 10\nyllcorner 50\ncellsize 0.01\n"
    others = {
        "a.asc": ascii_grid.replace(b"40", b"2000000000") + b"1 " * 100, "b.asc": ascii_grid.replace(b"0.01", b"nan") + b"1 " * 1600, "c.asc": ascii_grid + b"1 " * 10,
        "d.asc": ascii_grid.replace(b"ncols 40", b"ncols -40") + b"1 " * 1600, "N99E999.hgt": bytes(1201 * 1201 * 2), "N50E010.hgt": bytes(1201 * 1201 * 2 - 1), "N51E010.hgt": bytes(7),
        "s.hgt": bytes(5 * 5 * 2), "t.dt0": b"UHL1" + bytes(3000), "u.dt2": b"UHL10100000E0500000N" + b"9" * 60 + bytes(4000), "v.xyz": b"10 50 3\n10.01 50 nan\n1e300 50 3\n", "w.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "x.vrt": b"<VRTDataset rasterXSize='2000000000' rasterYSize='2000000000'></VRTDataset>", "y.vrt": b"<VRTDataset rasterXSize='40' rasterYSize='40'>" + b"<VRTRasterBand dataType='Int16' band='1'/>" * 20000 + b"</VRTDataset>",
        "z.zip": b"PK\x03\x04" + bytes(200),
    }
    site = ["--site", "49.8,10.2"]

    def tried(path):
        watch.call("terrain", ["viewshed", "--terrain", path, *site, "--antenna", "5", "--target", "5", "--out", watch.path("v.tif"), "--quiet"], (0, 65))
        watch.call("terrain", ["coverage", "--radar", "92n6e", *site, "--terrain", path, "--nodes", "20", "--out", watch.path("c.geojson"), "--quiet"], (0, 65))

    for number, (name, content) in enumerate(lies.items()):
        before = len(watch.faults)
        tried(put(watch, "lie.tif", content))
        if number % 6 == 0:
            folder = pathlib.Path(watch.path("tiles"))
            folder.mkdir(exist_ok=True)
            (folder / "lie.tif").write_bytes(content)
            (folder / "sound.tif").write_bytes(whole)
            watch.call("terrain", ["coverage", "--radar", "92n6e", *site, "--terrain", str(folder), "--nodes", "20", "--out", watch.path("c.geojson"), "--quiet"], (0, 65))
        if len(watch.faults) > before:
            print(f"   … with {name}", flush=True)
    for name, content in others.items():
        tried(put(watch, name, content))
    # A folder with a pipe, a link to itself, a device's link, and no tiles at all.
    for name, make in (("pipe", lambda p: os.mkfifo(p)), ("circle", lambda p: os.symlink(os.path.dirname(p), p)), ("device", lambda p: os.symlink("/dev/zero", p)), ("loose", lambda p: os.symlink("/none", p))):
        folder = watch.path(f"folder-{name}")
        os.makedirs(folder)
        make(folder + "/x.tif")
        tried(folder)
        tried(folder + "/x.tif")
    # What bears the file's name beside it is opened unasked.
    for ending in (".aux.xml", ".msk", ".ovr"):
        beside = put(watch, "beside.tif", whole)
        os.mkfifo(beside + ending)
        watch.call("terrain", ["viewshed", "--terrain", beside, *site, "--antenna", "5", "--target", "5", "--out", watch.path("v.tif"), "--quiet"], (65,), says="plain files")
        os.unlink(beside + ending)
    return f"{len(lies)} GeoTIFFs that lie, {len(others)} files of other formats, folders with pipes, devices and circles, pipes beside a file"


def strips(path):
    """The values of an uncompressed TIFF, as bytes."""
    content = pathlib.Path(path).read_bytes()
    big = content[2] == 43
    start = struct.unpack_from("<Q", content, 8)[0] if big else struct.unpack_from("<I", content, 4)[0]
    count = struct.unpack_from("<Q" if big else "<H", content, start)[0]
    found = {}
    for number in range(count):
        place = start + (8 if big else 2) + number * (20 if big else 12)
        tag, kind = struct.unpack_from("<HH", content, place)
        amount = struct.unpack_from("<Q" if big else "<I", content, place + 4)[0]
        if tag in (273, 279):
            form = {3: "H", 4: "I", 16: "Q"}[kind]
            inline = amount * struct.calcsize(form) <= (8 if big else 4)
            value = place + (12 if big else 8)
            found[tag] = struct.unpack_from("<" + form * amount, content, value if inline else struct.unpack_from("<Q" if big else "<I", content, value)[0])
    return b"".join(content[offset : offset + size] for offset, size in zip(found[273], found[279]))


def hills(rows, columns, scale=1.0, offset=0.0):
    return [round((300 + 250 * math.sin(row / 6) * math.cos(column / 7)) * scale + offset) for row in range(rows) for column in range(columns)]


def heights(watch):
    """The same ground in other units, scales and turns of longitude: what is visible is the same."""

    def seen(name, content, site="49.6,10.4"):
        out = watch.path("v.tif")
        code, _, error = watch.call("heights", ["viewshed", "--terrain", put(watch, name, content), "--site", site, "--antenna", "20", "--target", "30", "--out", out, "--quiet"], (0,))
        return strips(out) if code == 0 else error

    def metadata(**items):
        text = "<GDALMetadata>" + "".join(f'<Item name="{key.upper()}" sample="0" role="{key}">{value}</Item>' for key, value in items.items()) + "</GDALMetadata>\0"
        return (2, text.encode(), len(text))

    rows = columns = 81
    rule = seen("rule.tif", tiff(rows, columns, hills(rows, columns)))
    same = {
        "scale 0.5": tiff(rows, columns, [2 * h for h in hills(rows, columns)], changes={42112: metadata(scale=0.5)}),
        "offset -1000": tiff(rows, columns, hills(rows, columns, offset=1000), changes={42112: metadata(offset=-1000)}),
        "scale -1": tiff(rows, columns, [-h for h in hills(rows, columns)], changes={42112: metadata(scale=-1)}),
        "scale and offset": tiff(rows, columns, [4 * h - 400 for h in hills(rows, columns)], changes={42112: metadata(scale=0.25, offset=100)}),
        "unit m": tiff(rows, columns, hills(rows, columns), changes={42112: metadata(unittype="m")}),
        "unit metre": tiff(rows, columns, hills(rows, columns), changes={42112: metadata(unittype="metre")}),
        "decimetres": tiff(rows, columns, [10 * h for h in hills(rows, columns)], changes={42112: metadata(scale=0.1, unittype="m")}),
        "a turn east": tiff(rows, columns, hills(rows, columns), west=370.0), "a turn west": tiff(rows, columns, hills(rows, columns), west=-350.0),
        "no-data elsewhere": tiff(rows, columns, hills(rows, columns), changes={42113: (2, b"-32768\0", 7)}),
        "no-data with a scale": tiff(rows, columns, [2 * h for h in hills(rows, columns)], changes={42112: metadata(scale=0.5), 42113: (2, b"-9999\0", 6)}),
        "BigTIFF": tiff(rows, columns, hills(rows, columns), big=True),
    }
    for name, content in same.items():
        found = seen("same.tif", content)
        if found != rule:
            watch.fault("heights", [name], "does not see the same" if isinstance(found, bytes) else found[:150])
    # Feet are the same ground to a third of a metre: within a handful of nodes.
    for name, unit, metre in (("feet", "ft", 0.3048), ("foot", "foot", 0.3048), ("survey feet", "US survey foot", 1200 / 3937), ("survey foot", "us-ft", 1200 / 3937)):
        found = seen("feet.tif", tiff(rows, columns, [round(h / metre) for h in hills(rows, columns)], changes={42112: metadata(unittype=unit)}))
        differ = sum(a != b for a, b in zip(rule, found)) if isinstance(found, bytes) else len(rule)
        if differ > len(rule) // 50:
            watch.fault("heights", [name], f"{differ} of {len(rule)} nodes differ: {found[:100] if not isinstance(found, bytes) else ''}")
    for unit in ("K", "dBZ", "furlong"):
        watch.call("heights", ["viewshed", "--terrain", put(watch, "u.tif", tiff(40, 40, changes={42112: metadata(unittype=unit)})), "--site", "49.8,10.2", "--antenna", "5", "--target", "5", "--out", watch.path("v.tif")], (65,), says=unit)
    for name, changes in (("kilometres", metadata(unittype="km")), ("a scale of 1e300", metadata(scale="1e300")), ("an offset of a million km", metadata(offset=1e9))):
        watch.call("heights", ["viewshed", "--terrain", put(watch, "u.tif", tiff(rows, columns, hills(rows, columns), changes={42112: changes})), "--site", "49.6,10.4", "--antenna", "5", "--target", "5", "--out", watch.path("v.tif")], (65,), says="10000 m")
    return f"{len(same)} other ways to write one ground, feet of three kinds, units that are none of height, heights that the earth has not"


def places(watch):
    """Distances on the earth whatever the projection; seams; voids; sites below the sea."""
    projections = {"EPSG:3857": 60, "EPSG:3395": 60, "EPSG:32662": 60, "EPSG:4087": 60, "EPSG:3995": 62, "EPSG:3413": 72, "EPSG:3034": 60, "EPSG:3035": 55, "ESRI:54009": 50, "ESRI:54008": 50, "EPSG:2263": 40.7, "EPSG:32633": 60}
    for system, latitude in projections.items():
        longitude = -74.0 if system == "EPSG:2263" else 15.0
        found = subprocess.run(["gdaltransform", "-s_srs", "OGC:CRS84", "-t_srs", system, "-output_xy"], input=f"{longitude} {latitude}", capture_output=True, text=True)
        if found.returncode:
            continue
        x, y = map(float, found.stdout.split()[:2])
        cell = 400 / 0.3048 if system == "EPSG:2263" else 400
        text = f"<VRTDataset rasterXSize='201' rasterYSize='201'><SRS>{system}</SRS><GeoTransform>{x - 100.5 * cell},{cell},0,{y + 100.5 * cell},0,{-cell}</GeoTransform><VRTRasterBand dataType='Float32' band='1'/></VRTDataset>"
        out = watch.path("m.tif")
        code, _, _ = watch.call("places", ["viewshed", "--terrain", put(watch, "sea.vrt", text.encode()), "--site", f"{latitude},{longitude}", "--antenna", "10", "--minimum-altitude", "--out", out, "--quiet"], (0, 65))
        if code:
            watch.fault("places", [system], "is refused")
            continue
        back = subprocess.run(["gdaltransform", "-s_srs", system, "-t_srs", "OGC:CRS84", "-output_xy"], input=f"{x + 100 * cell} {y}", capture_output=True, text=True)
        east, north = map(float, back.stdout.split()[:2])
        one, other, turn = math.radians(latitude), math.radians(north), math.radians(east - longitude)
        arc = 2 * math.asin(math.sqrt(math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(turn / 2) ** 2))
        beyond = 6_375_000 * arc - math.sqrt(2 * 4 / 3 * 6_371_000 * 10)
        wanted = beyond * beyond / (2 * 4 / 3 * 6_371_000)
        value = float(subprocess.run(["gdallocationinfo", "-valonly", out, "200", "100"], capture_output=True, text=True).stdout)
        if abs(value - wanted) > 0.02 * wanted + 0.5:
            watch.fault("places", [system], f"lowest visible {value:.1f} m, the earth says {wanted:.1f} m")
    # All round the earth, its seam wherever it is: what is seen across the seam is what is seen elsewhere.
    def round_the_earth(west):
        values = [round(200 + 150 * math.cos(math.radians(12 * (west + column + 0.5)))) for _ in range(20) for column in range(360)]
        return tiff(20, 360, values, step=1.0, west=west, north=70.0)

    def across(west, longitude):
        out = watch.path("w.tif")
        watch.call("places", ["viewshed", "--terrain", put(watch, "w.tif.in.tif", round_the_earth(west)), "--site", f"60.5,{longitude}", "--antenna", "3000", "--minimum-altitude", "--out", out, "--quiet"], (0,))
        return [subprocess.run(["gdallocationinfo", "-valonly", out, str(round(longitude + turn - west - 0.5) % 360), "9"], capture_output=True, text=True).stdout.strip() for turn in (-2, -1, 1, 2)]

    for longitude in (-179.5, 179.5, 0.5):
        found = {west: across(west, longitude) for west in (-180.0, 0.0, -90.0, 175.0)}
        if len({tuple(values) for values in found.values()}) != 1 or "" in found[-180.0]:
            watch.fault("places", [longitude], f"differs with the seam: {found}")
    # Voids under a site, below the sea, at the edge.
    values = [3] * 1600
    values[20 * 40 + 20] = -9999
    void = put(watch, "void.tif", tiff(40, 40, values, changes={42113: (2, b"-9999\0", 6)}))
    low = put(watch, "low.tif", tiff(40, 40, [-430] * 1600))
    for words in (
        ["viewshed", "--terrain", void, "--site", "49.795,10.205", "--antenna", "5", "--target", "5", "--out", watch.path("v.tif")],
        ["coverage", "--radar", "92n6e", "--site", "49.795,10.205", "--terrain", void, "--nodes", "20", "--out", watch.path("c.geojson")],
        ["envelope", "s-300pmu2", "--against", "fighter", "--site", "49.795,10.205", "--terrain", void, "--out", watch.path("e.csv")],
        ["viewshed", "--terrain", void, "--site", "20,20", "--antenna", "5", "--target", "5", "--out", watch.path("v.tif")],
    ):
        watch.call("places", words, (65, 2))
    watch.call("places", ["viewshed", "--terrain", low, "--site", "49.8,10.2", "--antenna", "5", "--target", "5", "--out", watch.path("v2.tif")], (0,))
    watch.call("places", ["coverage", "--radar", "92n6e", "--site", "49.8,10.2", "--terrain", low, "--nodes", "20", "--out", watch.path("c2.geojson"), "--quiet"], (0,))
    watch.call("places", ["coverage", "--radar", "92n6e", "--site", "65,179.9", "--nodes", "30", "--height", "10000", "--out", watch.path("seam.geojson"), "--quiet"], (0,))
    polygons = json.loads(pathlib.Path(watch.path("seam.geojson")).read_text())
    numbers = []

    def collect(item):
        if isinstance(item, list) and len(item) >= 2 and all(isinstance(part, (int, float)) for part in item[:2]):
            numbers.append(item[0])
        elif isinstance(item, list):
            for part in item:
                collect(part)

    for feature in polygons["features"]:
        collect(feature["geometry"]["coordinates"])
    if not numbers or max(numbers) > 180 or min(numbers) < -180 or not (180 in numbers and -180 in numbers):
        watch.fault("places", ["seam"], f"polygons do not meet at 180: {min(numbers)} to {max(numbers)}")
    return f"{len(projections)} projections, seams at four meridians, voids, ground below the sea, polygons at 180°"


def tables(watch):
    """Detections, truth and assignments as others write them, and as nobody should."""
    rng = random.Random(7)
    head = "scan,time_s,range_m,azimuth_rad,elevation_rad"
    rows = []
    for scan in range(40):
        for target in range(3):
            time = scan * 1.0 + 0.1 * target
            rows.append((scan, time, 50_000 + 3_000 * target + 200 * time + rng.gauss(0, 20), 1 + 0.2 * target + rng.gauss(0, 1e-3), 0.1 + rng.gauss(0, 1e-3)))

    def text(these, heading=head, join=",", end="\n"):
        return heading + end + "".join(join.join(str(value) for value in row) + end for row in these)

    def track(name, content, allowed=(0, 65), *more):
        path = put(watch, name, content if isinstance(content, bytes) else content.encode())
        out = watch.path("tracks.csv")
        code, output, error = watch.call("tables", ["track", path, "--sensor", str(SENSOR), "--out", out, "--json", *more], allowed)
        return json.loads(output) if code == 0 else error

    plain = track("a.csv", text(rows), (0,))
    late = [(scan, time + 86_400 * 365, *rest) for scan, time, *rest in rows]
    fast = [(scan, time * 1.04, *rest) for scan, time, *rest in rows]
    names = [(scan * 7 - 1000, time, *rest) for scan, time, *rest in rows]
    shuffled = rows[:]
    rng.shuffle(shuffled)
    for name, content in {
        "cut out of a longer one": text(late), "a radar 4 % fast": text(fast), "a radar 4 % slow": text([(s, t / 1.04, *r) for s, t, *r in rows]), "names with gaps": text(names),
        "byte order mark": b"\xef\xbb\xbf" + text(rows).encode(), "carriage returns": text(rows, end="\r\n"), "another order": text(shuffled), "twice": text(rows + rows),
        "no end of the last line": text(rows).rstrip("\n"), "a blank line": text(rows) + "\n\n", "named from a million on": text([(s + 10**6, *r) for s, *r in rows]),
        "other columns between": text([(s, t, "x", *r) for s, t, *r in rows], "scan,time_s,note,range_m,azimuth_rad,elevation_rad"), "gz": gzip.compress(text(rows).encode()),
        "every cell in quotes": "".join('"' + line.replace(",", '","') + '"\n' for line in text(rows).splitlines()), "since 1970": text([(s, t + 1.764e9, *r) for s, t, *r in rows]),
    }.items():
        found = track("b.csv.gz" if name == "gz" else "b.csv", content)
        if isinstance(found, str):
            if name not in ("other columns between",):
                watch.fault("tables", [name], f"is refused: {found[:120]}")
        elif found["tracks"] != plain["tracks"]:
            watch.fault("tables", [name], f"gives {found['tracks']} tracks, plainly {plain['tracks']}")
    for name, content in {
        "UTF-16": text(rows).encode("utf-16"), "NUL": text(rows).replace("5", "\0", 1), "NUL in the head": text(rows).replace("scan", "sc\0an", 1), "hexadecimal": text([(s, "0x1p3", *r) for s, t, *r in rows]),
        "two columns of a name": text([(s, t, t, *r) for s, t, *r in rows], "scan,time_s,time_s,range_m,azimuth_rad,elevation_rad"), "semicolons": text(rows, join=";"),
        "1e300": text([(s, 1e300, *r) for s, t, *r in rows]), "nan": text([(s, "nan", *r) for s, t, *r in rows]), "inf": text([(s, t, "inf", *r[1:]) for s, t, *r in rows]),
        "scan 1e300": text([(1e300, *r) for s, *r in rows]), "scan 9e18": text([(9223372036854775807, *r) for s, *r in rows]), "scan 1.5": text([(s + 0.5, *r) for s, *r in rows]),
        "scans far apart": text([(s * 10**8, *r) for s, *r in rows]), "times far apart": text([(s, t * 1e7, *r) for s, t, *r in rows]), "one column": "time_s\n1\n", "no rows": head + "\n", "nothing": "",
        "short rows": text([row[:3] for row in rows]), "long rows": text([(*row, 1, 2) for row in rows]), "a million commas": head + "\n" + "," * 10**6, "a megabyte word": head + "\n" + "9" * 10**6,
        "negative range": text([(s, t, -r[0], *r[1:]) for s, t, *r in rows]), "quotes": '"scan","time_s"\n"1","2"\n', "words": text([(s, "noon", *r) for s, t, *r in rows]), "1_000": text([(s, "1_000", *r) for s, t, *r in rows]),
        "carriage returns alone": text(rows, end="\r"), "Arabic digits": text(rows).replace("5", "٥"), "a rate of light": text([(*row, 3e8) for row in rows], head + ",range_rate_mps"),
        "underflow": text([(s, "1e-400", *r) for s, t, *r in rows]), "a bomb": None,
    }.items():
        if content is None:
            # In pieces: a process begins with its parent's memory.
            with gzip.open(watch.path("bomb.csv.gz"), "wb", 1) as bomb:
                for _ in range(2048):
                    bomb.write(b"0" * (1 << 20))
            track("bomb.csv.gz", pathlib.Path(watch.path("bomb.csv.gz")).read_bytes(), (65,))
            continue
        found = track("c.csv", content)
        if isinstance(found, str) and "c.csv" not in found:
            watch.fault("tables", [name], f"is refused without its file: {found[:120]}")
    truth_head = "time_s,target_id,east_m,north_m,up_m"
    path = watch.path("a.csv")
    for value in ("1e300", "-1e300", "nan", "9223372036854775808", "1e19", "", "0x10"):
        for column in range(5):
            row = ["10", "1", "1000", "2000", "3000"]
            row[column] = value
            truth = put(watch, "truth.csv", (truth_head + "\n" + ",".join(row) + "\n").encode())
            watch.call("tables", ["track", path, "--sensor", str(SENSOR), "--out", watch.path("t.csv"), "--truth", truth, "--quiet"], (0, 65))
    sound = {"values": [5, 2], "kill_probabilities": [[0.7, 0.4], [0.5, 0.9]]}
    for change in (
        {"values": [1e308, 1e308]}, {"values": [-1, 2]}, {"values": ["5", 2]}, {"values": [5]}, {"values": None}, {"values": [[5], [2]]}, {"kill_probabilities": [[1.7, 0.4], [0.5, 0.9]]}, {"kill_probabilities": [[0.7], [0.5, 0.9]]},
        {"kill_probabilities": []}, {"kill_probabilities": [[], []]}, {"kil_probabilities": 1}, {"costs": [[1, 2]]}, {"values": [True, 2]}, {"kill_probabilities": [[1e-320, 0.4], [0.5, 0.9]]}, {"family": "WD"}, {"\x1b[2J": 1},
    ):
        file = put(watch, "i.json", json.dumps({**sound, **change}).encode())
        code, _, error = watch.call("tables", ["assign", file], (0, 65))
        if code == 65 and "i.json" not in error:
            watch.fault("tables", [change], f"is refused without its file: {error[:100]}")
    for content in ('{"costs": [[1e308, -1e308], [1e308, 1e308]]}', '{"costs": [[1, 2], [3]]}', '{"costs": [[1e999]]}', '{"costs": [[NaN]]}', '{"costs": [[1]], "costs": [[2]]}', '{"costs": [[1]]} x', '{"costs": [[1, 2],]}', '{"costs": [[1]],}', "[" * 100000, '{"costs": ' + "[" * 5000, '"costs"', "{}", "null", "\ufeff{\"costs\": [[1]]}", '{"family": "WD", "weapons": 1e9, "targets": 1e9, "seed": 1}', '{"family": "WD", "weapons": 9e99, "targets": 1, "seed": -1}', '{"costs": [[' + "1," * 10**6 + "1]]}"):
        code, _, error = watch.call("tables", ["assign", put(watch, "j.json", content.encode())], (0, 65))
        if code == 65 and "j.json" not in error:
            watch.fault("tables", [content[:40]], f"is refused without its file: {error[:100]}")
    return "detections in fifteen sound spellings and thirty others, truth, assignments"


def slurm(watch):
    study = watch.path("study.yaml")
    pathlib.Path(study).write_text(archives.STUDY.format(scenario=SCENARIO))
    for name in ("a b", "a'b", 'a"b', "a$(touch owned)b", "a`touch owned`b", "a%Ab", "a;b", "a&b", "ä ö", "a*b", "-dash", "a#b", "a!b", "a\\b", "a\nb"):
        folder = watch.path(name.replace("\n", "⏎") if "\n" not in name else name)
        os.makedirs(folder, exist_ok=True)
        out = folder + "/o.cupola"
        code, output, _ = watch.call("slurm", ["study", study, "--slurm", "--tasks", "4", "--out", out], (2,) if "\n" in name or "\\" in name else (0,))
        if code:
            continue
        array, merge = out + ".array.sh", out + ".merge.sh"
        for script in (array, merge):
            if subprocess.run(["bash", "-n", script]).returncode:
                watch.fault("slurm", [name], f"{script} is no script")
        # Its tasks, as Slurm would start them, away from their folder.
        environment = {**os.environ, "CUPOLA_CATALOGUE": str(ROOT / "catalogue")}
        first = int(next((line.split("=")[1].split("-")[0] for line in pathlib.Path(array).read_text().splitlines() if line.startswith("#SBATCH --array")), "0"))
        for task in range(first, first + 4):
            ran = subprocess.run(["bash", array], cwd="/", env={**environment, "SLURM_ARRAY_TASK_ID": str(task)}, capture_output=True, text=True)
            if ran.returncode:
                watch.fault("slurm", [name], f"task {task}: {ran.stderr[:150]}")
        ran = subprocess.run(["bash", merge], cwd="/", env=environment, capture_output=True, text=True)
        if ran.returncode or not os.path.exists(out):
            watch.fault("slurm", [name], f"merge: {ran.stderr[:150]}")
    for tasks in ("1", "1000", "1001", "4000000", "100000"):
        watch.call("slurm", ["study", study, "--slurm", "--tasks", tasks, "--out", watch.path(f"t{tasks}.cupola")], (2,) if tasks == "4000000" else (0,))
    if os.path.exists("owned") or os.path.exists("/owned"):
        watch.fault("slurm", ["owned"], "a name was run")
    return "fifteen names of folders, each flown as tasks and merged; arrays of 1 to 100,000 tasks"


def main():
    topics = {each.__name__: each for each in (studies, terrain, heights, places, tables, slurm)}
    faults = 0
    for name in sys.argv[1:] or list(topics):
        watch = Watch()
        try:
            words = topics[name](watch)
        finally:
            watch.close()
        faults += len(watch.faults)
        verdict = "all held" if not watch.faults else f"{len(watch.faults)} NOT HELD"
        print(f"breaking, {name}: {words}; {watch.counts.get(name, 0)} calls, {watch.peak // 1024} MB at most, {verdict}", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
