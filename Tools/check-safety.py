#!/usr/bin/env python3
"""Tries what could hurt somebody who only opens a file or prints a result, on the program itself, line by line.

    Tools/check-safety.py [TOPIC…]      TOPIC one of forged, altered, outputs, unfinished, numbers, overrides, shown, negative, digests (all)
    EVERY=N                             of the archives of strangers, every Nth only
    AGAINST=PROGRAM                     another build, whose digests of all scenarios must be the same

Prints a line a topic with its counts; ends with 1 where something was not held. Needs the program and the Python package's environment.
"""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tools"))
from safety import archives  # noqa: E402
from safety.calls import PROGRAM, Watch  # noqa: E402

EVERY = int(os.environ.get("EVERY", "1"))
PYTHON = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "cupola/python/bin/python"
SCENARIO = ROOT / "Scenarios/one-on-one.yaml"
ESCAPE = archives.STEER


def sound(watch):
    study = watch.path("study.yaml")
    pathlib.Path(study).write_text(archives.STUDY.format(scenario=SCENARIO))
    file = watch.path("sound.cupola")
    if not os.path.exists(file):
        subprocess.run([PROGRAM, "study", study, "--out", file, "--quiet"], check=True, env={**os.environ, "CUPOLA_CATALOGUE": str(ROOT / "catalogue")})
    return study, file


def readers(watch, topic, file, study, allowed=(0, 1, 2, 65)):
    """Every command that reads archives, over one; the codes they ended with."""
    out = watch.path("out")
    calls = [
        ["report", file, "--format", "html", "--out", out, "--quiet"],
        ["report", file, "--json"],
        ["study", "--from", file, "--out", out, "--quiet", "--jobs", "1"],
        ["study", study, "--out", watch.path("resumed"), "--resume", "--quiet", "--jobs", "1"],
        ["replay", file, "--out", out, "--quiet"],
        ["replay", file, "--arm", "slow", "--setting", "1", "--sample", "1", "--run", "2", "--out", out, "--quiet"],
        ["merge", out, file, "--quiet"],
        ["export", file, "--format", "czml", "--out", out, "--quiet"],
        ["explain", file],
    ]
    codes = []
    for words in calls:
        for name in (out, watch.path("resumed")):
            pathlib.Path(name).unlink(missing_ok=True)
        if "--resume" in words:
            shutil.copyfile(file, watch.path("resumed"))
        codes.append(watch.call(topic, words, allowed)[0])
        if os.path.exists(out) and out in words and pathlib.Path(out).suffix == "" and words[0] == "report":
            page = pathlib.Path(out).read_bytes()
            if b"\x1b" in page or len(page) > 40_000_000:
                watch.fault(topic, words, f"a page of {len(page)} bytes, escapes {page.count(27)}")
    return codes


def python(watch, topic, file, partial=False):
    words = "import sys, cupola\ntry:\n    s = cupola.read(sys.argv[1]%s); print(s, len(s.runs), len(s.targets), len(s.shots))\nexcept cupola.CupolaError as error:\n    sys.exit(str(error))\n" % (", partial=True" if partial else "")
    watch.counts[topic] = watch.counts.get(topic, 0) + 1
    found = subprocess.run([PYTHON, "-c", words, file], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "python/src")}, timeout=300)
    if found.returncode not in (0, 1) or "Traceback" in found.stderr:
        watch.fault(topic, ["python", file], found.stderr.strip().splitlines()[-1:])
    return found.returncode


def forged(watch):
    study, file = sound(watch)
    taken = refused = 0
    pages = ["/", "/0/", "/0/run/0/0/0/0/", "/0/run/1/1/2/0-1/", "/0/run/-1/0/0/0/", "/0/run/99999999999999999999/0/0/0/", "/0/run/0/0/0/7/"]
    for number, (name, statement) in enumerate(archives.alterations(file)):
        if number % EVERY:
            continue
        altered = watch.path("a.cupola")
        if not archives.alter(file, altered, statement, forged=True):
            continue
        before = len(watch.faults)
        codes = readers(watch, "forged", altered, study)
        # Two of them speak to the server and to Python; all of a kind that gets so far.
        if number % 3 == 0:
            for status, page in watch.serve("forged", [altered], pages):
                if "\x1b" in page or status not in (200, 404, 500):
                    watch.fault("forged", ["view", name], f"status {status}")
        if number % 5 == 0:
            python(watch, "forged", altered)
        taken += codes[0] == 0
        refused += codes[0] != 0
        if len(watch.faults) > before:
            print(f"   … with {name}", flush=True)
    return f"{taken + refused} archives whose hashes were made anew: {taken} read, {refused} refused"


