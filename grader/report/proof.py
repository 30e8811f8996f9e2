"""The proof of a reference run on the terminal: what holds, the table, and every hole."""

from __future__ import annotations

from collections.abc import Sequence

from grader.language import _, ngettext
from grader.proof import ExerciseProof, Named, Part, Proof
from grader.report.page import Page, Style, no_style
from grader.width import clip, display_width, ljust

__all__ = ["render_proof"]

#: No line is longer, however wide the terminal.
MAX_WIDTH = 80
_MIN_WIDTH = 60


def render_proof(
    proof: Proof, *, width: int = MAX_WIDTH, style: Style = no_style, verbose: bool = False
) -> str:
    """Return a proof as text.

    * ``width`` is the terminal's; lines keep to it, and to 80.
    * ``style`` colours text; nothing depends on it.
    * ``verbose`` adds the whole confusion table, and the versions.
    """
    page = Page(max(_MIN_WIDTH, min(width, MAX_WIDTH)), style, verbose)
    page.paragraph(f"{proof.assignment}  {proof.title}", "", strong=proof.assignment)
    text = _("The grader proves itself, on the inputs of seed {seed}.")
    page.paragraph(text.format(seed=proof.seed), "")
    page.line()
    for parts, sentence in _parts(proof):
        _part(page, proof, parts, sentence)
    page.line()
    _summary(page, proof.exercises)
    page.line()
    _not_as_made(page, proof.table)
    if verbose:
        _every_one(page, proof)
    for note in proof.notes:
        page.paragraph(note, "")
        page.line()
    _holes(page, proof)
    return "\n".join(page.lines) + "\n"


def _parts(proof: Proof) -> list[tuple[tuple[Part, ...], str]]:
    """Return what was looked at, each with a sentence that is true with holes and without."""
    rows = [row for row in proof.table if row.kind != "pair"]
    pairs = [row for row in proof.table if row.kind == "pair"]
    passing = sum(not one.refused for one in proof.alternatives)
    return [
        (
            ("reference",),
            _("The reference gets {points} of {all} points when it is graded.").format(
                points=proof.reference.points, all=proof.reference.max_points
            ),
        ),
        (("twins",), _twins(proof)),
        (
            ("stubs",),
            _("Stubs that are not started: {count} of {all}.").format(
                count=proof.stubs.exercises - len(proof.stubs.refused), all=proof.stubs.exercises
            ),
        ),
        (
            ("misconceptions", "alike"),
            _("Misconceptions: {ids}, made in {ways} ways; caught {caught}, named {named}.").format(
                ids=len({row.ids for row in rows}),
                ways=sum(row.variants for row in rows),
                caught=sum(row.caught for row in rows),
                named=sum(row.named for row in rows),
            ),
        ),
        (
            ("pairs",),
            _(
                "Pairs of them: {pairs}, made in {ways} ways; "
                "named {named}, unnamed {unnamed}, misnamed {wrong}."
            ).format(
                pairs=len({row.ids for row in pairs}),
                ways=sum(row.variants for row in pairs),
                named=sum(row.named for row in pairs),
                unnamed=sum(row.unnamed for row in pairs),
                wrong=sum(row.misnamed for row in pairs),
            ),
        ),
        (
            ("alternatives",),
            _("Right answers in other styles that pass: {count} of {all}.").format(
                count=passing, all=len(proof.alternatives)
            ),
        ),
        (
            ("texts",),
            _("Handouts and translations were looked for in: {languages}.").format(
                languages=", ".join(proof.languages)
            ),
        ),
    ]


def _twins(proof: Proof) -> str:
    if proof.oracle.state in {"off", "not_installed"}:
        return _("The reference was not compared with tf.nn.")
    largest = max((one.twin.largest or 0.0 for one in proof.exercises), default=0.0)
    text = _("The reference and tf.nn {version} were compared on {count} inputs of each exercise.")
    found = text.format(version=proof.versions.get("tensorflow", ""), count=proof.examples)
    if proof.oracle.state != "agreed":
        return found
    share = _("The largest error is {share} of what is allowed.").format(share=f"{largest:.2g}")
    return f"{found} {share}"


def _part(page: Page, proof: Proof, parts: tuple[Part, ...], sentence: str) -> None:
    mark, kind = "ok", "good"
    if parts == ("twins",) and proof.oracle.state in {"off", "not_installed"}:
        mark, kind = "--", "dim"
    if any(hole.part in parts for hole in proof.holes):
        mark, kind = "X", "bad"
    at = len(page.lines)
    page.paragraph(sentence, f"{mark:2}  ", "")
    first, *others = page.lines[at:]
    indent = " " * 4
    page.lines[at:] = [
        f"{page.style(mark, kind)}{first[len(mark) :]}",
        *(indent + line[len(indent) :] for line in others),
    ]


