"""The commands: parse, call, print, exit code. The only module that prints.

Exit codes: 0 all passed, 1 the student has failures or unfinished work, 2 the
command can't be carried out as it was given, 3 the grader is broken, 130 it was
stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from grader import __version__

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Report
    from grader.session import Options

__all__ = ["main"]

USAGE, BROKEN, INTERRUPTED = 2, 3, 130
#: A seed that is not given is below this: short enough to be typed again.
_SEEDS = 10_000
#: Larger numbers are not safe in every reader of JSON.
_MAX_SEED = 2**53 - 1
_COLOURS = {"good": "green", "bad": "red"}

_course_option = click.option(
    "--course",
    type=click.Path(path_type=Path),
    help="The course's folder (with assignments/); found from the working directory otherwise.",
)


class _Grader(click.Group):
    """The command group; what nobody has foreseen ends in exit code 3, not in a student's 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            _fail("Stopped.", INTERRUPTED)
        except BrokenPipeError:
            raise  # Nobody reads on, as with ``| head``: click ends quietly.
        except Exception:  # noqa: BLE001  (whatever it is, it is ours)
            traceback.print_exc()
            _fail("The grader itself failed; your work is not at fault.", BROKEN)


@click.group(
    cls=_Grader, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Check exercises on convolutional networks, and explain what is wrong."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows its number; nothing is lost.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


@main.command()
@click.argument("assignment")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@_course_option
@click.option(
    "--seed", type=click.IntRange(0, _MAX_SEED), help="Draw these inputs; printed otherwise."
)
@click.option(
    "--examples",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    help="Inputs drawn for each exercise.",
)
@click.option("--only", multiple=True, help="Only this exercise or concept; may be repeated.")
@click.option(
    "--oracle",
    type=click.Choice(["auto", "tf", "off"]),
    default="auto",
    show_default=True,
    help="Compare the reference with tf.nn too: if installed, always, or never.",
)
@click.option(
    "--containment",
    type=click.Choice(["auto", "full", "partial", "none"]),
    default="auto",
    show_default=True,
    help="The least that student code is run with; auto takes the best, none a plain process.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write a report there.")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks, prints and versions.")
def check(
    assignment: str,
    folder: Path | None,
    course: Path | None,
    seed: int | None,
    examples: int,
    only: tuple[str, ...],
    oracle: str,
    containment: str,
    json_file: Path | None,
    verbose: bool,  # noqa: FBT001  (click gives flags this way)
) -> None:
    """Check the functions of ASSIGNMENT in FOLDER (the course's own stubs if left out)."""
    from grader.session import Options  # noqa: PLC0415  (loads numpy; --help does not need it)

    with _usage_errors():
        found = _course(course)
        options = Options(
            seed=secrets.randbelow(_SEEDS) if seed is None else seed,
            examples=examples,
            only=only,
            oracle=oracle,  # type: ignore[arg-type]  # click has checked it
            containment=containment,  # type: ignore[arg-type]  # as above
        )
        where = folder if folder is not None else found.handout(assignment)
        found.reference(assignment)  # An unknown assignment is told before a missing folder.
        if json_file is not None and not json_file.resolve().parent.is_dir():
            _fail(f"There is no folder {json_file.resolve().parent} to write {json_file.name} to.")
        report = _grade(found, assignment, where, options)
    if json_file is not None:
        _write(json_file, report)
    _show(report, verbose=verbose, command=_command(assignment, folder, course))
    unconfirmed = oracle == "tf" and report.oracle.state != "agreed"
    raise SystemExit(BROKEN if unconfirmed else report.exit_code)


@main.command(name="list")
@_course_option
def list_assignments(course: Path | None) -> None:
    """List assignments, concepts and exercises."""
    with _usage_errors():
        found = _course(course)
        for name in found.assignment_ids():
            assignment = found.load(name)
            points = sum(exercise.points for _, exercise in assignment.exercises)
            click.echo(f"{assignment.id}  {assignment.title}  ({points} points)")
            for concept in assignment.concepts:
                click.echo(f"\n  {concept.title}")
                click.echo(click.wrap_text(concept.goal, min(_width(), 80), "    ", "    "))
                for exercise in concept.exercises:
                    call = f"{exercise.name}({', '.join(exercise.parameters)})"
                    click.echo(f"    {exercise.points:>3}  {call}")


@main.command()
@click.argument("assignment")
@click.argument("exercise")
@click.option("-m", "--more", count=True, help="One more hint each time it is given.")
@_course_option
def hint(assignment: str, exercise: str, more: int, course: Path | None) -> None:
    """Show a hint for an EXERCISE; one more for each --more."""
    from grader.session import select  # noqa: PLC0415  (loads numpy; --help does not need it)

    with _usage_errors():
        ((concept, found), *_) = select(_course(course).load(assignment), [exercise])
        if exercise == concept.id:
            names = ", ".join(one.name for one in concept.exercises)
            _fail(f"{exercise} is a concept. Name one of its exercises: {names}.")
    shown = found.hints[: more + 1]
    width = min(_width(), 80)
    for number, text in enumerate(shown, start=1):
        click.echo(click.wrap_text(f"{number}. {text}", width, subsequent_indent="   "))
    if left := len(found.hints) - len(shown):
        again = " ".join(["--more"] * (more + 1))
        click.echo(f"\n{left} more:  grader hint {assignment} {exercise} {again}")
    else:
        click.echo("\nThat was the last hint.")


@main.command()
@click.argument("assignment")
@_course_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a stub is not up to date.")
@click.option("--force", is_flag=True, help="Overwrite files that somebody has worked on.")
def stubs(
    assignment: str,
    course: Path | None,
    check: bool,  # noqa: FBT001  (click gives flags this way)
    force: bool,  # noqa: FBT001  (as check)
) -> None:
    """Write the students' stubs of ASSIGNMENT from the reference."""
    from grader.author.stubs import outdated, worked_on, write_stubs  # noqa: PLC0415  (as above)

    with _usage_errors():
        found = _course(course)
        reference, handout = found.reference(assignment), found.handout(assignment)
        loaded = found.load(assignment)
        old = outdated(loaded, reference, handout)
        kept = [path for path in old if worked_on(path)]
        if kept and not check and not force:
            names = ", ".join(path.name for path in kept)
            _fail(f"Nothing was written: {names} would lose work. Use --force to overwrite it.")
        written = [] if check else write_stubs(loaded, reference, handout)
    for path in written:
        click.echo(f"wrote {path.name}")
    if not check:
        return
    for path in old:
        click.echo(f"{path} is not what the reference gives. Run: grader stubs {assignment}")
    if not old:
        click.echo(f"All stubs of {assignment} are up to date.")
    raise SystemExit(1 if old else 0)


def _course(named: Path | None) -> Course:
    from grader.course import find_course  # noqa: PLC0415  (kept out of --help)

    return find_course(Path.cwd(), named=named)


def _grade(course: Course, assignment: str, folder: Path, options: Options) -> Report:
    """Grade, with a progress bar on a terminal."""
    from grader.session import grade  # noqa: PLC0415  (as above)

    if not sys.stderr.isatty():
        return grade(course, assignment, folder, options)
    with ExitStack() as stack:
        bars: list[Any] = []  # click does not export the type

        def progress(made: int, total: int) -> None:
            if not bars:  # The total is known once the assignment is loaded.
                bar = click.progressbar(length=total, label="Checking", file=sys.stderr, width=0)
                bars.append(stack.enter_context(bar))
            bars[0].update(made)

        return grade(course, assignment, folder, options, progress)


def _show(report: Report, *, verbose: bool, command: str) -> None:
    from grader.report.console import no_style, render  # noqa: PLC0415  (as above)

    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    style = _colour if coloured else no_style
    text = render(report, width=_width(), style=style, verbose=verbose, command=command)
    click.echo(text, nl=False, color=coloured)


def _colour(text: str, kind: str) -> str:
    return click.style(
        text, fg=_COLOURS.get(kind), bold=kind == "strong" or None, dim=kind == "dim" or None
    )


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


def _command(assignment: str, folder: Path | None, course: Path | None) -> str:
    """Return this command as it could be typed again."""
    parts = ["grader", "check", assignment]
    parts += [str(folder)] if folder is not None else []
    parts += ["--course", str(course)] if course is not None else []
    return " ".join(f'"{part}"' if " " in part else part for part in parts)


def _write(path: Path, report: Report) -> None:
    from grader.files import write_whole  # noqa: PLC0415  (as above)
    from grader.model import encode_report  # noqa: PLC0415

    try:
        write_whole(path, encode_report(report))
    except OSError as error:
        _fail(f"{path} cannot be written: {error.strerror}.")


@contextmanager
def _usage_errors() -> Iterator[None]:
    """Turn what the user can mend into one sentence and exit code 2."""
    from grader.authoring import AuthoringError  # noqa: PLC0415  (as above)
    from grader.course import CourseError  # noqa: PLC0415
    from grader.session import SelectionError  # noqa: PLC0415
    from grader.worker.launch import ContainmentError  # noqa: PLC0415

    try:
        yield
    except (ContainmentError, CourseError, SelectionError, NotADirectoryError) as error:
        _fail(str(error))
    except AuthoringError as error:
        _fail(f"The course is declared in a way that cannot work: {error}", BROKEN)


def _fail(sentence: str, code: int = USAGE) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(code)
