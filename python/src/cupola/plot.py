"""The documented plots, in matplotlib. Each takes results, draws into given axes or new ones, and returns them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ._names import CAUSES, snake
from .errors import CupolaError
from .results import Results, Run, Study

__all__ = ["capacity", "capacity_table", "causes", "height_range", "leakers_by_raid_size", "raid", "raid_map", "sizes"]

#: Colours that people with colour-blindness tell apart (Okabe & Ito 2008).
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_SIDES = {"hostile": "#D55E00", "civil": "#009E73", "friend": "#0072B2"}
#: Two-sided 95 % of the normal distribution.
_Z = 1.959963984540054


def _axes(axes: Axes | None) -> Axes:
    if axes is not None:
        return axes
    _, made = pyplot.subplots(figsize=(7, 4.5), layout="constrained")
    assert isinstance(made, Axes)
    return made


def sizes(study: Study) -> pd.DataFrame:
    """Runs with the size of their raid: `outcomes`, with `raiders` as the size."""
    frame = study.runs
    if frame.empty:
        raise CupolaError(f"{study.path}: has no runs yet")
    return frame.assign(size=frame["raiders"])


def leakers_by_raid_size(study: Study, *, outcome: str = "leakers", axes: Axes | None = None) -> Axes:
    """Mean outcome against the size of the raid, one line an arm, with 95 % intervals of the mean.

    Where a study draws several catalogues (samples), the interval is that of the samples' means, which holds both what is not
    known and the dice; else that of the runs.
    """
    frame = sizes(study)
    if outcome not in frame.columns:
        raise CupolaError(f"outcome: found {outcome}, the archive has {', '.join(frame.columns[4:-1])}")
    axes = _axes(axes)
    for number, (arm, rows) in enumerate(frame.groupby("arm", sort=False)):
        means, bounds = [], []
        groups = list(rows.groupby("size"))
        for _, same in groups:
            by_sample = same.groupby("sample")[outcome].mean()
            values = by_sample if len(by_sample) > 1 else same[outcome]
            means.append(float(values.mean()))
            bounds.append(_Z * float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 0.0)
        colour = COLOURS[number % len(COLOURS)]
        axes.errorbar([float(str(size)) for size, _ in groups], means, yerr=bounds, marker="o", capsize=3, color=colour, label=str(arm))
    axes.set_xlabel("raiders")
    axes.set_ylabel(outcome.replace("_", " "))
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
    return axes


def capacity_table(study: Study, *, loss: float = 0.1, confidence: float = 0.9) -> pd.DataFrame:
    """For each arm and size of raid: in which share of the runs at most `loss` of the raiders got through, with Wilson's 95 %.

    Columns `arm`, `size`, `runs`, `held`, `share`, `low`, `high`, and `verdict`: `held` where the interval lies above the asked
    confidence, `not held` where it lies below, else `open`.
    """
    if not 0 <= loss <= 1 or not 0 < confidence < 1:
        raise CupolaError(f"capacity: found loss {loss} and confidence {confidence}, allowed 0 to 1")
    frame = sizes(study)
    # A share that is met exactly counts, whatever the last bit of the product says.
    frame = frame.assign(held=frame["leakers"] <= loss * frame["raiders"] + 1e-9)
    rows = []
    for (arm, size), same in frame.groupby(["arm", "size"], sort=False):
        held, count = int(same["held"].sum()), len(same)
        low, high = _wilson(held, count)
        verdict = "held" if low >= confidence else "not held" if high < confidence else "open"
        rows.append([arm, size, count, held, held / count, low, high, verdict])
    table = pd.DataFrame(rows, columns=["arm", "size", "runs", "held", "share", "low", "high", "verdict"])
    return table.sort_values(["arm", "size"], kind="stable").reset_index(drop=True)


def _wilson(hits: int, count: int) -> tuple[float, float]:
    """Wilson, JASA 22 (1927), 209-212."""
    share, square = hits / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def capacity(study: Study, *, loss: float = 0.1, confidence: float = 0.9, axes: Axes | None = None) -> Axes:
    """The share of raids that are held against their size, and the confidence asked: where a line falls below, capacity ends."""
    table = capacity_table(study, loss=loss, confidence=confidence)
    axes = _axes(axes)
    for number, (arm, rows) in enumerate(table.groupby("arm", sort=False)):
        error = np.array([rows["share"] - rows["low"], rows["high"] - rows["share"]]).clip(min=0)
        held = rows.loc[rows["verdict"] == "held", "size"]
        label = f"{arm}: holds {held.max():g}" if len(held) else f"{arm}: holds none of these"
        colour = COLOURS[number % len(COLOURS)]
        axes.errorbar(rows["size"], rows["share"], yerr=error, marker="o", capsize=3, color=colour, label=label)
    axes.axhline(confidence, color="0.5", linestyle="--", linewidth=1)
    axes.set_xlabel("raiders")
    axes.set_ylabel(f"share of raids with at most {loss:.0%} through")
    axes.set_ylim(-0.02, 1.02)
    axes.legend(frameon=False)
    return axes


def causes(results: Results, *, axes: Axes | None = None) -> Axes:
    """Why leakers got through, stacked by arm: leakers a run; they add up to the leakers."""
    frame = results.runs
    columns = [f"cause_{snake(cause)}" for cause in CAUSES if f"cause_{snake(cause)}" in frame.columns]
    # Causes of later versions are drawn too.
    columns += [name for name in frame.columns if name.startswith("cause_") and name not in columns]
    means = frame.groupby("arm", sort=False)[columns].mean()
    axes = _axes(axes)
    left = np.zeros(len(means))
    seen = [name for name in columns if (means[name] > 0).any()]
    palette = pyplot.get_cmap("tab20")
    for number, name in enumerate(seen):
        values = means[name].to_numpy(dtype=float)
        label = name.removeprefix("cause_").replace("_", " ")
        axes.barh([str(arm) for arm in means.index], values, left=left, label=label, color=palette(number % 20))
        left += values
    axes.invert_yaxis()
    axes.set_xlabel("raiders that got through, a run")
    if seen:
        axes.legend(frameon=False, fontsize="small")
    return axes


class _Ground:
    """East and north of a place on the earth, kilometres (equirectangular: for pictures)."""

    def __init__(self, latitude_deg: float, longitude_deg: float) -> None:
        self.latitude, self.longitude = latitude_deg, longitude_deg
        self.scale = math.cos(math.radians(latitude_deg))

    def __call__(self, latitude: Any, longitude: Any) -> tuple[Any, Any]:
        # 111.32 km: a degree of a sphere of 6,378.137 km.
        return (longitude - self.longitude) * 111.32 * self.scale, (latitude - self.latitude) * 111.32


def _flown(run: Run) -> tuple[pd.DataFrame, _Ground]:
    paths = run.paths
    if paths.empty:
        raise CupolaError(f"{run.path}: the record holds no paths")
    centre = run.centre
    if centre is None:
        hostile = run.targets.loc[run.targets["side"] == "hostile", "target"]
        ends = paths[paths["object"].isin(hostile)].groupby("object").last()
        ends = ends if len(ends) else paths.groupby("object").last()
        centre = float(ends["latitude_deg"].median()), float(ends["longitude_deg"].median())
    return paths, _Ground(*centre)


def _lines(run: Run) -> Any:
    """Each object's path with its colour, width and label; rounds thin and grey."""
    paths, ground = _flown(run)
    sides = dict(zip(run.targets["target"], run.targets["side"], strict=True))
    labelled = set()
    for name, rows in paths.groupby("object", sort=False):
        side = sides.get(str(name))
        label = side or "rounds"
        east, north = ground(rows["latitude_deg"].to_numpy(), rows["longitude_deg"].to_numpy())
        style = {"color": _SIDES.get(side or "", "0.6"), "linewidth": 1.0 if side else 0.5, "zorder": 2 if side else 1}
        yield rows, east, north, {**style, "label": None if label in labelled else label}
        labelled.add(label)


