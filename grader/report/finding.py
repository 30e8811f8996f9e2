"""One finding on the terminal: what the code does, the evidence, the example, the hint."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grader.language import _, ngettext
from grader.model import ArrayValue, Counterexample, Diagnosis, Finding, Location
from grader.place import Place, place_text
from grader.report.grid import side_by_side
from grader.report.page import Page
from grader.report.text import cut, plain, two_values, value_text
from grader.width import display_width

__all__ = [
    "MARKS",
    "Sentence",
    "example_lines",
    "folded_sentence",
    "place_of",
    "sentences",
    "write_finding",
]

#: How a status is marked, and coloured.
MARKS = {
    "passed": ("ok", "good"),
    "failed": ("X", "bad"),
    "not_started": ("--", "dim"),
    "not_graded": ("?", "dim"),
    "broken": ("!!", "bad"),
}
#: Outcomes that say more than the misconception does: which exception, which argument.
_SPEAKING = frozenset({"raised", "type", "dtype", "changed_argument"})
_CALL, _VALUES = " " * 6, " " * 10


class Sentence(NamedTuple):
    """One thing that is told of a finding, safe to print.

    Attributes:
        text: The sentence, or a line of code.
        kind: ``said`` by us and the assignment's author; ``seen`` where student code may have
            chosen words of it, in an exception, say; ``source`` for a line of the student's.
    """

    text: str
    kind: Literal["said", "seen", "source"]


def write_finding(
    page: Page, finding: Finding, alike: Sequence[str] = (), folded: Sequence[str] = ()
) -> None:
    """Write one finding.

    * ``alike`` are exercises of which just the same is to be told.
    * ``folded`` are those that fail because of this one.
    """
    _title(page, finding, alike)
    for sentence in sentences(finding):
        if sentence.kind == "source":
            page.line(f"      {cut(sentence.text, page.width - 6)}")
        else:
            page.paragraph(sentence.text)
    if finding.counterexample is not None:
        page.line()
        _counterexample(page, finding.counterexample)
    if page.verbose:
        _more(page, finding)
    if folded or finding.hint:
        page.line()
    if folded:
        page.paragraph(folded_sentence(folded))
    if finding.hint:
        think = _("Think:")
        hanging = " " * (display_width(think) + 1)
        page.paragraph(f"{think} {plain(finding.hint)}", hanging=hanging)
    page.line()


def _title(page: Page, finding: Finding, alike: Sequence[str]) -> None:
    mark, kind = MARKS[finding.status]
    names = ", ".join((finding.exercise, *alike))
    title = f"{mark} {names}"
    place = place_of(finding.location)
    gap = page.width - len(title) - display_width(place)
    if gap >= 2:  # noqa: PLR2004  (title and place on one line, told apart)
        styled = f"{page.style(mark, kind)} {page.style(names, 'strong')}"
        page.line(styled + " " * gap + page.style(place, "dim") if place else styled)
    else:
        page.paragraph(title, "", "  ", strong=names)
        page.paragraph(place)


def folded_sentence(folded: Sequence[str]) -> str:
    """Say which exercises fail because of a finding."""
    text = ngettext(
        "{names} fails for the same reason (no points lost twice).",
        "{names} fail for the same reason (no points lost twice).",
        len(folded),
    )
    return text.format(names=", ".join(folded))


def sentences(finding: Finding) -> Iterator[Sentence]:
    """Say what the code does, where that is known; else what came back; then the counts."""
    diagnosis = finding.diagnosis
    known = diagnosis is not None and diagnosis.kind != "symptoms"
    if not known or finding.outcome in _SPEAKING:
        yield Sentence(plain(finding.headline), "seen")
        source = finding.location.source if finding.location is not None else ""
        if source and finding.outcome in {"raised", "not_finished"}:
            yield Sentence(plain(source), "source")
    if known and diagnosis is not None:
        yield Sentence(plain(diagnosis.says), "said")
    if finding.wrong_calls:
        counts = ngettext(
            "Wrong on {wrong} of {calls} test.", "Wrong on {wrong} of {calls} tests.", finding.calls
        ).format(wrong=finding.wrong_calls, calls=finding.calls)
        agreeing = f" {_agreeing(finding, diagnosis)}" if known and diagnosis else ""
        yield Sentence(f"{counts}{agreeing}", "said")
    for detail in () if known and finding.outcome not in _SPEAKING else finding.details:
        yield Sentence(plain(detail), "seen")
    if not known and diagnosis is not None and diagnosis.says:
        yield Sentence(plain(diagnosis.says, 1_000), "seen")


def _agreeing(finding: Finding, diagnosis: Diagnosis) -> str:
    """Say on how many calls the mistake gives what the function gave."""
    all_agree = diagnosis.agrees == diagnosis.calls
    if finding.outcome == "raised" and diagnosis.kind == "misconception" and all_agree:
        return _("It stops on these, and on no other.")
    if all_agree:
        texts = {
            "misconception": _("All {calls} answers are what this mistake gives."),
            "pair": _("All {calls} answers are what these two mistakes give."),
            "tie": _("All {calls} answers are what either of them gives."),
        }
    else:
        texts = {
            "misconception": _(
                "Where this mistake gives an answer ({agrees} tests), it is the same as yours."
            ),
            "pair": _(
                "Where these two mistakes give an answer ({agrees} tests), it is the same as yours."
            ),
            "tie": _(
                "Where either of them gives an answer ({agrees} tests), it is the same as yours."
            ),
        }
    return texts[diagnosis.kind].format(agrees=diagnosis.agrees, calls=diagnosis.calls)


def example_lines(example: Counterexample, width: int) -> list[str]:
    """Return the smallest call and how it comes out, in lines without a common indent."""
    page = Page(width)
    _counterexample(page, example)
    return textwrap.dedent("\n".join(page.lines)).split("\n")


def _counterexample(page: Page, example: Counterexample) -> None:
    for line in example.call.splitlines():
        # A call may be broken inside its brackets, and there is always one.
        page.paragraph(plain(line, 10_000), _CALL, "    ")
    yours, right = example.yours, example.right
    if not example.returned:
        page.paragraph(f"{_('right')}   {value_text(right)}", _VALUES)
    elif example.picture is not None:
        page.line()
        page.paragraph(plain(example.picture.text, 1_000), _CALL)
        page.line()
        page.lines += [f"{_VALUES}{plain(line)}".rstrip() for line in example.picture.lines]
    elif isinstance(yours, ArrayValue) and isinstance(right, ArrayValue) and right.shape:
        if example.wrong or yours.shape != right.shape:
            page.line()
            _arrays(page, yours, right, example.wrong)
    elif value_text(yours) != value_text(right):  # Else the sentence says what it is.
        _pair(page, *two_values(yours, right))


def _pair(page: Page, yours: str, right: str) -> None:
    """Write two values under each other, and that the first one is wrong."""
    wrong = f"{yours}   {_('<-- wrong')}"
    page.labelled([(_("yours"), wrong), (_("right"), right)], _VALUES)


def _arrays(
    page: Page, yours: ArrayValue, right: ArrayValue, wrong: tuple[tuple[int, ...], ...]
) -> None:
    if yours.shape != right.shape:
        text = _("shape {shape}")
        _pair(page, text.format(shape=yours.shape), text.format(shape=right.shape))
    drawable = all(value.cells or 0 in value.shape for value in (yours, right))
    if drawable and len(yours.shape) == len(right.shape):
        room = page.width - len(_VALUES)
        grid = side_by_side(yours, right, wrong, width=room, style=page.style)
        page.lines += [f"{_VALUES}{line}".rstrip() for line in grid]


def _more(page: Page, finding: Finding) -> None:
    """Write what only ``-v`` shows."""
    if finding.traceback:
        page.line()
        page.paragraph(_("Your lines that the error passed:"))
        for location in finding.traceback:
            page.line(f"      {cut(f'{place_of(location)}: {location.source}', page.width - 6)}")
    printed = finding.counterexample.printed if finding.counterexample else ""
    if printed:
        page.line()
        page.paragraph(_("This call printed:"))
        for text in printed.splitlines()[:20]:
            page.line(f"      | {cut(text, page.width - 8)}")


def place_of(location: Location | None) -> str:
    """Return a file and a line in words; nothing where they are not known."""
    if location is None:
        return ""
    return place_text(Place(plain(location.file, 60), location.cell, location.line))
