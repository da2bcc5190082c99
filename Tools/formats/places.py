"""Each format's places against the truth: what other programs read of the file, row by row."""

from __future__ import annotations

import html
import json
import re
import shutil
import struct
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from judging import EPOCH, ROWS, Judge, call, degrees, load, say, some
from truth import Truth


def acmi(judge: Judge, file: Path, plain: Path, truth: Truth, work: Path, chance: np.random.Generator) -> None:
    """FILE is PLAIN or its zipped twin; PLAIN says which object has which name."""
    dump = work / f"{file.name}.csv"
    if not judge.structure("check_acmi.py", file, dump):
        return
    names = {}
    for line in plain.read_text("utf-8-sig").splitlines():
        found = re.match(r"^([0-9a-f]+),T=.*,CallSign=((?:\\,|[^,])*),", line)
        if found:
            names[found[1].upper()] = truth.names[found[2].replace("\\,", ",")]
    rows = [row for row in load(dump) if row["id"].upper() in names]
    want = [{"id": row["id"], "t_s": row["t_s"], **degrees(truth, names[row["id"].upper()], float(row["t_s"]))} for row in some(rows, chance)]
    judge.truth(dump, want, "id,t_s", "lon_deg=1.5e-7,lat_deg=1e-7,alt_m=0.02", work)


def kml(judge: Judge, file: Path, truth: Truth, work: Path, chance: np.random.Generator) -> None:
    dump = work / f"{file.name}.csv"
    if not judge.structure("check_kml.py", file, dump):
        return
    space = {"k": "http://www.opengis.net/kml/2.2"}
    text = zipfile.ZipFile(file).read("doc.kml") if file.suffix == ".kmz" else file.read_bytes()
    want = []
    for mark in ElementTree.fromstring(text).iter(f"{{{space['k']}}}Placemark"):
        key = str(mark.get("id"))
        for place, when in enumerate(mark.iter(f"{{{space['k']}}}when")):
            if key in truth.spans:
                seconds = (np.datetime64(str(when.text).rstrip("Z"), "ns") - np.datetime64(EPOCH.rstrip("Z"), "ns")) / np.timedelta64(1, "ns")
                want.append({"placemark": key, "n": str(place), **degrees(truth, key, float(seconds) * 1e-9)})
    judge.truth(dump, some(want, chance), "placemark,n", "lon_deg=1.5e-7,lat_deg=1e-7,alt_m=0.02", work)


def geojson(judge: Judge, file: Path, truth: Truth, work: Path, chance: np.random.Generator) -> None:
    if not judge.structure("check_geojson.py", file, work / "geojson.csv"):
        return
    want = []
    for number, feature in enumerate(json.loads(file.read_text())["features"]):
        if feature["id"] in truth.spans and feature["geometry"]["type"] == "LineString":
            for place, time in enumerate(feature["properties"]["times_s"]):
                want.append({"feature": str(number), "n": str(place), **degrees(truth, feature["id"], time)})
    judge.truth(work / "geojson.csv", some(want, chance), "feature,n", "lon_deg=1e-6,lat_deg=1e-6,alt_m=0.02", work)


def packets(capture: Path) -> list[tuple[float, bytes]]:
    """Seconds since the epoch of the run and UDP payloads of a capture of raw IPv4."""
    data, place, found = capture.read_bytes(), 24, []
    start = np.datetime64(EPOCH.rstrip("Z"), "s").astype(int)
    while place < len(data):
        seconds, micros, length, _ = struct.unpack_from("<IIII", data, place)
        found.append((seconds - start + micros * 1e-6, data[place + 16 + 28 : place + 16 + length]))
        place += 16 + length
    return found


def dis(judge: Judge, file: Path, truth: Truth, work: Path, chance: np.random.Generator) -> None:
    sent = packets(file)
    if judge.structure("check_dis.sh", file, work / "dis.csv"):
        rows = [row for row in load(work / "dis.csv") if row["pdu"] == "EntityState"]
        want = []
        for row in some(rows, chance):
            key, time = truth.numbers[int(row["entity"]) - 1], sent[int(row["frame"]) - 1][0]
            x, y, z = truth.earth_fixed(key, time)
            fields = {"frame": row["frame"], "pdu": row["pdu"], "x_m": f"{x:.4f}", "y_m": f"{y:.4f}", "z_m": f"{z:.4f}"}
            speed = truth.velocity(key, time) if key.startswith("target") and truth.spans[key][0] < time < truth.spans[key][1] else None
            named = dict(zip(("vx_mps", "vy_mps", "vz_mps"), [""] * 3 if speed is None else [f"{value:.5f}" for value in speed], strict=True))
            want.append({**fields, **named})
        # A path's corner has two velocities, and microseconds decide which: 0.05 m/s for all else.
        judge.truth(work / "dis.csv", want, "frame,pdu", "x_m=0.02,y_m=0.02,z_m=0.02,vx_mps=0.05,vy_mps=0.05,vz_mps=0.05", work)
    # What a receiver believes between reports, at random times.
    states: dict[int, list[tuple[float, Any, Any]]] = {}
    for time, payload in sent:
        if payload[2] == 1:
            number = struct.unpack_from(">H", payload, 16)[0]
            states.setdefault(number, []).append((time, np.array(struct.unpack_from(">3d", payload, 48)), np.array(struct.unpack_from(">3f", payload, 36))))
    worst, gap = 0.0, 0.0
    for _ in range(ROWS):
        key = truth.moving[int(chance.integers(len(truth.moving)))]
        time = float(chance.uniform(*truth.spans[key]))
        known = states[truth.numbers.index(key) + 1]
        last = max((state for state in known if state[0] <= time + 1e-6), key=lambda state: state[0])
        gap = max(gap, time - last[0])
        worst = max(worst, float(np.linalg.norm(last[1] + last[2] * (time - last[0]) - truth.earth_fixed(key, time))))
    # The threshold is a metre; what bends back between two looks may pass it a little.
    good = worst < 1.1 and gap <= 5.01
    say(f"  DEAD RECKONING {'OK' if good else 'FAIL'} times={ROWS} worst={worst:.3g} m oldest={gap:.3g} s", good)