def _summary(page: Page, exercises: Sequence[ExerciseProof]) -> None:
    """Write one line for each exercise, below two of headings."""
    heads = [
        ("", _("ids")),
        ("", _("ways")),
        ("", _("caught")),
        ("", _("named")),
        (_("misconceptions"), _("inputs")),
        ("", _("named")),
        ("", _("unnamed")),
        (_("pairs"), _("misnamed")),
        ("tf.nn", _("error")),
    ]
    rows = [tuple(map(str, _numbers(one))) for one in exercises]
    columns = [2 + max(map(display_width, cells)) for cells in zip(*rows, strict=True)]
    # Two groups beside each other need room for both names.
    groups = [group for group, _head in heads]
    beside = [group if before else "" for before, group in zip(["", *groups], groups, strict=False)]
    columns = [
        max(width, 1 + display_width(head), 1 + display_width(group))
        for width, (_group, head), group in zip(columns, heads, beside, strict=True)
    ]
    room = page.width - sum(columns)
    longest = min(room, max(len(one.exercise) for one in exercises))
    above, below = _headings(heads, columns)
    page.line(" " * longest + above)
    page.line(" " * longest + below)
    for one, cells in zip(exercises, rows, strict=True):
        line = "".join(cell.rjust(width) for cell, width in zip(cells, columns, strict=True))
        page.line(ljust(clip(one.exercise, room), longest) + line)
    text = _(
        "inputs: how many it takes until the best hidden one shows. error: as a share of what "
        "is allowed."
    )
    page.paragraph(text, "")


def _numbers(one: ExerciseProof) -> tuple[int | str, ...]:
    share = "-" if one.twin.largest is None else f"{one.twin.largest:.2g}"
    return (
        one.misconceptions,
        one.variants,
        one.caught,
        one.named,
        one.needs,
        one.pairs_named,
        one.pairs_unnamed,
        one.pairs_misnamed,
        share,
    )


def _headings(heads: Sequence[tuple[str, str]], columns: Sequence[int]) -> tuple[str, str]:
    """Return two lines: what stands over several columns ends where the last of them does."""
    above = below = ""
    for (group, head), width in zip(heads, columns, strict=True):
        below += " " * (width - display_width(head)) + head
        if group:
            above += " " * (display_width(below) - display_width(above + group)) + group
    return above, below


def _not_as_made(page: Page, table: Sequence[Named]) -> None:
    """Write what was not told as it was made; for a pair, silence is no fault."""
    rows = [row for row in table if row.named < row.variants]
    if not rows:
        return
    page.line(_("Not named as they were made:"))
    for row in rows:
        told = [_ids(said) for said in row.said] + [_("nothing")] * bool(row.unnamed)
        page.paragraph(f"{row.exercise}  {_ids(row.ids)}  -> {'; '.join(told)}", "  ", "    ")
    page.line()


def _every_one(page: Page, proof: Proof) -> None:
    """Write each misconception with where it was made, and what it was told to be."""
    page.line(_("Every misconception, in how many exercises, caught with how many inputs:"))
    rows: dict[tuple[str, ...], list[Named]] = {}
    for row in sorted(proof.table, key=lambda row: (row.kind == "pair", row.ids)):
        rows.setdefault(row.ids, []).append(row)
    for ids, every in rows.items():
        said = {_ids(one) for row in every for one in row.said}
        named = [_("itself")] * any(row.named for row in every) + sorted(said)
        named += [_("nothing")] * any(row.unnamed for row in every)
        numbers = f"{len(every):3} {max(row.needs for row in every):4}  "
        if display_width(_ids(ids)) > _WIDEST:
            page.line(f"  {_ids(ids)}")
            page.paragraph(", ".join(named), "  " + " " * _WIDEST + numbers, "")
        else:
            page.paragraph(", ".join(named), f"  {ljust(_ids(ids), _WIDEST)}{numbers}", "")
    page.line()
    for exercise, groups in proof.alike.items():
        for group in groups:
            text = _("One behaviour in {exercise}: {ids}.")
            page.paragraph(text.format(exercise=exercise, ids=_ids(group)), "")
    for name, reason in proof.unseen:
        page.paragraph(_("No input shows {id}: {reason}").format(id=name, reason=reason), "", "  ")
    versions = ", ".join(f"{name} {number}" for name, number in proof.versions.items())
    page.paragraph(
        _("With {versions}; containment {level}.").format(
            versions=versions, level=proof.containment
        ),
        "",
        "  ",
    )
    page.line()


_WIDEST = 42


def _ids(ids: Sequence[str]) -> str:
    return " + ".join(ids)


def _holes(page: Page, proof: Proof) -> None:
    seconds = f"{proof.seconds:.1f} s"
    if not proof.holes:
        text = _("Nothing is left open.")
        page.line(f"{page.style(text, 'good')}  {seconds}")
        return
    count = len(proof.holes)
    text = ngettext("There is {count} hole:", "There are {count} holes:", count)
    page.line(f"{page.style(text.format(count=count), 'bad')}  {seconds}")
    for number, hole in enumerate(proof.holes, start=1):
        page.line()
        head = f"{number}. "
        page.paragraph(head + hole.text, "", " " * len(head))
        page.paragraph(hole.todo, " " * len(head))
