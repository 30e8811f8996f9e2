"""In a student's copy, without TensorFlow, Hypothesis and reference, all is as with them.

What a full check prints is in ``tests/golden``; what a student's copy prints has the same
verdicts, the same diagnoses and the same exit code.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from grader.course import find_course
from grader.language import LANGUAGES
from tests.golden_run import DEFAULT_ARGUMENTS, ROOT, Scenario, build, scenarios
from tests.student_copy import Copy, make_copy

EXAMPLES = ROOT / "examples" / "assignment1"
CHECKS = [
    one
    for one in scenarios()
    if one.settings.get("arguments", DEFAULT_ARGUMENTS)[0] == "check"
    and "--json" not in one.settings.get("arguments", [])
]
#: Every second one, and all of them in `make proof`.
TRIED = CHECKS if os.environ.get("PROOF") else CHECKS[::2]
#: What each misconception says, in all languages, without line breaks.
SAYS = {
    language: {
        "".join(one.says.split())
        for assignment in find_course(ROOT).assignment_ids()
        for _concept, exercise in find_course(ROOT).load(assignment, language).exercises
        for one, _variant in exercise.wrong_answers
    }
    for language in LANGUAGES
}
MARKS = re.compile(r"(?<!\S)(ok|X|--|\?|!!) ([a-z_0-9]+)(?: <- ([a-z_0-9]+))?(?!\S)")


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return the student's copy."""
    return make_copy(tmp_path_factory.mktemp("student"))


def verdicts(text: str) -> list[tuple[str, str, str]]:
    """Return how each exercise is marked, and what it follows from."""
    head, _line, _rest = text.partition("\nFix first:" if "\nFix first:" in text else "\n먼저")
    marks = MARKS.findall(head)
    return [one for one in marks if one[1] != "not"]


def said(text: str) -> set[str]:
    """Return what is said of misconceptions; where lines break does not matter."""
    joined = "".join(text.split())
    return {says for known in SAYS.values() for says in known if says in joined}


@pytest.mark.parametrize("scenario", TRIED, ids=lambda one: one.folder.name)
def test_a_scenario_is_judged_as_with_everything(scenario: Scenario, copy: Copy, tmp_path: Path):
    """Each golden scenario has the same verdicts, diagnoses and exit code in a student's copy."""
    submission = build(scenario, tmp_path)
    arguments = scenario.settings.get("arguments", DEFAULT_ARGUMENTS)
    words = [str(submission) if word == "SUBMISSION" else word for word in arguments]
    words = [str(ROOT / word) if "/" in word and (ROOT / word).is_dir() else word for word in words]
    elsewhere = tmp_path if scenario.settings.get("cwd") == "elsewhere" else None
    settings = scenario.settings.get("environment", {})
    code, text = copy.run(*words, cwd=elsewhere, **settings)
    expected = scenario.expected
    assert verdicts(text) == verdicts(expected), text
    assert said(text) == said(expected), text
    assert code == scenario.exit_code, text


def test_the_verdicts_are_found():
    """What is compared above is there: marks of twelve exercises, and sentences."""
    known = next(one for one in CHECKS if one.folder.name == "cascade")
    assert len(verdicts(known.expected)) == 12
    assert said(known.expected)


def test_finished_passes_and_says_who_agreed(copy: Copy):
    """The closing line names the recorded tests, who agreed on them, and the day."""
    code, text = copy.run("check", "assignment1", str(EXAMPLES / "finished"))
    assert code == 0
    line = r"720 recorded tests, answers agreed by the reference and tf\.nn \d+\.\d+\.\d+ on "
    assert re.search(line + r"\d{4}-\d\d-\d\d\.", " ".join(text.split())), text


def test_first_attempt_is_diagnosed(copy: Copy):
    """The six mistakes of the example are named by the casebook alone."""
    code, text = copy.run("check", "assignment1", str(EXAMPLES / "first_attempt"))
    assert code == 1
    assert len(said(text)) == 6, text


def test_the_stubs_are_not_started(copy: Copy):
    """Checked where it lies, the handout is not started, in every exercise."""
    code, text = copy.run("check", "assignment1")
    assert code == 1
    assert {mark for mark, *_rest in verdicts(text)} == {"--"}


def test_lists_and_hints_come_from_the_casebook(copy: Copy):
    """Without a reference, `list` and `hint` say the same as with one, in both languages."""
    for language in LANGUAGES:
        here = Copy.run(copy, "list", "--lang", language)
        assert here[0] == 0
        assert "conv2d_strided(x, kernel, bias, strides, padding)" in here[1]
        code, text = copy.run("hint", "assignment1", "conv2d", "--lang", language)
        assert code == 0
        exercises = {
            one.name: one
            for _concept, one in find_course(ROOT).load("assignment1", language).exercises
        }
        assert "".join(exercises["conv2d"].hints[0].split()) in "".join(text.split())


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda content: content[:-1000], "it is not a casebook, or not a whole one"),
        (lambda content: content[:5000] + b"?" + content[5001:], "it is damaged or incomplete"),
        (lambda _content: b"", "it is not a casebook, or not a whole one"),
    ],
)
def test_a_damaged_casebook_is_refused(damage, reason: str, copy: Copy, tmp_path: Path):
    """A casebook that is not whole is refused with a sentence, what to do, and exit code 3."""
    handout = tmp_path / "assignments" / "assignment1"
    shutil.copytree(copy.course / "assignments" / "assignment1", handout)
    path = handout / "casebook.npz"
    path.write_bytes(damage(path.read_bytes()))
    code, text = copy.run("check", "assignment1", str(EXAMPLES / "finished"), cwd=tmp_path)
    assert code == 3
    assert text == (
        f"The casebook of assignment1 cannot be used: {reason}. Get {path} from the course again.\n"
    )


def test_fresh_inputs_cannot_be_had(copy: Copy):
    """In a student's copy tf.nn cannot be insisted on, and the sentence says why."""
    code, text = copy.run("check", "assignment1", str(EXAMPLES / "finished"), "--oracle", "tf")
    assert code == 2
    assert text == "--oracle tf needs fresh inputs: recorded answers were agreed on before.\n"


def test_the_environment_is_without_them(copy: Copy):
    """The student's Python has neither Hypothesis nor TensorFlow, and the course no reference."""
    assert not (copy.course / "reference").exists()
    for name in ("hypothesis", "tensorflow"):
        command = [copy.python, "-c", f"import {name}"]
        assert subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 1
