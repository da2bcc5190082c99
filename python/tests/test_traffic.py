"""Recordings of air traffic: real frames against what others decoded, and recordings made here."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path

import pytest

import cupola
from cupola import traffic
from cupola.traffic import mode_s

from .conftest import RECORDINGS

needs_recordings = pytest.mark.skipif(not RECORDINGS.is_dir(), reason=f"no recordings in {RECORDINGS}")
FEET, KNOT = 0.3048, 1852 / 3600


def test_an_even_and_an_odd_position_give_the_published_place() -> None:
    # The worked example of Sun, The 1090 Megahertz Riddle (2nd ed., 2021), ch. 5: 52.2572 N, 3.91937 E, 38,000 ft.
    odd, even = (mode_s.decode(bytes.fromhex(text)) for text in ("8D40621D58C386435CC412692AD6", "8D40621D58C382D690C8AC2863A7"))
    assert odd and even
    keeper = mode_s.PositionKeeper()
    assert keeper.place(odd, 0) is None
    place = keeper.place(even, 1)
    assert place == pytest.approx((52.2572, 3.91937), abs=1e-4)
    assert even.altitude_m == pytest.approx(38_000 * FEET)
    assert mode_s.local_position(even.compact or (False, 0, 0), (52.258, 3.918)) == pytest.approx((52.25720, 3.91937), abs=1e-4)


def test_a_velocity_and_a_call_sign_are_the_published_ones() -> None:
    velocity = mode_s.decode(bytes.fromhex("8D485020994409940838175B284F"))
    assert velocity and velocity.ground_speed_mps == pytest.approx(159.2 * KNOT, abs=0.05)
    assert velocity.track_deg == pytest.approx(182.88, abs=0.01)
    assert velocity.vertical_rate_mps == pytest.approx(-832 * FEET / 60)
    name = mode_s.decode(bytes.fromhex("8D4840D6202CC371C32CE0576098"))
    assert name and name.callsign == "KLM1023"


def test_every_single_damaged_bit_is_noticed() -> None:
    good = bytes.fromhex("8D40621D58C382D690C8AC2863A7")
    for place in range(5, 112):
        bad = bytearray(good)
        bad[place // 8] ^= 0x80 >> place % 8
        assert mode_s.decode(bytes(bad)) is None


def test_gillham_altitudes_step_by_a_hundred_feet() -> None:
    seen = {mode_s.altitude13(code) for code in range(1 << 13) if not code & 0x50}
    heights = sorted(round(value / FEET) for value in seen if value is not None)
    # D1 is not in use, and D2 lies above 62,700 ft: the steps below have no gap.
    assert heights[0] == -1200
    assert all(after - before == 100 for before, after in itertools.pairwise(heights))


@needs_recordings
@pytest.mark.parametrize("name", ["modes1", "sample_dump1090"])
def test_real_frames_are_decoded_as_others_decode_them(name: str) -> None:
    keeper, compared = mode_s.PositionKeeper(), 0
    with (RECORDINGS / f"{name}.expected.csv").open() as handle:
        for row in csv.DictReader(handle):
            reply = mode_s.decode(bytes.fromhex(row["frame"]))
            if reply is None:
                continue
            place = keeper.place(reply, float(row["t_s"]))
            assert reply.icao == row["icao"]
            assert (reply.callsign or "") == row["callsign"]
            assert (reply.squawk or "") == row["squawk"]
            assert str(reply.typecode or "") == row["typecode"]
            for value, unit, column, tolerance in [
                (reply.altitude_m, FEET, "altitude_ft", 1e-6),
                (place and place[0], 1, "lat_deg", 1e-9),
                (place and place[1], 1, "lon_deg", 1e-9),
                (reply.vertical_rate_mps, FEET / 60, "vertical_rate_fpm", 1e-6),
                (reply.track_deg, 1, "track_deg", 1e-9),
            ]:
                if row[column]:
                    assert value is not None
                    assert value / unit == pytest.approx(float(row[column]), abs=tolerance)
                    compared += 1
    assert compared > 100


@needs_recordings
def test_three_forms_of_one_recording_give_the_same_places() -> None:
    forms = {kind: traffic.read(RECORDINGS / f"modes1.{kind}") for kind in ("avr", "beast", "sbs.csv")}
    assert forms["avr"].equals(forms["beast"])
    rounded = {kind: set(zip(form["latitude_deg"].round(5), form["longitude_deg"].round(5), strict=True)) for kind, form in forms.items()}
    same = [place in rounded["avr"] for place in rounded["sbs.csv"]]
    assert sum(same) >= 0.95 * len(same)


def test_state_vectors_come_as_a_table_or_as_answers(tmp_path: Path) -> None:
    first_state = ["3c6444", "DLH9LF  ", "Germany", 1458564120, 1458564120, 6.1546, 50.1964, 9639.3, False, 232.88, 98.26]
    on_ground = ["4b1806", "SWR724K ", "Switzerland", 1458564121, 1458564121, 8.5, 47.4, None, True, 0.0, 1.0]
    states = [
        [*first_state, 4.55, None, 9547.86, "1000", False, 0],
        [*on_ground, None, None, None, None, False, 0],
    ]
    answer = tmp_path / "states.json"
    answer.write_text(json.dumps({"time": 1458564121, "states": states}))
    table = tmp_path / "states.csv"
    table.write_text(
        "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,geoaltitude,"
        "lastposupdate,lastcontact\n"
        "1458564120,3c6444,50.1964,6.1546,232.88,98.26,4.55,DLH9LF,False,False,False,1000,9639.3,9547.86,1458564120,1458564120\n"
    )
    first, second = traffic.read(answer), traffic.read(table)
    assert len(first) == 1 and first.equals(second)
    row = first.iloc[0]
    assert (row["icao"], row["callsign"], row["squawk"], row["altitude_m"]) == ("3C6444", "DLH9LF", "1000", 9639.3)


def test_the_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    source = tmp_path / "a.avr"
    source.write_text("*8D40621D58C386435CC412692AD6;\n*8D40621D58C382D690C8AC2863A7;\n")
    frame = traffic.convert(source, tmp_path / "traffic.csv")
    lines = (tmp_path / "traffic.csv").read_text().splitlines()
    assert lines[0].split(",") == traffic.COLUMNS
    assert len(lines) == len(frame) + 1 == 2
    assert lines[1].startswith("0.0,40621D,,52.2572")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x1a", b"*00;\n", b"MSG,3\n", b'{"states": 5}', b"icao24,time\n", bytes(range(256)) * 50]
)
def test_what_is_no_recording_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "recording"
    file.write_bytes(content)
    with pytest.raises(cupola.CupolaError) as caught:
        traffic.read(file)
    assert "\n" not in str(caught.value)
