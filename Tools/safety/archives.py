"""Archives of strangers: one sound archive, and what somebody with a reason may make of it, hashes made anew."""

import hashlib
import importlib.util
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# The Python package's own hashes, without the data frames that the package needs.
_spec = importlib.util.spec_from_file_location("seal", ROOT / "python/src/cupola/_seal.py")
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
seals = _module.seals

LONG = "x" * 1_000_000
STEER = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
PATHS = ["/../../other", "../other", "/tmp/other", "~/other", "other\x00", "$(touch owned)", "%s%s%n", "file:///etc/passwd", "."]
NUMBERS = ["-1", "0", "9223372036854775807", "18446744073709551616", "1e300", "nan", "inf", "abc", "", "1000000000", "0.5", "-9223372036854775808"]

STUDY = """version: 1
name: A small duel
question: Which arm holds?
scenario: {scenario}
arms:
  - {{name: as it is, arm: s-300pmu2}}
  - {{name: slow, arm: s-300pmu2, catalogue: {{systems.s-300pmu2.reaction_time_s: 60}}}}
factors:
  - {{name: height, path: "raids[intruder].altitude_m", values: [500, 9000]}}
samples: 2
runs: 3
uncertainty: ["systems.s-300pmu2.*"]
seed: 7
"""


def text(value):
    return "'" + value.replace("\0", "").replace("'", "''") + "'"


def alterations(sound):
    """Name and statement of each."""
    with sqlite3.connect(sound) as connection:
        keys = [row[0] for row in connection.execute("SELECT key FROM meta")]
    keys = [key for key in keys if not key.endswith(("sha256", "sha256_sum"))]
    for key in keys:
        for value in PATHS[:3] + NUMBERS + [STEER]:
            yield f"meta.{key}={value[:12]!r}", f"UPDATE meta SET value = {text(value)} WHERE key = '{key}'"
        yield f"meta.{key}=megabyte", f"UPDATE meta SET value = {text(LONG)} WHERE key = '{key}'"
        yield f"meta.{key} gone", f"DELETE FROM meta WHERE key = '{key}'"
    for key in ("shard", "stopped_after", "capacity", "crossed", "lift", "lift_rows", "sensitivity_groups", "world", "catalogues"):
        for value in ("1/0", "2/3", "9999999999999999999/2", "{", LONG[:1000], "a\tb\tc\td", "\t\n\t\n", STEER):
            yield f"meta.{key} added={value[:8]!r}", f"INSERT OR REPLACE INTO meta VALUES ('{key}', {text(value)})"
    yield "sensitivity", (
        "INSERT OR REPLACE INTO meta VALUES ('sensitivity_groups','a'),('sensitivity_base','99999'),('sensitivity_runs','999999'),"
        "('sensitivity_setting','0'),('sensitivity_outcome','leakers')"
    )
    count = "WITH RECURSIVE c(x) AS (SELECT 100 UNION ALL SELECT x + 1 FROM c WHERE x < 50000)"
    yield "50,000 arms", f"{count} INSERT INTO arms SELECT x, 'arm' || x, '', 1, 1, 1 FROM c"
    yield "50,000 settings", f"{count} INSERT INTO settings SELECT x, 's' || x FROM c"
    yield "50,000 words", f"{count} INSERT INTO meta SELECT 'word' || x, '' FROM c"
    for name in ("study.yaml", "scenario.yaml", "catalogue/systems/s-300pmu2.yaml"):
        for value in PATHS + ["catalogue/../../x", "catalogue/" + "a/" * 40 + "x.yaml", "ground/0/../../x", "ground/0/.x", "catalogue-1/x.yaml", "catalogue/x", LONG[:5000], STEER]:
            yield f"documents {name} called {value[:20]!r}", f"UPDATE documents SET name = {text(value)} WHERE name = '{name}'"
        yield f"documents {name} gone", f"DELETE FROM documents WHERE name = '{name}'"
        for value in ("", "{", "a: [", STEER, LONG, "version: 1\n", "\ufeff", "version: 99999999999999999999"):
            yield f"documents {name} text={value[:8]!r}", f"UPDATE documents SET text = {text(value)} WHERE name = '{name}'; --sha"
    edits = [
        ("study.yaml", "samples: 2", "samples: 100000"), ("study.yaml", "samples: 2", "samples: 1"), ("study.yaml", "runs: 3", "runs: 1000000"),
        ("study.yaml", "seed: 7", "seed: 8"), ("study.yaml", "values: [500, 9000]", "values: [500]"),
        ("study.yaml", "values: [500, 9000]", "values: [" + ", ".join(str(500 + n) for n in range(400)) + "]"),
        ("study.yaml", "reaction_time_s: 60", "reaction_time_s: 1e30"), ("study.yaml", "reaction_time_s: 60", "reaction_time_s: .nan"),
        ("study.yaml", "scenario:", "question: x\nscenario:"), ("scenario.yaml", "count:", "count: 100000 #"),
        ("scenario.yaml", "altitude_m:", "altitude_m: 1e9 #"), ("study.yaml", "name: slow", "name: as it is"), ("study.yaml", "arm: s-300pmu2", "arm: none"),
        ("scenario.yaml", "version:", "recording: /etc/passwd\nversion:"),
    ]
    for name, old, new in edits:
        yield f"{name}: {old} -> {new[:30]}", f"UPDATE documents SET text = replace(text, {text(old)}, {text(new)}) WHERE name = '{name}'; --sha"
    columns = {
        "arms": ["name", "description", "price_low_musd", "price_musd", "price_high_musd"], "settings": ["label"], "factors": ["factor", "value"],
        "purchases": ["arm", "item", "low"], "parameters": ["path", "uncertainty", "low", "best"], "draws": ["sample", "value"],
        "runs": ["setting", "sample", "run", "arm", "digest", "raiders", "killed", "leakers", "rounds_fired", "value_lost", "defender_cost_musd"],
        "records": ["setting", "arm", "json"],
    }
    for table, names in columns.items():
        yield f"{table} emptied", f"DELETE FROM {table}"
        for column in names:
            for value in ("-1", "1000000", "1e14", "1e300", "NULL", "'abc'", "0.5", text(STEER), text(LONG), "x'00ff'", f"{column} || {text(LONG[:300])}", f"{column} + 1"):
                yield f"{table}.{column}={value[:14]}", f"UPDATE OR IGNORE {table} SET {column} = {value}"
    yield "an arm gone", "DELETE FROM arms WHERE arm = 1"
    yield "an arm gone with its runs", "DELETE FROM arms WHERE arm = 1; DELETE FROM runs WHERE arm = 1; DELETE FROM records WHERE arm = 1"
    yield "a setting gone with its runs", "DELETE FROM settings WHERE setting = 1; DELETE FROM runs WHERE setting = 1; DELETE FROM factors WHERE setting = 1; DELETE FROM records WHERE setting = 1"
    yield "an arm more", "INSERT INTO arms SELECT 2, name, description, price_low_musd, price_musd, price_high_musd FROM arms WHERE arm = 0"
    yield "a hundred thousand arms", (
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO arms SELECT i, 'arm' || i, '', NULL, NULL, NULL FROM n"
    )
    yield "a hundred thousand settings", (
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO settings SELECT i, 's' || i FROM n"
    )
    yield "a thousand arms that ran", (
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO arms SELECT i, 'arm' || i, '', NULL, NULL, NULL FROM n"
    )
    yield "a trigger", "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END"
    yield "a view of one's own", "CREATE VIEW mine AS SELECT load_extension('x')"
    yield "another view in a known place", "DROP VIEW outcomes; CREATE VIEW outcomes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS arm FROM n"
    yield "an endless view", "DROP VIEW progress; CREATE VIEW progress AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT * FROM n"
    yield "a generated column", "ALTER TABLE runs ADD COLUMN more INTEGER"
    yield "version 9", "PRAGMA user_version = 9"
    yield "version 2", "PRAGMA user_version = 2"
    yield "version -1", "PRAGMA user_version = -1"
    yield "another application", "PRAGMA application_id = 1"


