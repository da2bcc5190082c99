"""Where everything truly is, from a run file's replay section through the Python package: no encoder of exchange files takes part."""

from __future__ import annotations

from typing import Any

import cupola
import numpy as np


class Truth:
    """Places by the keys of exported objects: post-1, radar-1, launcher-1, asset-1, target-1, round-1 …"""

    def __init__(self, file: str) -> None:
        run = cupola.read(file)
        assert isinstance(run, cupola.Run) and run.replay is not None
        self.run, self.replay = run, run.replay
        self.spans: dict[str, tuple[float, float]] = {}
        self.names: dict[str, str] = {}
        self.numbers: list[str] = []
        self._standing: dict[str, Any] = {}
        replay = self.replay
        for kind in ("post", "radar", "launcher", "asset"):
            for place, (name, where) in enumerate(zip(replay.texts(f"{kind}.name"), replay.places(f"{kind}.position"), strict=True)):
                if kind == "asset" and not replay.numbers("asset.value")[place] > 0:
                    continue
                key = f"{kind}-{place + 1}"
                self._standing[key] = where
                self._add(key, name)
        for number, name in enumerate(replay.texts("target.name")):
            span = replay.target_times(number)
            if span is not None:
                self.spans[f"target-{number + 1}"] = span
                self._add(f"target-{number + 1}", name)
        missiles = replay.texts("missile.name")
        for number, missile in enumerate(replay.numbers("round.missile")):
            times = replay.round_times(number)
            if len(times):
                self.spans[f"round-{number + 1}"] = (float(times[0]), float(times[-1]))
                self._add(f"round-{number + 1}", f"{missiles[int(missile)]} no. {number + 1}")

    def _add(self, key: str, name: str) -> None:
        self.numbers.append(key)
        self.names.setdefault(name, key)

    @property
    def moving(self) -> list[str]:
        return list(self.spans)

    def local(self, key: str, time: float) -> Any:
        """Metres of the scene's frame; times outside are held to the ends."""
        if key in self._standing:
            return self._standing[key]
        begins, ends = self.spans[key]
        held = min(max(time, begins), ends)
        kind, number = key.split("-")
        if kind == "target":
            return self.replay.target_states(int(number) - 1, np.array([held]))[0][0]
        times, places = self.replay.round_times(int(number) - 1), self.replay.round_places(int(number) - 1)
        return np.array([np.interp(held, times, places[:, axis]) for axis in range(3)])

    def earth_fixed(self, key: str, time: float) -> Any:
        return self.replay.frame.earth_fixed(self.local(key, time))

    def geodetic(self, key: str, time: float) -> tuple[float, float, float]:
        latitude, longitude, height = self.replay.frame.geodetic(self.local(key, time))
        return float(latitude), float(longitude), float(height)

    def velocity(self, key: str, time: float) -> Any:
        """Earth-fixed m/s of a target."""
        number = int(key.split("-")[1]) - 1
        return self.replay.target_states(number, np.array([time]))[1][0] @ self.replay.frame.axes
