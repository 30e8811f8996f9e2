"""What ``grader hint`` says after a check: first what was found, then the exercise's own hints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "assignment1"

FOUND = """\
same_padding: When the number of zeros is odd, the extra zero goes in front.

1. One zero is left over when they are shared. On which side does TensorFlow put
   it?
"""
OWN = """\
2. Draw the axis as a row of boxes, and lay the first and the last window on it.
3. First find out how many windows there are. Where does the last one start, and
   how many pixels does it miss?
4. There can be no fewer than zero zeros. Share them evenly; when one is left
   over, look at the example with 28 pixels to see where it goes.
"""
KOREAN = """\
same_padding: 0의 개수가 홀수일 때 남는 0 하나를 앞쪽에 넣었습니다.

1. 0을 똑같이 나누면 하나가 남습니다. 텐서플로는 그 0을 앞과 뒤 가운데 어느 쪽에
   넣을까요?
"""
#: The exercise's own first hint.
PLAIN = "1. Draw the axis as a row of boxes, and lay the first and the last window on it.\n"
NAMES = (
    "conv1d, conv2d_single, conv2d, zero_pad, same_padding, conv2d_same, conv2d_strided, "
    "max_pool2d, avg_pool2d, output_size, conv_output_shape, pool_output_shape"
)
NOTHING_YET = f"Nothing was checked here yet. Name an exercise: {NAMES}.\n"


def run(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="grader")


def check(folder: str | Path, *only: str) -> None:
    """Check some exercises of an example, or of another folder."""
    chosen = [word for name in only for word in ("--only", name)]
    usual = ["--seed", "1", "--examples", "20", "--oracle", "off"]
    assert run("check", "assignment1", EXAMPLES / folder, *usual, *chosen).exit_code in {0, 1}


def hint(*words: str) -> str:
    """Return what ``grader hint`` says."""
    result = run("hint", "assignment1", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.output


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run from the course's folder, on a terminal of 80 columns, with nothing remembered."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path))
    return tmp_path


def test_without_an_exercise_it_is_about_the_first_that_failed():
    """It says what was found, and begins with the hint of that mistake."""
    check("first_attempt", "same_padding", "max_pool2d")
    assert hint() == f"{FOUND}\n3 more:  grader hint assignment1 same_padding --more\n"


def test_more_hints_are_the_exercise_s_own():
    """Behind the mistake's hint come those of the exercise, one for each ``--more``."""
    check("first_attempt", "same_padding")
    second = "".join(OWN.splitlines(keepends=True)[:1])
    again = "grader hint assignment1 same_padding --more --more"
    assert hint("--more") == f"{FOUND}{second}\n2 more:  {again}\n"
    assert hint("-mmm") == f"{FOUND}{OWN}\nThat was the last hint.\n"


def test_an_exercise_that_is_named():
    """Named, it is about that exercise; where nothing is known, only its own hints are shown."""
    check("first_attempt", "same_padding", "zero_pad", "max_pool2d")
    assert (
        hint("same_padding") == f"{FOUND}\n3 more:  grader hint assignment1 same_padding --more\n"
    )
    assert hint("max_pool2d") == (
        "max_pool2d: The function stops with an error when strides is None.\n\n"
        "1. The caller may leave the strides out. What does a pooling layer do when\n"
        "   nobody says how far to step?\n\n"
        "3 more:  grader hint assignment1 max_pool2d --more\n"
    )
    assert hint("zero_pad").startswith("1. ")


def test_it_speaks_korean_whatever_the_check_spoke():
    """What was found in one language is told in the one being spoken."""
    check("first_attempt", "same_padding")
    more = "grader hint assignment1 same_padding --lang ko --more"
    assert hint("--lang", "ko") == f"{KOREAN}\n남은 힌트 3개:  {more}\n"


def test_what_is_not_started_comes_after_what_failed():
    """Without a failure it is the first exercise that is not started, with its own hints."""
    check("first_attempt", "pool_output_shape", "output_size")
    first = hint().split("\n\n")
    assert first[0] == "pool_output_shape"
    assert first[1].startswith("1. ")
    check("first_attempt", "same_padding")
    assert hint().startswith(FOUND)


def test_after_everything_passed():
    """There is nothing to begin with, and that is told with exit code 2."""
    check("finished", "same_padding", "zero_pad")
    result = run("hint", "assignment1")
    assert result.output == (
        "Everything passed in the last check. Name an exercise to see its hints.\n"
    )
    assert result.exit_code == 2
    assert hint("same_padding").startswith(PLAIN)


def test_what_only_a_part_was_checked_for_is_remembered():
    """After ``--only`` the others are still known to have failed, and mended ones are not."""
    check("first_attempt", "same_padding", "max_pool2d")
    check("finished", "same_padding")
    assert hint().startswith("max_pool2d: The function stops with an error")
    assert hint("same_padding").startswith(PLAIN)
    check("finished", "max_pool2d")
    assert run("hint", "assignment1").exit_code == 2


def test_nothing_was_checked_yet():
    """Without a report the exercises are listed, in both languages, with exit code 2."""
    result = run("hint", "assignment1")
    assert (result.output, result.exit_code) == (NOTHING_YET, 2)
    korean = run("hint", "assignment1", "--lang", "ko").output
    assert korean == f"아직 채점한 적이 없습니다. 함수 이름을 함께 쓰세요: {NAMES}.\n"
    assert hint("same_padding").startswith(PLAIN)


@pytest.mark.parametrize("damaged", [b"", b"{}", b"\xff\xfe\0", b'{"schema": 99}'])
def test_a_damaged_report_is_as_good_as_none(damaged: bytes, cache: Path):
    """A report that cannot be read is no error: it is as if nothing had been checked."""
    check("first_attempt", "same_padding")
    (kept,) = cache.iterdir()
    kept.write_bytes(damaged)
    result = run("hint", "assignment1")
    assert (result.output, result.exit_code) == (NOTHING_YET, 2)
    assert hint("same_padding").startswith(PLAIN)
