"""One submission through all exercises of an assignment: the straight line to a Report.

The recorded calls of the casebook come first: they need neither the reference nor Hypothesis
nor TensorFlow. Where the reference is at hand, fresh calls follow, with live tf.nn.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader import __version__
from grader.course import Course, RefusedError
from grader.language import _, current
from grader.model import CasebookState, ConceptTitle, Finding, OracleState, Report
from grader.options import Options
from grader.selection import SelectionError, select
from grader.sources import Sources, find_sources
from grader.submission import Submission, locate, name_of, read_submission
from grader.worker.launch import Launcher

if TYPE_CHECKING:
    from grader.oracle import Oracle
    from grader.recorded import RecordedAssignment
    from grader.worker.client import Student

__all__ = ["Options", "SelectionError", "grade"]


def grade(
    course: Course,
    assignment_id: str,
    folder: Path | Submission,
    options: Options,
    progress: Callable[[int, int], None] = lambda _made, _total: None,
    launcher: Launcher | None = None,
    first_look: Callable[[Report], None] | None = None,
) -> Report:
    """Grade the submission in ``folder``, or where its files of this assignment are in there.

    * ``folder`` may be a submission that has been read before.
    * ``progress`` is told how many further fresh calls have been made, and how many there
      will be in all.
    * ``launcher`` starts the student's processes, for one submission after the other;
      without it, one is made as ``options.containment`` says.
    * ``first_look`` is given what the recorded calls show, before fresh ones are tried.

    Raises:
        CourseError: there is no such assignment.
        RefusedError: only recorded calls can be had or are wanted, and they cannot be read.
        SelectionError: an option names something that is not there.
        NotADirectoryError: there is no such folder.
        ContainmentError: student code would be contained less than is wanted.
    """
    began = time.perf_counter()
    sources = find_sources(course, assignment_id, options.calls)
    files = folder if isinstance(folder, Submission) else locate(folder, assignment_id)
    _check(sources, files, options)
    with ExitStack() as stack:
        # The two slow starters go first, and start while numpy and Hypothesis are imported here.
        if launcher is None:
            launcher = stack.enter_context(Launcher(options.containment))
        oracle = _oracle(sources, options, stack)
        from grader.worker.client import Student  # noqa: PLC0415  (loads numpy)

        run = _Run(course, sources, files, options)
        student = stack.enter_context(Student(run.submission, launcher, options.limits))
        if run.recorded is not None:
            run.replay(run.recorded, student)
            if not sources.is_fresh:
                run.look_closer(student, is_all=True)
            elif first_look is not None:
                run.look_closer(student, is_all=False)
                first_look(run.report(launcher, began))
        if sources.is_fresh:
            run.explore(student, oracle, progress)
        report = run.report(launcher, began)
        if isinstance(folder, Submission) or isinstance(files, Submission):
            return report
        below = files.relative_to(folder).as_posix().removeprefix(".")
        return msgspec.structs.replace(report, submission=name_of(folder), folder=below)


def _check(sources: Sources, files: Path | Submission, options: Options) -> None:
    """Refuse what cannot be had, before anything is started."""
    reference = sources.reference
    inside = reference.resolve() if reference is not None else None
    if inside is not None and isinstance(files, Path) and files.resolve().is_relative_to(inside):
        text = _("{folder} is the reference, not a submission.").format(folder=files)
        raise SelectionError(text)
    if options.oracle == "tf" and not sources.is_fresh:
        text = _("--oracle tf needs fresh inputs: recorded answers were agreed on before.")
        raise SelectionError(text)
    if options.oracle == "tf" and not _tensorflow_is_installed():
        raise SelectionError(
            _(
                "--oracle tf needs TensorFlow, which is not installed here. "
                'Install it with: pip install "cnn-grader[tensorflow]"'
            )
        )


def _oracle(sources: Sources, options: Options, stack: ExitStack) -> Oracle | None:
    """Start TensorFlow, if it is to be asked and can be."""
    reference = sources.reference
    if reference is None or not sources.is_fresh or options.oracle == "off":
        return None
    from grader.oracle import Oracle  # noqa: PLC0415  (recorded calls do without)

    return stack.enter_context(Oracle(reference)) if _tensorflow_is_installed() else None


def _tensorflow_is_installed() -> bool:
    from grader.oracle import tensorflow_is_installed  # noqa: PLC0415  (as above)

    return tensorflow_is_installed()


class _Run:
    """What is known of a submission so far: by recorded calls, and then by fresh ones."""

    def __init__(
        self, course: Course, sources: Sources, files: Path | Submission, options: Options
    ) -> None:
        # Imported here, as below: processes are started first, and not all of it is always needed.
        from grader.attempt import Attempt  # noqa: PLC0415

        self.course = course
        self.sources = sources
        self.options = options
        self.state = CasebookState("none")
        self.oracle = OracleState("off")
        self.tensorflow = ""
        self.recorded: RecordedAssignment | None = None
        try:
            casebook = sources.casebook()
        except RefusedError as error:
            if not sources.is_fresh:
                raise
            casebook, self.state = None, CasebookState("refused", str(error))
        if casebook is not None:
            from grader.recorded import recorded_assignment  # noqa: PLC0415

            self.recorded = recorded_assignment(casebook, current())
            about = casebook.about
            tensorflow = about.versions.get("tensorflow", "")
            self.state = CasebookState(
                state="used",
                made=about.made,
                tensorflow=tensorflow,
                digest=about.digest,
                alone=True,
            )
        assignment = self.recorded or course.load(sources.assignment, current())
        if isinstance(files, Path):
            concepts = [concept.id for concept in assignment.concepts]
            functions = [exercise.name for _concept, exercise in assignment.exercises]
            files = read_submission(files, concepts, functions)
        self.submission = files
        self.attempt = Attempt(assignment, self.submission)

    def replay(self, recorded: RecordedAssignment, student: Student) -> None:
        """Try the recorded calls."""
        from grader.replay import recorded_question  # noqa: PLC0415

        selected = select(recorded, self.options.only)
        for concept, exercise in recorded.exercises:
            if exercise.name not in selected:
                continue
            question = partial(recorded_question, concept, exercise)
            self.attempt.gather(concept, exercise, question, student)

    def look_closer(self, student: Student, *, is_all: bool) -> None:
        """Look into what recorded calls show; ask nothing again where more calls will come."""
        if self.attempt.is_right:
            return
        from grader.confirm import confirm_recorded, unconfirmed  # noqa: PLC0415

        self.attempt.confirm(student, confirm_recorded if is_all else unconfirmed)

    def explore(
        self, student: Student, oracle: Oracle | None, progress: Callable[[int, int], None]
    ) -> None:
        """Draw fresh calls, ask tf.nn in the background, and look into what was wrong."""
        from grader.attempt import Attempt  # noqa: PLC0415
        from grader.confirm import confirm  # noqa: PLC0415
        from grader.explore import draw_question  # noqa: PLC0415
        from grader.inquiry import Inquiry  # noqa: PLC0415

        before = self.attempt.tried
        assignment = self.course.load(self.sources.assignment, current())
        self.attempt = Attempt(assignment, self.submission)
        twins = [one.name for _concept, one in assignment.exercises if one.twin is not None]
        inquiry = Inquiry(oracle, twins)
        seed, examples = self.options.seed, self.options.examples
        selected = select(assignment, self.options.only)
        for concept, exercise in assignment.exercises:
            if exercise.name not in selected:
                continue
            self.attempt.gather(
                concept,
                exercise,
                partial(draw_question, concept, exercise, seed=seed, examples=examples),
                student,
                before.get(exercise.name),
                lambda made: progress(made, len(selected) * examples),
            )
            if exercise.name in self.attempt.questions:
                inquiry.ask(self.attempt.questions[exercise.name])
        self.attempt.confirm(student, confirm)
        student.close()
        for question in self.attempt.shown():
            inquiry.ask(question)  # What is shown to the student is confirmed by tf.nn too.
        self.state = msgspec.structs.replace(self.state, alone=False)
        if self.options.oracle != "off":
            verdict = inquiry.verdict()
            self.oracle, self.tensorflow = verdict.state, verdict.version
            self.attempt.break_down(verdict.broken)

    def report(self, launcher: Launcher, began: float) -> Report:
        """Judge what was tried so far."""
        assignment = self.attempt.assignment
        level = launcher.level
        findings = self.attempt.findings(contained=level == "full", strict=self.options.strict)
        return Report(
            assignment=assignment.id,
            title=assignment.title,
            language=current(),
            submission=self.submission.name,
            commit=self.options.commit,
            points=sum(finding.points for finding in findings),
            max_points=sum(finding.max_points for finding in findings),
            seed=self.options.seed,
            examples=self.options.examples,
            containment=level,
            containment_note=launcher.note,
            seconds=round(time.perf_counter() - began, 3),
            versions=self.versions(),
            oracle=self.oracle,
            casebook=msgspec.structs.replace(self.state, missed=_missed(findings)),
            concepts=tuple(ConceptTitle(one.id, one.title) for one in assignment.concepts),
            findings=findings,
            notes=self.submission.notes,
        )

    def versions(self) -> dict[str, str]:
        """Name everything that the verdicts depend on; the sources by a digest."""
        import numpy as np  # noqa: PLC0415  (as above)

        digest = self.state.digest if self.recorded is not None else self.sources.digest
        found = {
            "grader": __version__,
            "reference": digest[:12],
            "python": platform.python_version(),
            "numpy": np.__version__,
        }
        if self.sources.is_fresh:
            from importlib.metadata import version  # noqa: PLC0415

            found["hypothesis"] = version("hypothesis")
        if self.tensorflow:
            found["tensorflow"] = self.tensorflow
        return found


def _missed(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the exercises of which every recorded call is right, and a fresh one wrong."""
    return tuple(
        one.exercise
        for one in findings
        if one.recorded_calls and not one.recorded_wrong and one.wrong_calls
    )
