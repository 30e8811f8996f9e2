"""Reads the replies of a student's process: claims of untrusted code, checked part by part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.evidence import Error, Frame, Outcome
from grader.worker.wire import WireError

__all__ = ["read_reply"]

#: Which words answer which.
_ANSWERS = {
    "open": {"opened", "missing", "other_parameters", "raised", "flooded"},
    "call": {"returned", "raised", "flooded"},
}
#: Of what is printed and of any other text, in characters.
_MAX_PRINTED, _MAX_TEXT = 2**16, 2_000
_MAX_NAME, _MAX_LINE = 100, 500
_MAX_FRAMES = 20
_MAX_NUMBER = 10**7


def read_reply(
    reply: Any,
    request: tuple[str, int],
    parameters: tuple[str, ...],
    sources: Mapping[str, str],
) -> Outcome:
    """Turn a decoded reply into an outcome; every part of it is checked.

    * ``request`` is the word that was asked with (``open`` or ``call``), and its id.
    * ``parameters`` are those of the function that was called.
    * ``sources`` are the submission's files, by module: the lines of a traceback are looked up
      there, whatever the process says that they are.

    Raises:
        WireError, TypeError, ValueError, LookupError, AttributeError: it is not of the protocol.
    """
    word, reply_id, *rest = reply
    if reply_id != request[1] or type(reply_id) is not int:
        raise WireError("a reply to another request")
    if word not in _ANSWERS[request[0]]:
        raise WireError("an answer to something else")
    if word == "returned":
        value, changed, printed = rest
        names = tuple(parameters[_number(index)] for index in changed)
        return Outcome("returned", value=value, changed=names, printed=_text(printed, _MAX_PRINTED))
    if word == "raised":
        described, printed = rest
        return Outcome(
            "raised", error=_error(described, sources), printed=_text(printed, _MAX_PRINTED)
        )
    if word == "opened":
        return Outcome("returned", line=_number(*rest))
    if word == "missing":
        return Outcome("missing", value=[_text(name) for name in rest[0]])
    if word == "other_parameters":
        signature, line = rest
        return Outcome("other_parameters", note=_text(signature), line=_number(line))
    if rest:
        raise WireError("a flood, and more")
    return Outcome("flooded")


def _error(described: dict[str, Any], sources: Mapping[str, str]) -> Error:
    frames = tuple(
        Frame(file, _number(line), _text(function), _line(sources[file.removesuffix(".py")], line))
        for file, line, function in described["frames"][-_MAX_FRAMES:]
    )
    return Error(
        _text(described["type"], _MAX_NAME),
        _text(described["message"]),
        frames,
        _text(described["module"], _MAX_NAME),
    )


def _line(source: str, number: int) -> str:
    """Return a line as Python counts them, where a form feed ends none; ``""`` if there is none."""
    lines = source.split("\n")
    return lines[number - 1][:_MAX_LINE] if 1 <= number <= len(lines) else ""


def _text(value: object, most: int = _MAX_TEXT) -> str:
    if type(value) is not str:
        raise TypeError("a text was expected")
    return value[:most]


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_NUMBER:
        raise TypeError("a small number was expected")
    return value
