"""The commands in Korean: which language they speak, and that they speak it to the end."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import grader.session
from grader.cli import main
from grader.language import current, speaking
from grader.oracle import Oracle, OracleDiedError
from grader.worker.launch import ContainmentError, Launcher

ROOT = Path(__file__).resolve().parents[2]
FINISHED = ROOT / "examples" / "assignment1" / "finished"
KNOWN = "있는 과제: assignment1, assignment2."
CONCEPT = "stride: 함수가 아니라 개념의 이름입니다."
ENGLISH, KOREAN = "Building blocks of a convolutional network", "합성곱 신경망의 기본 요소"


def run(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="grader")


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from the course's folder, on a terminal of 80 columns."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a copy of the course that may be spoiled."""
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("reference", "assignments"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    return tmp_path


@pytest.mark.parametrize(
    ("asked", "environment", "setting", "title"),
    [
        ("", {}, "", ENGLISH),
        ("ko", {}, "", KOREAN),
        ("ko", {"GRADER_LANG": "en"}, "en", KOREAN),
        ("", {"GRADER_LANG": "ko"}, "en", KOREAN),
        ("", {"LC_ALL": "ko_KR.UTF-8"}, "en", ENGLISH),
        ("", {}, "ko", KOREAN),
        ("en", {}, "ko", ENGLISH),
        ("", {"LC_ALL": "ko_KR.UTF-8"}, "", KOREAN),
    ],
)
def test_which_language(
    asked: str,
    environment: dict[str, str],
    setting: str,
    title: str,
    course: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """--lang goes before GRADER_LANG, that before the course's setting, that before the locale."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if setting:
        (course / "course.toml").write_text(f'language = "{setting}"', encoding="utf-8")
    result = run("list", "--course", course, *(["--lang", asked] if asked else []))
    assert result.output.startswith(f"assignment1  {title}  (")
    assert result.exit_code == 0
    assert current() == "en"


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["hint", "assignment1", "conv2d"],
        ["check", "assignment1"],
        ["stubs", "assignment1"],
    ],
)
def test_bad_settings_stop_every_command(words: list[str], course: Path):
    """A course.toml that cannot work is told as a sentence, in the language asked for."""
    path = course / "course.toml"
    path.write_text('language = "xx"', encoding="utf-8")
    result = run(*words, "--course", course, "--lang", "ko")
    known = '"en", "ko"'
    assert (
        result.output == f'{path} 파일에 language = "xx" 설정이 있습니다. 쓸 수 있는 값: {known}.\n'
    )
    assert result.exit_code == 2
    result = run(*words, "--course", course)
    assert result.output == f'{path} has language = "xx". It should be one of: {known}.\n'


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["list", "--course", "/no"],
            "/no 폴더는 강의 폴더가 아닙니다. 그 안에 assignments/ 폴더가 없습니다.",
        ),
        (
            ["check", "assigment1"],
            "이 강의에는 'assigment1' 과제가 없습니다. 혹시 assignment1 아닌가요? " + KNOWN,
        ),
        (["check", "assignment1", "/no"], "/no 폴더가 없습니다."),
        (
            ["check", "assignment1", "--json", "/no/r.json"],
            "r.json 파일을 저장할 /no 폴더가 없습니다.",
        ),
        (
            ["hint", "assignment1", "stride"],
            f"{CONCEPT} 이 개념의 함수 가운데 하나를 고르세요: conv2d_strided.",
        ),
    ],
)
def test_errors_of_usage(words: list[str], sentence: str):
    """What the user can mend is told in Korean."""
    result = run(*words, "--lang", "ko")
    assert result.output == f"{sentence}\n"
    assert result.exit_code == 2


def test_an_unknown_language():
    """Only the languages of the tool can be asked for."""
    result = run("list", "--lang", "fr")
    assert "'fr' is not one of 'en', 'ko'" in result.output
    assert result.exit_code == 2


def test_the_next_command_is_in_the_same_language(course: Path):
    """What is told to be typed next holds --lang and --course as they were given."""
    result = run("hint", "assignment1", "conv2d", "--lang", "ko", "--course", course)
    again = f"grader hint assignment1 conv2d --course {course} --lang ko --more"
    assert result.output.endswith(f"\n남은 힌트 2개:  {again}\n")
    result = run("hint", "assignment1", "conv2d", "-mm", "--lang", "ko")
    assert result.output.endswith("\n이것이 마지막 힌트입니다.\n")


def test_a_next_hint_holds_the_options(course: Path):
    """Where nothing is written yet the hint that is offered has them too."""
    words = ["check", "assignment1", "--course", course, "--lang", "ko", "--examples", "1"]
    result = run(*words, "--oracle", "off", "--only", "conv1d")
    following = f"grader hint assignment1 conv1d --course {course} --lang ko"
    assert result.output.endswith(f"\n다음:  {following}\n")


@pytest.mark.parametrize(
    ("error", "sentence", "code"),
    [
        (KeyboardInterrupt, "중단했습니다.", 130),
        (RuntimeError, "채점기 자체에 오류가 났습니다. 여러분의 코드 때문이 아닙니다.", 3),
    ],
)
def test_how_it_ends(
    error: type[BaseException], sentence: str, code: int, monkeypatch: pytest.MonkeyPatch
):
    """The language is spoken to the very end, also when a command is stopped or fails."""

    def grade(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(grader.session, "grade", grade)
    result = run("check", "assignment1", FINISHED, "--lang", "ko")
    assert result.output.splitlines()[-1] == sentence
    assert result.exit_code == code
    assert current() == "en"


def test_stubs(course: Path):
    """Stubs are written in Korean on demand, and hold the same functions all the same."""
    folder = course / "assignments" / "assignment1"
    english = (folder / "stride.py").read_text(encoding="utf-8")
    result = run("stubs", "assignment1", "--course", course, "--lang", "ko")
    names = ("convolution", "padding", "stride", "pooling", "output_shape")
    assert result.output == "".join(f"저장함: {name}.py\n" for name in names)
    korean = (folder / "stride.py").read_text(encoding="utf-8")
    assert korean.startswith('"""스트라이드: ')
    assert without_docstrings(korean) == without_docstrings(english)
    assert "    raise NotImplementedError(" in korean


def without_docstrings(text: str) -> str:
    """Return a module as Python reads it, with empty docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return ast.unparse(tree)


def test_stubs_are_current_in_any_language(course: Path):
    """Without --lang a stub may be in either language, with it in that one."""
    words = ["stubs", "assignment1", "--course", course, "--check"]
    assert run("stubs", "assignment1", "--course", course, "--lang", "ko").exit_code == 0
    folder = course / "assignments" / "assignment1"
    shutil.copy(ROOT / "assignments" / "assignment1" / "stride.py", folder)
    assert run(*words).exit_code == 0
    result = run(*words, "--lang", "ko")
    sentence = "파일이 기준 구현과 맞지 않습니다. 다음 명령을 실행하세요"
    command = "grader stubs assignment1 --lang ko"
    assert result.output == f"{folder / 'stride.py'} {sentence}: {command}\n"
    assert result.exit_code == 1
    edited = (folder / "padding.py").read_text(encoding="utf-8").replace("패딩", "페딩")
    (folder / "padding.py").write_text(edited, encoding="utf-8")
    assert run(*words).output.startswith(f"{folder / 'padding.py'} is not what")


@pytest.mark.parametrize(
    ("environment", "setting", "is_korean"),
    [
        ({"LC_ALL": "ko_KR.UTF-8"}, "", False),
        ({"GRADER_LANG": "ko"}, "", True),
        ({}, "ko", True),
        ({"GRADER_LANG": "en"}, "ko", False),
    ],
)
def test_a_locale_writes_no_files(
    environment: dict[str, str],
    setting: str,
    is_korean: bool,  # noqa: FBT001  (pytest's way)
    course: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """Files are read by others: the language of whoever writes them does not matter."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if setting:
        (course / "course.toml").write_text(f'language = "{setting}"', encoding="utf-8")
    assert run("stubs", "assignment1", "--course", course).exit_code == 0
    text = (course / "assignments" / "assignment1" / "stride.py").read_text(encoding="utf-8")
    assert ("스트라이드" in text) == is_korean


def test_the_oracle_speaks_it_too(tmp_path: Path):
    """TensorFlow's process is asked by a thread, whose messages are in the same language."""
    with speaking("ko"), Oracle(tmp_path) as oracle:
        with pytest.raises(OracleDiedError, match=r"^종료되었습니다 \(종료 코드 \d+\)$"):
            oracle.version()
        asked = oracle.ask("f", [()])
        with pytest.raises(OracleDiedError, match=r"^종료되었습니다"):
            oracle.collect(asked)


def test_less_containment_than_is_wanted(monkeypatch: pytest.MonkeyPatch):
    """Why code is not contained is told in Korean, but for the names of the levels."""
    monkeypatch.setattr("grader.worker.launch.is_possible", lambda: False)
    monkeypatch.setattr("sys.platform", "win32")
    with speaking("ko"), pytest.raises(ContainmentError) as error, Launcher("full"):
        pass
    assert re.fullmatch(
        r"여기서 가능한 격리 수준은 none입니다\. 요청한 수준은 full입니다\. 이유: .*WSL 2.*\.",
        str(error.value),
    )
