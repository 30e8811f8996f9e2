"""Evaluates the few expressions that our workflows use, by GitHub's rules.

Lookups with dots, texts, ``||``, ``==``, ``!=``, ``!``, and the functions of a job's status.
Whatever else stands in an expression is an error: then this has to grow with the workflows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["UnsupportedError", "condition", "fill"]

Value = str | float | bool | None
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')
    | (?P<call>[a-z]+\(\))
    | (?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)
    | (?P<sign>\|\||==|!=|!))""",
    re.VERBOSE,
)
_PLACE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
#: A condition that asks for none of these is also a question for success.
_STATUS = re.compile(r"\b(?:always|cancelled|failure|success)\(\)")


class UnsupportedError(Exception):
    """A workflow uses what is not known here."""


def fill(text: object, contexts: Mapping[str, Any]) -> str:
    """Return a value of a workflow as text, each ``${{ }}`` in it evaluated.

    Example:
        >>> fill("at ${{ github.sha || 'none' }}", {"github": {"sha": ""}})
        'at none'
    """
    if isinstance(text, bool):
        return str(text).lower()
    return _PLACE.sub(lambda found: _text(_evaluate(found[1], contexts)), str(text))


def condition(text: object, contexts: Mapping[str, Any], *, failed: bool) -> bool:
    """Say whether a step with this ``if`` is run.

    * ``failed`` is whether a step before it has failed.

    Example:
        >>> condition("${{ !cancelled() }}", {}, failed=True)
        True
        >>> condition("steps.find.outputs.number != ''", {"steps": {}}, failed=False)
        False
    """
    whole = _PLACE.fullmatch(str(text).strip())
    source = whole[1] if whole else str(text)
    status = {"always()": True, "cancelled()": False, "failure()": failed, "success()": not failed}
    value = bool(_evaluate(source, contexts, status))
    return value if _STATUS.search(source) else value and not failed


def _evaluate(
    source: str, contexts: Mapping[str, Any], status: Mapping[str, bool] | None = None
) -> Value:
    parser = _Parser(list(_tokens(source)), contexts, status or {})
    value = parser.either()
    if parser.tokens:
        raise UnsupportedError(f"{parser.tokens[0][1]} in the expression {source}")
    return value


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    source = source.rstrip()
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            raise UnsupportedError(f"the expression {source}")
        kind = str(found.lastgroup)
        yield kind, found[kind]
        at = found.end()


@dataclass
class _Parser:
    """Evaluates while it reads: no operator here has an effect that would have to be spared."""

    tokens: list[tuple[str, str]]
    contexts: Mapping[str, Any]
    status: Mapping[str, bool]

    def either(self) -> Value:
        value = self.compared()
        while self.take("||"):
            other = self.compared()
            value = value or other
        return value

    def compared(self) -> Value:
        value = self.single()
        if self.take("=="):
            return _equal(value, self.single())
        if self.take("!="):
            return not _equal(value, self.single())
        return value

    def single(self) -> Value:
        if self.take("!"):
            return not self.single()
        kind, token = self.tokens.pop(0) if self.tokens else ("end", "the end")
        if kind == "text":
            return token[1:-1].replace("''", "'")
        if kind == "call" and token in self.status:
            return self.status[token]
        if kind == "name":
            return self.lookup(token)
        raise UnsupportedError(f"{token} in an expression")

    def take(self, sign: str) -> bool:
        if self.tokens[:1] != [("sign", sign)]:
            return False
        del self.tokens[0]
        return True

    def lookup(self, name: str) -> Value:
        """Return what a name stands for: nothing, if only its context is known."""
        context, *keys = name.split(".")
        if context not in self.contexts:
            raise UnsupportedError(f"the context {context}")
        value: Any = self.contexts[context]
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if not isinstance(value, (str, int, float, bool, type(None))):
            raise UnsupportedError(f"{name} is not a single value")
        return value


def _equal(one: Value, other: Value) -> bool:
    """Compare as GitHub does: texts whatever their case, and different kinds as numbers."""
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return _number(one) == _number(other)


def _number(value: Value) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return math.nan


def _text(value: Value) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
