"""Reference and tf.nn on many calls: whether they agree, and how closely."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.authoring import Assignment
from grader.compare import difference, in_float64
from grader.evidence import Broken
from grader.explore import disagreement, draw_question
from grader.gather import Question
from grader.language import _
from grader.model import OracleState
from grader.oracle import Answer, Oracle, OracleDiedError
from grader.proof import Agreement

__all__ = ["Agreed", "Asked", "ask", "collect"]


@dataclass(frozen=True)
class Asked:
    """What tf.nn was asked.

    Attributes:
        waiting: Each question with the answers that are to come.
        problems: Why an exercise's calls could not be drawn, by its name.
    """

    waiting: list[tuple[Question, list[Future[list[Answer]]]]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreed:
    """What tf.nn answered.

    Attributes:
        state: Whether it did.
        version: Its version, empty where it is not known.
        exercises: How closely it agrees, by exercise.
        broken: Where it does not, by exercise.
    """

    state: OracleState
    version: str = ""
    exercises: dict[str, Agreement] = field(default_factory=dict)
    broken: dict[str, Broken] = field(default_factory=dict)


def ask(assignment: Assignment, oracle: Oracle | None, *, seed: int, examples: int) -> Asked:
    """Draw calls of every exercise, and ask for tf.nn's answers in the background."""
    asked = Asked()
    for concept, exercise in assignment.exercises:
        if oracle is None or exercise.twin is None:
            continue
        try:
            question = draw_question(concept, exercise, seed=seed, examples=examples)
        except Exception as error:  # noqa: BLE001  (the author's code; it goes into the proof)
            asked.problems[exercise.name] = f"{type(error).__name__}: {error}"
            continue
        calls = [tuple(arguments.values()) for arguments in question.calls]
        asked.waiting.append((question, oracle.ask(exercise.name, calls)))
    return asked


def collect(asked: Asked, oracle: Oracle | None) -> Agreed:
    """Wait for tf.nn's answers, and hold them against the reference's."""
    if oracle is None:
        return Agreed(OracleState("off"))
    exercises: dict[str, Agreement] = {}
    broken: dict[str, Broken] = {}
    compared = 0
    try:
        version = oracle.version()
        for question, waiting in asked.waiting:
            answers = oracle.collect(waiting)
            compared += len(answers)
            problem = disagreement(question, answers)
            name = question.exercise.name
            exercises[name] = Agreement(len(answers), _largest(question, answers))
            if problem is not None:
                broken[name] = problem
    except OracleDiedError as error:
        text = _("The TensorFlow process gave no answers: {reason}.").format(reason=error)
        return Agreed(OracleState("died", text, compared), "", exercises, broken)
    state = OracleState("disagreed" if broken else "agreed", "", compared)
    return Agreed(state, version, exercises, broken)


def _largest(question: Question, answers: Sequence[Answer]) -> float | None:
    """Return the largest error as a share of what is allowed; ``None`` without a number."""
    shares = [
        _share(answer, right, in_float64(question.allowed(call), right))
        for call, right, (word, answer) in zip(question.calls, question.right, answers, strict=True)
        if word == "answer"
    ]
    largest = max(shares, default=np.inf)
    return round(float(largest), 6) if np.isfinite(largest) else None


def _share(answer: Any, right: Any, allowed: Any) -> float:
    if not _are_numbers(right):
        return 0.0 if difference(answer, right, allowed) is None else np.inf
    if not _are_numbers(answer) or np.shape(answer) != np.shape(right):
        return np.inf
    if allowed is None:
        allowed = 0.0
    error = np.abs(np.asarray(answer, np.float64) - np.asarray(right, np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(error == 0, 0.0, error / np.broadcast_to(allowed, error.shape))
    return float(np.max(shares, initial=0.0))


def _are_numbers(value: Any) -> bool:
    """Say whether a value is an array, a float, or a tuple of floats."""
    if isinstance(value, tuple):
        return all(isinstance(one, float) for one in value)
    return isinstance(value, (np.ndarray, float))
