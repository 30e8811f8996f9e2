"""What a release consists of: ``.grader.json``, which lies in every copy of it.

It names each released file with a hash. So an update knows which files somebody has worked
on, and a release that was damaged on its way is seen to be damaged. What is read here may come
from anybody: a path that leads out of the folder is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from grader.language import _

__all__ = [
    "MANIFEST",
    "Manifest",
    "ManifestError",
    "content_hash",
    "decode_manifest",
    "encode_manifest",
    "is_binary",
    "read_manifest",
    "version_of",
]

#: The file's name, in the folder of a release and of every copy.
MANIFEST: Final = ".grader.json"
#: What is hashed byte by byte: nobody changes the line breaks of these.
_BINARY: Final = (".mo", ".npz", ".whl")
_MAX_SIZE, _MAX_FILES, _MAX_PATH = 2**20, 1_000, 200

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_VERSION: Final = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}")
#: A part of a path that is the same file everywhere, Windows included.
_PART: Final = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.+-]*(?<!\.)")
_DEVICE: Final = re.compile(r"(aux|con|nul|prn|(com|lpt)\d)(\..*)?", re.IGNORECASE)


class ManifestError(Exception):
    """A manifest cannot be used; the message is the reason, as the end of a sentence."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A release: what it is called, and what is in it.

    Attributes:
        schema: The version of this format.
        assignment: The assignment's id.
        version: The day of its casebook and a hash of everything in it.
        language: That of stubs and texts.
        grader: The version of the grader that made it.
        files: From path, with ``/`` on every system, to :func:`content_hash`; not itself.

    Raises:
        ValueError: one of them is not what it should be.
    """

    schema: Literal[1] = 1
    assignment: str
    version: str
    language: str
    grader: str
    files: dict[str, str]

    def __post_init__(self) -> None:
        """Refuse what could name a place elsewhere, or two things at once."""
        if not _VERSION.fullmatch(self.version):
            raise ValueError(f"version {self.version!r}")
        for word in (self.assignment, self.language, self.grader):
            if not _WORD.fullmatch(word):
                raise ValueError(f"the word {word!r}")
        if len(self.files) > _MAX_FILES:
            raise ValueError(f"{len(self.files)} files")
        for path, digest in self.files.items():
            if not _is_plain(path) or not _HASH.fullmatch(digest):
                raise ValueError(f"the file {path!r}: {digest!r}")
        _check_distinct(self.files)


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest: the same ones for the same release.

    Example:
        >>> manifest = Manifest(assignment="a1", version="2026-11-28-0123456789ab",
        ...                     language="en", grader="0.1.0", files={})
        >>> decode_manifest(encode_manifest(manifest)) == manifest
        True
    """
    raw = msgspec.json.encode(manifest, order="sorted")
    return msgspec.json.format(raw, indent=2) + b"\n"


def decode_manifest(content: bytes) -> Manifest:
    """Return the manifest of these bytes.

    Raises:
        ManifestError: they are not one, or one of another version.
    """
    if len(content) > _MAX_SIZE:
        raise ManifestError(_("it is damaged or incomplete"))
    try:
        if msgspec.json.decode(content, type=_Head).schema != 1:
            raise ManifestError(_("it was written by another version of the grader"))
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ManifestError(_("it is damaged or incomplete")) from error


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release, or of a copy of it.

    Raises:
        ManifestError: it cannot be read, or is not one.
        FileNotFoundError: there is none.
    """
    try:
        with (folder / MANIFEST).open("rb") as file:
            content = file.read(_MAX_SIZE + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ManifestError(str(error.strerror)) from error
    return decode_manifest(content)


def content_hash(path: str, content: bytes) -> str:
    r"""Return the hash of a file; how its lines are broken makes no difference to texts.

    Example:
        >>> content_hash("a.py", b"x = 1\r\n") == content_hash("a.py", b"x = 1\n")
        True
        >>> content_hash("a.npz", b"\r\n") == content_hash("a.npz", b"\n")
        False
    """
    # Git may write other line breaks on Windows: that is nobody's work.
    same = content if is_binary(path) else content.replace(b"\r\n", b"\n")
    return hashlib.sha256(same).hexdigest()


def is_binary(path: str) -> bool:
    """Say whether a file is the same byte by byte everywhere, which a text may not be.

    Example:
        >>> is_binary("assignments/a1/digits.npz"), is_binary("assignments/a1/README.md")
        (True, False)
    """
    return path.endswith(_BINARY)


def version_of(day: str, files: Mapping[str, str]) -> str:
    """Return the version of a release: versions sort by day, and equal content has an equal one.

    Example:
        >>> version_of("2026-11-28", {"a.py": "0" * 64})
        '2026-11-28-bce4ceb90c6e'
    """
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{files[path]}\0".encode())
    return f"{day}-{digest.hexdigest()[:12]}"


class _Head(msgspec.Struct):
    schema: int


def _is_plain(path: str) -> bool:
    """Say whether a path leads to a file below the folder, on every system, and not into Git's."""
    parts = path.split("/")
    return (
        len(path) <= _MAX_PATH
        and all(_PART.fullmatch(part) and not _DEVICE.fullmatch(part) for part in parts)
        and ".git" not in [part.lower() for part in parts]
        and path.lower() != MANIFEST
        # An update writes files of such a name.
        and not path.lower().endswith((".new", ".tmp"))
    )


def _check_distinct(files: Mapping[str, str]) -> None:
    """Refuse two files that are one where case is ignored, and a file that is a folder too."""
    lower = [path.lower() for path in files]
    known = set(lower)
    folders = {path[:at] for path in lower for at, letter in enumerate(path) if letter == "/"}
    if len(known) < len(lower) or known & folders:
        raise ValueError("two files of one name")
