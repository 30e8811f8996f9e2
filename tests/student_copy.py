"""Makes what a student has: a course without its reference, a Python without the big packages."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

__all__ = ["Copy", "make_copy"]

ROOT = Path(__file__).parent.parent
#: All that a check against the casebook may need.
NEEDED = ("click", "msgspec", "numpy")


class Copy:
    """A student's copy of the course, and a Python that runs it.

    Attributes:
        course: The folder of the course.
        python: The Python of an environment with what is needed, and nothing else.
    """

    def __init__(self, place: Path) -> None:
        self.course = place / "course"
        self.python = _environment(place / "environment")
        for path in (ROOT / "assignments").glob("*/*"):
            if path.is_file():
                handout = self.course / "assignments" / path.parent.name
                handout.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, handout)

    def run(self, *words: str, cwd: Path | None = None, **environment: str) -> tuple[int, str]:
        """Run ``grader`` with these words; return its exit code and what it printed."""
        kept = {name: value for name, value in os.environ.items() if name[:6] != "GRADER"}
        kept.pop("PYTHONPATH", None)
        done = subprocess.run(
            [str(self.python), "-m", "grader", *words],
            cwd=cwd or self.course,
            env={**kept, "LC_ALL": "C.UTF-8", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8")


@functools.cache
def make_copy(place: Path) -> Copy:
    """Make a copy in a folder, once."""
    return Copy(place)


def _environment(place: Path) -> Path:
    """Return a Python that finds the grader and the packages it needs."""
    posix = os.name == "posix"
    venv.create(place, with_pip=False, symlinks=posix)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = place / ("lib" if posix else "Lib") / (version if posix else "") / "site-packages"
    for name in NEEDED:
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        home = Path(spec.origin).parent
        for path in (home, home.with_name(f"{name}.libs")):
            if path.exists():
                _link(path, packages / path.name)
    _link(ROOT / "grader", packages / "grader")
    return place / ("bin/python" if posix else "Scripts/python.exe")


def _link(path: Path, target: Path) -> None:
    if os.name == "posix":
        target.symlink_to(path, target_is_directory=True)
    else:
        shutil.copytree(path, target)
