"""The feedback as a comment on a pull request, which is found again by its first line. Pure."""

from __future__ import annotations

from grader.language import _
from grader.model import Report
from grader.report.formats import Setting
from grader.report.markdown import markdown
from grader.report.markup import code

__all__ = ["MARKER", "render"]

#: The first line, unseen: the next comment takes the place of the one that begins with it.
MARKER = "<!-- grader -->"
#: GitHub takes 65,536 characters.
_MOST = 60_000


def render(report: Report, _setting: Setting) -> str:
    """Return the comment; it says of itself that whoever wrote the pull request can change it."""
    closing = _(
        "This check ran in the pull request itself, whose author can change it: it is for "
        "practice, and is not the grade."
    )
    parts = [MARKER, markdown(report, _MOST).rstrip("\n"), closing]
    if report.commit:
        parts.append(_("Commit: {commit}").format(commit=code(report.commit)))
    return "\n\n".join(parts) + "\n"
