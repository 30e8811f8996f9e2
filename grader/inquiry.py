"""Asks tf.nn in the background for the answers to fresh calls, and holds them against the rest."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future

from grader.evidence import Broken
from grader.explore import disagreement
from grader.gather import Question
from grader.language import _
from grader.model import OracleState
from grader.oracle import Answer, Oracle, OracleDiedError, Verdict

__all__ = ["Inquiry"]


class Inquiry:
    """What tf.nn was asked so far."""

    def __init__(self, oracle: Oracle | None, exercises: Collection[str]) -> None:
        """Begin with a process, and the names of the exercises that it can answer."""
        self._oracle = oracle
        self._exercises = frozenset(exercises)
        self._asked: list[tuple[Question, list[Future[list[Answer]]]]] = []

    def ask(self, question: Question) -> None:
        """Ask for the answers to a question's calls, if they can be had; does not wait for them."""
        name = question.exercise.name
        if self._oracle is not None and name in self._exercises:
            calls = [tuple(arguments.values()) for arguments in question.calls]
            self._asked.append((question, self._oracle.ask(name, calls)))

    def verdict(self) -> Verdict:
        """Wait for the answers, and compare them with the reference's."""
        if self._oracle is None:
            return Verdict(OracleState("not_installed", _("TensorFlow is not installed here.")))
        broken: dict[str, Broken] = {}
        version, compared = "", 0
        try:
            version = self._oracle.version()
            for question, asked in self._asked:
                problem = disagreement(question, self._oracle.collect(asked))
                compared += len(question.calls)
                if problem is not None:
                    broken[question.exercise.name] = problem
        except OracleDiedError as error:
            text = _("The TensorFlow process gave no answers: {reason}.").format(reason=error)
            return Verdict(OracleState("died", text, compared), version, broken)
        if not compared:
            text = _("No exercise here has an answer by tf.nn.")
            return Verdict(OracleState("off", text), version, broken)
        return Verdict(
            OracleState("disagreed" if broken else "agreed", "", compared), version, broken
        )
