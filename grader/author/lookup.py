"""One exercise's misconceptions, looked at in a process of their own: what is slow in a proof."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal

from grader.author import naming
from grader.author.alike import found_alike
from grader.authoring import Assignment, Exercise
from grader.compare import in_float64, same_answer
from grader.course import Course
from grader.explain.candidate import Candidate
from grader.explain.values import call_text
from grader.explore import draw_question
from grader.gather import Question
from grader.probe import example_of
from grader.proof import EXAMPLES_OF_CHECK, Named

__all__ = ["Looked", "Task", "end_quietly", "look", "running", "tasks_of"]

#: More processes need more memory, and there are not many more tasks that take long.
_MOST_PROCESSES: Final = 4


@dataclass(frozen=True)
class Task:
    """Something to look at that needs nothing from others.

    Attributes:
        root: The course's folder: a process of its own loads it again.
        assignment: The assignment's id.
        exercise: The exercise's name.
        kind: Single misconceptions, with what is the same behaviour, or pairs.
        seed: For the calls.
        every: Whether pairs are tried in every way.
    """

    root: Path
    assignment: str
    exercise: str
    kind: Literal["singles", "pairs"]
    seed: int
    every: bool = False


@dataclass(frozen=True)
class Looked:
    """What came of it.

    Attributes:
        exercise: The exercise's name.
        table: Rows of the confusion table.
        alike: Groups of ids that are one behaviour; ``None`` where nobody looked.
        unlike: A call to which the model, with its own rules, gives another answer than the
            reference; empty where it gives the same to all.
        problem: Why nothing could be looked at; empty if it could.
    """

    exercise: str
    table: tuple[Named, ...] = ()
    alike: tuple[frozenset[str], ...] | None = None
    unlike: str = ""
    problem: str = ""


def tasks_of(assignment: Assignment, root: Path, *, seed: int, every: bool) -> tuple[Task, ...]:
    """Return all there is to look at, what takes longest first."""
    costs: list[tuple[int, Task]] = []
    for _concept, exercise in assignment.exercises:
        known = len(exercise.wrong_answers)
        ways = sum(len(naming.tried(exercise, pair, every=every)) for pair in assignment.pairs)
        of_all = (root, assignment.id, exercise.name)
        costs.append((known, Task(*of_all, "singles", seed)))
        if ways:
            # Each pair that was made is held against every pair that is known.
            costs.append((ways * known, Task(*of_all, "pairs", seed, every)))
    costs.sort(key=lambda one: -one[0])
    return tuple(task for _cost, task in costs)


@contextmanager
def running(tasks: tuple[Task, ...], processes: int | None) -> Iterator[Iterator[Looked]]:
    """Begin with all tasks in the background; what is yielded waits for them, one by one.

    * ``processes`` is how many of ours do it; 0 for this one, ``None`` for what fits here.
    """
    if processes is None:
        processes = min(_MOST_PROCESSES, os.cpu_count() or 1)
    if not processes:
        yield map(look, tasks)
        return
    # "spawn" works on every system, and starts without the state of this process.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=end_quietly)
    try:
        futures: list[Future[Looked]] = [pool.submit(look, task) for task in tasks]
        yield (future.result() for future in as_completed(futures))
    finally:
        pool.shutdown(cancel_futures=True)


def end_quietly() -> None:
    """End at once on Ctrl-C: it is the parent who tells."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def look(task: Task) -> Looked:
    """Do a task: the author's code that fails is a finding too."""
    assignment = Course(task.root).load(task.assignment)
    found = {exercise.name: (concept, exercise) for concept, exercise in assignment.exercises}
    concept, exercise = found[task.exercise]
    try:
        question = draw_question(concept, exercise, seed=task.seed, examples=EXAMPLES_OF_CHECK)
        if task.kind == "pairs":
            rows = naming.pairs(question, assignment.pairs, every=task.every)
            return Looked(exercise.name, tuple(rows))
        return _singles(exercise, question, task.seed)
    except Exception as error:  # noqa: BLE001  (whatever it is, it goes into the proof)
        return Looked(exercise.name, problem=f"{type(error).__name__}: {error}")


def _singles(exercise: Exercise, question: Question, seed: int) -> Looked:
    every = [naming.predicted(question, Candidate((one,))) for one in exercise.wrong_answers]
    table = (*naming.singles(question, every), *naming.forms(question))
    alike = found_alike(exercise, every, seed=seed + 1)
    return Looked(exercise.name, table, alike, _unlike(exercise, question))


def _unlike(exercise: Exercise, question: Question) -> str:
    """Return a call on which the model and the reference differ."""
    if exercise.model is None:
        return ""
    right_rules = naming.predicted(question, Candidate(()))
    for call, right, answer in zip(
        question.calls, question.right, right_rules.answers, strict=True
    ):
        allowed = in_float64(question.allowed(call), right)
        right = example_of(right)  # noqa: PLW2901  (many are as right)
        if answer.kind != "returns" or not same_answer(right, answer.value, allowed):
            return call_text(exercise.name, call)
    return ""
