"""The steps of our workflows, run as they stand: what they ask for, and what stays data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.workflow_actions import commit_all, git, usual
from tests.workflow_fakes import FakeGh, FakePython
from tests.workflow_runner import Event, Run, load, run_action, run_job

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the steps are run by bash")

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "grader" / "templates" / "workflows"
REPOSITORY = "repos/university/course"
#: Every way to have a shell run something, should a value ever be pasted into a script.
HOSTILE = "$(touch x);\"'`touch x`\n\\&|>x"
MARK = "<!-- grader -->\n"
INSTALL = ["-P", "-m", "pip", "install", "--requirement", "requirements.txt"]


def pull(sha: str, number: int = 7, owner: str = "ada") -> dict[str, Any]:
    """Return a pull request as GitHub lists it."""
    return {"number": number, "head": {"sha": sha, "repo": {"full_name": f"{owner}/course"}}}


def said(login: str, body: str, number: int) -> dict[str, Any]:
    """Return a comment as GitHub lists it."""
    return {"id": number, "user": {"login": login}, "body": body}


class Commenting:
    """A run of comment.yml after a run of grade.yml for a pull request from a fork."""

    def __init__(
        self,
        place: Path,
        *,
        branch: str = "answers",
        pulls: list[dict[str, Any]] | None = None,
        reports: int = 1,
        comments: list[dict[str, Any]] | None = None,
        readable: bool = True,
        event: str = "pull_request",
        **codes: int,
    ) -> None:
        course = place / "course"
        course.mkdir()
        (course / "requirements.txt").touch()
        sha = commit_all(course)
        answers = {
            f"GET {REPOSITORY}/pulls": [pull("b" * 40)] if pulls is None else pulls,
            f"GET {REPOSITORY}/actions/runs/99/artifacts": {"total_count": reports},
            f"GET {REPOSITORY}/issues/7/comments": comments or [],
            f"POST {REPOSITORY}/issues/7/comments": {},
            f"PATCH {REPOSITORY}/issues/comments/5": {},
        }
        if not readable:
            del answers[f"GET {REPOSITORY}/issues/7/comments"]
        self.gh = FakeGh(place / "gh", answers, HOSTILE)
        self.python = FakePython(place / "python", **codes)
        run = {
            "event": event,
            "id": 99,
            "head_branch": branch,
            "head_repository": {"full_name": "ada/course"},
            "head_sha": "b" * 40,
        }
        self.run: Run = run_job(
            load(TEMPLATES / "comment.yml"),
            "comment",
            place / "job",
            event=Event("workflow_run", {"workflow_run": run}, sha=sha),
            uses=usual(course, self.python.folder),
            path=[self.gh.folder],
        )


def test_the_first_comment_is_made(tmp_path: Path):
    """A pull request without a comment of ours gets one, with what `render` has written."""
    made = Commenting(tmp_path)
    assert made.run.code == 0, made.run.log
    body = {"body": MARK + HOSTILE}
    assert made.gh.written == [("POST", f"{REPOSITORY}/issues/7/comments", body)]
    temp = made.run.temp
    render = ["-P", "-m", "grader", "render", f"{temp}/grade/report.json", "--format", "comment"]
    assert made.python.words == [INSTALL, [*render, "--output", f"{temp}/body"]]
    # Neither the installation nor the reading of the report has the token.
    assert [call["tokens"] for call in made.python.calls] == [{}, {}]


def test_the_next_comment_replaces_it(tmp_path: Path):
    """Our comment is changed; a student's that starts as ours does is left alone."""
    comments = [
        said("ada", MARK + "all is right", 3),
        said("github-actions[bot]", "of another workflow\n" + MARK, 4),
        said("github-actions[bot]", MARK + "old", 5),
        said("github-actions[bot]", MARK + "older", 6),
    ]
    made = Commenting(tmp_path, comments=comments)
    assert made.run.code == 0, made.run.log
    body = {"body": MARK + HOSTILE}
    assert made.gh.written == [("PATCH", f"{REPOSITORY}/issues/comments/5", body)]


@pytest.mark.parametrize(
    "pulls",
    [[], [pull("c" * 40)], [pull("b" * 40, owner="eve")], [{"number": 7, "head": {"repo": None}}]],
    ids=["none", "newer-commit", "other-fork", "fork-deleted"],
)
def test_no_pull_request_has_the_commit(pulls: list[dict[str, Any]], tmp_path: Path):
    """Without a pull request whose last commit was checked, it says so and does nothing."""
    made = Commenting(tmp_path, pulls=pulls)
    assert made.run.code == 0
    assert "No open pull request has this commit as its last one: there is" in made.run.log
    assert len(made.gh.calls) == 1
    assert list(made.run.codes.values()) == [0, None, None, None, None, None]


