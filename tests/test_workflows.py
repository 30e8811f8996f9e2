"""The workflows that we run and hand out are sound: by three linters, and by rules of our own.

What their steps do is in ``test_workflow_steps.py``.
"""

from __future__ import annotations

import re
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.workflow_runner import load

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "grader" / "templates" / "workflows"
WORKFLOWS = (TEMPLATES / "grade.yml", TEMPLATES / "comment.yml", ROOT / ".github/workflows/ci.yml")
FILES = (*WORKFLOWS, ROOT / "action.yml")

#: Each linter's words, before those that name what it looks at.
LINTERS = {
    "zizmor": ("zizmor", "--offline", "--no-progress", "--persona=auditor"),
    # Its helpers, where a machine has them, would make it depend on the machine.
    "actionlint": ("actionlint", "-no-color", "-shellcheck=", "-pyflakes="),
    "workflows": ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
    "timeouts": ("check-jsonschema", "--builtin-schema", "custom.github-workflows-require-timeout"),
    "actions": ("check-jsonschema", "--builtin-schema", "vendor.github-actions"),
}
BAD_WORKFLOW = """
name: bad
on: pull_request_target
permission: {}
jobs:
  bad:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
"""
BAD_ACTION = """
name: bad
description: bad
input: {}
runs:
  using: composite
  steps: []
"""


def repository(place: Path, workflows: dict[str, str], action: str) -> Path:
    """Write workflows and an action as a repository has them."""
    folder = place / ".github" / "workflows"
    folder.mkdir(parents=True)
    (place / ".git").mkdir()  # By this actionlint finds the action that `./` is.
    for name, text in workflows.items():
        (folder / name).write_text(text, encoding="utf-8")
    (place / "action.yml").write_text(action, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with all of ours."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in FILES}
    action = texts.pop("action.yml")
    filled = {name: text.replace("@assignment@", "assignment1") for name, text in texts.items()}
    return repository(tmp_path_factory.mktemp("ours"), filled, action)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a bad workflow and a bad action."""
    return repository(tmp_path_factory.mktemp("bad"), {"bad.yml": BAD_WORKFLOW}, BAD_ACTION)


def lint(linter: str, place: Path) -> tuple[int, str]:
    """Run a linter over all that is its; return its exit code and what it printed."""
    command, *options = LINTERS[linter]
    workflows = sorted(place.glob(".github/workflows/*.yml"))
    files = {"zizmor": ["."], "actions": ["action.yml"]}.get(linter, map(str, workflows))
    done = subprocess.run(
        [Path(sysconfig.get_path("scripts")) / command, *options, *files],
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("linter", LINTERS)
def test_a_linter_finds_nothing(linter: str, ours: Path):
    """No linter finds anything in our workflows and our action."""
    code, text = lint(linter, ours)
    assert code == 0, text


@pytest.mark.parametrize(
    ("linter", "finding"),
    [
        ("zizmor", "dangerous-triggers"),
        ("zizmor", "template-injection"),
        ("zizmor", "unpinned-uses"),
        ("zizmor", "artipacked"),
        ("actionlint", '"github.event.pull_request.title" is potentially untrusted'),
        ("workflows", "'permission' was unexpected"),
        ("timeouts", "'timeout-minutes' is a required property"),
        ("actions", "'input' was unexpected"),
    ],
)
def test_a_linter_finds_what_is_bad(linter: str, finding: str, bad: Path):
    """Each linter finds what is bad, so that it finds nothing above means something."""
    code, text = lint(linter, bad)
    assert code != 0
    assert finding in text


def jobs(path: Path) -> dict[str, Any]:
    """Return the jobs of a workflow, or what is like one in an action."""
    about = load(path)
    return about["jobs"] if "jobs" in about else {"action": about["runs"]}


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the steps of all jobs."""
    for job in jobs(path).values():
        yield from job["steps"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_script_has_a_value_pasted_in(path: Path):
    """Values reach a script through variables, never as part of its text."""
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned(path: Path):
    """Every action of others is named by a commit, and its version stands beside it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [line.partition("uses: ")[2] for line in lines if "uses: " in line]
    assert len(used) == sum("uses" in step for step in steps(path))
    pinned = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert all(pinned.fullmatch(one) or one.startswith("./ ") for one in used)


def test_an_action_is_pinned_to_one_commit():
    """All files use the same commit of an action."""
    used = {step["uses"] for path in FILES for step in steps(path) if "@" in step.get("uses", "")}
    assert len(used) == len({one.partition("@")[0] for one in used}) == 3


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_allowed_by_default(path: Path):
    """A workflow may do nothing; each job says what it may, and ends after some minutes."""
    assert load(path)["permissions"] == {}
    for job in jobs(path).values():
        assert set(job["permissions"].values()) <= {"read", "write"}
        assert job["timeout-minutes"] <= 45


def test_what_runs_student_code_may_write_nothing():
    """`grade` may read the repository; `comment` may write comments and nothing else."""
    assert jobs(TEMPLATES / "grade.yml")["grade"]["permissions"] == {"contents": "read"}
    allowed = jobs(TEMPLATES / "comment.yml")["comment"]["permissions"]
    assert {name for name, what in allowed.items() if what == "write"} == {"pull-requests"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_checkout_leaves_its_token(path: Path):
    """No checkout leaves the token in its folder, where student code could look for it."""
    inputs = [one["with"] for one in steps(path) if one.get("uses", "").startswith("actions/check")]
    assert inputs
    assert all(one["persist-credentials"] is False for one in inputs)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_python_never_looks_where_it_is_started(path: Path):
    """Every call of Python has -P, and every script of several lines names its shell."""
    for step in steps(path):
        script = step.get("run", "")
        calls = re.findall(r"(?:^|[\s/])python3?\"? +(\S+)", script, re.MULTILINE)
        assert set(calls) <= {"-P"}, script
        assert "\n" not in script.strip() or step["shell"] == "bash"


@pytest.mark.parametrize("assignment", ["assignment1", "on", "null", "_1", "과제1"])
def test_an_id_stays_a_text(assignment: str):
    """Whatever identifier takes the place of @assignment@, it stays one text; nothing else is."""
    about = load(TEMPLATES / "grade.yml", assignment=assignment)
    assert about["jobs"]["grade"]["env"] == {"ASSIGNMENT": assignment}
    for path in WORKFLOWS:
        named = set(re.findall(r"@\w+@", path.read_text(encoding="utf-8")))
        assert named <= {"@assignment@"}


def test_the_gate_is_the_gate():
    """Our own workflow runs what .ci/run runs."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line.startswith("make ")]
    ran = [step["run"] for step in jobs(WORKFLOWS[2])["gate"]["steps"] if "run" in step]
    assert ran == wanted
