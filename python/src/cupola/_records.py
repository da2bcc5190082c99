"""Rows of the data frames out of one run record (the JSON of a run file, or of an archive's table `records`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ._names import CAUSES, OUTCOMES, SIDES, named, snake, words

Row = dict[str, Any]
Record = Mapping[str, Any]

#: Links of a target's causal chain, in their order, as they stand in the record.
CHAIN = (
    "appears",
    "enteredLineOfSight",
    "firstDetected",
    "tracked",
    "identified",
    "judgedThreat",
    "windowOpens",
    "windowCloses",
    "assessedKilledWrongly",
    "outcomeTime",
)
KEY = ["arm", "setting", "sample", "run"]
TARGET_COLUMNS = [
    *KEY,
    "target",
    "threat_class",
    "side",
    "armed",
    "objective",
    "outcome",
    "cause",
    *(f"{snake(link)}_s" for link in CHAIN if link != "outcomeTime"),
    "outcome_s",
    "first_detected_by",
    "first_detected_range_m",
    "identity",
    "rounds",
]
SHOT_COLUMNS = [
    *KEY,
    "target",
    "fire_unit",
    "missile",
    "launch_s",
    "end_s",
    "miss_m",
    "kill_probability",
    "killed",
    "end",
    "launcher",
    "intercept_range_m",
    "intercept_height_m",
]
EVENT_COLUMNS = [*KEY, "time_s", "kind", "subject", "what", "target"]
PATH_COLUMNS = [*KEY, "object", "kind", "time_s", "latitude_deg", "longitude_deg", "height_m"]


def target_rows(record: Record, key: Row) -> Iterator[Row]:
    """One row a target."""
    for target in record.get("targets", ()):
        row: Row = dict(key)
        row.update(
            target=target["name"],
            threat_class=target.get("threatClass"),
            side=named(SIDES, target.get("allegiance")),
            armed=bool(target.get("armed")),
            objective=target.get("objective"),
            outcome=named(OUTCOMES, target.get("outcome")),
            cause=cause_of(target),
            outcome_s=target.get("outcomeTime"),
            first_detected_by=target.get("firstDetectedBy"),
            first_detected_range_m=target.get("firstDetectedRange"),
            identity=target.get("identity"),
            rounds=len(target.get("shots", ())),
        )
        for link in CHAIN:
            if link != "outcomeTime":
                row[f"{snake(link)}_s"] = target.get(link)
        yield row


def cause_of(target: Record) -> str | None:
    """Why a leaker got through, in words."""
    name = named(CAUSES, target.get("limitingCause"))
    return None if name is None else words(name)


def shot_rows(record: Record, key: Row) -> Iterator[Row]:
    """One row a round fired."""
    for target in record.get("targets", ()):
        for shot in target.get("shots", ()):
            yield {
                **key,
                "target": target["name"],
                "fire_unit": shot.get("fireUnit"),
                "missile": shot.get("missile"),
                "launch_s": shot.get("launchTime"),
                "end_s": shot.get("endTime"),
                "miss_m": shot.get("missDistance"),
                "kill_probability": shot.get("killProbability"),
                "killed": bool(shot.get("killed")),
                "end": shot.get("end"),
                "launcher": shot.get("launcher"),
                "intercept_range_m": shot.get("interceptRange"),
                "intercept_height_m": shot.get("interceptHeight"),
            }


def order_words(order: Any) -> str:
    """An order as ``2 x 48n6e2 by favorit first``; records of models up to 4 hold it in words already."""
    if not isinstance(order, dict):
        return str(order)
    return f"{order.get('salvo')} x {order.get('missile')} by {order.get('fireUnit')}"


def event_rows(record: Record, key: Row) -> list[Row]:
    """What happened, in time: the system's events, links of every target's chain, decisions, launches and ends of rounds."""
    rows: list[Row] = []

    def add(time: Any, kind: str, subject: Any, what: str, target: str | None) -> None:
        if time is not None:
            rows.append({**key, "time_s": float(time), "kind": kind, "subject": subject, "what": what, "target": target})

    for event in record.get("events", ()):
        add(event.get("time"), "system", event.get("subject"), str(event.get("what")), None)
    for asset in record.get("assets", ()):
        add(asset.get("lost"), "lost", asset.get("name"), f"{asset.get('kind')} lost", None)
    for target in record.get("targets", ()):
        name = target["name"]
        for link in CHAIN:
            if link == "outcomeTime":
                what = named(OUTCOMES, target.get("outcome")) or ""
                add(target.get(link), "outcome", name, " because: ".join(filter(None, [what, cause_of(target)])), name)
            else:
                add(target.get(link), "chain", name, words(link), name)
        for decision in target.get("decisions", ()):
            refusal, order = decision.get("refusal"), decision.get("order")
            what = f"no: {refusal}" if refusal else f"engage: {order_words(order)}"
            add(decision.get("time"), "decision", decision.get("decider"), what, name)
        for shot in target.get("shots", ()):
            add(shot.get("launchTime"), "launch", shot.get("fireUnit"), f"launches {shot.get('missile')}", name)
            how = "kills" if shot.get("killed") else "fails"
            add(shot.get("endTime"), "end", shot.get("fireUnit"), f"{shot.get('missile')} {how}", name)
    rows.sort(key=lambda row: row["time_s"])
    return rows


def path_rows(record: Record, key: Row) -> Iterator[Row]:
    """Where things flew: truth, from the record's traces."""
    for trace in record.get("traces", ()):
        samples = trace.get("samples", ())
        for place in range(0, len(samples) - 3, 4):
            time, latitude, longitude, height = samples[place : place + 4]
            yield {
                **key,
                "object": trace.get("name"),
                "kind": trace.get("kind"),
                "time_s": time,
                "latitude_deg": latitude,
                "longitude_deg": longitude,
                "height_m": height,
            }
