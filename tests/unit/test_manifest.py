"""A manifest names the files of a release, and no place outside of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.manifest import (
    MANIFEST,
    Manifest,
    ManifestError,
    content_hash,
    decode_manifest,
    encode_manifest,
    read_manifest,
    version_of,
)

VERSION = "2026-11-28-0123456789ab"
HASH = "0" * 64
DAMAGED, OTHER = "it is damaged or incomplete", "it was written by another version of the grader"

TEXT = f"""\
{{
  "assignment": "assignment1",
  "files": {{
    "README.md": "{HASH}",
    "assignments/assignment1/stride.py": "{HASH}"
  }},
  "grader": "0.1.0",
  "language": "ko",
  "schema": 1,
  "version": "{VERSION}"
}}
"""


def manifest(**fields: object) -> Manifest:
    """Return a manifest with some fields of its own."""
    usual = {"assignment": "a1", "version": VERSION, "language": "en", "grader": "0", "files": {}}
    return Manifest(**{**usual, **fields})


def text_with(**fields: object) -> bytes:
    """Return a manifest's text with some fields of its own, which may be anything."""
    return msgspec.json.encode({**msgspec.json.decode(TEXT), **fields})


def test_text():
    """A manifest is written indented and sorted, with a line break at the end, and read again."""
    files = {"assignments/assignment1/stride.py": HASH, "README.md": HASH}
    written = manifest(assignment="assignment1", language="ko", grader="0.1.0", files=files)
    assert encode_manifest(written).decode() == TEXT
    assert decode_manifest(TEXT.encode()) == written


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../stride.py",
        "assignments/../../stride.py",
        "./stride.py",
        "assignments//stride.py",
        "assignments/",
        "assignments\\stride.py",
        "C:/stride.py",
        "C:stride.py",
        "stride.py:stream",
        "stride.py.",
        "stride.py ",
        "assignments/...",
        "nul",
        "COM1.txt",
        ".git/hooks/post-checkout",
        "a/.GIT/config",
        "git~1/config",
        "stride\n.py",
        "stride\0.py",
        "~/stride.py",
        MANIFEST,
        ".GRADER.json",
        "stride.py.new",
        ".stride.py.1.tmp",
        "a/" * 100 + "b",
    ],
)
def test_a_path_that_is_no_plain_one_is_refused(path: str):
    """No path leads out of the folder, into Git's, or to another file on another system."""
    with pytest.raises(ManifestError, match=f"^{DAMAGED}$"):
        decode_manifest(text_with(files={path: HASH}))


@pytest.mark.parametrize(
    "path", ["README.ko.md", ".github/workflows/grade.yml", "wheels/a-1.0+local-py3-none-any.whl"]
)
def test_paths_of_releases_are_plain(path: str):
    """What a release has in it can be named."""
    assert decode_manifest(text_with(files={path: HASH})).files == {path: HASH}


@pytest.mark.parametrize("two", [("a.py", "A.py"), ("a", "a/b"), ("A/c", "a")])
def test_two_files_of_one_name_are_refused(two: tuple[str, str]):
    """Two paths are two files, also where case is ignored, and a file is no folder."""
    with pytest.raises(ManifestError, match=f"^{DAMAGED}$"):
        decode_manifest(text_with(files=dict.fromkeys(two, HASH)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("assignment", "../assignment1"),
        ("assignment", 1),
        ("version", "2026-11-28"),
        ("version", f"{VERSION}/.."),
        ("language", ""),
        ("grader", "0.1.0\n"),
        ("files", {"a.py": HASH[1:]}),
        ("files", {"a.py": HASH.upper().replace("0", "A")}),
        ("files", {f"{number}.py": HASH for number in range(1001)}),
        ("files", None),
        ("more", 1),
    ],
)
def test_other_fields_are_strict(field: str, value: object):
    """Nothing is taken for what it is not, and nothing unknown is let through."""
    with pytest.raises(ManifestError, match=f"^{DAMAGED}$"):
        decode_manifest(text_with(**{field: value}))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", DAMAGED),
        (b"[]", DAMAGED),
        (b"\xff", DAMAGED),
        (TEXT.encode()[:-3], DAMAGED),
        (b'{"schema": 1, "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", DAMAGED),
        (TEXT.encode() + b" " * 2**20, DAMAGED),
        (text_with(schema=2, files=[]), OTHER),
    ],
)
def test_other_content_is_refused(content: bytes, reason: str, tmp_path: Path):
    """What is no manifest, too large, or of another version is told apart, and never an error."""
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(ManifestError, match=f"^{reason}$"):
        read_manifest(tmp_path)


def test_reading(tmp_path: Path):
    """A manifest that is not there is told apart from one that cannot be read."""
    with pytest.raises(FileNotFoundError):
        read_manifest(tmp_path)
    (tmp_path / MANIFEST).write_text(TEXT, encoding="utf-8")
    assert read_manifest(tmp_path).language == "ko"


def test_line_breaks_of_texts_do_not_count():
    """A text has one hash, however its lines are broken; an archive is hashed as it is."""
    for path in ("stride.py", "README.md", ".gitignore", ".github/workflows/grade.yml"):
        assert content_hash(path, b"a\r\nb\r\n") == content_hash(path, b"a\nb\n")
        assert content_hash(path, b"a\nb") != content_hash(path, b"a\nb\n")
    for path in ("casebook.npz", "wheels/grader.whl", "locale/a.mo"):
        assert content_hash(path, b"a\r\n") != content_hash(path, b"a\n")


def test_versions():
    """A version depends on content alone, and begins with the day."""
    one, other = {"a": HASH, "b": "1" * 64}, {"b": "1" * 64, "a": HASH}
    assert version_of("2026-11-28", one) == version_of("2026-11-28", other)
    assert version_of("2026-11-28", one) != version_of("2026-11-28", {"a": HASH})
    assert version_of("2026-11-28", one) < version_of("2026-12-01", {"a": HASH})
    assert manifest(version=version_of("2026-11-28", one)).files == {}
