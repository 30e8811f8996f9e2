"""Every command of docs/teachers.md runs, in the page's order, in a copy of this repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the page's commands are for a POSIX shell", allow_module_level=True)

from grader.model import decode_report
from tests.classroom import FOLDER, ROOT
from tests.workflow_actions import commit_all

PAGE = ROOT / "docs" / "teachers.md"
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(
        r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    for line in block.splitlines()
]
BASH = shutil.which("bash") or "bash"
#: Takes a minute, and is run by another test.
ELSEWHERE = {"grader reference assignment1": "test_reference_run.py"}
#: Exit codes other than 0: Kim's answers have mistakes.
MISTAKES = ("grader check assignment1 submissions/kim",)


def prepare(place: Path) -> Path:
    """Make the teacher's copy of this repository, and a place for students beside it."""
    course = place / "course"
    kept = ("grader", "reference", "assignments", "examples", "pyproject.toml", "README.md")
    course.mkdir()
    for name in (*kept, "LICENSE", "CHANGELOG.md"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, course / name)
    return course


def happen(place: Path, command: str) -> None:
    """Let happen what others do before a command: Kim hands in, the teacher mends a text."""
    students, fork = place / "students", place / "forks" / "kim"
    if command.startswith("grader check assignment1 submissions/kim --course"):
        shutil.copytree(students, fork)
        for path in (ROOT / "examples/assignment1/first_attempt").glob("*.py"):
            shutil.copy(path, fork / FOLDER)
        commit_all(fork)
        shutil.copytree(fork, place / "course" / "submissions" / "kim")
    if command.startswith("grader release") and (place / "course" / "grades").exists():
        with (place / "course" / FOLDER / "README.md").open("a", encoding="utf-8") as file:
            file.write("\nMended.\n")


def test_every_command_of_the_page_runs(tmp_path: Path):
    """What the page says is typed, in one shell, and does what the page says of it."""
    course = prepare(tmp_path)
    bin_folder = Path(sys.executable).parent
    kept = {name: value for name, value in os.environ.items() if name[:6] != "GRADER"}
    who = {f"GIT_{one}_{what}": "kim@example.org" for one in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}  # fmt: skip
    path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    environment = {**kept, **who, "PATH": path, "GRADER_CACHE": str(tmp_path / "cache")}
    state = {"cwd": course, "commit": ""}
    for command in COMMANDS:
        if command in ELSEWHERE:
            other = (ROOT / "tests" / ELSEWHERE[command]).read_text(encoding="utf-8")
            assert '"grader", "reference", assignment, ' in other
            continue
        happen(tmp_path, command)
        done = subprocess.run(
            [BASH, "-c", f'{command}\ncode=$?; pwd; echo "$commit"; exit $code'],
            cwd=state["cwd"],
            env={**environment, "commit": state["commit"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        expected = 1 if command.startswith(MISTAKES) else 0
        assert done.returncode == expected, f"{command}\n{done.stdout}"
        *_printed, cwd, commit = done.stdout.split("\n")[:-1]
        state = {"cwd": Path(cwd), "commit": commit}
    report = decode_report((course / "grades" / "kim" / "report.json").read_bytes())
    assert report.points == 45
    assert report.commit == state["commit"]
    assert (report.containment, report.oracle.state) == ("full", "agreed")
    assert (course / "grades" / "kim" / "report.sarif").is_file()
    handout = course / "submissions" / "kim" / FOLDER / "README.md"
    assert handout.read_text(encoding="utf-8").endswith("\nMended.\n")
    answers = course / "submissions" / "kim" / FOLDER / "padding.py"
    assert answers.read_bytes() == (tmp_path / "forks" / "kim" / FOLDER / "padding.py").read_bytes()
    assert (course / "autograder.zip").is_file()
    assert (course / "classroom50" / "assignment1" / "autograder.py").is_file()
