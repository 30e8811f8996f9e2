"""Text that stays text in Markdown, whoever wrote it. Pure.

Backslashes hide characters from CommonMark, but not from what GitHub does afterwards to the
text that comes out: mentions, issue numbers, commits, addresses, formulas and emoji become links
and pictures. It leaves code alone. So what holds any of these is written as code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.report.text import plain

__all__ = ["code", "fence", "prose"]

_RUN = re.compile("`+")
#: What GitHub makes something of, and characters that only a program has written.
_SUSPICIOUS = re.compile(
    r"""
    [@\#$\\^{}] | :// | \bwww\. | \bGH-\d | [0-9a-fA-F]{7} | :\S+: | ^\s | \s$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPECIAL = re.compile(r"([`*_\[\]<>&|~])")
#: What makes a list, a rule or a heading of the line before, where a line begins with it.
_OPENING = re.compile(r"^(\d*)([-+=.)])")


def prose(text: str, limit: int = 1_000) -> str:
    r"""Write a text as words of a paragraph, a heading or a cell; as code where that is not safe.

    Example:
        >>> print(prose("Is same_padding <= 2?"))
        Is same\_padding \<= 2?
        >>> print(prose("thanks to @everyone"))
        `thanks to @everyone`
    """
    safe = plain(text, limit)
    if _SUSPICIOUS.search(safe):
        return code(safe, limit)
    return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", safe))


def code(text: str, limit: int = 240) -> str:
    """Write a text as code within a line, also in a cell of a table.

    Example:
        >>> print(code("a`b"))
        `` a`b ``
    """
    safe = plain(text, limit).replace("|", "\\x7c")
    if not safe:
        return ""
    ticks = "`" * (_longest_run(safe) + 1)
    room = " " if "`" in safe or safe.strip() != safe else ""
    return f"{ticks}{room}{safe}{room}{ticks}"


def fence(lines: Sequence[str]) -> str:
    """Write lines as a block of code, whatever is in them.

    Example:
        >>> print(fence(["~~~", "```"]))
        ````text
        ~~~
        ```
        ````
    """
    safe = [plain(line, 10_000) for line in lines]
    ticks = "`" * max(3, *(_longest_run(line) + 1 for line in safe)) if safe else "```"
    return "\n".join([f"{ticks}text", *safe, ticks])


def _longest_run(text: str) -> int:
    return max((len(run) for run in _RUN.findall(text)), default=0)
