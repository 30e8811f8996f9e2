"""Lines of solutions are found wherever they are, and what students may see is not one."""

from __future__ import annotations

import pytest

from grader.author.solutions import SolutionLine, find_lines, solution_lines

SOURCE = '''\
"""Sums of many numbers, one by one, in a module that students know."""

import numpy as np

TABLE = {"a long name of a constant": 12345}


def add_all_numbers(x: np.ndarray, start: float) -> float:
    """Add all numbers: the text of the stub.

    >>> add_all_numbers(np.ones(2), start=0.5)
    """
    # A comment that is longer than others are
    total = start  # what came before
    for value in x:
        total += value
    message = "a text for people, and nothing else"
    example = np.array([3.0, 1.0, 0.0, 7.0])

    def inner(first_number: float, second_number: float = 2.0) -> float:
        """Say something else at length."""
        return first_number + second_number

    return inner(total), [
        12345678901234567890,
        None,
        add_all_numbers(x, start)
    ]


RULE = {"stride": lambda own, strides: (strides[1], strides[0])}
'''

#: From what is found to whether it is data.
FOUND = {
    "total=startforvalueinx:": False,
    "forvalueinx:total+=value": False,
    'total+=valuemessage="atextforpeople,andnothingelse"': False,
    'message="atextforpeople,andnothingelse"': True,
    "example=np.array([3.0,1.0,0.0,7.0])": True,
    "returnfirst_number+second_number": False,
    "returninner(total),[": False,
    "(strides[1],strides[0])": False,
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> tuple[SolutionLine, ...]:
    """Return the lines of the module above."""
    folder = tmp_path_factory.mktemp("reference")
    path = folder / "sums.py"
    path.write_text(SOURCE, encoding="utf-8")
    return solution_lines(folder, [path], ["add_all_numbers(x, start)"])


def test_what_is_looked_for(lines: tuple[SolutionLine, ...]):
    """Code of functions is, and short lines with the next; no texts for students, no plain data."""
    assert {line.code.decode(): line.is_data for line in lines} == FOUND
    assert lines[0].place == "sums.py:14"


@pytest.mark.parametrize(
    "text",
    [
        "        return first_number + second_number\n",
        "so return first_number  +  second_number is what you need",
        "return first_number +\r\n    second_number",
        ">>> return first_number + second_number",
        r'{"hint": "return first_number +\n second_number"}',
        b"\x93NUMPY\x00\xff return first_number + second_number \xff",
    ],
)
def test_a_line_is_found(text: str | bytes, lines: tuple[SolutionLine, ...]):
    """However it is indented, broken or quoted, a line is found."""
    raw = text if isinstance(text, bytes) else text.encode()
    assert [line.place for line in find_lines(lines, raw)] == ["sums.py:22"]


def test_quotes_of_json(lines: tuple[SolutionLine, ...]):
    """A line with quotes in it is found in JSON, where they are written otherwise."""
    raw = rb'["message = \"a text for people, and nothing else\""]'
    assert [line.place for line in find_lines(lines, raw)] == ["sums.py:17"]


def test_data_may_stand_in_an_example(lines: tuple[SolutionLine, ...]):
    """What computes nothing may be typed into Python, but stand nowhere else."""
    line = b"example = np.array([3.0, 1.0, 0.0, 7.0])\n"
    assert find_lines(lines, b"    >>> " + line + b"    ... " + line) == ()
    assert [one.is_data for one in find_lines(lines, b"    >>> 1\n    " + line)] == [True]


def test_what_students_see_is_no_solution(lines: tuple[SolutionLine, ...]):
    """Signatures, docstrings, comments and constants give nothing away."""
    kept = [
        row
        for row in SOURCE.splitlines()
        if row.lstrip().startswith(('"', "#", "def", "    def", ">>>", "TABLE", "add_all"))
    ]
    assert len(kept) == 10
    assert find_lines(lines, "\n".join(kept).encode()) == ()
