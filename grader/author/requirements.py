"""What a release has installed: exact versions, or a wheel of the grader that comes with it."""

from __future__ import annotations

import email
import io
import re
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from grader import __version__
from grader.language import _

__all__ = ["ReleaseError", "Wheel", "pinned", "read_requirements", "read_wheel"]

_PROJECT: Final = "cnn-grader"
_REQUIREMENT: Final = re.compile(r"(?P<name>[\w.-]+)[^;]*(;\s*(?P<marker>.*))?", re.ASCII)
_WHEEL: Final = re.compile(r"cnn_grader-(?P<version>[A-Za-z0-9_.+]+)-py3-none-any\.whl")


class ReleaseError(Exception):
    """A release cannot be made; the message says why."""


@dataclass(frozen=True)
class Wheel:
    """A wheel of the grader.

    Attributes:
        name: Its file's name.
        content: Its bytes.
    """

    name: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it lies in a release."""
        return f"wheels/{self.name}"


def pinned(wheel: Wheel | None) -> str:
    """Return the requirements of a release: this grader and what it needs, as installed here.

    Raises:
        ReleaseError: the grader itself is not installed, or what it needs.
    """
    try:
        own = [f"{_PROJECT}=={__version__}" if wheel is None else f"./{wheel.path}"]
        needed = sorted(
            f"{found['name']}=={metadata.version(found['name'])}{_condition(found['marker'])}"
            for requirement in metadata.requires(_PROJECT) or ()
            if (found := _REQUIREMENT.match(requirement)) and "extra" not in (found["marker"] or "")
        )
    except metadata.PackageNotFoundError as error:
        text = _("{name} is not installed here, so its version cannot be written down.")
        raise ReleaseError(text.format(name=error.name)) from error
    return "\n".join(own + needed) + "\n"


def read_wheel(path: Path) -> Wheel:
    """Read a wheel of this very grader.

    Raises:
        ReleaseError: it is something else.
    """
    named = _WHEEL.fullmatch(path.name)
    content = _read(path)
    if named is None or not _is_ours(content, named["version"]):
        text = _("{file} is not a wheel of {name}. Make one with: {command}")
        command = "pip wheel --no-deps ."
        raise ReleaseError(text.format(file=path, name=_PROJECT, command=command))
    if named["version"] != __version__:
        text = _("{file} is a wheel of version {other}, and this is version {version}.")
        raise ReleaseError(text.format(file=path.name, other=named["version"], version=__version__))
    return Wheel(path.name, content)


def read_requirements(path: Path, wheel: Wheel | None) -> str:
    """Read requirements that were written elsewhere, with hashes perhaps.

    Raises:
        ReleaseError: they cannot be read, or do not use the wheel that is to come with them.
    """
    try:
        text = _read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        problem = _("{file} cannot be read: {reason}.")
        raise ReleaseError(problem.format(file=path, reason=error)) from error
    if wheel is not None and wheel.path not in text:
        problem = _("{file} does not name ./{wheel}, so the wheel would not be installed.")
        raise ReleaseError(problem.format(file=path.name, wheel=wheel.path))
    return text.replace("\r\n", "\n")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        text = _("{file} cannot be read: {reason}.")
        raise ReleaseError(text.format(file=path, reason=error.strerror)) from error


def _is_ours(content: bytes, version: str) -> bool:
    """Say whether these are the bytes of a wheel that has the grader in it, and nothing else."""
    about = f"cnn_grader-{version}.dist-info/"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            head = email.message_from_bytes(archive.read(f"{about}METADATA"))
    except (KeyError, OSError, zipfile.BadZipFile):
        return False
    is_named = (head["Name"], head["Version"]) == (_PROJECT, version)
    return is_named and all(
        name.startswith(("grader/", about)) and not {"..", "."} & set(re.split(r"[/\\]", name))
        for name in names
    )


def _condition(marker: str | None) -> str:
    return f"; {marker}" if marker else ""
