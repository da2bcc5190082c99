#!/usr/bin/env python3
"""Folders that cannot be written to, a temporary folder that is not there, and signals at any moment of the work.

    Tools/signal-test.py STUDY WHOLE.cupola [OPTION…]      the archive of the study when it was left alone, and the options it was flown with

Held: one line at most, the right code, nothing partial under a final name or beside it, and a stopped study goes on to the same archive.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ.get("CUPOLA", ".build/release/cupola")
RAID = "Scenarios/saturation.yaml"


def start(words, folder, **environment):
    # Whoever started this may have had it ignore signals; the program must not inherit that.
    def heed():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    return subprocess.Popen(
        [PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=heed,
        env={**os.environ, "TMPDIR": str(folder), **environment},
    )


def fail(words):
    sys.exit(f"signals: {words}")


def refused(folder, code, words, **environment):
    process = start(words, folder, **environment)
    lines = process.communicate()[1].splitlines()
    if process.returncode != code or len(lines) != 1:
        fail(f"{words}: ended with {process.returncode}, wanted {code}: {lines[:2]}")


def dump(archive):
    return subprocess.run(["sqlite3", archive, ".dump"], capture_output=True, check=True).stdout


def main():
    study, whole, *options = sys.argv[1:]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="signals-"))
    tried = 0
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], capture_output=True).returncode == 0:
        try:
            for words in (
                ["study", study, "--out", disk / "s.cupola"], ["run", RAID, "--out", disk / "r.run.cupola"], ["report", whole, "--out", disk / "r.html"],
                ["replay", RAID, "--out", disk / "r.html"], ["merge", disk / "m.cupola", whole], ["demo", "--out", disk / "demo"],
            ):
                refused(folder, 2, words)
                tried += 1
        finally:
            subprocess.run(["umount", disk], check=True)
    for words in (
        ["report", whole, "--out", folder / "r.html"], ["study", "--from", whole, "--out", folder / "f.cupola", "--quiet"], ["replay", whole, "--out", folder / "p.html"],
    ):
        refused(folder, 1, words, TMPDIR="/none/such")
        tried += 1
    print(f"read-only and no TMPDIR: {tried} calls, each ended with a line before it worked", flush=True)
    raid = folder / "raid.run.cupola"
    start(["run", RAID, "--out", raid, "--quiet"], folder).communicate()
    stopped = ended = resumed = 0
    place = folder / "signal"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for delay in (0.02, 0.05, 0.1, 0.2, 0.4, 0.8):
            for words in (
                ["study", study, "--out", place / "s.cupola", "--quiet", *[word for word in options if word != "--quiet"]], ["run", RAID, "--out", place / "r.run.cupola", "--quiet"],
                ["replay", raid, "--out", place / "r.html", "--quiet"], ["report", whole, "--out", place / "r.html", "--quiet"],
            ):
                shutil.rmtree(place, ignore_errors=True)
                (place / "tmp").mkdir(parents=True)
                process = start(words, place / "tmp")
                time.sleep(delay)
                process.send_signal(number)
                lines = process.communicate()[1].splitlines()
                left = [path.name for path in place.rglob("*") if path.name != "tmp" and not path.name.startswith(("s.cupola", "r."))]
                # Before its first line of work a program dies as any does, without a word.
                if left or len(lines) > 1 or process.returncode not in (0, -number):
                    fail(f"{number.name} after {delay} s: {words[0]}: ended with {process.returncode}, {len(lines)} lines, left {left[:3]}")
                if process.returncode == 0:
                    ended += 1
                    continue
                stopped += 1
                if words[0] != "study" and any(path.name.startswith("r.") for path in place.iterdir()):
                    fail(f"{number.name} after {delay} s: a part of {words[0]} was left")
                if words[0] == "study" and delay == 0.8:
                    start([*words, "--resume"], place / "tmp").communicate()
                    if dump(place / "s.cupola") != dump(whole):
                        fail(f"{number.name}: the archive that went on differs")
                    resumed += 1
    shutil.rmtree(folder)
    print(
        f"signals: {stopped + ended} of INT, TERM and HUP: {stopped} calls stopped by the signal and left nothing partial, {ended} had ended before;"
        f" {resumed} studies went on to the same archive"
    )


if __name__ == "__main__":
    main()
