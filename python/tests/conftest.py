"""One raid and one small study, flown once by the program for all tests."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import pytest

import cupola

matplotlib.use("Agg")
ROOT = Path(__file__).resolve().parents[2]
#: Real recordings with the positions that others decoded (beside the checkout where the project is developed).
RECORDINGS = ROOT.parent / "shared" / "reference" / "air-traffic"


@pytest.fixture(scope="session")
def raid(tmp_path_factory: pytest.TempPathFactory) -> cupola.Run:
    out = tmp_path_factory.mktemp("raid") / "saturation.run.cupola"
    return cupola.run(ROOT / "Scenarios" / "saturation.yaml", arm="s-400", out=out, catalogue=ROOT / "catalogue")


@pytest.fixture(scope="session")
def duel(tmp_path_factory: pytest.TempPathFactory) -> cupola.Study:
    out = tmp_path_factory.mktemp("duel") / "duel.cupola"
    return cupola.study(ROOT / "Studies" / "duel.yaml", out=out, runs=5, catalogue=ROOT / "catalogue")