def test_one_pull_request_of_several(tmp_path: Path):
    """Of the pull requests from a branch, the one with the commit gets the comment."""
    made = Commenting(tmp_path, pulls=[pull("c" * 40, 6), pull("b" * 40), pull("b" * 40, 8)])
    assert made.gh.written[0][1] == f"{REPOSITORY}/issues/7/comments"


def test_there_is_no_report(tmp_path: Path):
    """Where the check has written no report, it says so and does nothing."""
    made = Commenting(tmp_path, reports=0)
    assert made.run.code == 0
    assert "The check ended before it wrote a report: there is nothing to do." in made.run.log
    assert "download" not in [call["path"] for call in made.gh.calls]
    assert list(made.run.codes.values()) == [0, None, None, None, None, None]


def test_a_branch_stays_data(tmp_path: Path):
    """A branch whose name is a script is asked for by that name, and nothing is run."""
    made = Commenting(tmp_path, branch=HOSTILE)
    assert made.run.code == 0, made.run.log
    assert made.gh.calls[0]["fields"] == {"state": "open", "head": f"ada:{HOSTILE}"}
    assert not list(tmp_path.rglob("x"))


def test_a_report_that_is_refused_is_not_posted(tmp_path: Path):
    """If `render` refuses the report, the job fails and writes nothing."""
    made = Commenting(tmp_path, render=2)
    assert made.run.code == 2
    assert made.run.codes["Post the comment"] is None
    assert made.gh.written == []


def test_no_answer_is_not_no_comment(tmp_path: Path):
    """If the comments cannot be read, the job fails: there is no second comment."""
    made = Commenting(tmp_path, readable=False)
    assert made.run.code == 1
    assert made.gh.written == []


def test_only_pull_requests_are_commented_on(tmp_path: Path):
    """After a run for a merge queue, no step is run."""
    made = Commenting(tmp_path, event="merge_group")
    assert set(made.run.codes.values()) == {None}


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Grading:
    """A run of grade.yml for a branch that changes all it can."""

    def __init__(
        self,
        place: Path,
        *,
        base: dict[str, str] | None = None,
        event: str = "pull_request",
        **codes: int,
    ) -> None:
        course = place / "student"
        write(course, {"requirements.txt": "cnn-grader\n", **(base or {})})
        self.base = commit_all(course)
        hostile = {
            "requirements.txt": "another-grader\n",
            "reference/assignment1/__init__.py": "",
            "grader/__init__.py": "raise SystemExit(0)",
            "pip.py": "raise SystemExit(0)",
            ".github/workflows/grade.yml": "",
        }
        write(course, hostile)
        (course / "assignments").symlink_to("/etc")
        self.head = commit_all(course, branch="answers")
        merge = commit_all(course, branch="merge")
        git("-C", str(course), "checkout", "--quiet", "main")
        payloads = {
            "pull_request": {
                "base": {"sha": self.base, "ref": "main"},
                "head": {"sha": self.head, "ref": HOSTILE},
            },
            "merge_group": {"base_sha": self.base, "head_sha": self.head},
        }
        self.python = FakePython(place / "python", **codes)
        self.run: Run = run_job(
            load(TEMPLATES / "grade.yml", assignment="assignment1"),
            "grade",
            place / "job",
            event=Event(event, {event: payloads[event]}, sha=merge),
            uses=usual(course, self.python.folder),
        )

    def check(self, *more: str) -> list[str]:
        """Return how the grader should be called."""
        output = f"{self.run.temp}/grade"
        options = f"--course course --commit {self.head} --containment full --format github"
        options += " --format json --format junit --output"
        words = ["-P", "-m", "grader", "check", "assignment1", "submission"]
        return [*words, *options.split(), output, *more]


@pytest.mark.parametrize("event", ["pull_request", "merge_group"])
def test_the_base_judges_the_head(event: str, tmp_path: Path):
    """The course is the base commit, the submission the pushed one, whatever that changes."""
    made = Grading(tmp_path, event=event)
    assert made.run.code == 0, made.run.log
    assert made.python.words == [INSTALL, made.check()]
    workspace = made.run.workspace
    course, submission = workspace / "course", workspace / "submission"
    assert [call["cwd"] for call in made.python.calls] == [str(course), str(workspace)]
    assert (course / "requirements.txt").read_text(encoding="utf-8") == "cnn-grader\n"
    assert git("-C", str(submission), "rev-parse", "HEAD") == made.head
    assert (submission / "assignments").is_symlink()
    assert not list(tmp_path.rglob("x"))


