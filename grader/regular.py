"""Reads a regular file, and nothing else: no link is followed, no pipe or device waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grader.language import _

__all__ = ["decoded", "read_regular", "shown_name", "size_text"]

#: A link is not followed, and a pipe not waited for, also if it was a file a moment ago.
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_OPENING |= getattr(os, "O_BINARY", 0)


def read_regular(path: Path, most: int) -> tuple[bytes, int, str]:
    """Return a file's bytes, up to one more than ``most``, its size and no problem; or this."""
    name = shown_name(path)
    not_a_file = _("{file} is not a regular file (links and devices are not read)")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b"", 0, not_a_file.format(file=name)
        with open(os.open(path, _OPENING), "rb") as file:  # noqa: PTH123  (of a descriptor)
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return b"", 0, not_a_file.format(file=name)
            raw = file.read(most + 1)
    except OSError as error:
        text = _("{file} cannot be read: {reason}")
        return b"", 0, text.format(file=name, reason=error.strerror)
    return raw, max(about.st_size, len(raw)), ""


def decoded(name: str, raw: bytes) -> tuple[str, str]:
    """Return a Python file's text and no problem, or no text and the problem."""
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        problem = _("{file} has a NUL byte in line {line}, so Python cannot read it")
        return "", problem.format(file=name, line=line)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = _("{file} is not UTF-8 text (line {line}): save it as UTF-8 in your editor")
        return "", problem.format(file=name, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""


def size_text(count: int) -> str:
    """Write a size, rounded up: 512 KB and one byte is not "512 KB"."""
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{-(-count // 1024)} KB"


def shown_name(path: Path) -> str:
    """Return a file's name as text: it may be any bytes."""
    return path.name.encode("utf-8", "backslashreplace").decode("utf-8")
