"""Stands in for the actions of others that our workflows use, each as far as we use it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.workflow_expression import UnsupportedError
from tests.workflow_machine import Action, Machine, StepError

__all__ = ["checkout", "commit_all", "git", "setup_python", "upload_artifact", "usual"]

#: A repository's own settings and nobody else's; and no questions.
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    **{
        f"GIT_{who}_{what}": f"{who.lower()}@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def usual(repository: Path, python: Path) -> dict[str, Action | Path]:
    """Return all stand-ins.

    * ``repository`` is what is checked out, a local one.
    * ``python`` is the folder that has the Python which is set up.
    """
    return {
        "actions/checkout": checkout(repository),
        "actions/setup-python": setup_python(python),
        "actions/upload-artifact": upload_artifact,
    }


def checkout(repository: Path) -> Action:
    """Return an ``actions/checkout`` of this repository."""

    def act(machine: Machine, inputs: Mapping[str, str]) -> Mapping[str, str]:
        _only(inputs, {"ref", "path", "persist-credentials"})
        target = _inside(machine.workspace, inputs.get("path") or ".")
        for arguments in (
            ["clone", "--quiet", "--no-checkout", str(repository), str(target)],
            [
                "-C",
                str(target),
                "checkout",
                "--quiet",
                "--detach",
                inputs.get("ref") or machine.event.sha,
            ],
        ):
            machine.log.append(_run_git(*arguments))
        return {}

    return act


def setup_python(folder: Path) -> Action:
    """Return an ``actions/setup-python`` that puts this folder first in ``PATH``."""

    def act(machine: Machine, inputs: Mapping[str, str]) -> Mapping[str, str]:
        _only(inputs, {"python-version", "cache", "cache-dependency-path"})
        wanted = inputs.get("cache-dependency-path")
        if wanted and not (machine.workspace / wanted).is_file():
            raise StepError(f"No file in {machine.workspace} matched to [{wanted}]")
        machine.path.insert(0, str(folder))
        return {"python-version": inputs["python-version"]}

    return act


def upload_artifact(machine: Machine, inputs: Mapping[str, str]) -> Mapping[str, str]:
    """Stand in for ``actions/upload-artifact``; a link is kept as a link."""
    _only(inputs, {"name", "path", "if-no-files-found", "overwrite", "retention-days"})
    source, target = Path(inputs["path"]), machine.artifacts / inputs["name"]
    if not source.is_dir() or not any(source.iterdir()):
        machine.log.append(f"No files were found with the provided path: {source}\n")
        if inputs.get("if-no-files-found") == "error":
            raise StepError("No artifacts will be uploaded.")
        return {}
    if target.exists() and inputs.get("overwrite") != "true":
        raise StepError("an artifact with this name already exists on the workflow run")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    return {}


def git(*arguments: str) -> str:
    """Run git and return what it prints, without the line break at its end."""
    return _run_git(*arguments).removesuffix("\n")


def commit_all(repository: Path, *, branch: str = "main") -> str:
    """Commit all that is in a folder to a branch, made if need be; return the commit."""
    if not (repository / ".git").exists():
        _run_git("init", "--quiet", "--initial-branch", branch, str(repository))
    here = ("-C", str(repository))
    if _run_git(*here, "branch", "--show-current").strip() != branch:
        _run_git(*here, "checkout", "--quiet", "-b", branch)
    _run_git(*here, "add", "--all", "--force")
    _run_git(*here, "commit", "--quiet", "--allow-empty", "--message", "a commit")
    return git(*here, "rev-parse", "HEAD")


def _run_git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607  (whichever is there)
        env={**os.environ, **_GIT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise StepError(done.stdout)
    return done.stdout


def _only(inputs: Mapping[str, str], known: set[str]) -> None:
    if inputs.keys() - known:
        raise UnsupportedError(f"the inputs {sorted(inputs.keys() - known)}")


def _inside(workspace: Path, path: str) -> Path:
    target = (workspace / path).resolve()
    if not target.is_relative_to(workspace.resolve()):
        raise StepError(f"Repository path {target} is not under {workspace}")
    return target
