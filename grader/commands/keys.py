"""Keys that move through pages: forward, back, and to the end."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

__all__ = ["steps"]

#: What terminals send, and Windows: whole sequences for arrow keys, or single characters.
_KEYS: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO.|[\x00\xe0].|.", re.DOTALL)
#: Right and down, left and up. On a Korean keyboard n, p and q are other letters.
_FORWARD: Final = (
    *("\x1b[C", "\x1bOC", "\x1b[B", "\x1bOB", "\xe0M", "\x00M", "\xe0P", "\x00P"),
    *(" ", "n", "N", "ㅜ", "\r", "\n"),
)
_BACK: Final = (
    *("\x1b[D", "\x1bOD", "\x1b[A", "\x1bOA", "\xe0K", "\x00K", "\xe0H", "\x00H"),
    *("p", "P", "ㅔ", "\x7f", "\b"),
)
_STEPS: Final = {**dict.fromkeys(_FORWARD, 1), **dict.fromkeys(_BACK, -1)}
#: With Ctrl-C, Ctrl-D and Ctrl-Z (the end of input on Windows), where they come as characters.
_ENDS: Final = frozenset(("q", "Q", "ㅂ", "\x03", "\x04", "\x1a"))


@contextmanager
def steps() -> Iterator[Iterator[int]]:
    """Read keys one by one, and yield 1 for each that means forward, -1 for back, until the end.

    The terminal is ready for keys before anything is shown: none of them is lost.

    Raises:
        KeyboardInterrupt: Ctrl-C was typed.
    """
    with _reader() as read:
        yield _moves(read)


def _moves(read: Callable[[], str]) -> Iterator[int]:
    try:
        while text := read():
            for key in _KEYS.findall(text):
                if key in _ENDS:
                    return
                if key in _STEPS:
                    yield _STEPS[key]
    except (EOFError, OSError):
        return  # OSError: the terminal is gone.


@contextmanager
def _reader() -> Iterator[Callable[[], str]]:
    """Yield what waits for a key and returns it, or several that were quick."""
    try:
        import termios  # noqa: PLC0415  (not on Windows)
        import tty  # noqa: PLC0415
    except ImportError:
        yield click.getchar
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    # Not flushed, or what was typed early would be lost; click.getchar flushes at each key.
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        yield lambda: os.read(terminal, 64).decode("utf-8", "replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
