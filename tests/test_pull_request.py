"""The whole way of an answer: wheel, release, edits, pull request, workflow, report, comment.

And that nothing a submission does on this way changes what is reported of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a workflow's steps are run by bash", allow_module_level=True)

from tests.classroom import FOLDER, ROOT, Checked, Classroom, classroom, edited
from tests.lookup import write_lookup
from tests.workflow_actions import commit_all, git, usual
from tests.workflow_fakes import FakeGh
from tests.workflow_runner import Event, Run, load, run_job

CASEBOOK = ROOT / FOLDER / "casebook.npz"


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Return the classroom that all processes share."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return classroom(shared / "classroom")


@pytest.fixture(scope="module")
def honest(room: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Return the check of the first attempt, without any tricks."""
    return room.pull_request(tmp_path_factory.mktemp("honest"), edited("first_attempt"))


def test_the_environment_has_no_tensorflow(room: Classroom, tmp_path: Path):
    """What follows runs on the wheel and what it brings, and on nothing of this checkout."""
    found = "import importlib.util as u; print(u.find_spec('tensorflow'), u.find_spec('grader'))"
    command = [str(room.python), "-P", "-c", found]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("None ModuleSpec")
    assert str(room.place) in done.stdout


def test_a_release_is_checked_where_it_lies(room: Classroom):
    """In a student's copy, with the wheel alone, nothing is started, and the answers pass."""
    code, text = room.run("check", "assignment1", cwd=room.repository)
    assert code == 1
    assert "not started: conv1d, conv2d_single, conv2d, zero_pad" in text
    code, text = room.run("check", "assignment1", ROOT / "examples/assignment1/finished",
                          cwd=room.repository)  # fmt: skip
    assert code == 0
    assert "100 of 100 points. 720 recorded tests" in text


def test_a_right_answer_goes_all_the_way(room: Classroom, tmp_path: Path):
    """A pull request with right answers is green, with points, summary and report."""
    checked = room.pull_request(tmp_path, edited("finished"))
    run = checked.run
    assert run.codes == {
        "Check out the course": 0,
        "Check out the submission": 0,
        "Set up Python": 0,
        "Install the grader": 0,
        "Check the answers": 0,
        "Keep the report": 0,
    }, run.log
    assert set(checked.files) == {"junit.xml", "report.json", "summary.md"}
    report = checked.report
    assert (report.points, report.max_points) == (100, 100)
    assert report.containment == "full"
    assert report.commit == checked.head
    assert report.seed == int(checked.head[:8], 16)
    assert report.folder == FOLDER.as_posix()
    assert run.summary == checked.files["summary.md"].decode()
    assert "::notice title=assignment1::100 of 100 points.\n" in run.log


def test_a_wrong_answer_is_told_where_it_is_wrong(honest: Checked):
    """A pull request with mistakes is red, and each mistake is marked in the student's file."""
    assert honest.run.code == 1
    assert honest.run.codes["Check the answers"] == 1
    assert honest.run.codes["Keep the report"] == 0
    assert honest.report.points == 45
    mark = "::error file=assignments/assignment1/padding.py,line=13,title=same_padding::When the "
    assert mark in honest.run.log
    assert "#### X `same_padding` · `assignments/assignment1/padding.py`, line 13" in (
        honest.run.summary
    )


PRINTING = """
import sys
for text in ("::error::forged", "::set-output name=points::100", "##[error]forged",
             "::notice title=assignment1::100 of 100 points."):
    print(text)
    print(text, file=sys.stderr)
"""
#: Tries everything that a step of a workflow could write to, and keeps to the test's own folder.
WRITING = """
import os
FILES = [os.environ.get(name, "") for name in os.environ if name.startswith("GITHUB_")]
try:
    import glob
    FILES += glob.glob("PLACE/**/*", recursive=True)
except Exception:
    pass
FILES += ["PLACE/runner/temp/grade/report.json"]
for name in FILES:
    try:
        with open(name, "a") as file:
            file.write("forged=100\\npoints=100\\n")
    except Exception:
        pass
"""
SHADOW = """
raise SystemExit("100 of 100 points.")
"""


