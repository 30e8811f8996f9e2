"""What a job runs on, and what becomes of it (``tests/workflow_runner.py``)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Action", "Event", "Machine", "Run", "Step", "StepError", "entries", "variables"]


class StepError(Exception):
    """An action fails; its message goes to the log."""


@dataclass(frozen=True)
class Event:
    """What has started a workflow.

    Attributes:
        name: Such as ``pull_request``.
        payload: ``github.event``.
        sha: ``github.sha``; for a pull request, the merge that GitHub makes.
        token: ``github.token``, which no step has that does not ask for it.
    """

    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    repository: str = "university/course"
    sha: str = "0" * 40
    ref: str = "refs/heads/main"
    token: str = "the-token-of-the-job"  # noqa: S105  (opens nothing)

    @property
    def context(self) -> dict[str, Any]:
        """``github`` in expressions."""
        return {
            "event": self.payload,
            "event_name": self.name,
            "ref": self.ref,
            "repository": self.repository,
            "sha": self.sha,
            "token": self.token,
        }


@dataclass
class Machine:
    """What the steps of a job share, and change.

    Attributes:
        path: The folders of ``PATH``.
        env: The job's variables, and what steps have written to ``GITHUB_ENV``.
        log: What was printed, in order.
    """

    place: Path
    event: Event
    uses: Mapping[str, Action | Path]
    path: list[str]
    env: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        """``GITHUB_WORKSPACE``."""
        return self.place / "workspace"

    @property
    def temp(self) -> Path:
        """``RUNNER_TEMP``."""
        return self.place / "temp"

    @property
    def artifacts(self) -> Path:
        """Where artefacts are kept, each in a folder of its name."""
        return self.place / "artifacts"


#: An action of somebody else: gets its inputs, returns its outputs, or raises StepError.
Action = Callable[[Machine, Mapping[str, str]], Mapping[str, str]]


@dataclass(frozen=True)
class Step:
    """What has become of a step; ``code`` is its exit code, None if it was not run."""

    name: str
    code: int | None
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """What has become of a job.

    Attributes:
        log: All that was printed.
        summary: All that was written to ``GITHUB_STEP_SUMMARY``.
        outputs: By the id of the step, or by name for an action that was run alone.
    """

    steps: tuple[Step, ...]
    log: str
    summary: str
    outputs: Mapping[str, Any]
    workspace: Path
    temp: Path
    artifacts: Path

    @property
    def code(self) -> int:
        """The exit code of the first step that failed, or 0."""
        return next((step.code for step in self.steps if step.code), 0)

    @property
    def codes(self) -> dict[str, int | None]:
        """The exit code of each step by its name."""
        return {step.name: step.code for step in self.steps}


def variables(machine: Machine, action: str) -> dict[str, str]:
    """Return what every step has; of this machine's own variables it has none but ``PATH``.

    * ``action`` is the folder of the action that the step is part of, if there is one.
    """
    event = machine.event
    pull_request = event.payload.get("pull_request", {})
    own = {"GITHUB_ACTION_PATH": action} if action else {}
    return {
        **own,
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_BASE_REF": pull_request.get("base", {}).get("ref", ""),
        "GITHUB_EVENT_NAME": event.name,
        "GITHUB_EVENT_PATH": str(machine.place / "event.json"),
        "GITHUB_HEAD_REF": pull_request.get("head", {}).get("ref", ""),
        "GITHUB_REF": event.ref,
        "GITHUB_REPOSITORY": event.repository,
        "GITHUB_SHA": event.sha,
        "GITHUB_WORKSPACE": str(machine.workspace),
        "HOME": str(machine.place / "home"),
        "LANG": "C.UTF-8",
        "PATH": os.pathsep.join(machine.path),
        "RUNNER_TEMP": str(machine.temp),
    }


def entries(text: str) -> dict[str, str]:
    r"""Read what a step wrote to ``GITHUB_OUTPUT`` or ``GITHUB_ENV``.

    Raises:
        StepError: it is not written as it must be.

    Example:
        >>> entries("points=3\ntold<<END\none\ntwo\nEND\n")
        {'points': '3', 'told': 'one\ntwo'}
    """
    lines = iter(re.split(r"\r?\n", text))
    return dict(_entry(line, lines) for line in lines if line)


def _entry(line: str, following: Iterator[str]) -> tuple[str, str]:
    found = re.match(r"([^=]*?)(=|<<)(.*)", line)
    if found is None:
        raise StepError(f"Invalid format '{line}'")
    name, sign, rest = found.groups()
    if sign == "=":
        return name, rest
    value = []
    for one in following:
        if one == rest:
            return name, "\n".join(value)
        value.append(one)
    raise StepError(f"Matching delimiter not found '{rest}'")
