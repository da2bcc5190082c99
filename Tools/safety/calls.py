"""Calls of the program, watched: how it ended, what it said, how much memory it took, and what became of the folders around it."""

import hashlib
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("CUPOLA", str(ROOT / ".build/release/cupola"))
#: Largest resident memory of a call, kilobytes; longest call, seconds.
MEMORY, TIME = 512 * 1024, int(os.environ.get("SAFETY_SECONDS", "120"))
CODES = (0, 1, 2, 65)
#: Faults of one document come all at once, each with its file, line and column; nothing else takes many lines.
PLACED = re.compile(r".+:\d+:\d+: ")


class Watch:
    """A folder with everything that must survive in it, and what was counted."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="safety-"))
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        # What paths out of files would lead to: beside and above the temporary folder, and by names that archives are given.
        for name in ("other", "victim"):
            (self.folder / name).mkdir()
            (self.folder / name / "notes.txt").write_text("mine\n")
        self.state = self.survivors()
        self.counts = {}
        self.faults = []
        self.peak = 0

    def survivors(self):
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for name in ("other", "victim")
            for path in sorted((self.folder / name).rglob("*"))
            if path.is_file()
        }

    def path(self, name):
        return str(self.folder / name)

    def fault(self, topic, words, why):
        self.faults.append((topic, [str(word)[:120] for word in words], why))
        print(f"FAULT {topic}: {why}: {' '.join(str(word)[:120] for word in words)}", flush=True)

    def call(self, topic, words, allowed=CODES, says=None, never=(), **options):
        """One call. Held: its code, one line of errors, memory, time, nothing of ours touched, nothing left in the temporary folder."""
        self.counts[topic] = self.counts.get(topic, 0) + 1
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "TMPDIR": str(self.temporary),
            "SWIFT_BACKTRACE": "enable=no",
            "CUPOLA_CATALOGUE": str(ROOT / "catalogue"),
            **options.pop("environment", {}),
        }
        begin = time.time()
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [PROGRAM, *words], stdout=options.pop("stdout", output), stderr=errors, stdin=subprocess.DEVNULL, env=environment, **options
            )
            while True:
                done, status, usage = os.wait4(process.pid, os.WNOHANG)
                if done:
                    break
                if time.time() - begin > TIME:
                    process.kill()
                    _, status, usage = os.wait4(process.pid, 0)
                    self.fault(topic, words, f"still at work after {TIME} s")
                    break
                time.sleep(0.01)
            process.returncode = 0
            output.seek(0)
            errors.seek(0)
            out, error = output.read(), errors.read()
        code = os.waitstatus_to_exitcode(status)
        self.peak = max(self.peak, usage.ru_maxrss)
        lines = error.decode("utf-8", "replace").splitlines()
        if code not in allowed:
            self.fault(topic, words, f"ended with {code}, allowed {allowed}: {lines[:1]}")
        if code in (1, 2, 65) and options.get("lines", 1) and (not lines or len(lines) > 12 and not all(PLACED.match(line) for line in lines)):
            self.fault(topic, words, f"{len(lines)} lines of errors")
        if any(len(line) > 700 for line in lines):
            self.fault(topic, words, "a line of errors is longer than 700 characters")
        if any(mark in error for mark in (b"Fatal error", b"Stack dump", b"Traceback", b".swift:")):
            self.fault(topic, words, f"a trace: {lines[:2]}")
        for text, name in ((out, "output"), (error, "errors")):
            if any(byte < 32 and byte not in (9, 10) for byte in text) or b"\xc2\x9b" in text or b"\x7f" in text:
                self.fault(topic, words, f"control characters in its {name}")
        if usage.ru_maxrss > MEMORY:
            self.fault(topic, words, f"took {usage.ru_maxrss // 1024} MB")
        if says and says not in (out + error).decode("utf-8", "replace"):
            self.fault(topic, words, f"does not say {says!r}: {lines[:1]}")
        for word in never:
            if word in (out + error).decode("utf-8", "replace"):
                self.fault(topic, words, f"says {word!r}")
        if self.survivors() != self.state:
            self.fault(topic, words, "a folder that is nobody's business was touched")
            self.state = self.survivors()
        left = [path.name for path in self.temporary.iterdir()]
        if left and code >= 0:
            self.fault(topic, words, f"left in the temporary folder: {left[:3]}")
        for name in left:
            shutil.rmtree(self.temporary / name, ignore_errors=True)
        return code, out.decode("utf-8", "replace"), error.decode("utf-8", "replace")

    def serve(self, topic, words, paths, allowed=(65, 1, 2)):
        """`view`: its pages where it starts, its refusal where it does not; returns the pages."""
        self.counts[topic] = self.counts.get(topic, 0) + 1
        environment = {**os.environ, "TMPDIR": str(self.temporary), "SWIFT_BACKTRACE": "enable=no", "CUPOLA_CATALOGUE": str(ROOT / "catalogue")}
        process = subprocess.Popen(
            [PROGRAM, "view", *words, "--port", "0", "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        alarm = threading.Timer(TIME, process.kill)
        alarm.start()
        address = process.stdout.readline().strip()
        pages = []
        if address:
            for path in paths:
                try:
                    with urllib.request.urlopen(address + path.lstrip("/"), timeout=TIME) as answer:
                        pages.append((answer.status, answer.read().decode("utf-8", "replace")))
                except urllib.error.HTTPError as error:
                    pages.append((error.code, error.read().decode("utf-8", "replace")))
                except OSError as error:
                    self.fault(topic, words, f"view: {path}: {error}")
            if process.poll() is not None:
                self.fault(topic, words, f"view ended with {process.returncode}")
            process.terminate()
        _, errors = process.communicate()
        alarm.cancel()
        if address and errors:
            self.fault(topic, words, f"view says: {errors[:200]}")
        if not address and (process.returncode not in allowed or len(errors.splitlines()) != 1):
            self.fault(topic, words, f"view ended with {process.returncode}: {errors[:200]}")
        if self.survivors() != self.state:
            self.fault(topic, words, "a folder that is nobody's business was touched")
        for path in self.temporary.iterdir():
            self.fault(topic, words, f"left in the temporary folder: {path.name}")
            shutil.rmtree(path, ignore_errors=True)
        return pages

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def memory_limit(kilobytes):
    """For `preexec_fn`: no more address space than that."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (kilobytes * 1024, kilobytes * 1024))