def raid_map(run: Run, *, axes: Axes | None = None) -> Axes:
    """One raid from above: the paths of targets and rounds, km east and north; crosses where targets were shot down."""
    axes = _axes(axes)
    for _, east, north, style in _lines(run):
        axes.plot(east, north, **style)
    _, ground = _flown(run)
    for kind, rows in run.sites.groupby("kind", sort=False):
        marker = {"radar": "^", "launcher": "s", "post": "D"}.get(str(kind), "*")
        east, north = ground(rows["latitude_deg"].to_numpy(), rows["longitude_deg"].to_numpy())
        axes.scatter(east, north, marker=marker, s=22, color="0.15", zorder=3, label=f"{kind}s")
    for east, north, _ in _kills(run):
        axes.plot(east, north, marker="x", color="black", markersize=5, zorder=4)
    axes.set_aspect("equal")
    axes.set_xlabel("east, km")
    axes.set_ylabel("north, km")
    axes.legend(frameon=False, fontsize="small")
    return axes


def height_range(run: Run, *, axes: Axes | None = None) -> Axes:
    """The same raid from the side: height over ground distance from the middle of what is defended."""
    axes = _axes(axes)
    for rows, east, north, style in _lines(run):
        axes.plot(np.hypot(east, north), rows["height_m"] / 1000, **style)
    for east, north, height in _kills(run):
        axes.plot(math.hypot(east, north), height, marker="x", color="black", markersize=5, zorder=4)
    axes.set_xlabel("distance, km")
    axes.set_ylabel("height, km")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize="small")
    return axes


def _kills(run: Run) -> list[tuple[float, float, float]]:
    """East, north and height, km, of targets that were shot down: their last place."""
    paths, ground = _flown(run)
    killed = run.targets.loc[run.targets["outcome"] == "killed", "target"]
    last = paths[paths["object"].isin(killed)].groupby("object", sort=False).last()
    east, north = ground(last["latitude_deg"], last["longitude_deg"])
    return list(zip(east, north, last["height_m"] / 1000, strict=True))


def raid(run: Run) -> Figure:
    """One raid on a map and in height over range, side by side."""
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(12, 5), layout="constrained")
    raid_map(run, axes=left)
    height_range(run, axes=right)
    record = run.record
    figure.suptitle(f"{record.get('scenario')}, {record.get('arm')}, run {record.get('index')}")
    assert isinstance(figure, Figure)
    return figure
