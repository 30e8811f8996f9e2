"""``grader reference``: the grader proves itself on an assignment, and prints the proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.common import BROKEN, in_course, width
from grader.commands.output import check_target, echo, progress_bar, write
from grader.language import _

if TYPE_CHECKING:
    from grader.author.reference_run import ProofOptions
    from grader.course import Course
    from grader.proof import Proof

__all__ = ["reference"]

#: Larger numbers are not safe in every reader of JSON.
_MAX_SEED = 2**53 - 2


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
    from grader.proof import encode_proof  # noqa: PLC0415
    from grader.report.proof import render_proof  # noqa: PLC0415

    options = ProofOptions(
        seed=seed,
        examples=examples,
        oracle=oracle,  # type: ignore[arg-type]  # click has checked it
        every=every,
    )
    check_target(json_file)
    proof = _prove(course, assignment, options)
    if json_file is not None:
        write(json_file, encode_proof(proof))
    echo(lambda style: render_proof(proof, width=width(), style=style, verbose=verbose))
    unconfirmed = oracle == "tf" and proof.oracle.state != "agreed"
    raise SystemExit(BROKEN if unconfirmed else proof.exit_code)


def _prove(course: Course, assignment: str, options: ProofOptions) -> Proof:
    """Look at everything, with a progress bar on a terminal."""
    from grader.author.reference_run import prove  # noqa: PLC0415  (as above)

    with progress_bar(_("Proving")) as progress:
        return prove(course, assignment, options, progress)
