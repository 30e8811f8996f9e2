"""One submission through all exercises of an assignment: the straight line to a Report."""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader import __version__
from grader.authoring import Assignment, Concept, Exercise
from grader.course import Course
from grader.evidence import Broken, Evidence, Limits, Outcome
from grader.language import _, current
from grader.model import ConceptTitle, Finding, OracleState, Report, without_points
from grader.oracle import Answer, Oracle, OracleDiedError, tensorflow_is_installed
from grader.selection import SelectionError, select
from grader.submission import Submission, check_folder, read_submission
from grader.worker.launch import Launcher
from grader.worker.process import Wanted

if TYPE_CHECKING:
    from grader.explain.diagnose import Explanation
    from grader.explore import Question
    from grader.worker.client import Student

__all__ = ["Options", "SelectionError", "grade", "select"]

Asked = list[Future[list[Answer]]]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run may be told.

    Attributes:
        seed: Gives the same inputs each time.
        examples: Calls drawn for each exercise.
        only: Names of exercises or concepts; empty for all of them.
        oracle: Whether tf.nn is asked: when it is installed, in any case, or not.
        limits: How long student code may take.
        containment: The least containment with which student code is run; ``auto``
            takes the best there is.
        strict: Whether a mistake costs points in every exercise that it spoils.
    """

    seed: int
    examples: int = 100
    only: tuple[str, ...] = ()
    oracle: Literal["auto", "tf", "off"] = "auto"
    limits: Limits = field(default_factory=Limits)
    containment: Wanted = "auto"
    strict: bool = False


def grade(
    course: Course,
    assignment_id: str,
    folder: Path,
    options: Options,
    progress: Callable[[int, int], None] = lambda _made, _total: None,
    launcher: Launcher | None = None,
) -> Report:
    """Grade the submission in ``folder``.

    * ``progress`` is told how many further calls have been made, and how many there
      will be in all.
    * ``launcher`` starts the student's processes, for one submission after the other;
      without it, one is made as ``options.containment`` says.

    Raises:
        CourseError: there is no such assignment.
        SelectionError: an option names something that is not there.
        NotADirectoryError: there is no such folder.
        ContainmentError: student code would be contained less than is wanted.
    """
    began = time.perf_counter()
    reference = course.reference(assignment_id)
    if folder.resolve().is_relative_to(reference.resolve()):
        text = _("{folder} is the reference, not a submission.").format(folder=folder)
        raise SelectionError(text)
    check_folder(folder)
    if options.oracle == "tf" and not tensorflow_is_installed():
        raise SelectionError(
            _(
                "--oracle tf needs TensorFlow, which is not installed here. "
                'Install it with: pip install "cnn-grader[tensorflow]"'
            )
        )
    with ExitStack() as stack:
        # The two slow starters go first, and start while numpy and Hypothesis are imported here.
        if launcher is None:
            launcher = stack.enter_context(Launcher(options.containment))
        ask_tensorflow = options.oracle != "off" and tensorflow_is_installed()
        oracle = stack.enter_context(Oracle(reference)) if ask_tensorflow else None
        from grader.worker.client import Student  # noqa: PLC0415

        assignment = course.load(assignment_id, current())
        submission = read_submission(folder, [concept.id for concept in assignment.concepts])
        student = stack.enter_context(Student(submission, launcher, options.limits))
        selected = select(assignment, options.only)
        run = _Run(assignment, submission, options, oracle)
        total = len(selected) * options.examples
        level, note = launcher.level, launcher.note
        for concept, exercise in selected:
            run.gather(concept, exercise, student, lambda made: progress(made, total))
        run.confirm(student)
        student.close()
        state = run.ask_oracle()
        findings = run.findings(contained=level == "full")
    return Report(
        assignment=assignment.id,
        title=assignment.title,
        language=current(),
        submission=submission.name,
        points=sum(finding.points for finding in findings),
        max_points=sum(finding.max_points for finding in findings),
        seed=options.seed,
        examples=options.examples,
        containment=level,
        containment_note=note,
        seconds=round(time.perf_counter() - began, 3),
        versions=_versions(reference) | run.oracle_version,
        oracle=state,
        concepts=tuple(ConceptTitle(one.id, one.title) for one in assignment.concepts),
        findings=findings,
    )


class _Run:
    """Collects evidence, exercise by exercise, while tf.nn answers in the background."""

    def __init__(
        self,
        assignment: Assignment,
        submission: Submission,
        options: Options,
        oracle: Oracle | None,
    ) -> None:
        self.assignment = assignment
        self.submission = submission
        self.options = options
        self.oracle = oracle
        self.oracle_version: dict[str, str] = {}
        self.questions: dict[str, Question] = {}
        self.evidence: dict[str, Evidence] = {}
        self.explanations: dict[str, Explanation] = {}
        self.asked: list[tuple[Question, Asked]] = []

    def gather(
        self, concept: Concept, exercise: Exercise, student: Student, tick: Callable[[int], None]
    ) -> None:
        """Draw, ask tf.nn in the background, and try the student's function on every call."""
        # Imported here because Hypothesis takes a while, and two processes are starting meanwhile.
        from grader.explore import draw_question, gather  # noqa: PLC0415

        seed, examples = self.options.seed, self.options.examples
        try:
            question = draw_question(concept, exercise, seed=seed, examples=examples)
            if self.submission.has(concept.id):
                found = gather(question, student, tick)
            else:
                found = Evidence(Outcome("missing", note="file"))
                tick(examples)
        except Exception as error:  # noqa: BLE001  (the author's code, or ours: not the student's)
            self.evidence[exercise.name] = _broken(error)
            return
        self.questions[exercise.name] = question
        self.evidence[exercise.name] = found
        self._ask(question)

    def confirm(self, student: Student) -> None:
        """Look into what was wrong, after everything was tried: it takes time from nobody."""
        from grader.confirm import confirm  # noqa: PLC0415  (see gather)
        from grader.explain.diagnose import diagnose  # noqa: PLC0415

        for name, question in self.questions.items():
            try:
                explanation = diagnose(question.exercise, self.evidence[name].trials)
            except Exception:  # noqa: BLE001  (ours, or the author's: a reason less, no verdict lost)
                explanation = None
            confirmed = confirm(question, student, self.evidence[name], explanation)
            found = self.evidence[name] = confirmed.evidence
            if confirmed.explanation is not None:
                self.explanations[name] = confirmed.explanation
            if found.counterexample is not None:
                # What is shown to the student is confirmed by tf.nn too.
                example = found.counterexample
                self._ask(replace(question, calls=(example.arguments,), right=(example.right,)))

    def _ask(self, question: Question) -> None:
        if self.oracle is not None and question.exercise.twin is not None:
            calls = [tuple(arguments.values()) for arguments in question.calls]
            self.asked.append((question, self.oracle.ask(question.exercise.name, calls)))

    def ask_oracle(self) -> OracleState:
        """Hold tf.nn's answers against the reference's."""
        from grader.explore import disagreement  # noqa: PLC0415  (see gather)

        if self.options.oracle == "off":
            return OracleState("off")
        if self.oracle is None:
            return OracleState("not_installed", _("TensorFlow is not installed here."))
        compared = 0
        differ = False
        try:
            self.oracle_version = {"tensorflow": self.oracle.version()}
            for question, asked in self.asked:
                problem = disagreement(question, self.oracle.collect(asked))
                compared += len(question.calls)
                if problem is not None:
                    differ = True
                    name = question.exercise.name
                    self.evidence[name] = replace(self.evidence[name], broken=problem)
        except OracleDiedError as error:
            text = _("The TensorFlow process gave no answers: {reason}.").format(reason=error)
            return OracleState("died", text, compared)
        if not compared:
            return OracleState("off", _("No exercise here has an answer by tf.nn."))
        return OracleState("disagreed" if differ else "agreed", "", compared)

    def findings(self, *, contained: bool) -> tuple[Finding, ...]:
        """Judge everything that was tried."""
        from grader.carried import carried_forward  # noqa: PLC0415  (see gather)
        from grader.judge import Judge  # noqa: PLC0415

        judge = Judge(self.assignment, tuple(self.submission.sources), contained=contained)
        findings = []
        for concept, exercise in self.assignment.exercises:
            found = self.evidence.get(exercise.name)
            if found is None:
                continue
            try:
                explanation = self.explanations.get(exercise.name)
                finding = judge.finding(concept, exercise, found, explanation)
            except Exception as error:  # noqa: BLE001  (ours; the other verdicts are not lost)
                finding = judge.finding(concept, exercise, _broken(error))
                if any(trial.is_wrong for trial in found.trials):
                    finding = without_points(finding)
            findings.append(finding)
        if self.options.strict:
            return tuple(findings)
        return carried_forward(self.assignment, findings)


def _broken(error: Exception) -> Evidence:
    """Return the evidence of a fault that is not the student's."""
    problem = _("the grader failed with {type}: {message}").format(
        type=type(error).__name__, message=error
    )
    return Evidence(Outcome("returned"), broken=Broken(problem))


def _versions(reference: Path) -> dict[str, str]:
    """Name everything that the verdicts depend on; the reference by a digest of its sources."""
    digest = hashlib.sha256()
    # Alternatives are submissions: nothing depends on them.
    submissions = set(reference.glob("alternatives/**/*.py"))
    for path in sorted(set(reference.rglob("*.py")) - submissions):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return {
        "grader": __version__,
        "reference": digest.hexdigest()[:12],
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "hypothesis": version("hypothesis"),
    }
