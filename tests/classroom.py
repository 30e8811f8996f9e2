"""A classroom for tests: the wheel in an environment of its own, a release, pull requests to it.

All of it is made once for all processes that run tests, and shared. POSIX only, as
``tests/workflow_runner.py``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.model import Report, decode_report
from tests.workflow_actions import commit_all, git, usual
from tests.workflow_runner import Event, Run, load, run_job

__all__ = ["Checked", "Classroom", "classroom", "edited"]

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "assignment1"
FOLDER = Path("assignments", "assignment1")


@dataclass(frozen=True)
class Classroom:
    """What there is once an assignment is given out.

    Attributes:
        place: The folder of all this.
        python: The Python of a fresh environment into which the wheel was installed.
        wheel: The wheel.
        repository: The student's repository: the release, committed to main.
    """

    place: Path

    @property
    def python(self) -> Path:
        """The Python of a fresh environment into which the wheel was installed."""
        return self.place / "environment" / "bin" / "python"

    @property
    def wheel(self) -> Path:
        """The grader, as it is installed by everybody."""
        return next((self.place / "wheel").glob("*.whl"))

    @property
    def repository(self) -> Path:
        """The student's repository: the release, committed to main."""
        return self.place / "student"

    def run(self, *words: object, cwd: Path | None = None) -> tuple[int, str]:
        """Run ``grader`` from the wheel; return its exit code and what it printed."""
        kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.place)}
        done = subprocess.run(
            [str(self.python), "-P", "-m", "grader", *map(str, words)],
            cwd=cwd or self.place,
            env={**kept, "GRADER_CACHE": str(self.place / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    def pull_request(
        self,
        place: Path,
        change: Callable[[Path], None],
        *,
        repository: Path | None = None,
        python: Path | None = None,
    ) -> Checked:
        """Let a student change a branch of the repository, and run its workflow for that."""
        student = place / "student"
        shutil.copytree(repository or self.repository, student, symlinks=True)
        base = git("-C", str(student), "rev-parse", "HEAD")
        change(student)
        head = commit_all(student, branch="answers")
        payload = {"pull_request": {"base": {"sha": base, "ref": "main"}, "head": {"sha": head}}}
        run = run_job(
            load(student / ".github" / "workflows" / "grade.yml"),
            "grade",
            place / "runner",
            event=Event("pull_request", payload, sha=head, ref="refs/pull/1/merge"),
            uses=usual(student, (python or self.python).parent),
        )
        return Checked(run, head)


@dataclass(frozen=True)
class Checked:
    """A pull request after its check.

    Attributes:
        run: What has become of the workflow's job.
        head: The commit that was checked.
    """

    run: Run
    head: str

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the artefact, by name."""
        folder = self.run.artifacts / "grade"
        return {path.name: path.read_bytes() for path in sorted(folder.rglob("*"))}

    @property
    def report(self) -> Report:
        """The report in the artefact."""
        return decode_report(self.files["report.json"])

    @property
    def verdicts(self) -> dict[str, tuple[str, int, str | None]]:
        """Status, points and cause of each exercise."""
        return {
            one.exercise: (one.status, one.points, one.because_of) for one in self.report.findings
        }


def edited(example: str, **appended: str) -> Callable[[Path], None]:
    """Return a change: an example's files as the answers, with code behind some of them."""

    def change(student: Path) -> None:
        for path in (EXAMPLES / example).glob("*.py"):
            shutil.copy(path, student / FOLDER)
        for module, code in appended.items():
            with (student / FOLDER / f"{module}.py").open("a", encoding="utf-8") as file:
                file.write(f"\n\n{code}\n")

    return change


def classroom(place: Path) -> Classroom:
    """Return the classroom in a folder, made by whichever process comes first."""
    place.mkdir(parents=True, exist_ok=True)
    found = Classroom(place)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "made").exists():
            _make(found)
            (place / "made").touch()
    return found


def _make(room: Classroom) -> None:
    """Build the wheel, install it, give out the assignment with it, and commit that."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
    _do(*build, str(room.place / "wheel"), cwd=ROOT)
    venv.create(room.place / "environment", with_pip=True)
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(room.wheel))
    pinned = ("--constraint", str(ROOT / "constraints.txt"))
    _do(str(room.python), *install, *pinned, cwd=room.place)
    release = ("release", "assignment1", room.repository, "--course", ROOT, "--comment")
    code, text = room.run(*release, "--wheel", room.wheel)
    assert code == 0, text
    commit_all(room.repository)


def _do(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