PAGE = """<html><body><script>window.CESIUM_BASE_URL = "./";</script><script src="Cesium.js"></script><script src="data.js"></script><script>
(async () => {
  const out = document.createElement("pre");
  out.id = "answer";
  try {
    const source = await Cesium.CzmlDataSource.load(CZML);
    const epoch = Cesium.JulianDate.fromIso8601(EPOCH);
    const positions = PROBES.map(([id, seconds]) => {
      const entity = source.entities.getById(id);
      const time = Cesium.JulianDate.addSeconds(epoch, seconds, new Cesium.JulianDate());
      const place = entity && entity.isAvailable(time) ? entity.position.getValue(time) : undefined;
      return place ? [place.x, place.y, place.z] : null;
    });
    out.textContent = JSON.stringify({version: Cesium.VERSION, positions});
  } catch (fault) { out.textContent = JSON.stringify({fault: String(fault)}); }
  document.body.appendChild(out);
})();
</script></body></html>"""


def czml(judge: Judge, file: Path, truth: Truth, work: Path, cesium: str, chance: np.random.Generator) -> None:
    if judge.structure("check_czml.py", file, work / "czml.csv"):
        # What stands; what moves is for Cesium to place.
        rows = [row for row in load(work / "czml.csv") if row["id"] in truth.numbers and row["id"] not in truth.spans]
        want = [{"id": row["id"], "n": row["n"], **degrees(truth, row["id"], 0)} for row in rows]
        judge.truth(work / "czml.csv", want, "id,n", "lon_deg=2e-9,lat_deg=2e-9,alt_m=0.001", work)
    if cesium == "-" or not shutil.which("chromium"):
        say("  CESIUM skipped: no Cesium (cesiumkit) or no Chromium")
        return
    probes = []
    for _ in range(1000):
        key = truth.moving[int(chance.integers(len(truth.moving)))]
        begins, ends = truth.spans[key]
        # Not in the last and first millisecond, where availability is rounded.
        probes.append([key, float(chance.uniform(begins + 0.001, ends - 0.001)) if ends > begins + 0.01 else begins])
    page = work / "cesium"
    page.mkdir(exist_ok=True)
    shutil.copy(cesium, page / "Cesium.js")
    (page / "data.js").write_text(f'const CZML = {file.read_text()}; const PROBES = {json.dumps(probes)}; const EPOCH = "{EPOCH}";')
    (page / "page.html").write_text(PAGE)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page / 'profile'}", "--virtual-time-budget=60000", "--dump-dom"]
    answer = call("chromium", *flags, f"file://{page / 'page.html'}", timeout=180)
    found = re.search(r'<pre id="answer">(.*?)</pre>', answer.stdout, re.DOTALL)
    result = json.loads(html.unescape(found[1])) if found else {"fault": answer.stderr[-200:]}
    if "fault" in result:
        say(f"  CESIUM FAIL {result['fault']}", False)
        return
    away = [np.inf if place is None else float(np.linalg.norm(truth.earth_fixed(*probe) - place)) for probe, place in zip(probes, result["positions"], strict=True)]
    # The format's quantum: places are written to a millimetre, on three axes, at both ends of a stretch.
    good = max(away) <= 0.003
    say(f"  CESIUM {'OK' if good else 'FAIL'} version={result['version']} times=1000 worst={max(away):.2g} m", good)


def tables(judge: Judge, folder: Path, truth: Truth, work: Path, chance: np.random.Generator) -> None:
    """CSV: every place of `paths.csv` against the truth; as many rows in `shots` as rounds flew."""
    rows = load(folder / "paths.csv")
    want = []
    for row in some(rows, chance):
        latitude, longitude, height = truth.geodetic(row["object"], float(row["time_s"]))
        named = {"latitude_deg": f"{latitude:.9f}", "longitude_deg": f"{longitude:.9f}", "height_m": f"{height:.3f}"}
        want.append({"object": row["object"], "time_s": row["time_s"], **named})
    shots, flown = len(load(folder / "shots.csv")), len([key for key in truth.numbers if key.startswith("round")])
    say(f"  CSV {'OK' if shots == flown else 'FAIL'} places={len(rows)} shots={shots} rounds={flown}", shots == flown)
    if judge.folder is not None:
        judge.truth(folder / "paths.csv", want, "object,time_s", "longitude_deg=1.5e-7,latitude_deg=1e-7,height_m=0.02", work)
