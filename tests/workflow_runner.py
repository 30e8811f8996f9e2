"""Runs a job of a workflow here, as GitHub's runner would, as far as our workflows need it.

What a step ``run``s is run as it stands, by the same bash with the same options, over the
variables and files that GitHub gives. Actions of others are functions
(``tests/workflow_actions.py``); a composite action of ours is run step by step. Whatever a workflow
uses beyond that is an error, so what is run is all there is. POSIX only.

Example::

    run = run_job(load(path), "grade", tmp_path, event=Event("pull_request", payload),
                  uses=usual(repository, python))
    assert run.code == 0, run.log
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.workflow_expression import UnsupportedError, condition, fill
from tests.workflow_machine import (
    Action,
    Event,
    Machine,
    Run,
    Step,
    StepError,
    entries,
    variables,
)

__all__ = [
    "Action",
    "Event",
    "Machine",
    "Run",
    "Step",
    "StepError",
    "load",
    "run_action",
    "run_job",
]

_JOB_KEYS = {"name", "if", "runs-on", "timeout-minutes", "permissions", "env", "steps"}
_STEP_KEYS = {"name", "id", "if", "env", "run", "shell", "working-directory", "uses", "with"}
#: By the text of ``shell``; a job's steps need not say it, and then failures in pipes are missed.
_SHELLS = {
    "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
    None: ["bash", "-e"],
}
_LIMIT = 300


def load(path: Path, **replaced: str) -> dict[str, Any]:
    """Read a workflow or an action, each ``@name@`` in it replaced."""
    text = path.read_text(encoding="utf-8")
    for name, value in replaced.items():
        text = text.replace(f"@{name}@", value)
    workflow: dict[Any, Any] = yaml.safe_load(text)
    if True in workflow:  # YAML 1.1 takes `on` for a truth.
        workflow["on"] = workflow.pop(True)
    return workflow


def run_job(
    workflow: Mapping[str, Any],
    job: str,
    place: Path,
    *,
    event: Event,
    uses: Mapping[str, Action | Path],
    path: Sequence[Path] = (),
) -> Run:
    """Run a job of a workflow in a folder, which is made.

    * ``uses`` has what stands in for each action, by its name without ``@``: a function, or the
      folder of a composite action.
    * ``path`` are folders before this machine's own in ``PATH``.

    Raises:
        UnsupportedError: the workflow uses what this runner does not know.
    """
    about = workflow["jobs"][job]
    _only(about, _JOB_KEYS | {"concurrency"}, job)
    machine = _machine(place, event, uses, path)
    contexts = {"github": event.context, "runner": {"temp": str(machine.temp)}}
    if not condition(about.get("if", "success()"), contexts, failed=False):
        return _run(machine, [Step(_name(one), None) for one in about["steps"]], {})
    wanted = {**workflow.get("env", {}), **about.get("env", {})}
    machine.env.update({name: fill(value, contexts) for name, value in wanted.items()})
    contexts["steps"] = {}
    steps = list(_steps(machine, about["steps"], contexts, {}))
    outputs = {name: one["outputs"] for name, one in contexts["steps"].items()}
    return _run(machine, steps, outputs)


def run_action(
    folder: Path,
    inputs: Mapping[str, str],
    place: Path,
    *,
    event: Event,
    uses: Mapping[str, Action | Path] | None = None,
    path: Sequence[Path] = (),
    files: Callable[[Path], None] = lambda _workspace: None,
) -> Run:
    """Run a composite action alone; ``files`` fills the workspace before it."""
    machine = _machine(place, event, uses or {}, path)
    files(machine.workspace)
    steps, outputs = _composite(machine, folder, inputs, {})
    return _run(machine, steps, outputs)


def _machine(
    place: Path, event: Event, uses: Mapping[str, Action | Path], path: Sequence[Path]
) -> Machine:
    machine = Machine(place, event, uses, [*map(str, path), *os.environ["PATH"].split(os.pathsep)])
    for folder in (machine.workspace, machine.temp, machine.artifacts, place / "home"):
        folder.mkdir(parents=True)
    (place / "event.json").write_text(json.dumps(event.payload), encoding="utf-8")
    return machine


def _run(machine: Machine, steps: Sequence[Step], outputs: Mapping[str, Any]) -> Run:
    log, summary = "".join(machine.log), "".join(machine.summary)
    folders = (machine.workspace, machine.temp, machine.artifacts)
    return Run(tuple(steps), log, summary, outputs, *folders)


def _steps(
    machine: Machine,
    steps: Sequence[Mapping[str, Any]],
    contexts: dict[str, Any],
    env: Mapping[str, str],
) -> Iterator[Step]:
    failed = False
    for about in steps:
        _only(about, _STEP_KEYS, _name(about))
        if not condition(about.get("if", "success()"), contexts, failed=failed):
            yield Step(_name(about), None)
            continue
        machine.log.append(f"## {_name(about)}\n")
        own = {name: fill(value, contexts) for name, value in about.get("env", {}).items()}
        try:
            step = (_ran if "run" in about else _used)(machine, about, contexts, {**env, **own})
        except StepError as error:
            machine.log.append(f"{error}\n")
            step = Step(_name(about), 1)
        if "id" in about:
            contexts["steps"][about["id"]] = {"outputs": step.outputs}
        failed = failed or step.code != 0
        yield step


def _ran(
    machine: Machine,
    about: Mapping[str, Any],
    contexts: Mapping[str, Any],
    env: Mapping[str, str],
) -> Step:
    """Run a script."""
    if about.get("shell") not in _SHELLS:
        raise UnsupportedError(f"the shell {about['shell']}")
    number = len(machine.log)
    commands = machine.temp / "_runner_file_commands"
    commands.mkdir(exist_ok=True)
    files = {name: commands / f"{name}_{number}" for name in ("output", "env", "path", "summary")}
    for file in files.values():
        file.touch()
    script = machine.temp / f"{number}.sh"
    script.write_text(fill(about["run"], contexts), encoding="utf-8")
    done = subprocess.run(
        [*_SHELLS[about.get("shell")], str(script)],
        cwd=machine.workspace / fill(about.get("working-directory", "."), contexts),
        env={**_environment(machine, contexts, env), **_files(files)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_LIMIT,
        check=False,
    )
    machine.log.append(done.stdout.decode("utf-8", "replace"))
    text = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    machine.summary.append(text["summary"])
    machine.env.update(entries(text["env"]))
    machine.path[:0] = reversed(text["path"].splitlines())
    return Step(_name(about), done.returncode, entries(text["output"]))


def _environment(
    machine: Machine, contexts: Mapping[str, Any], env: Mapping[str, str]
) -> dict[str, str]:
    """Return a step's variables; nobody can change those of GitHub itself."""
    own = variables(machine, contexts["github"].get("action_path", ""))
    fixed = {name: one for name, one in own.items() if name.startswith(("GITHUB_", "RUNNER_"))}
    return {**own, **machine.env, **env, **fixed}


