"""check_formats.py CUPOLA JUDGES FORMATS_PYTHON CESIUM SCENARIO[:ARM] …

Flies scenarios, exports them, and prints what programs that others wrote say of the files, and how far the places that they read
are from the truth. Ends with 1 where anything is wrong. What cannot be had is skipped with its reason.

JUDGES: folder of check_*.py, or `-`. FORMATS_PYTHON: interpreter with tacview-duckdb, or `-`. CESIUM: Cesium.js, or `-`.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time as clock
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any

import cupola
import numpy as np
from truth import Truth

HERE = Path(__file__).resolve().parent
faults: list[str] = []
#: Rows that one file is compared in.
ROWS = 2000
EPOCH = "2000-01-01T00:00:00Z"


def say(line: str, good: bool = True) -> None:
    print(line, flush=True)
    if not good:
        faults.append(line)


def call(*command: Any, timeout: float = 600) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=timeout, check=False)


class Judge:
    """The judges' scripts, where what they need is there."""

    def __init__(self, folder: str) -> None:
        self.folder = None if folder == "-" else Path(folder)

    def structure(self, script: str, file: Path, dump: Path) -> bool:
        if self.folder is None:
            return False
        shell = ["sh"] if script.endswith(".sh") else [sys.executable]
        answer = call(*shell, self.folder / script, file, "--dump", dump)
        for line in (answer.stderr + answer.stdout).strip().splitlines():
            say(f"  {line.strip()}", answer.returncode == 0)
        return dump.exists()

    def truth(self, dump: Path, rows: list[dict[str, str]], key: str, tolerance: str, work: Path) -> None:
        table = work / "truth.csv"
        with table.open("w", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        assert self.folder is not None
        answer = call(sys.executable, self.folder / "check_truth.py", dump, table, "--key", key, "--tol", tolerance)
        for line in (answer.stderr + answer.stdout).strip().splitlines():
            say(f"  {line.strip()}", answer.returncode == 0)


def load(dump: Path) -> list[dict[str, str]]:
    with dump.open(newline="") as handle:
        return list(csv.DictReader(handle))


def some(rows: list[Any], chance: np.random.Generator) -> list[Any]:
    return rows if len(rows) <= ROWS else [rows[place] for place in sorted(chance.choice(len(rows), ROWS, replace=False))]


def degrees(truth: Truth, key: str, time: float) -> dict[str, str]:
    latitude, longitude, height = truth.geodetic(key, time)
    return {"lon_deg": f"{longitude:.9f}", "lat_deg": f"{latitude:.9f}", "alt_m": f"{height:.3f}"}


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


def beside(truth: Truth, key: str, aim: str) -> bool | None:
    """Whether a round ends beside something, by the truth alone, as tacview-duckdb asks it: within 100 m of the place of anything that is
    there, or was a fifth of a second ago. (It means to ask of what went a second ago too, but has by then written down a miss.) What the
    round was aimed at has a place in the file at just that moment; of other things in flight only what they did in the two fifths around it
    is known, and near them it may say either."""
    ends = truth.spans[key][1]
    last = truth.local(key, ends)
    answer: bool | None = False
    for other in truth.numbers:
        begins, gone = truth.spans.get(other, (0.0, np.inf))
        if other == key or begins > ends or gone < ends - 0.21:
            continue
        known = other == aim or gone <= ends or gone == np.inf
        if known and gone > ends - 0.19 and np.linalg.norm(truth.local(other, min(gone, ends)) - last) < 99:
            return True
        times = np.arange(max(begins, ends - 0.2), min(gone, ends + 0.2) + 0.005, 0.005)
        if min((float(np.linalg.norm(truth.local(other, float(time)) - last)) for time in times), default=np.inf) < 101:
            answer = None
    return answer


def tacview(python: str, file: Path, truth: Truth) -> None:
    """Hits and misses as tacview-duckdb finds them: a weapon that ends beside anything, be it a target, its wreck or another round, has hit
    it; others have missed. So what it must find follows from where rounds truly end."""
    if python == "-":
        say("  TACVIEW-DUCKDB skipped: the package could not be installed")
        return
    answer = call(python, HERE / "tacview_judge.py", file)
    if answer.returncode:
        say(f"  TACVIEW-DUCKDB FAIL {answer.stderr.strip().splitlines()[-1]}", False)
        return
    result = json.loads(answer.stdout.splitlines()[-1])
    rounds = {place + 1: key for place, key in enumerate(truth.numbers) if key.startswith("round")}
    ends = {key: int(truth.replay.numbers("round.end")[int(key.split("-")[1]) - 1]) for key in rounds.values()}
    hits: set[str] = set()
    misses: set[str] = set()
    for kind, weapon, _ in result["events"]:
        if (number := int(str(weapon), 16)) in rounds:
            (hits if kind in ("WEAPON_HIT", "WEAPON_DESTROYED") else misses).add(rounds[number])
    # It writes a miss beside each WEAPON_DESTROYED.
    misses -= hits
    aims = truth.replay.numbers("round.target")
    places = {key: beside(truth, key, f"target-{int(aims[int(key.split('-')[1]) - 1]) + 1}") for key, end in ends.items() if end != 0}
    killed = {key for key, end in ends.items() if end == 1}
    at = {key for key, near in places.items() if near} | killed
    clear = {key for key, near in places.items() if near is False}
    flying = {key for key, end in ends.items() if end == 0}
    linked = result["with_launcher"] == result["rounds"] == len(rounds)
    good = linked and at <= hits and clear <= misses and not flying & (hits | misses) and set(places) <= hits | misses
    say(
        f"  TACVIEW-DUCKDB {'OK' if good else 'FAIL'} rounds={result['rounds']} with_launcher={result['with_launcher']} kills={len(killed)}"
        f" found_as_hits={len(killed & hits)} end_beside_something={len(at)} found_as_hits={len(at & hits)} end_clear={len(clear)}"
        f" found_as_misses={len(clear & misses)} either={len(places) - len(at | clear)} flying={len(flying)} found={len(flying & (hits | misses))}",
        good,
    )


def asterix(judge: Judge, run: cupola.Run, truth: Truth, work: Path, chance: np.random.Generator) -> None:
    folder = work / "asterix"
    # One acquisition radar and the post speak for all: the others differ in place and period alone.
    roles = zip(run.replay.texts("radar.name"), run.replay.numbers("radar.role"), strict=True)
    searching = [name for name, role in roles if role == 0][:1]
    files = cupola.to_asterix(run, folder, source="truth", radars=searching)
    far = 0
    for file in files:
        if not file.stat().st_size:
            continue
        dump = work / "asterix.csv"
        dump.unlink(missing_ok=True)
        if not judge.structure("check_asterix.py", file, dump):
            return
        if file.name.startswith("post"):
            continue
        station = next(number for number, name in enumerate(run.replay.texts("radar.name")) if cupola.asterix._safe(name) == file.stem[6:])
        # A report must be some target's true range and bearing at its time, to the format's steps and 1/256 s of the clock.
        radar = run.replay.places("radar.position")[station]
        latitude, longitude, height = (float(value) for value in run.replay.frame.geodetic(radar))
        frame = cupola._earth.Frame(latitude, longitude, height)
        reports = [row for row in load(dump) if row["cat"] == "48"]
        targets = [key for key in truth.moving if key.startswith("target")]
        want = []
        for row in some(reports, chance):
            rho, theta, time = float(row["rho_nm"]) * 1852, float(row["theta_deg"]), float(row["tod_s"])
            if float(row["rho_nm"]) > 255.99:
                far += 1
                continue
            found = []
            for key in targets:
                if truth.spans[key][0] <= time <= truth.spans[key][1]:
                    east, north, up = frame.local(truth.earth_fixed(key, time))
                    reach, bearing = float(np.sqrt(east**2 + north**2 + up**2)), float(np.degrees(np.arctan2(east, north))) % 360
                    off = max(abs(reach - rho), abs(np.radians((bearing - theta + 180) % 360 - 180)) * rho)
                    found.append((off, reach, bearing))
            _, reach, bearing = min(found)
            want.append({"n": row["n"], "rho_nm": f"{reach / 1852:.6f}", "theta_deg": f"{bearing:.6f}"})
        # Half of 1/256 NM and of 360/65,536 degrees, and the clock's half of 1/128 s at 3 km/s and near the radar.
        say(f"  ASTERIX {file.name} reports={len(reports)} beyond_256_NM={far}")
        if want:
            judge.truth(dump, want, "n", "rho_nm=0.009,theta_deg=0.02", work)


def heard(program: str, file: Path, judge: Judge, sent: int) -> None:
    """The same stream as Wireshark hears it on the loopback."""
    if judge.folder is None:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        port = str(receiver.getsockname()[1])
        command = ["sh", str(judge.folder / "check_dis.sh"), port]
        listener = subprocess.Popen(command, env={**os.environ, "DIS_SECONDS": "9"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        clock.sleep(3)
        call(program, "stream", file, "--dis", f"127.0.0.1:{port}", "--rate", "200")
        said = listener.communicate(timeout=120)[0].strip()
    found = re.search(r"datagrams=(\d+)", said)
    if found is None and "capture" in said:
        say("  STREAM DIS by tshark skipped: it may not capture on the loopback here")
        return
    good = found is not None and listener.returncode == 0 and int(found[1]) >= 0.99 * sent
    say(f"  STREAM DIS by tshark {'OK' if good else 'FAIL'} {said.splitlines()[-1] if said else 'it said nothing'}", good)


def streams(program: str, file: Path, judge: Judge, work: Path) -> None:
    """DIS over UDP, and Tacview's telemetry to a client, on the loopback, as fast as they go."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(10)
        sender = subprocess.Popen([program, "stream", str(file), "--dis", f"127.0.0.1:{receiver.getsockname()[1]}", "--rate", "500"], stdout=subprocess.PIPE, text=True)
        got = []
        try:
            while not got or sender.poll() is None:
                got.append(receiver.recv(2048))
                receiver.settimeout(2)
        except TimeoutError:
            pass
        said = int(sender.communicate()[0].split()[0])
    # The kernel may drop some of a burst; what arrives must be whole.
    whole = all(len(datagram) == struct.unpack_from(">H", datagram, 8)[0] for datagram in got)
    good = whole and len(got) >= 0.99 * said
    say(f"  STREAM DIS {'OK' if good else 'FAIL'} sent={said} received={len(got)}", good)
    heard(program, file, judge, said)
    server = subprocess.Popen([program, "stream", str(file), "--tacview", "0", "--rate", "2000"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    port = int(server.stdout.readline().rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        greeting = b""
        while not greeting.endswith(b"\0"):
            greeting += client.recv(1)
        client.sendall(b"XtraLib.Stream.0\nTacview.RealTimeTelemetry.0\nJudge\n0\0")
        text = b""
        while part := client.recv(1 << 16):
            text += part
    server.wait(20)
    recording = work / "stream.txt.acmi"
    recording.write_bytes(text)
    exported = work / "plain.txt.acmi"
    call(program, "export", file, "--format", "acmi", "--out", exported)
    good = text.decode() == exported.read_text("utf-8-sig") and greeting.startswith(b"XtraLib.Stream.0\nTacview.RealTimeTelemetry.0\n")
    say(f"  STREAM TACVIEW {'OK' if good else 'FAIL'} bytes={len(text)} the same as the file", good)


def main() -> int:
    program, folder, python, cesium, *scenarios = sys.argv[1:]
    judge = Judge(folder)
    if judge.folder is None:
        say("judges skipped: what they need could not be installed")
    chance = np.random.default_rng(20190612)
    for place, text in enumerate(scenarios):
        scenario, _, arm = text.partition(":")
        begun = clock.monotonic()
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            run = work / "raid.run.cupola"
            flown = call(program, "run", scenario, *(["--arm", arm] if arm else []), "--out", run, "--quiet")
            if flown.returncode:
                say(f"{text}: {flown.stderr.strip()}", False)
                continue
            truth = Truth(str(run))
            say(f"{text}: {len(truth.numbers)} objects")
            files = {}
            for kind, ending in [("acmi", "txt.acmi"), ("acmi", "zip.acmi"), ("czml", "czml"), ("kml", "kml"), ("kml", "kmz"), ("geojson", "geojson"), ("csv", "csv"), ("dis", "pcap")]:
                files[ending] = work / f"raid.{ending}"
                exported = call(program, "export", run, "--format", kind, "--out", files[ending])
                if exported.returncode:
                    say(f"  {ending}: {exported.stderr.strip()}", False)
            acmi(judge, files["txt.acmi"], files["txt.acmi"], truth, work, chance)
            acmi(judge, files["zip.acmi"], files["txt.acmi"], truth, work, chance)
            tacview(python, files["zip.acmi"], truth)
            kml(judge, files["kml"], truth, work, chance)
            kml(judge, files["kmz"], truth, work, chance)
            geojson(judge, files["geojson"], truth, work, chance)
            dis(judge, files["pcap"], truth, work, chance)
            czml(judge, files["czml"], truth, work, cesium, chance)
            tables(judge, files["csv"], truth, work, chance)
            asterix(judge, truth.run, truth, work, chance)
            # The streams send what the files hold: once is enough.
            if place == 0:
                streams(program, run, judge, work)
        say(f"  {clock.monotonic() - begun:.0f} s")
    say(f"exchange formats: {'nothing is wrong' if not faults else f'{len(faults)} faults'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
