"""Runs Python as an ordinary user where we are root: a number that owns nothing.

An ordinary user may be unable to read our Python or our files (root's home is
closed, as a rule). Then what is needed of them is copied to where everybody can read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
#: No entry of /etc/passwd is needed to be a user.
UID = 54_321
_OURS = ("grader", "tests", "reference", "assignments", "examples", "pyproject.toml")
_PACKAGES = ("cnn-grader", "pytest", "pytest-timeout", "landlockpy")
_NOT_COPIED = shutil.ignore_patterns("site-packages", "test", "tests", "config-*", "idlelib", "*.a")


class OrdinaryUser:
    """A user who owns nothing but a home, and can run our Python."""

    def __init__(self, place: Path) -> None:
        """Make it a home in ``place``, and copies of what it could not read."""
        place.chmod(0o755)
        self._python, self._path, self._root = sys.executable, "", ROOT
        if not all(map(_is_open, (Path(sys.base_prefix), Path(sys.prefix), ROOT))):
            self._python, self._path, self._root = _copies(place)
        self._home = place / "home"
        self._home.mkdir()
        os.chown(self._home, UID, UID)

    def start(self, arguments: Sequence[str], output: IO[str]) -> subprocess.Popen[str]:
        """Start Python with these arguments; what it prints goes to a file."""
        return subprocess.Popen(
            [self._python, *arguments],
            cwd=self._root,
            env={
                "HOME": str(self._home),
                "LD_LIBRARY_PATH": str(Path(self._python).resolve().parents[1] / "lib"),
                "PYTHONPATH": self._path,
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            user=UID,
            group=UID,
            extra_groups=[],
            stdout=output,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


def _is_open(path: Path) -> bool:
    """Say whether others can read a folder and walk to it."""
    walk = 0o001
    return path.stat().st_mode & 0o005 == 0o005 and all(
        parent.stat().st_mode & walk for parent in path.resolve().parents
    )


def _copies(place: Path) -> tuple[str, str, Path]:
    """Copy Python, the packages that grading needs, and the project; return where they are."""
    binary = Path(sys.executable).resolve()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    prefix = place / "python"
    (prefix / "bin").mkdir(parents=True)
    shutil.copy(binary, prefix / "bin" / binary.name)
    library = Path(sys.base_prefix) / "lib"
    shutil.copytree(library / version, prefix / "lib" / version, ignore=_NOT_COPIED)
    for shared in library.glob("libpython*.so*"):
        shutil.copy(shared, prefix / "lib" / shared.name)
    packages = place / "packages"
    for name in sorted(set().union(*map(_needed, _PACKAGES)) - {"cnn-grader"}):
        found = distribution(name)
        for file in found.files or ():
            if ".." in file.parts:  # A command, which is not needed.
                continue
            copy = packages / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            # With their times, or Python would compile every module anew each time.
            shutil.copy2(str(found.locate_file(file)), copy)
    for name in _OURS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        (place / "course").mkdir(exist_ok=True)
        copy(ROOT / name, place / "course" / name)
    return str(prefix / "bin" / binary.name), str(packages), place / "course"


def _needed(name: str) -> set[str]:
    """Return a distribution's name with those of all that it requires."""
    required = [one for one in distribution(name).requires or () if "extra ==" not in one]
    names = (re.match(r"[\w.-]+", one) for one in required if ";" not in one)
    return {name}.union(*(_needed(found[0]) for found in names if found))
