"""What was tried and what came back: calls, outcomes, differences, evidence.

Frozen values without behaviour. They live only while a submission is graded,
may hold arrays, and never travel; what does is in :mod:`grader.model`. Nothing
here imports numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "Broken",
    "Difference",
    "Error",
    "Evidence",
    "Frame",
    "Limits",
    "Outcome",
    "OutcomeKind",
    "Trial",
    "call_size",
]

OutcomeKind = Literal[
    "returned",
    "raised",
    "timed_out",
    "crashed",
    "flooded",
    "protocol",
    "missing",
    "other_parameters",
    "not_graded",
]

DifferenceKind = Literal[
    "type", "shape", "dtype", "changed_argument", "non_finite", "values", "property"
]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long student code may take, in seconds.

    Attributes:
        call: Processor time of one call, where it can be measured, so that a
            busy machine does not fail a right answer.
        call_wall: The end of patience for one call, whatever it does.
        exercise: All calls of one exercise: a slow one must not take the time of the others.
        shrinking: Looking for a smaller counterexample of one exercise.
        submission: Processor time of all calls of a submission together.
        submission_wall: The end of patience for a submission.
        start: Python and numpy starting up: ours, not the student's.
    """

    call: float = 2.0
    call_wall: float = 6.0
    exercise: float = 15.0
    shrinking: float = 5.0
    submission: float = 60.0
    submission_wall: float = 180.0
    start: float = 30.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of the student's that an exception passed through."""

    file: str
    line: int
    function: str
    source: str


@dataclass(frozen=True, slots=True)
class Error:
    """An exception that left the student's code.

    Attributes:
        type: The name of its class.
        message: Its text, as the student's process gave it: not to be trusted.
        frames: The student's own lines, innermost last; none of ours.
        module: For a module that was not found, its name with dots, else ``""``.
    """

    type: str
    message: str
    frames: tuple[Frame, ...] = ()
    module: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from one call, or from opening a function.

    Attributes:
        kind: One word for it; only ``returned`` has a value.
        value: What the function returned.
        changed: Names of arguments that the function changed.
        error: The exception, where one was raised.
        note: A detail for the sentence: an exit code, a signature, a near name.
        printed: The beginning of what the call printed.
        line: Where the function is defined, 0 if unknown.
    """

    kind: OutcomeKind
    value: Any = None
    changed: tuple[str, ...] = ()
    error: Error | None = None
    note: str = ""
    printed: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """The first way in which an answer is not the right one, coarse to fine.

    Attributes:
        kind: Where the first difference lies.
        wrong: Indices of wrong elements, in C order; only for values and non-finite. Of an
            answer with parts, the way to a wrong part; of a property, its number.
        total: The number of elements compared; 0 when none were.
        largest: How far the worst element is off.
        allowed: How far that element may be off.
    """

    kind: DifferenceKind
    wrong: tuple[tuple[int, ...], ...] = ()
    total: int = 0
    largest: float = 0.0
    allowed: float = 0.0


def call_size(arguments: dict[str, Any]) -> int:
    """Return how much there is to read in a call.

    That is the number of elements of its arrays, wherever they lie, and of its descriptions.

    Example:
        >>> call_size({"layers": [{"kind": "Flatten"}, {"kind": "Dense", "units": 3}]})
        2
    """
    return sum(map(_size, arguments.values()))


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + call_size(value)
    if isinstance(value, (tuple, list)):
        return sum(map(_size, value))
    return int(getattr(value, "size", 0))


@dataclass(frozen=True, slots=True)
class Trial:
    """One call with everything known about it.

    Attributes:
        arguments: From parameter name to value, in the order of the signature.
        outcome: What the student's function gave.
        right: The reference's answer.
        difference: ``None`` if the outcome is right, or is not a value at all.
    """

    arguments: dict[str, Any]
    outcome: Outcome
    right: Any
    difference: Difference | None = None

    @property
    def is_right(self) -> bool:
        """Whether the function gave the right answer."""
        return self.outcome.kind == "returned" and self.difference is None

    @property
    def is_wrong(self) -> bool:
        """Whether the call was made, and did not give the right answer."""
        return not self.is_right and self.outcome.kind != "not_graded"

    @property
    def symptom(self) -> str:
        """One word for what is wrong, the same for calls that fail alike; ``""`` if right."""
        if self.outcome.kind == "raised" and self.outcome.error is not None:
            return f"raised {self.outcome.error.type}"
        if self.outcome.kind != "returned":
            return self.outcome.kind
        return self.difference.kind if self.difference is not None else ""

    @property
    def size(self) -> int:
        """How much there is to read in the arguments."""
        return call_size(self.arguments)

    @property
    def is_unwritten(self) -> bool:
        """Whether the call ended in ``NotImplementedError``."""
        return self.symptom == "raised NotImplementedError"


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault of the grader itself, which must not cost the student anything.

    Attributes:
        text: What went wrong, as the end of a sentence.
        details: Further sentences.
        trial: The call that shows it, where there is one; its outcome is not a student's.
    """

    text: str
    details: tuple[str, ...] = ()
    trial: Trial | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was tried on one exercise.

    Attributes:
        opened: What came of looking for the function; ``returned`` when it is there.
        trials: The gathered calls, in order: what counts are made of.
        counterexample: The smallest wrong call that was found; no evidence itself.
        second_answer: What a fresh process answered to the counterexample, when
            that was not the same as the first time.
        broken: What went wrong, where the grader itself is at fault.
        recorded: How many of the calls, the first ones, come from the casebook.
        seconds: How long the gathered calls took.
    """

    opened: Outcome
    trials: tuple[Trial, ...] = ()
    counterexample: Trial | None = None
    second_answer: Outcome | None = None
    broken: Broken | None = None
    recorded: int = 0
    seconds: float = 0.0
