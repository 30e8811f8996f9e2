"""``grader reference``: the grader proves itself on an assignment, and prints the proof."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands.common import BROKEN, fail, in_course, width
from grader.language import _

if TYPE_CHECKING:
    from grader.author.reference_run import ProofOptions
    from grader.course import Course
    from grader.proof import Proof

__all__ = ["reference"]

#: Larger numbers are not safe in every reader of JSON.
_MAX_SEED = 2**53 - 2
_COLOURS = {"good": "green", "bad": "red"}


@click.command()
@click.argument("assignment")
@in_course
@click.option(
    "--seed",
    type=click.IntRange(0, _MAX_SEED),
    default=1,
    show_default=True,
    help="Draw these inputs.",
)
@click.option(
    "--examples",
    type=click.IntRange(1, 10_000),
    default=200,
    show_default=True,
    help="Inputs of each exercise on which the reference and tf.nn are compared.",
)
@click.option(
    "--oracle",
    type=click.Choice(["auto", "tf", "off"]),
    default="auto",
    show_default=True,
    help="Compare the reference with tf.nn: if installed, always, or never.",
)
@click.option("--all", "every", is_flag=True, help="Try pairs of misconceptions in every way.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the proof there.")
@click.option("-v", "--verbose", is_flag=True, help="Show every misconception, and the versions.")
def reference(
    assignment: str,
    course: Course,
    seed: int,
    examples: int,
    oracle: str,
    every: bool,  # noqa: FBT001  (click gives flags this way)
    json_file: Path | None,
    verbose: bool,  # noqa: FBT001  (as above)
) -> None:
    """Prove that ASSIGNMENT is graded rightly, or say where not (exit code 3)."""
    from grader.author.reference_run import ProofOptions  # noqa: PLC0415  (--help needs none of it)

    options = ProofOptions(
        seed=seed,
        examples=examples,
        oracle=oracle,  # type: ignore[arg-type]  # click has checked it
        every=every,
    )
    if json_file is not None and not json_file.resolve().parent.is_dir():
        text = _("There is no folder {folder} to write {file} to.")
        fail(text.format(folder=json_file.resolve().parent, file=json_file.name))
    proof = _prove(course, assignment, options)
    if json_file is not None:
        _write(json_file, proof)
    _show(proof, verbose=verbose)
    unconfirmed = oracle == "tf" and proof.oracle.state != "agreed"
    raise SystemExit(BROKEN if unconfirmed else proof.exit_code)


def _prove(course: Course, assignment: str, options: ProofOptions) -> Proof:
    """Look at everything, with a progress bar on a terminal."""
    from grader.author.reference_run import prove  # noqa: PLC0415  (as above)

    if not sys.stderr.isatty():
        return prove(course, assignment, options)
    with ExitStack() as stack:
        bars: list[Any] = []  # click does not export the type

        def progress(made: int, total: int) -> None:
            if not bars:
                bar = click.progressbar(length=total, label=_("Proving"), file=sys.stderr, width=0)
                bars.append(stack.enter_context(bar))
            bars[0].update(made)

        return prove(course, assignment, options, progress)


def _show(proof: Proof, *, verbose: bool) -> None:
    from grader.report.page import no_style  # noqa: PLC0415  (as above)
    from grader.report.proof import render_proof  # noqa: PLC0415

    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    style = _colour if coloured else no_style
    text = render_proof(proof, width=width(), style=style, verbose=verbose)
    click.echo(text, nl=False, color=coloured)


def _colour(text: str, kind: str) -> str:
    return click.style(
        text, fg=_COLOURS.get(kind), bold=kind == "strong" or None, dim=kind == "dim" or None
    )


def _write(path: Path, proof: Proof) -> None:
    from grader.files import write_whole  # noqa: PLC0415  (as above)
    from grader.proof import encode_proof  # noqa: PLC0415

    try:
        write_whole(path, encode_proof(proof))
    except OSError as error:
        text = _("{file} cannot be written: {reason}.")
        fail(text.format(file=path, reason=error.strerror))
