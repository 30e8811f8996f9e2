"""The Proof: what the instructor's reference run found, as frozen values that go into JSON.

Texts and numbers only, as in :mod:`grader.model`. A new need is a new field, and a change of
meaning a new ``schema``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from grader.model import OracleState

__all__ = [
    "EXAMPLES_OF_CHECK",
    "PROOF_SCHEMA",
    "Agreement",
    "ExerciseProof",
    "Graded",
    "Hole",
    "Named",
    "Part",
    "Proof",
    "Refused",
    "encode_proof",
]

#: The version of the JSON format.
PROOF_SCHEMA: Final = 1
#: How many inputs an exercise gets where nobody says: misconceptions have to show on these.
EXAMPLES_OF_CHECK: Final = 100

#: What a hole is in.
Part = Literal[
    "reference",
    "twins",
    "stubs",
    "misconceptions",
    "pairs",
    "alike",
    "alternatives",
    "texts",
]


class Hole(msgspec.Struct, frozen=True):
    """One thing that the run did not find as it should be.

    Attributes:
        part: Which part of the proof it is in.
        text: What is not as it should be, in a sentence.
        todo: What to do about it.
        exercise: The exercise that it is about; empty where it is about none.
    """

    part: Part
    text: str
    todo: str
    exercise: str = ""


class Refused(msgspec.Struct, frozen=True):
    """An exercise of ours that was not graded as it should be.

    Attributes:
        exercise: Its name.
        status: What it was graded as.
        headline: The sentence that a student would read.
    """

    exercise: str
    status: str
    headline: str = ""


class Graded(msgspec.Struct, frozen=True):
    """A submission of our own, graded as a student's is, in a contained process.

    Attributes:
        name: What it is called.
        points: What it earned.
        max_points: What it could earn.
        exercises: How many exercises were graded.
        refused: Those that were not graded as they should be.
    """

    name: str
    points: int
    max_points: int
    exercises: int
    refused: tuple[Refused, ...] = ()


class Agreement(msgspec.Struct, frozen=True):
    """How far reference and tf.nn agree on an exercise, both in float64.

    Attributes:
        compared: The number of calls; 0 where tf.nn was not asked.
        largest: The largest error of an answer's element, as a share of what is allowed;
            ``None`` where nothing could be compared.
    """

    compared: int = 0
    largest: float | None = None


class Named(msgspec.Struct, frozen=True):
    """A row of the confusion table: what was made wrong on purpose, and what it was told to be.

    Attributes:
        exercise: Where it was made.
        kind: One misconception by its model, two together, or one about the form of an answer.
        ids: What was made.
        variants: In how many ways.
        caught: How many of these gave a wrong answer to any call.
        named: How many were told by their ids, or by others that are the same behaviour.
        unnamed: Of how many nothing was told; for a pair, or one half of it, the half that
            explains all answers.
        misnamed: How many were told to be something else.
        needs: How many calls it took until the first wrong answer, for the variant that hides
            best; 0 if one is never wrong.
        shows: On how many calls that variant is wrong.
        said: The ids that were told instead, each once.
    """

    exercise: str
    kind: Literal["single", "pair", "form"]
    ids: tuple[str, ...]
    variants: int
    caught: int
    named: int
    unnamed: int
    misnamed: int
    needs: int
    shows: int
    said: tuple[tuple[str, ...], ...] = ()


class ExerciseProof(msgspec.Struct, frozen=True):
    """What was proven of one exercise; the counts are sums of the table's rows.

    Attributes:
        exercise: Its name.
        twin: Whether tf.nn agrees.
        misconceptions: How many are known, with those about the form of an answer.
        variants: In how many ways they were made.
        caught: How many of these gave a wrong answer.
        named: How many were named rightly.
        needs: How many calls the best hidden one needs.
        pairs_named: How many pairs, in all ways tried, were named rightly.
        pairs_unnamed: Of how many pairs nothing wrong was told, but not both names either.
        pairs_misnamed: How many pairs were told to be something else.
    """

    exercise: str
    twin: Agreement
    misconceptions: int
    variants: int
    caught: int
    named: int
    needs: int
    pairs_named: int
    pairs_unnamed: int
    pairs_misnamed: int

    @classmethod
    def of(cls, exercise: str, twin: Agreement, table: Iterable[Named]) -> ExerciseProof:
        """Add up the rows of an exercise."""
        rows = [row for row in table if row.exercise == exercise]
        singles = [row for row in rows if row.kind != "pair"]
        pairs = [row for row in rows if row.kind == "pair"]
        return cls(
            exercise=exercise,
            twin=twin,
            misconceptions=len(singles),
            variants=sum(row.variants for row in singles),
            caught=sum(row.caught for row in singles),
            named=sum(row.named for row in singles),
            needs=max((row.needs for row in singles), default=0),
            pairs_named=sum(row.named for row in pairs),
            pairs_unnamed=sum(row.unnamed for row in pairs),
            pairs_misnamed=sum(row.misnamed for row in pairs),
        )


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """All that a reference run found.

    Attributes:
        schema: The version of this format.
        assignment: The assignment's id.
        title: Its title.
        language: The language of all texts.
        seed: The seed that gives the same inputs again.
        examples: Calls of each exercise on which reference and tf.nn were compared.
        calls: Calls of each exercise that misconceptions were looked for with: as many as
            ``grader check`` draws.
        seconds: How long it took.
        containment: What the graded processes were kept from.
        versions: From name to version.
        oracle: What tf.nn had to say.
        reference: How the reference itself was graded.
        stubs: How the stubs were graded.
        alternatives: How right answers in other styles were graded.
        exercises: One for each exercise, in order.
        table: The confusion table.
        alike: Groups of ids that are the same behaviour, and declared so, by exercise.
        unseen: Ids that no legal input shows, each with the reason.
        languages: In what languages all texts were looked for.
        notes: What was not looked at, in sentences.
        holes: What is not as it should be; without any the grader has proven itself.
    """

    schema: Literal[1] = PROOF_SCHEMA
    assignment: str
    title: str
    language: str
    seed: int
    examples: int
    calls: int
    seconds: float
    containment: str
    versions: dict[str, str]
    oracle: OracleState
    reference: Graded
    stubs: Graded
    alternatives: tuple[Graded, ...]
    exercises: tuple[ExerciseProof, ...]
    table: tuple[Named, ...]
    alike: dict[str, tuple[tuple[str, ...], ...]]
    unseen: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    notes: tuple[str, ...] = ()
    holes: tuple[Hole, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 if the grader has proven itself, 3 if there is a hole."""
        return 3 if self.holes else 0


def encode_proof(proof: Proof) -> bytes:
    """Write a proof as JSON, indented, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(proof), indent=2) + b"\n"