def altered(watch):
    study, file = sound(watch)
    tried = 0
    seen = set()
    for name, statement in archives.alterations(file):
        table = name.split(".")[0].split(" ")[0] + statement.split(" ")[0]
        # A few of each table's are enough here: ArchiveMutantTests has them all.
        if [word for word in seen if word.startswith(table)].__len__() > 4 or "view of one's own" in name:
            continue
        if not archives.alter(file, watch.path("a.cupola"), statement, forged=False):
            continue
        seen.add(f"{table}{tried}")
        tried += 1
        # What is no archive of this program is no place to go on in: a wrong call.
        codes = readers(watch, "altered", watch.path("a.cupola"), study, allowed=(65, 2) if name == "another application" else (65,))
        pages = watch.serve("altered", [watch.path("a.cupola")], ["/"])
        if pages or codes.count(0) or python(watch, "altered", watch.path("a.cupola")) != 1:
            watch.fault("altered", [name], f"was taken: {codes}, {len(pages)} pages")
    # An archive cut short, and one whose bytes were overwritten: where none that counts was, the numbers are the same.
    _, numbers, _ = watch.call("altered", ["report", file, "--json"], (0,))
    for cut in (1, 100, 4096, 5000, os.path.getsize(file) // 2, os.path.getsize(file) - 1):
        shutil.copyfile(file, watch.path("a.cupola"))
        os.truncate(watch.path("a.cupola"), cut)
        readers(watch, "altered", watch.path("a.cupola"), study, allowed=(1, 65) if cut < os.path.getsize(file) - 1 else (0, 1, 65))
        tried += 1
    size = os.path.getsize(file)
    for place in range(100, size, max(1, size // 60)):
        content = bytearray(pathlib.Path(file).read_bytes())
        content[place] ^= 0x55
        pathlib.Path(watch.path("a.cupola")).write_bytes(content)
        if 0 in readers(watch, "altered", watch.path("a.cupola"), study):
            code, found, _ = watch.call("altered", ["report", watch.path("a.cupola"), "--json"])
            if code == 0 and found != numbers:
                watch.fault("altered", ["report", f"byte {place}"], "tells other numbers")
        tried += 1
    return f"{tried} archives altered or damaged"


def outputs(watch):
    study, file = sound(watch)
    record = watch.path("r.run.cupola")
    watch.call("outputs", ["run", SCENARIO, "--out", record, "--quiet"], (0,))
    link, real = watch.path("link"), watch.path("real")
    os.makedirs(real)
    os.symlink(real, link)
    for place in (link, link + "/", file, "/dev/null", "/dev/full", watch.path("victim/notes.txt"), record):
        for words in (
            ["demo", "--study", study, "--out", place], ["export", record, "--format", "csv", "--out", place],
            ["catalogue", "new", "missile", "x", "--range-km", "50", "--altitude-km", "20", "--speed-mps", "900", "--guidance", "active", "--out", place],
        ):
            watch.call("outputs", words, (2,))
    os.symlink(real, watch.path("job.cupola.shards"))
    watch.call("outputs", ["study", study, "--slurm", "--out", watch.path("job.cupola")], (2,))
    if os.listdir(real):
        watch.fault("outputs", [link], f"was followed: {os.listdir(real)}")
    # Archives that are finished: nothing writes to them any more.
    before = pathlib.Path(file).read_bytes()
    for words in (["study", study, "--out", file, "--resume", "--quiet"], ["report", file, "--out", watch.path("r.html")], ["merge", watch.path("m.cupola"), file, "--quiet"]):
        watch.call("outputs", words, (0,))
        if pathlib.Path(file).read_bytes() != before:
            watch.fault("outputs", words, "wrote to a finished archive")
    # The page over the archive that it was made of; a report over somebody's page; a scenario over itself by another name.
    page = watch.path("victim/notes.txt")
    hard = watch.path("hard.html")
    os.link(file, hard)
    for words in (["report", file, "--out", file], ["report", file, "--out", page], ["report", file, "--out", hard], ["replay", record, "--out", record]):
        watch.call("outputs", words, (2,))
    if pathlib.Path(file).read_bytes() != before:
        watch.fault("outputs", [file], "was written over")
    return "links, devices, notes, inputs in the place of files and folders"


def unfinished(watch):
    study, file = sound(watch)
    part, cut = watch.path("part.cupola"), watch.path("cut.cupola")
    watch.call("unfinished", ["study", study, "--shard", "1/2", "--out", part, "--quiet"], (0,))
    # As a kill leaves it: rows, and no seal.
    shutil.copyfile(file, cut)
    with sqlite3.connect(cut) as connection:
        connection.execute("DELETE FROM meta WHERE key = 'content_sha256'")
    merged = watch.path("half.cupola")
    watch.call("unfinished", ["merge", merged, part], (0,), says="go on with cupola study --resume")
    for archive in (part, cut, merged):
        for words in (
            ["report", archive, "--out", watch.path("r.html")], ["report", archive, "--format", "md", "--out", "-"], ["report", archive, "--json"],
            ["replay", archive, "--out", watch.path("p.html")], ["export", archive, "--format", "kml", "--out", watch.path("x.kml")],
        ):
            watch.call("unfinished", words, (65,), says="" if words[0] == "export" else "Unfinished study")
            if words[0] == "export":
                continue
            code, out, _ = watch.call("unfinished", [*words, "--partial"], (0,), says="nfinished")
            text = out + "".join(pathlib.Path(word).read_text() for word in words if word.endswith(".html") and os.path.exists(word))
            if "Unfinished study" not in text:
                watch.fault("unfinished", words, "is not marked")
            for word in words:
                if word.endswith(".html"):
                    pathlib.Path(word).unlink(missing_ok=True)
        if watch.serve("unfinished", [archive], ["/"]):
            watch.fault("unfinished", ["view", archive], "is shown without --partial")
        pages = watch.serve("unfinished", [archive, "--partial"], ["/", "/0/run/0/0/0/0/"])
        if len(pages) != 2 or any(status != 200 or "Unfinished study" not in page for status, page in pages):
            watch.fault("unfinished", ["view", archive], f"pages are not marked: {[status for status, _ in pages]}")
        if python(watch, "unfinished", archive) != 1 or python(watch, "unfinished", archive, partial=True) != 0:
            watch.fault("unfinished", ["python", archive], "is read without partial=True, or not read with it")
    return "a part, a study cut short and half a merge, by every command that reads archives"


def numbers(watch):
    study, file = sound(watch)
    ground = watch.path("N10E010.hgt")
    pathlib.Path(ground).write_bytes(bytes(1201 * 1201 * 2))
    hostile = ["inf", "nan", "-inf", "infinity", "NaN(1)", "1e309", "٣", "1,5", " 5", "5 ", "0x10", "1_000", "9223372036854775807", "9223372036854775808", "18446744073709551616", "--", "5m", "1e5000"]
    viewshed = ["viewshed", "--terrain", ground, "--site", "10.5,10.5", "--out", watch.path("v.tif")]
    calls = [
        (viewshed + ["--target", "5"], "--antenna"), (viewshed + ["--antenna", "5"], "--target"), (viewshed + ["--antenna", "5", "--target", "5"], "--k"),
        (viewshed + ["--antenna", "5", "--target", "5"], "--jobs"),
        (["coverage", "--radar", "92n6e", "--site", "10,10", "--out", watch.path("c.png")], "--height"),
        (["envelope", "s-400", "--against", "fighter", "--out", watch.path("e.csv")], "--height"),
        (["study", study, "--out", watch.path("o.cupola")], "--runs"), (["study", study, "--out", watch.path("o.cupola")], "--samples"),
        (["study", study, "--out", watch.path("o.cupola")], "--jobs"), (["study", study, "--out", watch.path("o.cupola")], "--shard"),
        (["study", study, "--out", watch.path("o.cupola")], "--wait"), (["run", SCENARIO], "--index"),
        (["replay", file, "--out", watch.path("p.html")], "--setting"), (["view", file], "--port"),
        (["assign", "--family", "WD", "--weapons", "5", "--seed", "1"], "--targets"), (["ledger"], "--as-of"),
    ]
    for words, option in calls:
        for value in hostile:
            # Sound for some: whole numbers that an option takes are not hostile to it.
            if option in ("--wait",) and value in ("--",):
                continue
            for joined in ([option, value], [f"{option}={value}"]):
                watch.call("numbers", [*words, *joined], (2, 65))
    printing = [
        ["--help"], ["--version"], ["run", SCENARIO], ["run", SCENARIO, "--json"], ["catalogue", "list"], ["catalogue", "show", "s-400"], ["ledger"], ["schema", "scenario"],
        ["report", file, "--json"], ["report", file, "--format", "md", "--out", "-"], ["assign", "--family", "WD", "--weapons", "5", "--targets", "5", "--seed", "1"],
        ["reproduce", "--json"], ["study", study, "--out", watch.path("full.cupola"), "--force"], ["explain", watch.path("r.run.cupola")],
    ]
    watch.call("numbers", ["run", SCENARIO, "--out", watch.path("r.run.cupola"), "--quiet"], (0,))
    for words in printing:
        with open("/dev/full", "w") as full:
            watch.call("numbers", words, (1,), says="standard output: cannot be written", stdout=full)
    return f"{len(calls)} options with {len(hostile)} values each in two spellings, {len(printing)} commands with a full standard output"


def overrides(watch):
    """Catalogue values in a study's arm, against the catalogue's own bounds: what is out of them is refused by the study's file and line."""
    missiles = ["range_max_km", "mass_kg", "diameter_m", "altitude_max_km", "boost_time_s", "boost_thrust_n", "kill_radius_m"]
    systems = ["reaction_time_s", "target_channels", "guidance_channels", "salvo_interval_s"]
    radars = ["period_s", "antenna_height_m", "range_max_km", "peak_power_w", "frequency_ghz"]
    paths = [f"missiles.48n6e2.{key}" for key in missiles] + [f"systems.s-300pmu2.{key}" for key in systems] + [f"radars.30n6e2.{key}" for key in radars]
    values = ["-1", "0", "1e30", "-1e300", ".nan", ".inf", "1e-300", "99999999999999999999", "abc", "[1, 2]", "{a: 1}", "''", "~"]
    refused = 0
    for path in paths:
        for value in values:
            text = archives.STUDY.format(scenario=SCENARIO).replace("{systems.s-300pmu2.reaction_time_s: 60}", "{" + path + ": " + value + "}")
            file = watch.path("o.yaml")
            pathlib.Path(file).write_text(text)
            code, _, error = watch.call("overrides", ["study", file, "--out", watch.path("o.cupola"), "--force", "--runs", "1", "--samples", "1", "--quiet"], (0, 65))
            refused += code == 65
            if code == 65 and not error.startswith(file + ":"):
                watch.fault("overrides", [path, value], f"is blamed on {error[:120]}")
    return f"{len(paths)} catalogue values with {len(values)} texts each, {refused} refused at the study's line"


def shown(watch):
    """Names that steer a terminal, and names of a megabyte, through every command that shows them."""
    scenario = SCENARIO.read_text()
    quoted = '"\\e[2J\\e]0;owned\\a\\x9b31m\\u202E"'
    for name, place in (("esc", quoted), ("long", '"' + "n" * 1_000_000 + '"'), ("wide", '"' + "\U0001f4a5" * 50_000 + '"'), ("zero-width", '"' + "\\u200b" * 300 + '"')):
        for old in ("name: ",):
            text = scenario.replace(f"\n{old}", f"\n{old}{place} #", 1)
            file = watch.path(f"{name}.yaml")
            pathlib.Path(file).write_text(text)
            record = watch.path(f"{name}.run.cupola")
            watch.call("shown", ["run", file, "--out", record], (0, 65))
            watch.call("shown", ["run", file, "--json"], (0, 65))
            watch.call("shown", ["site", file, "--arm", "s-300pmu2"], (0, 65))
            if os.path.exists(record):
                watch.call("shown", ["explain", record], (0, 65))
                watch.call("shown", ["replay", record, "--out", watch.path(f"{name}-replay.html")], (0, 65))
        for key in ("name: A small duel", "question: Which arm holds?", "name: as it is", "name: height"):
            text = archives.STUDY.format(scenario=SCENARIO).replace(key, key.split(":")[0] + ": " + place)
            file = watch.path(f"{name}-study.yaml")
            pathlib.Path(file).write_text(text)
            out = watch.path(f"{name}.cupola")
            pathlib.Path(out).unlink(missing_ok=True)
            code, output, _ = watch.call("shown", ["study", file, "--out", out, "--runs", "1", "--samples", "1"], (0, 65))
            if len(output) > 200_000:
                watch.fault("shown", ["study", key], f"prints {len(output)} characters")
            if code == 0:
                for format in ("html", "md"):
                    page = watch.path(f"{name}.{format}")
                    watch.call("shown", ["report", out, "--format", format, "--out", page, "--quiet"], (0,))
                    words = pathlib.Path(page).read_bytes()
                    if b"\x1b" in words or b"\xc2\x9b" in words or len(words) > 5_000_000:
                        watch.fault("shown", ["report", key], f"a page of {len(words)} bytes")
                    pathlib.Path(page).unlink()
    # Names of files and options, as typed.
    for word in (ESCAPE, "n" * 100_000, "\u202e" * 100, "a\nb\r\x08c"):
        for words in (["run", word], ["report", word], ["run", SCENARIO, "--arm", word], [word], ["coverage", "--radar", word, "--site", "1,1", "--out", "x.png"], ["run", f"--{word}"], ["catalogue", "show", word]):
            watch.call("shown", words, (2, 65))
    return "names with escapes, of a megabyte, of wide and of no width, in scenarios, studies, archives and calls"


def negative(watch):
    ground = watch.path("S34E018.hgt")
    pathlib.Path(ground).write_bytes(bytes(1201 * 1201 * 2))
    sites = ["-33.9,18.4", "-33.9,-70.6", "-0.5,-0.5", "33.9,-118.4", "-88.9,0", "-.5,18", "-33.9, 18.4"]
    for site in sites:
        # A flat map cannot hold a pole, and says so.
        polar = (2,) if site.startswith("-88") else (0,)
        for option in ([f"--site={site}"], ["--site", site]):
            watch.call("negative", ["coverage", "--radar", "92n6e", *option, "--nodes", "20", "--out", watch.path("c.geojson"), "--quiet"], polar)
            watch.call("negative", ["envelope", "s-300pmu2", "--against", "fighter", *option, "--out", watch.path("e.geojson"), "--quiet"], polar)
    for words in (
        ["viewshed", "--terrain", ground, "--site", "-33.5,18.5", "--antenna", "5", "--target", "-5", "--out", watch.path("v.tif")],
        ["viewshed", "--terrain", ground, "--site", "-33.5,18.5", "--antenna", "5", "--target", "-5", "--asl", "--out", watch.path("v2.tif")],
        ["viewshed", "--terrain", ground, "--site", "-33.5,18.5", "--antenna", "-5", "--target", "5", "--out", watch.path("v3.tif")],
        ["coverage", "--radar", "92n6e", "--site", "-33.9,18.4", "--height", "-5", "--nodes", "20", "--out", watch.path("c2.geojson")],
        ["coverage", "--radar", "92n6e", "--site", "31.5,35.4", "--height", "-300", "--nodes", "20", "--out", watch.path("c3.geojson")],
        ["envelope", "s-400", "--against", "fighter", "--height", "-5", "--out", watch.path("e2.csv")],
        ["run", SCENARIO, "--seed", "-1"], ["run", SCENARIO, "--index", "-1"], ["study", "x", "--out", "y", "--runs", "-5"],
        ["export", watch.path("none"), "--format", "kml", "--geoid-undulation", "-30", "--out", watch.path("x.kml")],
        ["coverage", "--radar", "92n6e", "--site", "-91,0", "--out", watch.path("c4.geojson")],
    ):
        code, _, error = watch.call("negative", words, (0, 2, 65))
        if "nknown option" in error or "Missing value" in error:
            watch.fault("negative", words, f"is taken for an option: {error[:100]}")
    return f"{len(sites)} places in two spellings, heights and seeds below zero"


def digests(watch):
    other = os.environ.get("AGAINST")
    if not other:
        return None
    tried = 0
    for file in sorted((ROOT / "Scenarios").glob("*.yaml")):
        arms = subprocess.run([PROGRAM, "run", file, "--arm", "none of these"], capture_output=True, text=True).stderr
        names = [name.strip() for name in arms.split(" has ")[1].split(";")[0].split(",")]
        for arm in names:
            found = []
            for program in (PROGRAM, other):
                run = subprocess.run([program, "run", file, "--arm", arm, "--quiet"], capture_output=True, text=True)
                found.append((run.returncode, [line for line in (run.stdout + run.stderr).splitlines() if line.startswith("digest")]))
            tried += 1
            if found[0] != found[1] or not found[0][1]:
                watch.fault("digests", [file, arm], f"{found}")
    watch.counts["digests"] = 2 * tried
    return f"{tried} arms of all scenarios give the digests of {os.path.basename(os.path.dirname(other))}'s program"


def main():
    topics = {each.__name__: each for each in (forged, altered, outputs, unfinished, numbers, overrides, shown, negative, digests)}
    chosen = sys.argv[1:] or list(topics)
    faults = 0
    for name in chosen:
        watch = Watch()
        try:
            words = topics[name](watch)
        finally:
            watch.close()
        if words is None:
            continue
        faults += len(watch.faults)
        verdict = "all held" if not watch.faults else f"{len(watch.faults)} NOT HELD"
        print(f"safety, {name}: {words}; {watch.counts.get(name, 0)} calls, {watch.peak // 1024} MB at most, {verdict}", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
