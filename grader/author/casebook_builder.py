"""Makes an assignment's casebook, and says whether the one that is there is current."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import msgspec

from grader.author.casebook_about import about_of
from grader.author.casebook_file import write_casebook
from grader.author.choosing import choose
from grader.author.lookup import end_quietly
from grader.author.recording import Recording
from grader.authoring import Assignment, Concept, Exercise
from grader.casebook import NAME, Casebook, CasebookError, read_casebook
from grader.compare import difference
from grader.course import Course
from grader.digest import sources_digest
from grader.explain.values import call_text
from grader.explore import disagreement
from grader.gather import Call, Question
from grader.language import LANGUAGES, _
from grader.oracle import Oracle, OracleDiedError, tensorflow_is_installed
from grader.probe import example_of
from grader.recorded import recorded_assignment
from grader.selection import SelectionError

__all__ = ["Built", "DisagreementError", "build", "problem_of"]

#: The seed of every casebook: larger than any that a check can be given, so that fresh calls
#: are never the recorded ones.
_SEED: Final = 2**53


class DisagreementError(Exception):
    """Reference and tf.nn do not agree on a call; the message has it."""


@dataclass(frozen=True)
class Built:
    """A casebook that was made.

    Attributes:
        content: Its bytes.
        casebook: The same, to be asked.
        is_new: Whether it says anything that the one that was there does not.
    """

    content: bytes
    casebook: Casebook
    is_new: bool


def build(
    course: Course,
    assignment_id: str,
    progress: Callable[[int, int], None] = lambda _made, _total: None,
) -> Built:
    """Choose calls, answer them by the reference and tf.nn, and record what is known of them.

    * ``progress`` is told how many further exercises are done, and how many there are.

    Raises:
        CourseError: there is no such assignment.
        AuthoringError: it is declared in a way that cannot work.
        SelectionError: TensorFlow is not installed here.
        DisagreementError: the reference and tf.nn do not agree, or tf.nn gives no answers.
    """
    reference = course.reference(assignment_id)
    if not tensorflow_is_installed():
        text = _(
            "A casebook is agreed on with TensorFlow, which is not installed here. "
            'Install it with: pip install "cnn-grader[tensorflow]"'
        )
        raise SelectionError(text)
    assignment = course.load(assignment_id)
    recording = Recording(assignment.pairs)
    with ExitStack() as stack:
        oracle = stack.enter_context(Oracle(reference))
        chosen = stack.enter_context(_choosing(course.root, assignment))
        for (concept, exercise), waiting in zip(assignment.exercises, chosen, strict=True):
            calls = waiting.result()
            _agree(oracle, concept, exercise, calls)
            recording.add(exercise, calls)
            progress(1, len(chosen))
        tensorflow = oracle.version()
    before = _before(course.handout(assignment_id) / NAME)
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    about = about_of(assignment, reference, recording, tensorflow)
    # The day is when it was found to be so for the first time.
    same_day = about if before is None else msgspec.structs.replace(about, made=before[1])
    content = write_casebook(same_day, recording.contents)
    is_new = before is None or content != before[0]
    if is_new:
        content = write_casebook(msgspec.structs.replace(about, made=today), recording.contents)
    return Built(content, Casebook.of(content), is_new)


def problem_of(course: Course, assignment_id: str) -> str:
    """Return why an assignment's casebook is not current; empty if it is."""
    reference = course.reference(assignment_id)
    path = course.handout(assignment_id) / NAME
    try:
        casebook = read_casebook(path)
        if casebook.about.digest != sources_digest(reference):
            return _("it was made from other sources")
        recorded = recorded_assignment(casebook, LANGUAGES[0])
        exercises = {one.name: one for _concept, one in course.load(assignment_id).exercises}
        for _concept, one in recorded.exercises:
            for call in one.calls:
                allowed = exercises[one.name].error(call)
                answer, right = example_of(one.right(call)), exercises[one.name].right(call)
                if difference(answer, right, allowed):
                    return _("an answer in it is not the reference's: {call}").format(
                        call=call_text(one.name, call)
                    )
    except FileNotFoundError:
        return _("there is none")
    except CasebookError as error:
        return str(error)
    return ""


@contextmanager
def _choosing(root: Path, assignment: Assignment) -> Iterator[list[Future[tuple[Call, ...]]]]:
    """Choose the calls of every exercise in the background, what takes longest first."""
    # "spawn" works on every system, and starts without the state of this process.
    exercises = [exercise for _concept, exercise in assignment.exercises]
    processes = min(os.cpu_count() or 1, len(exercises))
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=end_quietly)
    try:
        longest = sorted(exercises, key=lambda one: -len(one.wrong_answers))
        waiting = {one.name: pool.submit(_chosen, root, assignment.id, one.name) for one in longest}
        yield [waiting[one.name] for one in exercises]
    finally:
        pool.shutdown(cancel_futures=True)


def _chosen(root: Path, assignment_id: str, name: str) -> tuple[Call, ...]:
    assignment = Course(root).load(assignment_id)
    found = {exercise.name: exercise for _concept, exercise in assignment.exercises}
    return choose(found[name], assignment.pairs, seed=_SEED)


def _agree(oracle: Oracle, concept: Concept, exercise: Exercise, calls: tuple[Call, ...]) -> None:
    """Hold tf.nn's answers against the reference's."""
    if exercise.twin is None:
        return
    question = Question(concept, exercise, calls, tuple(map(exercise.right, calls)))
    try:
        asked = oracle.ask(exercise.name, [tuple(call.values()) for call in calls])
        problem = disagreement(question, oracle.collect(asked))
    except OracleDiedError as error:
        text = _("The TensorFlow process gave no answers: {reason}.").format(reason=error)
        raise DisagreementError(text) from error
    if problem is not None:
        call = "" if problem.trial is None else call_text(exercise.name, problem.trial.arguments)
        sentences = [_("{name}: {problem}").format(name=exercise.name, problem=problem.text)]
        raise DisagreementError("\n".join((*sentences, *problem.details, call)))


def _before(path: Path) -> tuple[bytes, str] | None:
    """Return the casebook that is there, and the day that it names."""
    try:
        content = path.read_bytes()
        return content, Casebook.of(content).about.made
    except (OSError, CasebookError):
        return None
