"""Finding the program: one clear line where it is missing or of another version."""

from __future__ import annotations

from pathlib import Path

import pytest

import cupola


def _fake(folder: Path, says: str) -> Path:
    file = folder / "cupola"
    file.write_text(f"#!/bin/sh\necho '{says}'\n")
    file.chmod(0o755)
    return file


def test_a_missing_program_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CUPOLA", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(cupola.CupolaError, match="is missing: set CUPOLA") as caught:
        cupola.run("any.yaml")
    assert "\n" not in str(caught.value)


def test_another_version_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPOLA", str(_fake(tmp_path, "cupola 0.0.1")))
    with pytest.raises(cupola.CupolaError, match=f"is version 0.0.1, this package needs {cupola.__version__}"):
        cupola.find_program()


def test_the_variable_comes_before_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    named, other = _fake(tmp_path / "a", f"cupola {cupola.__version__}"), _fake(tmp_path / "b", f"cupola {cupola.__version__}")
    monkeypatch.setenv("PATH", f"{other.parent}:/usr/bin:/bin")
    monkeypatch.delenv("CUPOLA", raising=False)
    assert cupola.find_program() == other
    monkeypatch.setenv("CUPOLA", str(named))
    assert cupola.find_program() == named


def test_a_variable_that_names_no_program_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPOLA", str(tmp_path))
    with pytest.raises(cupola.CupolaError, match="is not a program"):
        cupola.find_program()


def test_faults_of_a_scenario_come_through_as_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("version: 1\nname: wrong\n")
    with pytest.raises(cupola.CupolaError, match=r"wrong\.yaml"):
        cupola.run(file)
