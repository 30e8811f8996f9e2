"""The runner of workflow steps does what GitHub's does, and refuses what it does not know."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.workflow_actions import checkout, commit_all, upload_artifact
from tests.workflow_expression import UnsupportedError, condition, fill
from tests.workflow_runner import Event, Run, run_job

CONTEXTS = {"github": {"event": {"base": {"sha": "ab"}, "queue": None}, "number": 7, "yes": True}}

posix = pytest.mark.skipif(os.name != "posix", reason="the steps are run by bash")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (14, "14"),
        (False, "false"),
        ("a ${{ github.event.base.sha }} b ${{github.number}}", "a ab b 7"),
        ("${{ github.event.none.sha || github.event.base.sha }}", "ab"),
        ("${{ github.event.none.sha || github.event.queue }}", ""),
        ("${{ github.event.base.sha == 'AB' }}", "true"),
        ("${{ github.event.base.sha != 'ab' }}", "false"),
        ("${{ github.event.none == '' }}", "true"),
        ("${{ github.yes == 1 || 'no' }}", UnsupportedError),
        ("${{ github.number == '7' }}", "true"),
        ("${{ github.event.queue == 'seven' }}", "false"),
        ("${{ 'it''s' }}", "it's"),
        ("${{ !github.yes }}", "false"),
        ("${{ github.event }}", UnsupportedError),
        ("${{ secrets.KEY }}", UnsupportedError),
        ("${{ format('{0}', github.number) }}", UnsupportedError),
        ("${{ github.number && 'a' }}", UnsupportedError),
        ("${{ cancelled() }}", UnsupportedError),
        ("${{ github.number github.number }}", UnsupportedError),
        ("${{ }}", UnsupportedError),
    ],
)
def test_values_are_filled_in(text: object, expected: str | type[Exception]):
    """Expressions have the value that GitHub gives them, and unknown ones are refused."""
    if isinstance(expected, str):
        assert fill(text, CONTEXTS) == expected
    else:
        with pytest.raises(expected):
            fill(text, CONTEXTS)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("github.yes", True, False),
        ("${{ github.event.base.sha == 'ab' }}", True, False),
        ("${{ !cancelled() }}", True, True),
        ("always()", True, True),
        ("failure()", False, True),
        ("success()", True, False),
        ("${{ github.event.none }}", False, False),
    ],
)
def test_conditions_ask_for_success(text: str, before: bool, after: bool):  # noqa: FBT001
    """A condition without a status function also asks that no step has failed."""
    assert condition(text, CONTEXTS, failed=False) is before
    assert condition(text, CONTEXTS, failed=True) is after


def test_text_around_a_condition_is_refused():
    """`${{ a }} == 'b'` is always true at GitHub, which nobody means."""
    with pytest.raises(UnsupportedError):
        condition("${{ github.yes }} == 'no'", CONTEXTS, failed=False)


def ran(place: Path, *steps: dict[str, Any] | str, uses: Any = None, **job: Any) -> Run:
    """Run steps; a text is a script for bash."""
    whole = [{"run": one, "shell": "bash"} if isinstance(one, str) else one for one in steps]
    workflow = {"jobs": {"job": {"runs-on": "ubuntu-24.04", "steps": whole, **job}}}
    return run_job(workflow, "job", place / "job", event=Event("push"), uses=uses or {})


@posix
def test_the_first_failure_ends_the_job(tmp_path: Path):
    """After a failure only those steps are run that ask not to be cancelled."""
    last = {"name": "last", "run": "echo last", "if": "${{ !cancelled() }}"}
    run = ran(tmp_path, "echo one", "false | true\necho two", "echo three", last, "echo 5")
    assert [step.code for step in run.steps] == [0, 1, None, 0, None]
    assert run.code == 1
    assert run.log == "## echo one\none\n## false | true\n## last\nlast\n"


@posix
def test_without_a_shell_pipes_hide_failures(tmp_path: Path):
    """A step that does not name its shell has no pipefail, as at GitHub."""
    assert ran(tmp_path, {"run": "false | true"}).code == 0


@posix
def test_steps_hand_on_what_they_write(tmp_path: Path):
    """Outputs, variables, PATH and summary are read from GitHub's files after each step."""
    first = """
        echo "word=a=b" >> "$GITHUB_OUTPUT"
        printf 'long<<END\none\n\nEND\n' >> "$GITHUB_OUTPUT"
        printf 'KEPT=kept\nTAKEN=file\n' >> "$GITHUB_ENV"
        mkdir bin; printf '#!/bin/sh\necho mine' > bin/date; chmod +x bin/date
        echo "$PWD/bin" >> "$GITHUB_PATH"
        echo "# Sum" >> "$GITHUB_STEP_SUMMARY"
    """
    second = {
        "run": 'echo "$WORD $KEPT $TAKEN $OWN" "$(date)" "${GITHUB_SHA:0:3}"; pwd',
        "working-directory": "bin",
        "env": {"WORD": "${{ steps.one.outputs.word }}", "OWN": "step"},
    }
    env = {"TAKEN": "job", "OWN": "job"}
    run = ran(tmp_path, {"id": "one", "run": first}, second, env=env)
    assert run.code == 0, run.log
    assert run.outputs["one"] == {"word": "a=b", "long": "one\n"}
    assert run.log.endswith(f"a=b kept file step mine 000\n{run.workspace / 'bin'}\n")
    assert run.summary == "# Sum\n"


