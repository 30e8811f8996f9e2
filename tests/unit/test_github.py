"""What GitHub's runner reads in our log: our own marks, at the right lines, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given, seed, settings

from grader.model import Report
from grader.report.console import render as render_text
from grader.report.formats import Setting
from grader.report.github import command, render
from tests.unit.reports import samples
from tests.unit.test_markdown import TEXTS, poisoned

TOKEN = "0123456789abcdef" * 2


@dataclass(frozen=True)
class Command:
    """A command that the runner has taken."""

    kind: str
    text: str
    properties: dict[str, str]


def commands(log: str) -> list[Command]:
    """Return what a runner would do: it reads ``::kind a=b::text``, and obeys stop-commands.

    As in actions/runner, ActionCommand.cs and ActionCommandManager.cs: a line may have space
    before it, and the older form ``##[kind]text`` may stand anywhere in it.
    """
    taken: list[Command] = []
    stopped = ""
    for line in re.split(r"\r\n|\r|\n", log):
        found = re.match(r"\s*::([^:\s]+)(?: ([^:]*))?::(.*)", line)
        older = re.search(r"##\[(\S+?)( [^\]]*)?\](.*)", line)
        kind = found[1] if found else older[1] if older else ""
        if stopped:
            if kind == stopped:
                stopped = ""
        elif kind == "stop-commands":
            stopped = found[3] if found else ""
        elif kind:
            given = (found or older)[2] or ""
            pairs = [one.partition("=")[::2] for one in given.strip().split(",") if one]
            properties = {name: unescaped(value) for name, value in pairs}
            taken.append(Command(kind, unescaped((found or older)[3]), properties))
    assert not stopped
    return taken


def unescaped(text: str) -> str:
    """Undo what a command's writer has escaped."""
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def log(report: Report) -> str:
    """Return what is printed."""
    return render(report, Setting(text=render_text(report), token=TOKEN))


@pytest.mark.parametrize("name", sorted(samples()))
def test_the_runner_takes_our_commands_alone(name: str):
    """For each failure that is told one error, nine at most, and the points."""
    report = samples()[name]
    taken = commands(log(report))
    assert [one.kind for one in taken] == ["error"] * (len(taken) - 1) + ["notice"]
    assert len(taken) <= 10
    names = {one.exercise for one in report.findings}
    for one in taken[:-1]:
        assert set(one.properties) == {"file", "line", "title"}
        assert one.properties["file"].startswith("assignments/assignment1/")
        assert set(one.properties["title"].split(", ")) <= names
        assert not re.search("[\n\r\x1b\u202e]", one.text)
    assert taken[-1].properties == {"title": "assignment1"}


def test_errors_stand_at_the_students_lines():
    """File and line are those of the student's repository, and the sentence is the finding's."""
    taken = commands(log(samples()["wrong"]))
    assert taken[1] == Command(
        "error",
        "When the number of zeros is odd, the extra zero goes in front. Wrong on 22 of 60 tests. "
        "Think: One zero is left over when they are shared. On which side does TensorFlow put it?",
        {"file": "assignments/assignment1/padding.py", "line": "13", "title": "same_padding"},
    )
    assert taken[-1].text == "45 of 100 points."


def test_what_has_no_room_is_counted():
    """The tenth failure and all after it are counted in the notice."""
    report = samples()["wrong"]
    wrong = next(one for one in report.findings if one.exercise == "avg_pool2d")
    many = tuple(msgspec.structs.replace(wrong, exercise=f"f{i}") for i in range(12))
    taken = commands(log(msgspec.structs.replace(report, findings=many)))
    assert len(taken) == 10
    assert taken[-1].text == "45 of 100 points. 3 more failures are in the summary of this run."


@seed(1)
@settings(max_examples=100, deadline=None, database=None)
@given(text=TEXTS)
def test_no_text_becomes_a_command(text: str):
    """Whatever stands in every single text of a report, the runner takes as many commands."""
    poison = msgspec.convert(poisoned(msgspec.to_builtins(samples()["wrong"]), text), Report)
    lines = render(poison, Setting(text=text * 3, token=TOKEN))
    taken = commands(lines)
    assert [one.kind for one in taken[:-1]] == ["error"] * (len(taken) - 1)
    assert taken[-1].kind == "notice"
    assert taken[-1].text == "45 of 100 points."


def test_a_command_is_written_as_the_toolkit_does():
    """The same escapes as @actions/core 1.11.1 writes for this annotation."""
    written = command(
        "error", "a%b\nc,d:e", title="x: y, 50%", file="student/softmax.py", line=12, endLine=13
    )
    assert written == (
        "::error title=x%3A y%2C 50%25,file=student/softmax.py,line=12,endLine=13::a%25b%0Ac,d:e"
    )


def test_the_text_stands_where_no_command_is_taken():
    """The feedback is printed between two lines with the token."""
    report = samples()["hostile"]
    lines = log(report).split("\n")
    first, last = lines.index(f"::stop-commands::{TOKEN}"), lines.index(f"::{TOKEN}::")
    assert "\n".join(lines[first + 1 : last]) == render_text(report).rstrip("\n")
    assert first == 0