def alter(sound, file, statement, forged):
    """Makes the altered archive; False where the statement does nothing or cannot be done."""
    shutil.copyfile(sound, file)
    connection = sqlite3.connect(file)
    try:
        connection.executescript(statement.replace("; --sha", ";"))
        if statement.endswith("--sha"):
            for name, words in connection.execute("SELECT name, text FROM documents WHERE name NOT LIKE 'ground/%'").fetchall():
                connection.execute("UPDATE documents SET sha256 = ? WHERE name = ?", (hashlib.sha256(words.encode()).hexdigest(), name))
        connection.commit()
        if pathlib.Path(file).read_bytes() == pathlib.Path(sound).read_bytes():
            return False
        if forged:
            for key, value in seals(connection).items():
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
            connection.commit()
        return True
    except (sqlite3.Error, UnicodeError, OverflowError):
        return False
    finally:
        connection.close()


def small(file):
    """A sound archive of few bytes, for a fuzzer to begin with: the study's own documents left out, pages of 512 bytes."""
    with tempfile.TemporaryDirectory() as folder:
        study = pathlib.Path(folder, "study.yaml")
        study.write_text(STUDY.format(scenario=ROOT / "Scenarios/one-on-one.yaml"))
        program = os.environ.get("CUPOLA", str(ROOT / ".build/release/cupola"))
        subprocess.run([program, "study", study, "--out", file, "--quiet", "--force"], check=True, env={**os.environ, "CUPOLA_CATALOGUE": str(ROOT / "catalogue")})
    connection = sqlite3.connect(file)
    connection.executescript(
        "DELETE FROM documents WHERE name NOT IN ('study.yaml'); DELETE FROM draws WHERE parameter > 1; DELETE FROM parameters WHERE parameter > 1;"
        " DELETE FROM runs WHERE run > 0; DELETE FROM records WHERE run > 0 OR sample > 0 OR setting > 0; UPDATE records SET json = '{}';"
    )
    for key, value in seals(connection).items():
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
    connection.commit()
    connection.executescript("PRAGMA page_size = 512; VACUUM;")
    connection.close()


if __name__ == "__main__":
    small(sys.argv[1])
