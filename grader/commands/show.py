"""``grader show``: the worked example of an exercise, one cell of its answer after the other."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from grader.commands.common import fail, in_course, quoted, shared_options, width
from grader.commands.hint import named_exercise
from grader.commands.keys import steps
from grader.commands.output import check_target, echo, redraw, screen_style, write
from grader.language import _, current
from grader.width import wrap

if TYPE_CHECKING:
    from grader.course import Course
    from grader.explain.frames import Example
    from grader.report.page import Style
    from grader.subject import Subject

__all__ = ["show"]

#: Lines of a screen beside those of a call: the drawing's, the heading's, and what is empty.
_BELOW_CALL: Final = 20


@click.command()
@click.argument("assignment")
@click.argument("exercise")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change an argument.")
@click.option("--example", type=click.IntRange(1), help="Which example, if there are several.")
@click.option("--frame", type=click.IntRange(1), help="Print this cell.")
@click.option("--all", "everything", is_flag=True, help="Print all cells.")
@click.option("--svg", type=click.Path(path_type=Path), help="Write the cell to a file instead.")
@in_course
def show(
    assignment: str,
    exercise: str,
    settings: tuple[str, ...],
    example: int | None,
    frame: int | None,
    everything: bool,  # noqa: FBT001  (click gives flags this way)
    svg: Path | None,
    course: Course,
) -> None:
    """Show how the right answer to a worked example of an EXERCISE comes about, cell by cell.

    On a terminal, keys move from cell to cell.
    """
    if everything and (frame is not None or svg is not None):
        fail(_("--all shows every cell: it goes neither with --frame nor with --svg."))
    check_target(svg)
    examples = _examples(course, assignment, exercise, settings, (example or 1) - 1)
    at = 0 if settings else (example or 1) - 1
    count, number = examples[at].count, frame or 1
    if number > count:
        text = _("There is no cell {number}. The last one is {count}.")
        fail(text.format(number=number, count=count))
    options = [f" --set {quoted(one)}" for one in settings]
    command = f"grader show {assignment} {exercise}{''.join(options)}{shared_options()}"
    walk = _Walk(examples, command)
    if svg is not None:
        _write_svg(examples[at], number - 1, svg)
    elif everything:
        echo(lambda style: walk.printed(at, range(count), style))
    elif frame is not None:
        echo(lambda style: walk.printed(at, [number - 1], style))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        walk.begin(at)
    else:
        echo(lambda style: walk.printed(at, [0], style))
        walk.tell_more(at)


def _examples(
    course: Course, assignment: str, name: str, settings: Sequence[str], number: int
) -> list[Example]:
    """Return all examples of an exercise, or one of them with other arguments."""
    from grader.explain.frames import Example  # noqa: PLC0415  (--help does not need it)
    from grader.sources import load_curriculum  # noqa: PLC0415

    exercise = named_exercise(load_curriculum(course, assignment), name)
    calls = exercise.worked or _stand_in(course, assignment, name).worked
    if number >= len(calls):
        text = _("There is no example {number}. The last one is {count}.")
        fail(text.format(number=number + 1, count=len(calls)))
    if not settings:
        return [Example(exercise, call) for call in calls]
    from grader.authoring import Exercise  # noqa: PLC0415

    if not isinstance(exercise, Exercise):
        fail(_("--set needs the course's reference, which is not here."))
    from grader.author.changed import changed  # noqa: PLC0415  (loads Hypothesis)

    return [Example(exercise, changed(exercise, calls[number], settings))]


def _stand_in(course: Course, assignment: str, name: str) -> Subject:
    """Return an exercise as its casebook has it: that knows a call for one without examples."""
    from grader.recorded import recorded_assignment  # noqa: PLC0415  (hardly ever needed)
    from grader.sources import find_sources  # noqa: PLC0415

    casebook = find_sources(course, assignment, "recorded").casebook()
    if casebook is None:  # It was there a moment ago.
        fail(_("There is no example of {name}.").format(name=name))
    return named_exercise(recorded_assignment(casebook, current()), name)


def _write_svg(example: Example, number: int, path: Path) -> None:
    from grader.report.svg import draw  # noqa: PLC0415  (only this option needs it)

    drawing = example.frame(number).drawing
    content = None if drawing is None else draw(drawing, alone=True)
    if content is None:
        text = _("There is no drawing of {name}: only its answer is shown.")
        fail(text.format(name=example.exercise.name))
    write(path, content.encode())
    click.echo(_("wrote {file}").format(file=path.name))


@dataclass(frozen=True)
class _Walk:
    """Examples to walk through, and the command that does so."""

    examples: list[Example]
    command: str

    def printed(self, at: int, numbers: Sequence[int], style: Style) -> str:
        """Return the call and some of its frames."""
        lines = [*self.examples[at].call, *self._note(at)]
        for number in numbers:
            lines += ["", *self._frame(at, number, style)]
        return "\n".join([*lines, ""])

    def tell_more(self, at: int) -> None:
        """Say how to see what else there is."""
        here = f"{self.command} --example {at + 1}" if at else self.command
        more = []
        if (count := self.examples[at].count) > 1:
            text = _("All {count} cells:  {command}")
            more.append(text.format(count=count, command=f"{here} --all"))
        if at + 1 < len(self.examples):
            text = _("The next example:  {command}")
            more.append(text.format(command=f"{self.command} --example {at + 2}"))
        if more:
            click.echo("\n" + "\n".join(more))

    def begin(self, at: int) -> None:
        """Show frame after frame as keys are pressed, and examples after each other."""
        pages = [
            (number, frame)
            for number, example in enumerate(self.examples)
            for frame in range(example.count)
        ]
        page = pages.index((at, 0))
        # Ctrl-C is a way to end it, whenever it comes.
        with suppress(KeyboardInterrupt), steps() as taken:
            redraw(self._screen(*pages[page]), is_first=True)
            for step in taken:
                page = min(max(page + step, 0), len(pages) - 1)
                redraw(self._screen(*pages[page]), is_first=False)

    def _screen(self, at: int, number: int) -> str:
        style, example = screen_style(), self.examples[at]
        rows = shutil.get_terminal_size().lines
        # A call that is too long for the screen is told without its arrays.
        call = example.call if len(example.call) + _BELOW_CALL <= rows else example.short_call
        keys = _("Right arrow or n: next. Left arrow or p: back. q: end.")
        lines = [*call, *self._note(at), "", *self._frame(at, number, style), ""]
        return "\n".join([*lines, *wrap(keys, min(width(), 80)), ""])

    def _frame(self, at: int, number: int, style: Style) -> list[str]:
        """Return a frame, headed by which one it is."""
        example = self.examples[at]
        parts = []
        if len(self.examples) > 1:
            text = _("example {number} of {count}")
            parts.append(text.format(number=at + 1, count=len(self.examples)))
        if example.count > 1:
            text = _("cell {number} of {count}")
            parts.append(text.format(number=number + 1, count=example.count))
        heading = [style(", ".join(parts), "strong")] if parts else []
        return [*heading, *example.frame(number).lines]

    def _note(self, at: int) -> list[str]:
        """Say that cells are left out, where they are."""
        example = self.examples[at]
        if example.total == example.count:
            return []
        text = _("Of {total} cells the first {half} and the last {half} are shown.")
        return ["", text.format(total=example.total, half=example.count // 2)]
