"""Refuses, at the door, what an author has declared in a way that cannot work."""

from __future__ import annotations

import inspect
import keyword
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

__all__ = [
    "AuthoringError",
    "check_callable",
    "check_files",
    "check_name",
    "check_no_twins",
    "check_same_parameters",
    "check_texts",
    "check_tuple",
]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,31}\.[a-z]{1,8}")
#: What a handout has of its own, by the name without an ending: they may be in several languages.
_OWN_FILES = frozenset({"readme", "casebook"})


class AuthoringError(ValueError):
    """An assignment is declared in a way that cannot work; the message says how to mend it."""


def check_callable(name: str, value: object, is_right: Callable[[object], bool] = callable) -> None:
    """Refuse what is not a function."""
    if not is_right(value):
        raise AuthoringError(
            f"expected a function but got {name}={value!r} ({type(value).__name__})"
        )


def check_tuple(where: str, name: str, value: object, kind: type) -> None:
    """Refuse what is not a tuple of ``kind``, or empty."""
    good = isinstance(value, tuple) and all(isinstance(one, kind) for one in value)
    if not good or not value:
        raise AuthoringError(f"{where} got {name}={value!r}, should be a tuple of {kind.__name__}")


def check_files(where: str, files: tuple[str, ...], modules: Collection[str]) -> None:
    """Refuse what cannot name files beside the stubs, which are called like ``modules``."""
    check_texts(where, "files", files, at_least=0)
    check_no_twins(where, [name.lower() for name in files])
    for name in files:
        if not _FILE.fullmatch(name):
            raise AuthoringError(
                f"{where} has the file {name!r}; names are letters, digits, _ and -, with an "
                "ending in lower case letters, and no folder"
            )
        if name.lower().partition(".")[0] in {*modules, *_OWN_FILES}:
            raise AuthoringError(f"{where} has the file {name!r}, which a handout has itself")


def check_name(where: str, name: object) -> None:
    """Refuse what cannot name a function or a folder everywhere."""
    if not isinstance(name, str) or not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise AuthoringError(
            f"{where} is called {name!r}; names are lower case letters, digits and _, "
            "32 characters at most, a letter first"
        )


def check_texts(where: str, name: str, value: object, *, at_least: int) -> None:
    """Refuse what is not a tuple of texts."""
    if not isinstance(value, tuple):
        raise AuthoringError(
            f"{where} got {name}={value!r} ({type(value).__name__}), should be a tuple of str"
        )
    if len(value) < at_least:
        raise AuthoringError(f"{where} has {len(value)} {name}, should have at least {at_least}")
    for text in value:
        if not isinstance(text, str) or not text.strip():
            raise AuthoringError(f"{where} has {text!r} among its {name}, should be a text")


def check_no_twins(where: str, names: Sequence[str]) -> None:
    """Refuse a name that comes twice."""
    for name, count in Counter(names).items():
        if count > 1:
            raise AuthoringError(f"{where} has two things called {name!r}")


def check_same_parameters(
    where: str,
    function: Callable[..., Any],
    other: Callable[..., Any],
    first: Sequence[str] = (),
) -> None:
    """Refuse a function with other parameters, but for those that come ``first``."""
    ours = [*first, *inspect.signature(function).parameters]
    theirs = list(inspect.signature(other).parameters)
    if ours != theirs:
        raise AuthoringError(
            f"{where}: {other.__name__} takes {theirs}, should take the parameters "
            f"of {function.__name__}, {ours}"
        )
