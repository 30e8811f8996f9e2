"""The end of every feedback: the points, and who has given the right answers. Pure."""

from __future__ import annotations

from grader.language import _, ngettext
from grader.model import Report
from grader.report.text import plain

__all__ = ["closing_sentences", "points_of"]

#: A stored report may hold any number of notes, of any length.
_MAX_NOTES, _MAX_NOTE = 6, 500


def points_of(report: Report) -> str:
    """Say how many points there are."""
    return _("{points} of {max_points} points.").format(
        points=report.points, max_points=report.max_points
    )


def closing_sentences(report: Report) -> list[str]:
    """Return the points with what they rest on, and then whatever else has to be known."""
    first = f"{points_of(report)} {_counts(report)}"
    others = (report.oracle.text, report.casebook.text, _missed(report))
    notes = (plain(note, _MAX_NOTE) for note in report.notes[:_MAX_NOTES])
    return [first, *(text for text in others if text), *notes]


def _counts(report: Report) -> str:
    """Say how many calls were tried, and who has answered them."""
    tried = sum(finding.calls for finding in report.findings)
    if report.casebook.alone:
        text = ngettext(
            "{tried} recorded test, {agreed}", "{tried} recorded tests, {agreed}", tried
        )
        return text.format(tried=tried, agreed=_agreed_before(report))
    text = ngettext("{tried} test, {agreed}", "{tried} tests, {agreed}", tried)
    return text.format(tried=tried, agreed=_agreed(report))


def _agreed_before(report: Report) -> str:
    casebook = report.casebook
    if not casebook.tensorflow:
        return _("answers by the reference on {day}.").format(day=casebook.made)
    text = _("answers agreed by the reference and tf.nn {version} on {day}.")
    return text.format(version=casebook.tensorflow, day=casebook.made)


def _missed(report: Report) -> str:
    """Tell the course's author what the casebook does not show."""
    if not report.casebook.missed:
        return ""
    text = _(
        "Only fresh inputs show what is wrong with {names}. For the author of the course: "
        "add such a call to the exercise's worked calls, and run: {command}"
    )
    names = ", ".join(report.casebook.missed)
    return text.format(names=names, command=f"grader casebook {report.assignment}")


def _agreed(report: Report) -> str:
    if report.oracle.state == "agreed":
        text = _("answers agreed by the reference and tf.nn {version}.")
    elif report.oracle.state == "disagreed":
        text = _("answers of the reference and tf.nn {version} do not all agree.")
    elif report.oracle.state == "died":
        text = _("answers by the reference; tf.nn did not answer.")
    else:
        text = _("answers by the reference; tf.nn was not asked.")
    return text.format(version=report.versions.get("tensorflow", "?"))