def shadowing(student: Path) -> None:
    """Put modules and settings where Python, pytest and pip might look for them."""
    for folder in (student, student / FOLDER):
        for name in ("sitecustomize", "usercustomize", "json", "click", "numpy", "conftest", "pip"):
            (folder / f"{name}.py").write_text(SHADOW, encoding="utf-8")
        for name in ("pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", "pip.conf"):
            (folder / name).write_text("[pytest]\naddopts = --collect-only\n", encoding="utf-8")
        (folder / "grader").mkdir()
        for name in ("__init__", "__main__"):
            (folder / "grader" / f"{name}.py").write_text(SHADOW, encoding="utf-8")


def other_course(student: Path) -> None:
    """Change all that the check is made with: casebook, list of files, requirements, wheel."""
    shutil.copy(student / FOLDER / "README.md", student / FOLDER / "casebook.npz")
    for name in (".grader.json", "requirements.txt", "course.toml"):
        (student / name).write_text("-e .\n", encoding="utf-8")
    for path in (student / "wheels").iterdir():
        path.write_bytes(b"")
    (student / "reference" / "assignment1").mkdir(parents=True)
    (student / "reference" / "assignment1" / "__init__.py").write_text(SHADOW, encoding="utf-8")


def results(student: Path) -> None:
    """Drop every file that a result is ever called."""
    for folder in (student, student / FOLDER, student / "grade"):
        folder.mkdir(exist_ok=True)
        for name in ("report.json", "result.json", "results.json", "junit.xml", "summary.md"):
            (folder / name).write_text('{"points": 100}', encoding="utf-8")


def links(student: Path) -> None:
    """Link to the course, to the machine, and to where the results will be."""
    (student / FOLDER / "casebook.py").symlink_to(
        "../../../course/assignments/assignment1/stride.py"
    )
    (student / FOLDER / "secret.py").symlink_to("/etc/passwd")
    (student / "grade").symlink_to("../../temp/grade")
    (student / "course").symlink_to("../course")


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return one change after the other."""

    def change(student: Path) -> None:
        for one in changes:
            one(student)

    return change


ANSWERS = edited("first_attempt")
TRICKS: dict[str, Callable[[Path], None]] = {
    "prints commands": edited("first_attempt", convolution=PRINTING),
    "shadows modules": both(ANSWERS, shadowing),
    "brings its own course": both(ANSWERS, other_course),
    "drops results": both(ANSWERS, results),
    "links": both(ANSWERS, links),
}


@pytest.mark.parametrize("trick", [*TRICKS, "writes"])
def test_a_trick_changes_nothing(trick: str, room: Classroom, honest: Checked, tmp_path: Path):
    """A submission that tries to forge its result has the verdicts that it has without trying."""
    writing = edited("first_attempt", convolution=WRITING.replace("PLACE", str(tmp_path)))
    checked = room.pull_request(tmp_path, TRICKS.get(trick, writing))
    assert checked.run.codes == honest.run.codes, checked.run.log
    assert checked.run.steps[4].outputs == {"points": "45", "max-points": "100"}
    assert checked.verdicts == honest.verdicts
    assert checked.run.steps == honest.run.steps
    assert set(checked.files) == set(honest.files)
    assert forged(checked.run.log) == []
    assert checked.run.log.count("::notice title=assignment1::45 of 100 points.\n") == 1
    assert checked.report.containment == "full"


def forged(log: str) -> list[str]:
    """Return the lines that a runner would take for commands, and that are not ours."""
    return [
        line
        for line in log.splitlines()
        if line.lstrip().startswith(("::set-output", "::error::", "##["))
    ]


@pytest.mark.parametrize("link", ["assignments", "assignments/assignment1"])
def test_a_link_in_the_place_of_the_answers_is_refused(link: str, room: Classroom, tmp_path: Path):
    """Answers that are a link to somebody else's are not graded, and it is said why."""

    def change(student: Path) -> None:
        shutil.rmtree(student / link)
        (student / link).symlink_to(f"{'../' * (1 + link.count('/'))}course/{link}")

    checked = room.pull_request(tmp_path, change)
    assert checked.run.codes["Check the answers"] == 2
    assert f"submission/{link} is a link. Name the folder itself." in checked.run.log
    assert not checked.run.artifacts.joinpath("grade").exists() or not checked.files