def _files(files: Mapping[str, Path]) -> dict[str, str]:
    names = {"summary": "STEP_SUMMARY"}
    return {f"GITHUB_{names.get(name, name.upper())}": str(file) for name, file in files.items()}


def _used(
    machine: Machine,
    about: Mapping[str, Any],
    contexts: Mapping[str, Any],
    env: Mapping[str, str],
) -> Step:
    """Let an action act."""
    name = about["uses"].partition("@")[0]
    inputs = {key: fill(value, contexts) for key, value in about.get("with", {}).items()}
    action = machine.uses.get(name)
    if action is None:
        raise UnsupportedError(f"the action {name}")
    if isinstance(action, Path):
        steps, outputs = _composite(machine, action, inputs, env)
        code = next((step.code for step in steps if step.code), 0)
        return Step(_name(about), code, outputs)
    return Step(_name(about), 0, action(machine, inputs))


def _composite(
    machine: Machine, folder: Path, given: Mapping[str, str], env: Mapping[str, str]
) -> tuple[list[Step], dict[str, str]]:
    """Run an action of ours; it sees its inputs, and no steps but its own."""
    about = load(folder / "action.yml")
    inputs = {name: fill(one.get("default", ""), {}) for name, one in about["inputs"].items()}
    contexts: dict[str, Any] = {
        "github": {**machine.event.context, "action_path": str(folder)},
        "inputs": {**inputs, **given},
        "runner": {"temp": str(machine.temp)},
        "steps": {},
    }
    steps = list(_steps(machine, about["runs"]["steps"], contexts, env))
    outputs = {name: fill(one["value"], contexts) for name, one in about["outputs"].items()}
    return steps, outputs


def _name(about: Mapping[str, Any]) -> str:
    return about.get("name") or about.get("uses") or about["run"].partition("\n")[0]


def _only(about: Mapping[str, Any], known: set[str], where: str) -> None:
    if about.keys() - known:
        raise UnsupportedError(f"{sorted(about.keys() - known)} in {where}")
