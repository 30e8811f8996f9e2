"""Tries a release out: in a copy of it, and in processes that know nothing of this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from grader.authoring import Assignment
from grader.language import _
from grader.model import Report, decode_report

__all__ = ["try_answers", "try_stubs"]

#: A check takes a second or two; a machine may be slow.
_PATIENCE: Final = 300
#: With the reference, it is enough to see that fresh inputs work.
_FEW: Final = ("--oracle", "off", "--examples", "5")


def try_stubs(folder: Path, inside: str, assignment: Assignment) -> tuple[str, ...]:
    """Check a release as it is; return what is not as it should be.

    * ``inside`` is where the course is in it: empty, or ending in ``/``.
    """
    with _copied(folder) as scratch:
        report = _checked(scratch, inside, assignment.id)
    if isinstance(report, str):
        return (report,)
    text = _("{name} is {status}, and should not be started.")
    status = {finding.exercise: finding.status for finding in report.findings}
    return tuple(
        text.format(name=one.name, status=status.get(one.name, "?"))
        for _concept, one in assignment.exercises
        if status.get(one.name) != "not_started"
    )


def try_answers(
    folder: Path, inside: str, assignment: Assignment, answers: Path
) -> tuple[str, ...]:
    """Check a release with right answers in place of its stubs; return what they do not get."""
    with _copied(folder) as scratch:
        handout = scratch / inside / "assignments" / assignment.id
        for path in answers.glob("*.py"):
            shutil.copy(path, handout)
        report = _checked(scratch, inside, assignment.id)
    if isinstance(report, str):
        return (report,)
    passed = {one.exercise for one in report.findings if one.status == "passed"}
    text = _("{name} of {answers} does not pass.")
    return tuple(
        text.format(name=one.name, answers=answers.name)
        for _concept, one in assignment.exercises
        if one.name not in passed
    )


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    """Yield a copy of a release: a check leaves traces, and what was written stays as it is."""
    with tempfile.TemporaryDirectory(prefix="grader-release-") as place:
        yield Path(shutil.copytree(folder, Path(place, "copy")))


def _checked(scratch: Path, inside: str, assignment: str) -> Report | str:
    """Return the report of ``grader check``, run where students run it, or what went wrong."""
    report = scratch.parent / "report.json"
    command = [sys.executable, "-P", "-m", "grader", "check", assignment, "--json", str(report)]
    done = subprocess.run(  # noqa: S603  (our own command)
        command + list(_FEW if inside else ()),
        cwd=scratch / inside,
        env=_environment(scratch.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=_PATIENCE,
        check=False,
    )
    try:
        return decode_report(report.read_bytes())
    except (OSError, msgspec.MsgspecError):
        text = _(
            "`grader check {assignment}` ended with exit code {code} and wrote no report: {last}"
        )
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = said[-1] if said else "-"
        return text.format(assignment=assignment, code=done.returncode, last=last)


def _environment(place: Path) -> dict[str, str]:
    """Return this environment without what would change how Python or the grader behaves."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(("PYTHON", "GRADER_"))
    }
    return {**kept, "GRADER_CACHE": str(place / "cache")}
