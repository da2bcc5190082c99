"""The tables of Benchmarks/viewshed.sh: viewsheds against the oracles, and what they cost."""
import csv, gzip, json, os, re, shutil, subprocess, sys, time


def serve():
    """Runs the commands of standard input, a line each, and says what each cost. A process of its own that stays small: the
    system counts a process' memory from before it became another program."""
    for line in sys.stdin:
        start = time.monotonic()
        process = subprocess.Popen(json.loads(line), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        print(json.dumps([status, usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss * 1024]), flush=True)


if sys.argv[1:] == ["--serve"]:
    serve()
    sys.exit()

import numpy as np

reference, program, cache, page = sys.argv[1:5]
RUNS = int(os.environ.get("RUNS", "3"))
synthetic = os.path.join(reference, "terrain_synthetic")
real = os.path.join(reference, "terrain")
WEST, NORTH, CELL = 500000.0, 5000000.0, 30.0


server = subprocess.Popen([sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(*command, out):
    """CPU seconds (user and system), wall seconds and peak memory in bytes of a command that writes a new file."""
    if os.path.exists(out):
        os.remove(out)
    print(json.dumps(command), file=server.stdin, flush=True)
    status, *figures = json.loads(server.stdout.readline())
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return tuple(figures)


def best(*figures):
    """The least of each."""
    return tuple(min(figure) for figure in zip(*figures))


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


lines = []


def say(line):
    lines.append(line)
    print(line, flush=True)


def row(model, name, words, least, nodes, gdal=None, two=None):
    ratio = "" if gdal is None else f"{least[0] / gdal:.2f}"
    scaling = "" if two is None else f"{least[1] / two[1]:.2f}"
    say(f"| {model} | {name} | {' | '.join(words)} | {least[0]:.2f} | {ratio} | {least[1]:.2f} | {scaling} | {least[2] / nodes:.1f} |")


def metric(entry):
    side, tif = entry["n"], synthetic_case(entry)
    rows, columns, ground, expected = oracle_points(entry)
    x, y = WEST + CELL * (entry["col"] + .5), NORTH - CELL * (entry["row"] + .5)
    out = os.path.join(cache, "out.tif")

    def ours(jobs, *options):
        return [program, "viewshed", "--terrain", tif, "--site-node", f"{entry['row']},{entry['col']}", "--antenna",
                str(entry["antenna_agl_m"]), "--minimum-altitude", "--quiet", "--out", out, "--jobs", str(jobs), *options]

    programs = {
        "gdal_viewshed": ["gdal_viewshed", "-q", "-md", "0", "-ox", str(x), "-oy", str(y), "-oz", str(entry["antenna_agl_m"]), "-cc",
                          "0.75", "-om", "DEM", tif, out],
        "cupola, fast": ours(1), "cupola, exact": ours(1, "--exact"),
        "cupola, fast, two threads": ours(2), "cupola, exact, two threads": ours(2, "--exact"),
    }
    figures, words = {name: [] for name in programs}, {}
    for turn in range(RUNS):
        for name, command in programs.items():
            figures[name].append(run(*command, out=out))
            if turn == 0:
                found = raw(out)[rows, columns]
                # GDAL leaves the ground out of its altitudes.
                words[name] = accuracy(np.maximum(found, ground) if name == "gdal_viewshed" else found, expected, ground)
    least = {name: best(*each) for name, each in figures.items()}
    for name in ("gdal_viewshed", "cupola, fast", "cupola, exact"):
        row(f"{side}², metric", name, words[name], least[name], side * side, least["gdal_viewshed"][0], least.get(f"{name}, two threads"))


def grass(entry):
    """r.viewshed of GRASS (package grass-core), once, where it is installed: the call alone, without import and export."""
    if not shutil.which("grass"):
        return
    side, tif, out = entry["n"], synthetic_case(entry), os.path.join(cache, "grass.tif")
    rows, columns, ground, expected = oracle_points(entry)
    x, y = WEST + CELL * (entry["col"] + .5), NORTH - CELL * (entry["row"] + .5)
    script = os.path.join(cache, "grass.sh")
    log = os.path.join(cache, "grass.time")
    with open(script, "w") as file:
        file.write(f"set -e\nr.in.gdal -o --quiet input={tif} output=ground\ng.region raster=ground\n"
                   f"python3 -c 'import resource, subprocess; subprocess.run([\"r.viewshed\", \"--quiet\", \"-c\", \"-r\", \"input=ground\", "
                   f"\"output=seen\", \"coordinates={x},{y}\", \"observer_elevation={entry['antenna_agl_m']}\", \"refraction_coeff=0.25\", "
                   f"\"memory=8000\"], check=True); u = resource.getrusage(resource.RUSAGE_CHILDREN); "
                   f"print(u.ru_utime + u.ru_stime, u.ru_maxrss * 1024)' > {log}\n"
                   f"r.mapcalc --quiet 'angle = float(if(isnull(seen), -1, seen))'\n"
                   f"r.out.gdal --quiet --overwrite -c input=angle output={out} type=Float32\n")
    start = time.monotonic()
    status = subprocess.run(["grass", "--tmp-location", "EPSG:32636", "--exec", "bash", script], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL).returncode
    if status:
        print("grass: failed, left out", file=sys.stderr)
        return
    cpu, peak = map(float, open(log).read().split())
    seen = raw(out)[rows, columns] >= 0
    wanted = expected <= ground
    say(f"| {side}², metric | r.viewshed; mask 0 m above ground, IoU {(seen & wanted).sum() / (seen | wanted).sum():.5f} |  |  |  "
        f"| {cpu:.2f} |  | {time.monotonic() - start:.2f} |  | {peak / side / side:.1f} |")


def tile():
    """A whole tile of 1° in longitude and latitude, 1″ apart: the time alone."""
    side = 3601
    entry = next(entry for entry in json.load(open(os.path.join(synthetic, "cases.json")))["cases"] if entry["n"] == side)
    tif, out = os.path.join(cache, "tile.tif"), os.path.join(cache, "out.tif")
    if not os.path.exists(tif):
        half = 0.5 / 3600
        translate(synthetic_case(entry), tif, "-a_srs", "EPSG:4326", "-a_ullr", *map(str, [30 - half, 51 + half, 31 + half, 50 - half]))
    for name, options in (("cupola, fast", []), ("cupola, exact", ["--exact"])):
        command = [program, "viewshed", "--terrain", tif, "--site-node", f"{entry['row']},{entry['col']}", "--antenna",
                   str(entry["antenna_agl_m"]), "--minimum-altitude", "--quiet", *options, "--out", out, "--jobs"]
        one, two = (best(*(run(*command, jobs, out=out) for _ in range(RUNS))) for jobs in ("1", "2"))
        row(f"{side}², longitude and latitude, 50° N", name, ["", "", ""], one, side * side, two=two)


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
        for name, options in (("cupola, fast", []), ("cupola, exact", ["--exact"])):
            command = [program, "viewshed", "--terrain", tif, "--site-node", f"{site['row']},{site['col']}", "--antenna",
                       str(site["antenna_agl_m"]), "--minimum-altitude", "--quiet", "--jobs", "1", *options, "--out", out]
            figures = best(*(run(*command, out=out) for _ in range(RUNS)))
            found = raw(out)
            masks = [mask for mask in site["masks"] if mask["oracle"] == "geodetic"]
            worst = 1.0
            for mask in masks:
                bits = open(os.path.join(real, mask["file"]), "rb").read().split(b"\n", 2)[2]
                wanted = np.unpackbits(np.frombuffer(bits, np.uint8).reshape(rows, -1), axis=1)[:, :columns] == 1
                height = mask["h"]
                own = found <= ground + height if mask["kind"] == "agl" else (found <= height) & (ground <= height)
                worst = min(worst, (own == wanted).mean())
            row(f"{rows} × {columns}, longitude and latitude, site {site['id']}", f"{name}; equal verdicts of {len(masks)} masks ≥ {100 * worst:.3f} %",
                accuracy(found, expected, ground), figures, rows * columns)


say("| model | program | IoU 30 m | IoU 100 m | altitude RMS m | CPU s | of GDAL's | wall s | two threads × | peak B/node |\n"
    "|---|---|---|---|---|---|---|---|---|---|")
for entry in json.load(open(os.path.join(synthetic, "cases.json")))["cases"]:
    if entry["n"] > 2000:
        metric(entry)
    if entry["n"] == 3601:
        grass(entry)
tile()
geodetic()
begin, end = "<!-- table of Benchmarks/viewshed.sh -->", "<!-- end of the table -->"
text = open(page).read()
if begin in text:
    open(page, "w").write(re.sub(f"{begin}.*?{end}", lambda _: begin + "\n" + "\n".join(lines) + "\n" + end, text, flags=re.S))