@posix
@pytest.mark.parametrize("line", ["word", "word<<END"])
def test_a_malformed_output_fails_the_step(line: str, tmp_path: Path):
    """A step that writes neither name=value nor a whole block fails."""
    assert ran(tmp_path, f"echo '{line}' >> \"$GITHUB_OUTPUT\"").code == 1


@posix
def test_a_step_has_githubs_variables_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No token, nothing of this machine, and GitHub's own variables cannot be changed."""
    monkeypatch.setenv("GRADER_LANG", "ko")
    run = ran(tmp_path, "env | cut -d= -f1")
    names = set(run.log.split())
    assert {"CI", "GITHUB_WORKSPACE", "GITHUB_REPOSITORY", "RUNNER_TEMP"} <= names
    assert not {name for name in names if name.startswith(("GRADER", "PYTEST")) or "TOKEN" in name}
    changed = "echo GITHUB_SHA=1 >> $GITHUB_ENV"
    assert ran(tmp_path / "2", changed, 'test "$GITHUB_SHA" != 1').code == 0


@posix
@pytest.mark.parametrize(
    "step",
    [
        {"run": "true", "continue-on-error": True},
        {"run": "true", "shell": "pwsh"},
        {"run": "true", "if": "github.event_name && true"},
        {"uses": "actions/cache@0"},
    ],
)
def test_what_is_not_known_is_refused(step: dict[str, Any], tmp_path: Path):
    """A step that uses what the runner does not know ends the test, not the step."""
    with pytest.raises(UnsupportedError):
        ran(tmp_path, step)


@posix
def test_a_checkout_stays_in_the_workspace(tmp_path: Path):
    """A checkout is a clone at a commit, below the workspace."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "file").write_text("one", encoding="utf-8")
    first = commit_all(source)
    (source / "file").write_text("two", encoding="utf-8")
    commit_all(source)
    uses = {"actions/checkout": checkout(source)}
    step = {"uses": "actions/checkout@1", "with": {"path": "a", "ref": first}}
    outside = {"uses": "actions/checkout@1", "with": {"path": "../a", "ref": first}}
    run = ran(tmp_path, step, outside, uses=uses)
    assert [one.code for one in run.steps] == [0, 1]
    assert (run.workspace / "a" / "file").read_text(encoding="utf-8") == "one"


@posix
def test_an_artifact_follows_no_links(tmp_path: Path):
    """What is uploaded is a copy in which a link is a link, and a name is used once."""
    make = 'mkdir "$RUNNER_TEMP/out"; ln -s /etc/passwd "$RUNNER_TEMP/out/link"'
    inputs = {"name": "it", "path": "${{ runner.temp }}/out"}
    step = {"uses": "actions/upload-artifact@1", "with": inputs}
    run = ran(tmp_path, make, step, step, uses={"actions/upload-artifact": upload_artifact})
    assert [one.code for one in run.steps] == [0, 0, 1]
    assert (run.artifacts / "it" / "link").is_symlink()
