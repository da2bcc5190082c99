"""Names of what run records hold as numbers, in the order of the program's own types (a test of the house compares them)."""

from __future__ import annotations

import re

SIDES = ("hostile", "friend", "civil")
OUTCOMES = ("killed", "leaked", "passed", "airborne")
CAUSES = (
    "neverInLineOfSight",
    "seenTooLate",
    "notIdentified",
    "outsideEveryEnvelope",
    "noFireChannel",
    "noRoundsReady",
    "outPrioritised",
    "windowClosedBeforeReaction",
    "engagedAndMissed",
    "assessedKilledWrongly",
    "commandLost",
    "rulesOfEngagement",
    "nothingSearched",
    "undetected",
    "unseenByGuidingRadar",
    "noShotWorthFiring",
    "outOfAction",
)


def snake(name: str) -> str:
    """`roundsFired` → `rounds_fired`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda letter: "_" + letter.group(1).lower(), name)


def words(name: str) -> str:
    """`noRoundsReady` → `no rounds ready`."""
    return snake(name).replace("_", " ")


def named(names: tuple[str, ...], value: object) -> str | None:
    """The name behind a number of a run record; names pass through."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return names[value] if 0 <= value < len(names) else f"unknown {value}"
    return str(value)
