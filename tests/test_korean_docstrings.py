"""The Korean docstrings of assignment 1 say what the English ones say.

A student who works in Korean gets stubs with these texts. Whether the sentences are
good is for a reader to judge; what a program can hold is held here:

* every docstring is translated, and its examples can be run just as they stand;
* the headings, the names of the arguments and the drawings are all there;
* no line is wider than a stub allows, where a Korean character takes two columns.
"""

from __future__ import annotations

import doctest
import inspect
import io
import re
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from babel.messages.pofile import read_po

from reference import assignment1, assignment2

ASSIGNMENTS = (assignment1.ASSIGNMENT, assignment2.ASSIGNMENT)
REFERENCE = Path(__file__).resolve().parents[1] / "reference"
CATALOGUES = [
    REFERENCE / one.id / "locale" / "ko" / "LC_MESSAGES" / f"{one.id}.po" for one in ASSIGNMENTS
]
HEADINGS = {
    "Args:": "인자:",
    "Returns:": "반환값:",
    "Example:": "예:",
    "In a CNN:": "CNN에서는:",
}
#: A stub's lines have 90 columns, of which four indent it, and some hold the quotes.
WIDEST = 84
QUOTES = 3

KOREAN = {
    str(message.id): str(message.string)
    for catalogue in CATALOGUES
    for message in read_po(io.BytesIO(catalogue.read_bytes()), locale="ko")
    if not message.fuzzy
}

CONCEPTS = [concept for assignment in ASSIGNMENTS for concept in assignment.concepts]
EXERCISES = [exercise for concept in CONCEPTS for exercise in concept.exercises]
FUNCTIONS = {one.name: inspect.getdoc(one.function) or "" for one in EXERCISES}
MODULES = {
    concept.id: inspect.cleandoc(
        sys.modules[concept.exercises[0].function.__module__].__doc__ or ""
    )
    for concept in CONCEPTS
}
DOCSTRINGS = FUNCTIONS | MODULES
of_all = pytest.mark.parametrize("name", DOCSTRINGS)
of_functions = pytest.mark.parametrize("name", FUNCTIONS)


def korean(name: str) -> str:
    """Return the translation of a function's or a module's docstring."""
    return KOREAN[DOCSTRINGS[name]]


def columns(line: str) -> int:
    """Return how wide a line is, where a Korean character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


def examples(text: str) -> list[tuple[str, str, int]]:
    """Return a text's doctest examples: what is typed, what comes back, how far indented."""
    parsed = doctest.DocTestParser().get_examples(text)
    return [(example.source, example.want, example.indent) for example in parsed]


def drawn(text: str) -> list[tuple[list[int], list[str]]]:
    """Return each line of a text's drawings: where its parts begin, and its marks.

    A drawing is an indented paragraph whose lines have parts, at least two spaces apart.
    """
    paragraphs = [part.splitlines() for part in text.split("\n\n")]
    drawings = [
        lines
        for lines in paragraphs
        if all(line.startswith("    ") for line in lines)
        and any(re.search(r"\S {3}", line) for line in lines)
        and not any(">>>" in line for line in lines)
    ]
    return [
        (
            [columns(line[: part.start()]) for part in re.finditer(r"\S+(?: \S+)*", line)],
            re.findall(r"[\d.]+|[#=*+]", line),
        )
        for lines in drawings
        for line in lines
    ]


def test_all_that_a_student_reads_is_translated() -> None:
    """Title, concepts, hints and docstrings have a translation."""
    asked = {*(one.title for one in ASSIGNMENTS), *DOCSTRINGS.values()}
    for concept in CONCEPTS:
        asked |= {concept.title, concept.goal}
    for exercise in EXERCISES:
        asked |= set(exercise.hints)
    assert {text for text in asked if not KOREAN.get(text)} == set()


@of_functions
def test_the_examples_are_the_same(name: str) -> None:
    """What is typed and what comes back is not translated."""
    assert examples(DOCSTRINGS[name])
    assert examples(korean(name)) == examples(DOCSTRINGS[name])


@of_functions
def test_the_examples_work(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The examples can be run as they stand in the Korean text."""
    (exercise,) = (one for one in EXERCISES if one.name == name)
    names = {"np": np, name: exercise.function}
    session = doctest.DocTestParser().get_doctest(korean(name), names, name, None, 0)
    result = doctest.DocTestRunner(verbose=False).run(session)
    assert result.failed == 0, capsys.readouterr().out


@of_functions
def test_the_headings_are_there(name: str) -> None:
    """Every section has its Korean heading, in the same order."""
    lines = DOCSTRINGS[name].splitlines()
    expected = [HEADINGS[line] for line in lines if line in HEADINGS]
    assert len(expected) == len(HEADINGS)
    assert [line for line in korean(name).splitlines() if line in HEADINGS.values()] == expected


@of_functions
def test_every_argument_is_described(name: str) -> None:
    """The arguments keep their names and their order."""
    (exercise,) = (one for one in EXERCISES if one.name == name)
    _, _, described = korean(name).partition("\n인자:\n")
    described, _, _ = described.partition("\n\n")
    assert tuple(re.findall(r"^    (\w+): ", described, re.MULTILINE)) == exercise.parameters


@of_all
def test_the_drawings_are_the_same(name: str) -> None:
    """A drawing has the same numbers and marks, and its parts stand in the same columns."""
    assert drawn(korean(name)) == drawn(DOCSTRINGS[name])


def test_there_are_drawings() -> None:
    """The test of the drawings has something to look at."""
    assert {name for name, text in DOCSTRINGS.items() if drawn(text)} >= {
        *("convolution", "padding", "stride", "pooling", "same_padding", "output_size")
    }


@of_all
def test_the_advanced_parts_are_marked(name: str) -> None:
    """As many parts are marked as advanced as in English."""
    assert korean(name).count("심화") == DOCSTRINGS[name].count("advanced")


@of_all
def test_no_line_is_too_wide(name: str) -> None:
    """A line of a stub has at most 90 columns."""
    first, *others = korean(name).splitlines()
    assert columns(first) <= WIDEST - QUOTES
    assert [line for line in others if columns(line) > WIDEST] == []


@of_all
def test_the_first_line_stands_alone(name: str) -> None:
    """A docstring opens with one sentence, and a blank line after it."""
    first, blank, *_ = korean(name).splitlines()
    assert first.endswith("다.")
    assert blank == ""
    assert not any(line != line.rstrip() for line in korean(name).splitlines())