def test_the_reference_of_the_base_counts(tmp_path: Path):
    """Where the base has a reference, TensorFlow is installed and asked; the head's is not seen."""
    made = Grading(tmp_path, base={"reference/assignment1/convolution.py": ""})
    extra = ["-P", "-m", "pip", "install", "cnn-grader[tensorflow]"]
    assert made.python.words == [INSTALL, extra, made.check("--oracle", "tf")]


def test_mistakes_fail_the_check_and_keep_the_report(tmp_path: Path):
    """A check that finds mistakes fails the job, and its report is kept."""
    made = Grading(tmp_path, check=1)
    assert made.run.code == 1
    assert (made.run.artifacts / "grade" / "report.json").is_file()


@pytest.mark.parametrize(("what", "code"), [("pip", 1), ("check", 3)])
def test_nothing_to_keep_is_no_second_failure(what: str, code: int, tmp_path: Path):
    """If no report was written, the failure is the step's that did not write it."""
    made = Grading(tmp_path, **{what: code})
    assert made.run.code == code
    assert made.run.codes["Keep the report"] == 0
    assert list(made.run.artifacts.iterdir()) == []
    assert len(made.python.calls) == (1 if what == "pip" else 2)


def acted(place: Path, inputs: dict[str, str], course: str, **codes: int) -> tuple[Run, FakePython]:
    """Run our action where the course with a reference is this folder."""
    python = FakePython(place / "python", **codes)
    run = run_action(
        ROOT,
        {"assignment": "assignment1", "course": course, **inputs},
        place / "job",
        event=Event("push"),
        path=[python.folder],
        files=lambda workspace: write(workspace, {"here/reference/assignment1/a.py": ""}),
    )
    return run, python


def test_the_action_checks_and_says_what_came_out(tmp_path: Path):
    """The action installs itself with pinned versions, checks, and returns points and report."""
    run, python = acted(tmp_path, {}, "elsewhere")
    assert run.code == 0, run.log
    report = f"{run.temp}/grade/report.json"
    assert run.outputs == {"points": "3", "max-points": "12", "report": report}
    options = "--course elsewhere --containment full --format github --format json --format junit"
    check = ["-P", "-m", "grader", "check", "assignment1", ".", *options.split()]
    assert python.words == [
        ["-P", "-m", "venv", f"{run.temp}/grader"],
        ["-P", "-m", "pip", "install", "--constraint", f"{ROOT}/constraints.txt", str(ROOT)],
        [*check, "--output", f"{run.temp}/grade"],
    ]


def test_the_actions_inputs_stay_data(tmp_path: Path):
    """Every input reaches the check as one word, and a reference brings TensorFlow."""
    place = str(tmp_path / "out")
    inputs = {"commit": HOSTILE, "lang": HOSTILE, "submission": HOSTILE, "containment": HOSTILE}
    run, python = acted(tmp_path, {**inputs, "output": place}, "here")
    assert run.code == 0, run.log
    assert python.words[1][-1] == f"{ROOT}[tensorflow]"
    assert python.words[2][5:] == [
        *(HOSTILE, "--course", "here", "--containment", HOSTILE),
        *("--format", "github", "--format", "json", "--format", "junit", "--output", place),
        *("--commit", HOSTILE, "--lang", HOSTILE, "--oracle", "tf"),
    ]
    assert not list(tmp_path.rglob("x"))


def test_the_action_fails_with_the_check(tmp_path: Path):
    """Mistakes fail the action, and its outputs are there all the same."""
    run, _python = acted(tmp_path, {}, "elsewhere", check=1)
    assert run.code == 1
    assert json.loads(Path(run.outputs["report"]).read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize(("points", "code"), [(12, 0), (11, 1)])
def test_our_own_workflow_looks_at_the_outputs(points: int, code: int, tmp_path: Path):
    """The job `action` of ci.yml passes with all points, and with one less it fails."""
    write(tmp_path / "ours", {"examples/assignment1/finished/padding.py": ""})
    python = FakePython(tmp_path / "python", points=points)
    run = run_job(
        load(ROOT / ".github" / "workflows" / "ci.yml"),
        "action",
        tmp_path / "job",
        event=Event("push", sha=commit_all(tmp_path / "ours")),
        uses={**usual(tmp_path / "ours", python.folder), "./": ROOT},
        path=[python.folder],
    )
    assert run.code == code, run.log
    words = ["assignment1", "examples/assignment1/finished", "--course", "."]
    assert python.words[2][4:8] == words
