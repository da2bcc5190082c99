"""What this package raises for faults from outside: one line that says where, what was found and what is allowed."""

from __future__ import annotations


class CupolaError(Exception):
    """A file, a call or the program cannot be used; the text is one line."""
