"""Measures what naming a misconception costs, beside what was spent to try the functions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Figure, figure
from grader.course import find_course
from grader.evidence import Error, Outcome, Trial
from grader.explain.candidate import Candidate, predict
from grader.explain.diagnose import diagnose
from grader.explore import draw_question
from grader.gather import Question

ROOT = Path(__file__).parent.parent

#: One mistake in each of five functions.
MISTAKES = {
    "conv2d": "kernel-flipped",
    "same_padding": "same-extra-before",
    "conv2d_strided": "strides-swapped",
    "avg_pool2d": "avgpool-counts-padding",
    "output_size": "padding-arg-ignored",
}


def diagnosis(rounds: int) -> Iterator[Figure]:
    """Measure the diagnosis of five mistakes, of five functions that nobody knows, and of none."""
    exercises = {one.name: (c, one) for c, one in find_course(ROOT).load("assignment1").exercises}
    known, unknown, drawing = [], [], []
    for seed in range(1, rounds + 1):
        began = time.perf_counter()
        questions = [draw_question(*exercises[name], seed=seed, examples=100) for name in MISTAKES]
        drawing.append(time.perf_counter() - began)
        known.append(sum(_seconds(one, trials_of(one)) for one in questions))
        unknown.append(sum(_seconds(one, odd_trials(one)) for one in questions))
    yield figure("mistakes that are known", known, "s", at_most=1)
    yield figure("mistakes that are not (all pairs tried)", unknown, "s")
    ratios = [diagnosed / drawn for diagnosed, drawn in zip(known, drawing, strict=True)]
    yield figure("known mistakes / drawing the same calls", ratios)


def trials_of(question: Question) -> list[Trial]:
    """Return what a function with the exercise's mistake does on every call."""
    exercise = question.exercise
    part = next(one for one in exercise.wrong_answers if one[0].id == MISTAKES[exercise.name])
    candidate = Candidate((part,))
    pairs = zip(question.calls, question.right, strict=True)
    return [
        question.trial(call, _outcome(question, candidate, call), right) for call, right in pairs
    ]


def _outcome(question: Question, candidate: Candidate, call: dict[str, object]) -> Outcome:
    found = predict(question.exercise, candidate, call)
    if found.kind == "returns":
        return Outcome("returned", value=found.value)
    return Outcome("raised", error=Error(found.error or "ValueError", ""))


def odd_trials(question: Question) -> list[Trial]:
    """Return what a function does that is wrong on every other call, in a way of its own."""
    trials = []
    for number, (call, right) in enumerate(zip(question.calls, question.right, strict=True)):
        odd = tuple(one + 7 for one in right) if isinstance(right, tuple) else right * 3 + 7
        value = odd if number % 2 else right
        trials.append(question.trial(call, Outcome("returned", value=value), right))
    return trials


def _seconds(question: Question, trials: list[Trial]) -> float:
    began = time.perf_counter()
    diagnose(question.exercise, trials)
    return time.perf_counter() - began