@pytest.mark.parametrize("example", ["finished", "first_attempt"])
def test_the_feedback_becomes_a_comment(example: str, room: Classroom, tmp_path: Path):
    """What the check found is posted as one comment by a workflow that runs nothing of it."""
    checked = room.pull_request(tmp_path, edited(example))
    run, gh = commented(room, tmp_path, checked.head, checked.files["report.json"].decode())
    assert run.code == 0, run.log
    ((method, path, fields),) = gh.written
    assert (method, path) == ("POST", "repos/university/course/issues/7/comments")
    body = fields["body"]
    assert body.startswith("<!-- grader -->\n\n### Building blocks of a convolutional network: ")
    assert f"Commit: `{checked.head}`\n" in body
    assert checked.run.summary.rstrip("\n") in body


def test_a_forged_artefact_is_not_posted(room: Classroom, tmp_path: Path):
    """A report that is none of ours is refused with a sentence, and nothing is written."""
    run, gh = commented(room, tmp_path, "f" * 40, '{"points": 100, "body": "@everyone"}')
    assert run.codes["Write the comment"] == 2
    assert "report.json is not a report: Object missing required field" in run.log
    assert gh.written == []


def commented(room: Classroom, place: Path, head: str, report: str) -> tuple[Run, FakeGh]:
    """Run the commenting workflow for a commit whose check has left this report."""
    api = "GET repos/university/course"
    fork = {"sha": head, "repo": {"full_name": "kim/course"}}
    answers = {
        f"{api}/pulls": [{"number": 7, "head": fork}],
        f"{api}/actions/runs/5/artifacts": {"total_count": 1},
        f"{api}/issues/7/comments": [],
        "POST repos/university/course/issues/7/comments": {},
    }
    gh = FakeGh(place / "gh", answers, report)
    payload = {
        "workflow_run": {
            "id": 5,
            "event": "pull_request",
            "head_branch": "answers",
            "head_sha": head,
            "head_repository": {"full_name": "kim/course"},
        }
    }
    base = git("-C", str(room.repository), "rev-parse", "HEAD")
    run = run_job(
        load(room.repository / ".github" / "workflows" / "comment.yml"),
        "comment",
        place / "commenter",
        event=Event("workflow_run", payload, sha=base),
        uses=usual(room.repository, room.python.parent),
        path=[gh.folder],
    )
    return run, gh


def test_who_knows_the_casebook_by_heart_passes_it(room: Classroom, tmp_path: Path):
    """Looking recorded answers up gets full points in a pull request, and none in the grade."""

    def change(student: Path) -> None:
        write_lookup(student / FOLDER / "casebook.npz", student / FOLDER)

    checked = room.pull_request(tmp_path, change)
    assert checked.run.code == 0
    assert checked.report.points == 100


def test_a_private_course_checks_in_full(room: Classroom, tmp_path: Path):
    """Where the base commit has the reference, fresh inputs and live tf.nn see what was learned."""
    private = tmp_path / "private"
    shutil.copytree(room.repository, private)
    shutil.copytree(ROOT / "reference", private / "reference",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    # This Python has all of it already, and nothing of it may change.
    (private / "requirements.txt").write_text("cnn-grader\n", encoding="utf-8")
    commit_all(private)

    def change(student: Path) -> None:
        write_lookup(student / FOLDER / "casebook.npz", student / FOLDER)

    checked = room.pull_request(tmp_path, change, repository=private, python=Path(sys.executable))
    assert checked.run.code == 1, checked.run.log
    assert checked.report.oracle.state == "agreed"
    assert checked.report.points == 0
    assert set(checked.report.casebook.missed) == set(checked.verdicts)
