"""The documented plots are drawn, and show the frames' numbers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.container import BarContainer, ErrorbarContainer

import cupola
from cupola import plot


def test_leakers_by_raid_size_shows_the_means_of_sqlite(duel: cupola.Study, tmp_path: Path) -> None:
    axes = plot.leakers_by_raid_size(duel)
    connection = sqlite3.connect(duel.path)
    means = connection.execute("SELECT arm, raiders, AVG(leakers) FROM outcomes GROUP BY arm, raiders").fetchall()
    lines = [entry for entry in axes.containers if isinstance(entry, ErrorbarContainer)]
    drawn = {str(line.get_label()): np.asarray(line.lines[0].get_xydata()) for line in lines}
    for arm in {row[0] for row in means}:
        expected = sorted((size, mean) for name, size, mean in means if name == arm)
        assert np.allclose(drawn[arm], expected)
    pyplot.savefig(tmp_path / "leakers.png")
    pyplot.close("all")


def test_capacity_counts_the_runs_that_hold(duel: cupola.Study) -> None:
    table = plot.capacity_table(duel, loss=0.25, confidence=0.9)
    runs = duel.runs
    for row in table.to_dict("records"):
        same = runs[(runs["arm"] == row["arm"]) & (runs["raiders"] == row["size"])]
        assert row["held"] == (same["leakers"] <= 0.25 * same["raiders"]).sum()
        assert row["low"] <= row["share"] <= row["high"]
    assert len(plot.capacity(duel, loss=0.25).containers) == runs["arm"].nunique()
    pyplot.close("all")


def test_bars_of_causes_add_up_to_mean_leakers(duel: cupola.Study, raid: cupola.Run) -> None:
    for results in (duel, raid):
        axes = plot.causes(results)
        bars = [entry for entry in axes.containers if isinstance(entry, BarContainer)]
        total = sum(np.array([bar.get_width() for bar in entry]) for entry in bars)
        assert np.allclose(total, results.runs.groupby("arm", sort=False)["leakers"].mean())
    pyplot.close("all")


def test_one_raid_is_drawn_from_above_and_from_the_side(raid: cupola.Run, tmp_path: Path) -> None:
    figure = plot.raid(raid)
    above, side = figure.axes
    assert len(above.lines) >= len(raid.targets) and len(side.lines) >= len(raid.targets)
    figure.savefig(tmp_path / "raid.png")
    assert (tmp_path / "raid.png").stat().st_size > 10_000
    pyplot.close("all")


def test_an_outcome_that_is_not_there_is_refused(duel: cupola.Study) -> None:
    with pytest.raises(cupola.CupolaError, match="found nothing, the archive has"):
        plot.leakers_by_raid_size(duel, outcome="nothing")
