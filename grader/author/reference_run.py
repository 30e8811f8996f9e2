"""The instructor's reference run: the grader proves itself on a course, or says where it cannot."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader import __version__
from grader.course import Course
from grader.language import LANGUAGES, _, current
from grader.model import OracleState
from grader.oracle import Oracle, tensorflow_is_installed
from grader.proof import EXAMPLES_OF_CHECK, Agreement, ExerciseProof, Graded, Hole, Proof
from grader.selection import SelectionError
from grader.worker.launch import Launcher

if TYPE_CHECKING:
    from grader.author.agreement import Agreed
    from grader.author.lookup import Looked
    from grader.authoring import Assignment

__all__ = ["ProofOptions", "prove"]


@dataclass(frozen=True, kw_only=True)
class ProofOptions:
    """What a reference run may be told.

    Attributes:
        seed: Gives the same inputs each time.
        examples: Calls of each exercise on which reference and tf.nn are compared.
        oracle: Whether tf.nn is asked: when it is installed, in any case, or not.
        every: Whether pairs are tried in every way, not just in some.
        processes: How many look at misconceptions, beside this one; 0 for none, ``None`` for
            what fits here.
    """

    seed: int = 1
    examples: int = 200
    oracle: Literal["auto", "tf", "off"] = "auto"
    every: bool = False
    processes: int | None = None


def prove(
    course: Course,
    assignment_id: str,
    options: ProofOptions,
    progress: Callable[[int, int], None] = lambda _made, _total: None,
) -> Proof:
    """Look at everything that has to hold of an assignment.

    * ``progress`` is told how many further steps have been made, and how many there are.

    Raises:
        CourseError: there is no such assignment.
        AuthoringError: it is declared in a way that cannot work.
        SelectionError: tf.nn is insisted on, and not there.
    """
    began = time.perf_counter()
    reference = course.reference(assignment_id)
    if options.oracle == "tf" and not tensorflow_is_installed():
        text = _(
            "--oracle tf needs TensorFlow, which is not installed here. "
            'Install it with: pip install "cnn-grader[tensorflow]"'
        )
        raise SelectionError(text)
    with ExitStack() as stack:
        # The slow starters go first.
        launcher = stack.enter_context(Launcher())
        ask_tensorflow = options.oracle != "off" and tensorflow_is_installed()
        oracle = stack.enter_context(Oracle(reference)) if ask_tensorflow else None
        run = _Run(course, course.load(assignment_id), options, progress)
        run.look(stack, launcher, oracle)
    return run.proof(began)


class _Run:
    """Collects what is found."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        options: ProofOptions,
        progress: Callable[[int, int], None],
    ) -> None:
        self.course = course
        self.assignment = assignment
        self.options = options
        self.progress = progress
        self.reference = course.reference(assignment.id)
        self.containment = ""
        self.graded: list[Graded] = []
        self.plain: str = ""
        self.looks: list[Looked] = []
        self.agreed: Agreed
        self.problems: dict[str, str] = {}

    def look(self, stack: ExitStack, launcher: Launcher, oracle: Oracle | None) -> None:
        """Look at everything: misconceptions and tf.nn in the background."""
        # Imported here because numpy and Hypothesis take a while, and others are starting.
        from grader.author import agreement, graded, lookup  # noqa: PLC0415

        options = self.options
        tasks = lookup.tasks_of(
            self.assignment, self.course.root, seed=options.seed, every=options.every
        )
        styles = graded.alternatives(self.reference)
        steps = len(tasks) + 2 + len(styles)
        results = stack.enter_context(lookup.running(tasks, options.processes))
        asked = agreement.ask(self.assignment, oracle, seed=options.seed, examples=options.examples)
        for one in self._grade(launcher, styles):
            self.graded.append(one)
            self.progress(1, steps)
        self.containment = launcher.level
        for looked in results:
            self.looks.append(looked)
            self.progress(1, steps)
        self.agreed = agreement.collect(asked, oracle)
        self.problems = asked.problems | {
            one.exercise: one.problem for one in self.looks if one.problem
        }

    def _grade(self, launcher: Launcher, styles: Iterable[Path]) -> Iterable[Graded]:
        """Grade the reference, the stubs, and right answers in other styles, in this order."""
        from grader.author import graded  # noqa: PLC0415  (as above)
        from grader.authoring import AuthoringError  # noqa: PLC0415

        def grade(folder: Path, wanted: Literal["passed", "not_started"] = "passed") -> Graded:
            return graded.grade_folder(
                self.course,
                self.assignment.id,
                folder,
                launcher,
                seed=self.options.seed,
                wanted=wanted,
            )

        try:
            with graded.plain_reference(self.assignment, self.reference) as folder:
                yield grade(folder)
        except AuthoringError as error:
            self.plain = str(error)
            yield Graded("reference", 0, 0, 0)
        with graded.stubs(self.assignment, self.course.handout(self.assignment.id)) as folder:
            yield grade(folder, "not_started")
        for style in styles:
            yield grade(style)

    def holes(self) -> Iterable[Hole]:
        """Yield all that is not as it should be."""
        from grader.author import completeness, holes  # noqa: PLC0415  (as above)

        assignment, (reference, stubs, *alternatives) = self.assignment, self.graded
        if self.plain:
            yield holes.of_plain(assignment, self.plain)
        yield from holes.of_reference(assignment, reference)
        yield from holes.of_problems(assignment, self.problems)
        yield from holes.of_twins(assignment, self.agreed)
        yield from holes.of_stubs(assignment, stubs)
        yield from holes.of_looks(assignment, self.looks)
        yield from holes.of_unseen(assignment)
        yield from holes.of_pairs(assignment)
        yield from holes.of_alternatives(assignment, alternatives)
        yield from completeness.untidy(self.course, assignment)

    def proof(self, began: float) -> Proof:
        """Put together what was found."""
        from grader.author import completeness  # noqa: PLC0415  (as above)

        assignment, (reference, stubs, *alternatives) = self.assignment, self.graded
        names = [exercise.name for _concept, exercise in assignment.exercises]
        # In the order of the assignment, whoever was ready first; pairs last.
        self.looks.sort(key=lambda one: (names.index(one.exercise), one.alike is None))
        table = tuple(row for one in self.looks for row in one.table)
        twins = self.agreed.exercises
        return Proof(
            assignment=assignment.id,
            title=self.course.load(assignment.id, current()).title,
            language=current(),
            seed=self.options.seed,
            examples=self.options.examples,
            calls=EXAMPLES_OF_CHECK,
            seconds=round(time.perf_counter() - began, 3),
            containment=self.containment,
            versions=_versions(self.agreed.version),
            oracle=self._oracle(),
            reference=reference,
            stubs=stubs,
            alternatives=tuple(alternatives),
            exercises=tuple(
                ExerciseProof.of(name, twins.get(name, Agreement()), table) for name in names
            ),
            table=table,
            alike={one.name: one.alike for _concept, one in assignment.exercises if one.alike},
            unseen=assignment.unseen,
            languages=LANGUAGES,
            notes=tuple(completeness.notes()),
            holes=tuple(self.holes()),
        )

    def _oracle(self) -> OracleState:
        if self.options.oracle != "off" and not tensorflow_is_installed():
            return OracleState("not_installed", _("TensorFlow is not installed here."))
        return self.agreed.state


def _versions(tensorflow: str) -> dict[str, str]:
    known = {
        "grader": __version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "hypothesis": version("hypothesis"),
    }
    return known | ({"tensorflow": tensorflow} if tensorflow else {})
