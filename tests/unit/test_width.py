"""Korean text keeps to the terminal's width: its characters take two columns each."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from grader.explain.values import shown
from grader.language import speaking
from grader.model import (
    ConceptTitle,
    Counterexample,
    Finding,
    Location,
    OracleState,
    Report,
)
from grader.report.console import render
from grader.report.text import cut
from grader.width import clip, display_width, ljust, wrap

KOREAN = "합성곱의 출력 크기는 커널 크기에 따라 달라집니다"
WORD = "스트라이드" * 40
TEXTS = st.text("가나다 ab\t\n\u0301。", max_size=60)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("한글", 4),
        ("3x3 커널", 8),
        ("e\u0301", 1),
        ("\uff21", 2),
        ("\uff71", 1),
        (unicodedata.normalize("NFD", "한글"), 4),
        ("\U0001f600", 2),
        ("é ≤", 3),
    ],
)
def test_width(text: str, width: int):
    """Wide and full-width characters are two columns, what joins another is none."""
    assert display_width(text) == width


def test_filling_up():
    """Text is filled up to columns, not to characters; what is too long stays."""
    assert ljust("정답", 5) == "정답 "
    assert ljust("내 답", 5) == "내 답"
    assert ljust("합성곱", 5) == "합성곱"


@pytest.mark.parametrize(("room", "text"), [(0, ""), (1, ""), (2, "합"), (3, "합"), (7, "합성곱")])
def test_clipping(room: int, text: str):
    """Half a character is never kept."""
    assert clip("합성곱", room) == text


@pytest.mark.parametrize(("room", "text"), [(6, "합성곱"), (5, "합..."), (7, "합성곱")])
def test_cutting(room: int, text: str):
    """A student's line is cut by its width, with the dots inside of it."""
    assert cut("합성곱", room) == text


def test_korean_breaks_at_spaces():
    """Words stay whole, and each line is as full as it can be."""
    assert wrap(KOREAN, 22, rest="  ") == [
        "합성곱의 출력 크기는",
        "  커널 크기에 따라",
        "  달라집니다",
    ]


def test_a_word_that_is_too_long_is_broken_anywhere():
    """A word that fills no line goes on in the next one, and nothing of it is lost."""
    lines = wrap(f"긴 말: {WORD}", 21, "- ", "  ")
    assert lines[0] == "- 긴 말: 스트라이드스"
    assert {display_width(line) for line in lines[1:-1]} == {20}
    assert "".join(line[2:] for line in lines) == f"긴 말: {WORD}"


@given(text=TEXTS, width=st.integers(2, 30))
def test_lines_keep_to_their_width(text: str, width: int):
    """No line is too wide, none ends in a space, and every word is there in its place."""
    lines = wrap(text, width)
    assert all(display_width(line) <= width for line in lines)
    assert not any(line.endswith(" ") for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(
    words=st.lists(st.text("abc.-", min_size=1, max_size=12), max_size=12),
    width=st.integers(8, 30),
)
def test_english_is_wrapped_as_python_wraps_it(words: list[str], width: int):
    """Where every character is one column, the lines are those of ``textwrap``."""
    text = " ".join(words)
    lines = textwrap.wrap(
        text, width, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
    )
    # It leaves a space before a word that is too long for any line.
    assert wrap(text, width, "- ", "  ") == [line.rstrip() for line in lines]


def finding(name: str, **fields: Any) -> Finding:
    """Return a failed exercise with Korean texts."""
    usual = {"concept": "pooling", "status": "failed", "points": 0, "max_points": 5, "calls": 9}
    texts = {"headline": KOREAN * 3, "details": (KOREAN * 2,), "hint": KOREAN * 4}
    return Finding(**{"exercise": name, "outcome": "raised", **usual, **texts, **fields})


def example(yours: Any, right: Any, **fields: Any) -> Counterexample:
    """Return a counterexample of these two values."""
    return Counterexample(f"f(x={WORD!r})", {}, shown(yours), shown(right), **fields)


FINDINGS = (
    finding("raised", location=Location("pooling.py", 3, WORD)),
    finding(
        "printed",
        location=Location(f"{KOREAN.replace(' ', '_')}.py", 12),
        traceback=(Location(f"{WORD}.py", 5, KOREAN * 9),),
        counterexample=example(None, np.ones(3), returned=False, printed=f"{WORD}\n{KOREAN}"),
    ),
    finding("text", counterexample=example(WORD, 3)),
    finding(
        "grid", counterexample=example(np.zeros((3, 4, 5)), np.ones((3, 4, 5)), wrong=((0, 0, 0),))
    ),
    finding("shapes", counterexample=example(np.zeros((2, 1, 1)), np.ones((1, 1, 3)))),
    finding("zero_pad", status="not_graded"),
    finding("conv2d", status="not_started"),
)
REPORT = Report(
    assignment="assignment1",
    title=KOREAN,
    submission="ada",
    points=15,
    max_points=85,
    seed=1234,
    examples=9,
    containment="none",
    containment_note=KOREAN * 2,
    seconds=1.25,
    versions={"grader": "0.1.0", "numpy": "2.4.6", "tensorflow": "2.21.0"},
    oracle=OracleState("died", KOREAN, 0),
    concepts=(ConceptTitle("pooling", "풀링"), ConceptTitle("other", "합성곱의 출력 크기")),
    findings=(*FINDINGS, finding("last", concept="other", status="passed")),
)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_of_the_feedback_is_too_wide(language: str, verbose: bool):  # noqa: FBT001
    """No line is wider than the terminal, nor than 80 columns, whoever wrote the text in it."""
    with speaking(language):
        for width in range(40, 101):
            for line in render(REPORT, width=width, verbose=verbose).splitlines():
                assert display_width(line) <= min(width, 80), (width, line)


def test_columns_stand_under_each_other():
    """The overview's columns, the values and the places end where they should in Korean too."""
    one = finding("f", location=Location("a.py", 3), counterexample=example(1, 2))
    other = finding("g", concept="other", counterexample=example(np.zeros(2), np.ones(2)))
    other = replace(other, counterexample=replace(other.counterexample, wrong=((0,),)))
    with speaking("ko"):
        lines = render(replace(REPORT, findings=(one, other))).splitlines()
    heads = [line for line in lines if re.match(r"  (풀링|합성곱의 출력 크기) +X ", line)]
    assert len({display_width(line.partition("X ")[0]) for line in heads}) == 1
    assert f"X f{'a.py, 3번째 줄':>{80 - 3 - 3}}" in lines
    assert lines[lines.index("          내 답   1   <-- 틀림") + 1] == "          정답    2"
    at = lines.index("          내 답       정답")
    assert lines[at + 1] == "          *0*  0       1   1"
