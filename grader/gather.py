"""Tries an exercise: calls through the student's process, all of it Evidence.

This is *gathering*: every call is tried, so that counts mean something. Where the calls
come from is another matter: recorded ones from :mod:`grader.replay`, fresh ones from
:mod:`grader.explore`. What was wrong is looked into afterwards, in :mod:`grader.confirm`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.compare import difference
from grader.evidence import Evidence, Outcome, Trial
from grader.subject import Subject, Topic
from grader.worker.client import Student

__all__ = ["FATAL", "Call", "Question", "gather"]

#: After one of these the process is gone, and the exercise is not called again.
FATAL = frozenset({"timed_out", "crashed", "flooded", "protocol"})

#: The arguments of a call: from parameter name to value, in the order of the signature.
Call = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """The calls of one exercise with their right answers: nothing of the student's.

    Attributes:
        concept: The exercise's concept.
        exercise: The exercise.
        calls: Arguments of each call.
        right: The right answer to each.
        search: Returns the smallest call with a property, ``None`` where none is found.
        is_recorded: Whether the calls come from the casebook.
    """

    concept: Topic
    exercise: Subject
    calls: tuple[Call, ...]
    right: tuple[Any, ...]
    search: Callable[[Callable[[Call], bool]], Call | None] = lambda _has: None
    is_recorded: bool = False

    def allowed(self, arguments: dict[str, Any]) -> Any:
        """Return the error that is allowed for a call."""
        return self.exercise.error(arguments)

    def trial(self, arguments: dict[str, Any], outcome: Outcome, right: Any = None) -> Trial:
        """Compare one outcome with the right answer."""
        if right is None:
            right = self.exercise.right(arguments)
        if outcome.kind != "returned":
            return Trial(arguments, outcome, right)
        allowed = self.allowed(arguments)
        try:
            found = difference(outcome.value, right, allowed, changed=outcome.changed)
        except Exception:  # noqa: BLE001  (what cannot even be compared is no answer)
            return Trial(arguments, Outcome("protocol"), right)
        return Trial(arguments, outcome, right, found)


def gather(
    question: Question, student: Student, tick: Callable[[int], None] = lambda _: None
) -> Evidence:
    """Try every call of a question; ``tick`` is told how many further calls have been made."""
    opened = _open(question, student)
    if opened.kind != "returned":
        tick(len(question.calls))
        return Evidence(opened)
    trials = _try_all(question, student, tick)
    return Evidence(opened, trials, recorded=len(trials) if question.is_recorded else 0)


def _open(question: Question, student: Student) -> Outcome:
    """Open the function; a process that dies of it is given a second chance."""
    module, name = question.concept.id, question.exercise.name
    opened = student.open(module, name, question.exercise.parameters)
    if opened.kind in FATAL:
        opened = student.open_afresh()
    return opened


def _try_all(
    question: Question, student: Student, tick: Callable[[int], None]
) -> tuple[Trial, ...]:
    trials: list[Trial] = []
    began = student.seconds
    every = [tuple(arguments.values()) for arguments in question.calls]
    with contextlib.closing(student.calls(every)) as outcomes:
        for arguments, right, outcome in zip(question.calls, question.right, outcomes, strict=True):
            if outcome.kind == "timed_out" and student.open_afresh().kind == "returned":
                # The machine may have been busy: every call gets a second chance.
                outcome = student.call(tuple(arguments.values()))  # noqa: PLW2901
            trials.append(question.trial(arguments, outcome, right))
            tick(1)
            if outcome.kind in FATAL or outcome.kind == "not_graded":
                break
            is_last = len(trials) == len(every)
            if student.seconds - began > student.limits.exercise and not is_last:
                trials.append(Trial(arguments, Outcome("not_graded", note="slow"), right))
                break
            if not trials[-1].is_right and not trials[-1].is_unwritten:
                student.prepare()
    tick(max(0, len(every) - len(trials)))
    return tuple(trials)
