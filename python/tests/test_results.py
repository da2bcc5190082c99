"""Frames against the files they come from."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

import cupola
from cupola._names import CAUSES, snake
from cupola._seal import seals

ROOT = Path(__file__).resolve().parents[2]


def test_totals_of_a_study_equal_those_in_sqlite(duel: cupola.Study) -> None:
    connection = sqlite3.connect(duel.path)
    columns = ["raiders", "leakers", "killed", "civil_killed", "rounds_fired", "rounds_cost_musd"]
    columns += [f"cause_{snake(cause)}" for cause in CAUSES]
    total = connection.execute(f"SELECT COUNT(*), {', '.join(f'SUM({name})' for name in columns)} FROM outcomes").fetchone()
    assert len(duel.runs) == total[0] > 0
    for name, value in zip(columns, total[1:], strict=True):
        assert duel.runs[name].sum() == pytest.approx(value, abs=1e-9), name
    by_arm = dict(connection.execute("SELECT arm, SUM(leakers) FROM outcomes GROUP BY arm").fetchall())
    assert duel.runs.groupby("arm")["leakers"].sum().to_dict() == by_arm


def test_causes_add_up_to_the_leakers(duel: cupola.Study, raid: cupola.Run) -> None:
    for results in (duel, raid):
        runs = results.runs
        causes = [name for name in runs.columns if name.startswith("cause_")]
        assert len(causes) == len(CAUSES)
        assert (runs[causes].sum(axis=1) == runs["leakers"]).all()


def test_targets_and_shots_of_a_study_add_up_to_its_kept_runs(duel: cupola.Study) -> None:
    key = ["arm", "setting", "sample", "run"]
    targets = duel.targets
    assert len(targets)
    armed = targets[(targets["side"] == "hostile") & targets["armed"]]
    counts = armed.groupby(key).agg(raiders=("target", "size"), leakers=("outcome", lambda column: (column == "leaked").sum()))
    runs = duel.runs.set_index(key).loc[counts.index]
    assert (runs["raiders"] == counts["raiders"]).all()
    assert (runs["leakers"] == counts["leakers"]).all()
    rounds = duel.shots.groupby(key).size().reindex(counts.index, fill_value=0)
    assert (rounds == runs["rounds_fired"]).all()


def test_a_run_record_has_the_same_numbers_in_every_frame(raid: cupola.Run) -> None:
    outcome = raid.runs.iloc[0]
    targets = raid.targets
    armed = targets[(targets["side"] == "hostile") & targets["armed"]]
    assert len(armed) == outcome["raiders"]
    assert (armed["outcome"] == "leaked").sum() == outcome["leakers"]
    assert len(raid.shots) == outcome["rounds_fired"] == targets["rounds"].sum()
    assert raid.shots["killed"].sum() == (targets["outcome"] == "killed").sum()
    assert raid.events["time_s"].is_monotonic_increasing
    assert (raid.events["kind"] == "launch").sum() == len(raid.shots)
    assert set(targets["cause"].dropna()) <= set(map(_words, CAUSES))
    assert len(raid.paths)
    assert raid.paths["latitude_deg"].between(-90, 90).all()


def _words(name: str) -> str:
    return snake(name).replace("_", " ")


def test_the_digest_is_the_one_that_the_program_prints(raid: cupola.Run) -> None:
    assert len(raid.digest) == 64
    assert raid.runs["digest"].iloc[0] == raid.digest == json.loads(raid.path.read_text())["digest"]


def test_one_target_is_explained(raid: cupola.Run) -> None:
    leaker = raid.targets.loc[raid.targets["outcome"] == "leaked"].iloc[0]
    text = cupola.explain(raid, leaker["target"])
    assert leaker["target"] in text
    assert leaker["cause"].split()[0] in text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "neither"), (b"{}", "no run record"), (b"SQLite format 3\0" + bytes(84), "no archive of cupola"), (b"[" * 100_000, "neither")],
)
def test_other_files_are_refused_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "other.cupola"
    file.write_bytes(content)
    with pytest.raises(cupola.CupolaError, match=words) as caught:
        cupola.read(file)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE runs SET leakers = leakers + 1 WHERE run = 0",
        "UPDATE runs SET leakers = 'abc'",
        "DELETE FROM runs WHERE run = 1",
        "UPDATE arms SET name = 'x' WHERE arm = 0",
        "UPDATE records SET json = '{}'",
        "UPDATE meta SET value = '9' WHERE key = 'runs'",
        "UPDATE documents SET text = text || ' '",
        "UPDATE settings SET label = 'y'",
        "DROP VIEW outcomes; CREATE VIEW outcomes AS SELECT * FROM runs",
        "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
        "PRAGMA user_version = 9",
        "PRAGMA user_version = 2",
    ],
)
def test_an_altered_archive_is_not_read(duel: cupola.Study, tmp_path: Path, change: str) -> None:
    file = tmp_path / "altered.cupola"
    shutil.copy(duel.path, file)
    assert len(cupola.read(file).runs) == len(duel.runs)
    connection = sqlite3.connect(file)
    connection.executescript(change)
    connection.commit()
    connection.close()
    with pytest.raises(cupola.CupolaError, match="is damaged or was altered") as caught:
        cupola.read(file)
    assert "\n" not in str(caught.value)


def test_a_view_that_a_stranger_made_endless_comes_to_an_end(duel: cupola.Study, tmp_path: Path) -> None:
    file = tmp_path / "endless.cupola"
    shutil.copy(duel.path, file)
    connection = sqlite3.connect(file)
    connection.executescript(
        "DROP VIEW outcomes; CREATE VIEW outcomes AS SELECT a.* FROM runs a, runs b, runs c, runs d, runs e, runs f, runs g;"
    )
    for key, value in seals(connection).items():
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
    connection.commit()
    connection.close()
    with pytest.raises(cupola.CupolaError, match=r"endless\.cupola"):
        _ = cupola.read(file).runs


@pytest.mark.parametrize("kind", ["pipe", "link", "log"])
def test_what_a_stranger_puts_beside_an_archive_is_not_waited_for(duel: cupola.Study, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "strange.cupola"
    shutil.copy(duel.path, file)
    journal = tmp_path / "strange.cupola-journal"
    if kind == "pipe":
        os.mkfifo(journal)
    elif kind == "link":
        journal.symlink_to("/dev/zero")
    else:
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
    with pytest.raises(cupola.CupolaError, match=r"no plain file|write-ahead mode"):
        cupola.read(file)
    assert not (tmp_path / "strange.cupola-shm").exists()


@pytest.mark.parametrize(("old", "new"), [('"leakers":', '"leakers":1'), ('"killed":true', '"killed":false'), ('"seed":', '"seed":1')])
def test_an_altered_run_record_is_not_read(raid: cupola.Run, tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "altered.run.cupola"
    text = raid.path.read_text()
    assert old in text
    file.write_text(text)
    assert cupola.read(file).runs["leakers"].sum() == raid.runs["leakers"].sum()
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(cupola.CupolaError, match="is damaged or was altered"):
        cupola.read(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(cupola.CupolaError, match=r"nothing\.cupola: is not a file"):
        cupola.read(tmp_path / "nothing.cupola")


def test_a_question_that_sqlite_refuses_is_one_line(duel: cupola.Study) -> None:
    with pytest.raises(cupola.CupolaError) as caught:
        duel.query("SELECT nothing FROM nowhere")
    assert "\n" not in str(caught.value)


def test_parquet_holds_the_same_tables(duel: cupola.Study, raid: cupola.Run, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for results in (duel, raid):
        files = cupola.to_parquet(results, tmp_path / results.path.stem)
        assert {file.stem for file in files} == set(cupola.results.TABLES)
        back = pandas.read_parquet(tmp_path / results.path.stem / "runs.parquet")
        assert back["leakers"].sum() == results.runs["leakers"].sum()
        assert len(pandas.read_parquet(tmp_path / results.path.stem / "shots.parquet")) == len(results.shots)


def test_an_unfinished_archive_is_read_only_when_that_is_said(duel: cupola.Study, tmp_path: Path) -> None:
    file = tmp_path / "cut.cupola"
    shutil.copy(duel.path, file)
    connection = sqlite3.connect(file)
    connection.execute("DELETE FROM meta WHERE key = 'content_sha256'")
    connection.commit()
    connection.close()
    with pytest.raises(cupola.CupolaError, match="Unfinished study: there are") as caught:
        cupola.read(file)
    assert "\n" not in str(caught.value)
    found = cupola.read(file, partial=True)
    assert isinstance(found, cupola.Study) and len(found.runs) == len(duel.runs)
    assert found.unfinished is not None and "unfinished" in repr(found)
    assert duel.unfinished is None and "unfinished" not in repr(duel)
