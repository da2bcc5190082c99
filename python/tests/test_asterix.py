"""ASTERIX records, read back by libasterix."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cupola.asterix import _Encoder, _Picture

library: Any = pytest.importorskip("asterix.generated")
base: Any = pytest.importorskip("asterix.base")


def _report(distance: float, azimuth: float = 1.0, answers: bool = False) -> Any:
    encoder = _Encoder(library, 86_399.0, 7)
    nothing = np.zeros((1, 3))
    picture = _Picture(4711, np.zeros(1), nothing, nothing, np.zeros((1, 2)), answers)
    record = encoder.report(3, 2.0, picture, distance, azimuth, 9_144.0, np.array([200.0, 0.0, 0.0]))
    block = encoder.block(48, [record])
    category = max(library.manifest["CATS"][48], key=lambda entry: tuple(entry.cv_edition))
    parsed = category.cv_uap.parse(base.RawDatablock.parse(base.Bits.from_bytes(block))[0].get_raw_records())
    return parsed[0]


def _first(record: Any, item: str) -> bytes:
    found: bytes = record.get_item(item).unparse().to_bytes()
    return found


def test_a_report_carries_the_sim_bit_and_wraps_midnight() -> None:
    record = _report(100_000.0)
    assert _first(record, "020")[0] & 0x10
    assert int.from_bytes(_first(record, "140"), "big") == 128
    rho, theta = int.from_bytes(_first(record, "040")[:2], "big"), int.from_bytes(_first(record, "040")[2:], "big")
    assert rho / 256 * 1852 == pytest.approx(100_000, abs=4)
    assert theta / 65_536 * 2 * np.pi == pytest.approx(1.0, abs=1e-4)
    assert record.get_item("RE") is None


def test_beyond_256_nautical_miles_the_range_stands_in_the_expansion_field() -> None:
    record = _report(590_000.0)
    assert int.from_bytes(_first(record, "040")[:2], "big") == 0xFFFF
    first, second = _first(record, "020")[:2]
    assert first & 1 and second & 0x40
    expansion = max(library.manifest["REFS"][48], key=lambda entry: tuple(entry.cv_edition)).cv_expansion
    content, rest = expansion.parse(base.Bits.from_bytes(record.get_item("RE").variation.get_bytes()))
    assert rest.null()
    far = int.from_bytes(content.get_item("ERR").unparse().to_bytes(), "big")
    assert far / 256 * 1852 == pytest.approx(590_000, abs=4)


def test_only_what_answers_has_a_flight_level() -> None:
    assert _report(50_000.0).get_item("090") is None
    level = int.from_bytes(_first(_report(50_000.0, answers=True), "090"), "big")
    assert level / 4 == pytest.approx(300)
