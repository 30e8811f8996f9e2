"""The formats that a report is written in, by name. Each is a pure function of the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, cast

if TYPE_CHECKING:
    from grader.model import Report

__all__ = ["FORMATS", "Format", "Setting", "files_of", "printed_of"]

_UNKNOWN: Final = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a format may know besides the report.

    Attributes:
        text: The feedback as the terminal shows it, 80 columns wide and without colours.
        token: What nobody can guess: between two of these, a CI log takes no commands.
        now: When the report was made.
        environment: The variables that a classroom's service sets.
    """

    text: str = ""
    token: str = ""
    now: datetime = _UNKNOWN
    environment: Mapping[str, str] = field(default_factory=dict)


class Format(NamedTuple):
    """What a format makes; each by a function, as ``module:function`` in this package.

    Attributes:
        printed: What goes to the standard output.
        files: From a file's name to its content.
    """

    printed: str
    files: Mapping[str, str]


#: A new format is a line here and a function ``(Report, Setting) -> str`` in a module beside.
FORMATS: Final[Mapping[str, Format]] = {
    "text": Format("formats:text", {"feedback.txt": "formats:text"}),
    "json": Format("formats:json", {"report.json": "formats:json"}),
    "markdown": Format("markdown:render", {"feedback.md": "markdown:render"}),
    "html": Format("html:render", {"feedback.html": "html:render"}),
    "github": Format("github:render", {"summary.md": "markdown:render"}),
    "comment": Format("comment:render", {"comment.md": "comment:render"}),
    "junit": Format("junit:render", {"junit.xml": "junit:render"}),
    "gradescope": Format("gradescope:render", {"results.json": "gradescope:render"}),
    "classroom50": Format(
        "classroom50:render",
        {"result.json": "classroom50:render", "release-body.md": "markdown:render"},
    ),
    "sarif": Format("sarif:render", {"report.sarif": "sarif:render"}),
}


def printed_of(name: str, report: Report, setting: Setting) -> str:
    r"""Return what a format prints.

    Example:
        >>> from grader.model import OracleState, Report
        >>> report = Report(assignment="a", title="A", submission="ada", points=0, max_points=0,
        ...                 seed=0, examples=0, containment="none", seconds=0.0, versions={},
        ...                 oracle=OracleState("off"), concepts=(), findings=())
        >>> printed_of("json", report, Setting())[:16]
        '{\n  "schema": 1,'
    """
    return _function(FORMATS[name].printed)(report, setting)


def files_of(name: str, report: Report, setting: Setting) -> dict[str, str]:
    """Return the files of a format, by name."""
    return {file: _function(how)(report, setting) for file, how in FORMATS[name].files.items()}


def text(_report: Report, setting: Setting) -> str:
    """Return the feedback as the terminal shows it."""
    return setting.text


def json(report: Report, _setting: Setting) -> str:
    """Return the whole report."""
    from grader.model import encode_report  # noqa: PLC0415  (--help needs names alone)

    return encode_report(report).decode()


def _function(how: str) -> Callable[[Report, Setting], str]:
    # By name: a check loads none of the formats that it does not write.
    module, _colon, name = how.partition(":")
    found = getattr(import_module(f"grader.report.{module}"), name)
    return cast("Callable[[Report, Setting], str]", found)
