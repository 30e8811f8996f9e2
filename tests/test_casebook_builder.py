"""`grader casebook`: writes what reference and tf.nn agree on, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.casebook import read_casebook
from grader.cli import main
from grader.course import Course, find_course
from grader.oracle import tensorflow_is_installed
from grader.recorded import recorded_assignment
from tests.golden_run import ROOT
from tests.test_reference_run import replaced, tiny

needs_tensorflow = pytest.mark.skipif(
    not tensorflow_is_installed(), reason="TensorFlow is not installed on this platform"
)
TODO = "Run: grader casebook tiny\n"


def run(course: Course, *words: str) -> Result:
    """Run a command in a course."""
    return CliRunner().invoke(main, [*words, "--course", str(course.root), "--lang", "en"])


def built(course: Course) -> Result:
    """Write the casebook of the tiny course."""
    return run(course, "casebook", "tiny")


@needs_tensorflow
def test_a_casebook_from_the_first_to_the_last(tmp_path: Path):
    """It is missing, written, current, the same when written again, and outdated by an edit."""
    course = tiny(tmp_path)
    path = course.handout("tiny") / "casebook.npz"
    missing = run(course, "casebook", "tiny", "--check")
    assert missing.exit_code == 1
    assert missing.output == f"The casebook of tiny is not current: there is none. {TODO}"

    first = built(course)
    content = path.read_bytes()
    assert first.exit_code == 0, first.output
    size = round(len(content) / 1000)
    about = read_casebook(path).about
    assert first.output == (
        f"wrote casebook.npz: {size} kB.\n"
        "60 calls, on all of which the reference and tf.nn "
        f"{about.versions['tensorflow']} agree.\n"
    )
    current = run(course, "casebook", "tiny", "--check")
    assert (current.exit_code, current.output) == (0, "The casebook of tiny is current.\n")

    again = built(course)
    assert again.output.startswith("casebook.npz stays as it was: ")
    assert path.read_bytes() == content

    ((_concept, exercise),) = recorded_assignment(read_casebook(path), "ko").exercises
    assert exercise.hints == ("ko Add.", "ko Add it to itself.")
    assert [way[0].id for way in exercise.wrong_answers] == ["tripled", "one-more"]
    assert len(list(exercise.pairs)) == 1

    replaced("sums.py", "TWICE = 2", "TWICE = 1 + 1")(tmp_path)
    old = run(course, "casebook", "tiny", "--check")
    assert old.exit_code == 1
    reason = "it was made from other sources"
    assert old.output == f"The casebook of tiny is not current: {reason}. {TODO}"


@needs_tensorflow
def test_nothing_is_written_where_they_differ(tmp_path: Path):
    """Where reference and tf.nn differ, the call is printed and nothing is written: exit code 3."""
    course = tiny(tmp_path, replaced("sums.py", "return n + n", "return n + n + (n == 1)"))
    result = built(course)
    assert result.exit_code == 3
    assert result.output == (
        "Nothing was written. double: the reference and tf.nn do not agree\ndouble(n=1)\n"
    )
    assert not (course.handout("tiny") / "casebook.npz").exists()


def test_without_tensorflow_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without TensorFlow nothing can be agreed on, and it is said how to get it."""
    monkeypatch.setattr("grader.author.casebook_builder.tensorflow_is_installed", lambda: False)
    result = built(tiny(tmp_path))
    assert result.exit_code == 2
    assert result.output == (
        "A casebook is agreed on with TensorFlow, which is not installed here. "
        'Install it with: pip install "cnn-grader[tensorflow]"\n'
    )


def test_the_committed_one_is_current():
    """The casebook of assignment1 was made from the reference as it is, and has its answers."""
    result = CliRunner().invoke(main, ["casebook", "assignment1", "--check", "--lang", "en"])
    assert result.output == "The casebook of assignment1 is current.\n"


def test_worked_examples_are_recorded():
    """Every call that the course's notes work out is among the recorded ones."""
    path = find_course(ROOT).handout("assignment1") / "casebook.npz"
    recorded = recorded_assignment(read_casebook(path), "en").exercises
    calls = {exercise.name: [str(call) for call in exercise.calls] for _, exercise in recorded}
    for _concept, exercise in find_course(ROOT).load("assignment1").exercises:
        assert exercise.worked
        assert all(str(dict(call)) in calls[exercise.name] for call in exercise.worked)
