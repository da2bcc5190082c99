"""An archive's hashes, as docs/ARCHIVE.md tells them: what a reader holds it against before anything is read from it."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from typing import Any

#: Keys of `meta` that hold the hashes themselves.
ROWS, DESCRIPTION, CONTENT = "rows_sha256_sum", "description_sha256", "content_sha256"
#: Tables in the order in which they are hashed, with the order of their rows.
_TABLES = (
    ("arms", "arm"),
    ("purchases", "arm, item"),
    ("settings", "setting"),
    ("factors", "setting, factor"),
    ("parameters", "parameter"),
    ("draws", "sample, parameter"),
    ("runs", "setting, sample, run, arm"),
    ("records", "setting, sample, run, arm"),
)
_VIEWS = (
    "outcomes",
    "sensitivity_outcomes",
    "samples",
    "leakers_by_arm",
    "leakers_by_sample",
    "leaker_distribution",
    "differences",
    "causes_by_arm",
    "progress",
)
_GROWING = {"runs": b"\1", "records": b"\2"}


def _bytes(row: tuple[Any, ...]) -> bytes:
    """A row as bytes: each value's kind, numbers by their bits, text and bytes after their length."""
    parts = []
    for value in row:
        if value is None:
            parts.append(b"\0")
        elif isinstance(value, int):
            parts.append(b"\1" + struct.pack("<q", value))
        elif isinstance(value, float):
            parts.append(b"\2" + struct.pack("<d", value))
        else:
            kind, content = (3, value.encode()) if isinstance(value, str) else (4, bytes(value))
            parts.append(bytes([kind]) + struct.pack("<Q", len(content)) + content)
    return b"".join(parts)


def seals(connection: sqlite3.Connection) -> dict[str, str]:
    """The three hashes of what an archive holds."""
    total = 0
    content, description = hashlib.sha256(), hashlib.sha256()
    for table, order in (("meta", "key"), ("documents", "name")):
        description.update(f"{table}\n".encode())
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            if table != "meta" or row[0] not in (ROWS, DESCRIPTION, CONTENT):
                description.update(_bytes(row))
    for table, order in _TABLES:
        heading = f"{table}\n".encode()
        content.update(heading)
        if table not in _GROWING:
            description.update(heading)
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            line = _bytes(row)
            content.update(line)
            if table in _GROWING:
                total += int.from_bytes(hashlib.sha256(_GROWING[table] + line).digest(), "big")
            else:
                description.update(line)
    description.update(b"views\n")
    words = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    for name in _VIEWS:
        description.update(_bytes((name, words.get(name))))
    return {ROWS: f"{total % 2**256:064x}", DESCRIPTION: description.hexdigest(), CONTENT: content.hexdigest()}


def is_sealed(text: bytes, seal: object) -> bool:
    """Whether a run record is what its seal was made of: the SHA-256 of the file with zeros in place of the seal's own digits."""
    place = text.rfind(b'"seal":"') + len(b'"seal":"')
    blank = text[:place] + b"0" * 64 + text[place + 64 :]
    return isinstance(seal, str) and hashlib.sha256(blank).hexdigest() == seal


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether an archive is what its hashes were made of; one of version 2 carries that of its content alone."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in (2, 3) or connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]:
        return False
    said = dict(connection.execute("SELECT key, value FROM meta WHERE key IN (?, ?, ?)", (ROWS, DESCRIPTION, CONTENT)))
    # What anybody may have written in a view's place must come to an end.
    endless = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'view' AND upper(sql) LIKE '%RECURSIVE%'"
    if connection.execute(endless).fetchone()[0]:
        return False
    found = seals(connection)
    if version < 3:
        # It had no other hashes: a later archive whose version was changed has.
        return said == {CONTENT: found[CONTENT]}
    return all(said.get(key) == found[key] for key in (ROWS, DESCRIPTION)) and said.get(CONTENT, found[CONTENT]) == found[CONTENT]
