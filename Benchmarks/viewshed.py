"""The table of Benchmarks/viewshed.sh: viewsheds against the oracles, and what they cost."""
import csv, gzip, io, json, os, subprocess, sys
import numpy as np

reference, program, cache = sys.argv[1:4]
RUNS = int(os.environ.get("RUNS", "3"))
synthetic = os.path.join(reference, "terrain_synthetic")
real = os.path.join(reference, "terrain")
WEST, NORTH, CELL = 500000.0, 5000000.0, 30.0


def run(*command):
    """CPU seconds (user and system), wall seconds and peak memory in bytes of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def translate(source, target, *options):
    subprocess.run(["gdal_translate", "-q", *options, source, target], check=True)


def raw(tif, kind="Float32"):
    """A GeoTIFF's first band as an array."""
    shape = json.loads(subprocess.run(["gdalinfo", "-json", tif], check=True, capture_output=True, text=True).stdout)["size"]
    path = os.path.join(cache, "band.raw")
    translate(tif, path, "-of", "ENVI", "-ot", kind)
    return np.fromfile(path, {"Float32": np.float32, "Byte": np.uint8}[kind]).reshape(shape[1], shape[0])


def synthetic_case(entry):
    """A GeoTIFF of a synthetic model, in a projection of metres."""
    side = entry["n"]
    tif = os.path.join(cache, f"synthetic-{side}.tif")
    if not os.path.exists(tif):
        heights = os.path.join(cache, f"synthetic-{side}.raw")
        subprocess.run([sys.executable, os.path.join(synthetic, "gen_dem.py"), str(side), "6", heights], check=True)
        with open(os.path.join(cache, f"synthetic-{side}.hdr"), "w") as header:
            header.write(f"ENVI\nsamples = {side}\nlines = {side}\nbands = 1\nheader offset = 0\nfile type = ENVI Standard\n"
                         "data type = 2\ninterleave = bsq\nbyte order = 1\n")
        corners = [WEST, NORTH, WEST + CELL * side, NORTH - CELL * side]
        translate(heights, tif, "-a_srs", "EPSG:32636", "-a_ullr", *map(str, corners))
        os.remove(heights)
    return tif


def oracle_points(entry):
    """Rows, columns, ground and lowest visible altitude of the oracle."""
    with gzip.open(os.path.join(synthetic, entry["points"]), "rt") as file:
        table = np.array([[float(cell) for cell in line] for line in list(csv.reader(file))[1:]])
    return table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2], table[:, 3]


def accuracy(found, expected, ground):
    """Intersection over union of the masks 30 and 100 m above ground, root mean square of altitude."""
    error = found.astype(float) - expected
    words = []
    for height in (30, 100):
        a, b = found <= ground + height, expected <= ground + height
        words.append(f"{(a & b).sum() / max(1, (a | b).sum()):.5f}")
    return words + [f"{np.sqrt((error ** 2).mean()):.4f}"]


def row(model, name, words, best, nodes, gdal=None):
    ratio = "" if gdal is None else f"{best[0] / gdal:.2f}"
    print(f"| {model} | {name} | {' | '.join(words)} | {best[0]:.2f} | {ratio} | {best[1] / nodes:.1f} |", flush=True)


def metric(entry):
    side, tif = entry["n"], synthetic_case(entry)
    rows, columns, ground, expected = oracle_points(entry)
    x, y = WEST + CELL * (entry["col"] + .5), NORTH - CELL * (entry["row"] + .5)
    out = os.path.join(cache, "out.tif")
    ours = [program, "viewshed", "--terrain", tif, "--site-node", f"{entry['row']},{entry['col']}", "--antenna",
            str(entry["antenna_agl_m"]), "--minimum-altitude", "--quiet", "--out", out, "--jobs"]
    programs = {
        "gdal_viewshed": ["gdal_viewshed", "-q", "-md", "0", "-ox", str(x), "-oy", str(y), "-oz", str(entry["antenna_agl_m"]), "-cc",
                          "0.75", "-om", "DEM", tif, out],
        "cupola, fast": ours + ["1"], "cupola, exact": ours + ["1", "--exact"],
    }
    best, words = {}, {}
    for turn in range(RUNS):
        for name, command in programs.items():
            figures = run(*command)
            best[name] = min(best.get(name, figures), figures)
            if turn == 0:
                found = raw(out)[rows, columns]
                # GDAL leaves the ground out of its altitudes.
                words[name] = accuracy(np.maximum(found, ground) if name == "gdal_viewshed" else found, expected, ground)
    for name in programs:
        row(f"{side}², metric", name, words[name], best[name], side * side, best["gdal_viewshed"][0])


def geodetic():
    """The real model in longitude and latitude: gdal_viewshed takes degrees for metres and is left out."""
    sites = json.load(open(os.path.join(real, "sites.json")))
    rows, columns = sites["ny"], sites["nx"]
    step = sites["dlat_deg"]
    source = os.path.join(cache, "real.raw")
    ground = np.fromfile(os.path.join(real, sites["dem"].split()[0]), "<i2").reshape(rows, columns)
    ground.tofile(source)
    with open(os.path.join(cache, "real.hdr"), "w") as header:
        header.write(f"ENVI\nsamples = {columns}\nlines = {rows}\nbands = 1\nheader offset = 0\nfile type = ENVI Standard\n"
                     "data type = 2\ninterleave = bsq\nbyte order = 0\n")
    tif, out = os.path.join(cache, "real.tif"), os.path.join(cache, "out.tif")
    west, north = sites["lon0_node_deg"] - step / 2, sites["lat0_node_deg"] + step / 2
    translate(source, tif, "-a_srs", "EPSG:4326", "-a_ullr", *map(str, [west, north, west + step * columns, north - step * rows]))
    for site in sites["sites"]:
        if "minalt_geodetic" not in site:
            continue
        packed = gzip.open(os.path.join(real, site["minalt_geodetic"])).read()
        expected = np.frombuffer(packed, "<f4").reshape(rows, columns)
        command = [program, "viewshed", "--terrain", tif, "--site-node", f"{site['row']},{site['col']}", "--antenna",
                   str(site["antenna_agl_m"]), "--minimum-altitude", "--quiet", "--jobs", "1", "--out", out]
        figures = min(run(*command) for _ in range(RUNS))
        found = raw(out)
        masks = [mask for mask in site["masks"] if mask["oracle"] == "geodetic"]
        worst = 1.0
        for mask in masks:
            bits = open(os.path.join(real, mask["file"]), "rb").read().split(b"\n", 2)[2]
            wanted = np.unpackbits(np.frombuffer(bits, np.uint8).reshape(rows, -1), axis=1)[:, :columns] == 1
            height = mask["h"]
            own = found <= ground + height if mask["kind"] == "agl" else (found <= height) & (ground <= height)
            worst = min(worst, (own == wanted).mean())
        row(f"{rows} × {columns}, longitude and latitude, site {site['id']}", f"cupola; equal verdicts of {len(masks)} masks ≥ {100 * worst:.3f} %",
            accuracy(found, expected, ground), figures, rows * columns)


print("| model | program | IoU 30 m | IoU 100 m | altitude RMS m | CPU s | of GDAL's | peak B/node |\n|---|---|---|---|---|---|---|---|")
for entry in json.load(open(os.path.join(synthetic, "cases.json")))["cases"]:
    if entry["n"] > 2000:
        metric(entry)
geodetic()
