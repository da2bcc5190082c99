"""Programs of others as judges: hits and misses by tacview-duckdb, ASTERIX, and streams on the loopback."""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import subprocess
import time as clock
from pathlib import Path

import cupola
import numpy as np
from judging import Judge, call, load, say, some
from truth import Truth

HERE = Path(__file__).resolve().parent


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
