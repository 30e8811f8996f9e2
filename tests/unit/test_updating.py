"""An update takes over what is new, and changes no file that somebody has worked on."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import updating
from grader.manifest import MANIFEST, Manifest, content_hash, encode_manifest
from grader.updating import (
    Change,
    UpdateError,
    apply,
    check_fits,
    is_change,
    look_at,
    plan,
    read_release,
)

A, B, C = (content_hash("x", letter) for letter in (b"A", b"B", b"C"))
X = "assignments/a1/x.py"
OLD, NEW = "2026-11-27-000000000000", "2026-11-28-000000000000"


def manifest(files: Mapping[str, str], version: str = NEW, assignment: str = "a1") -> Manifest:
    """Return the manifest of a release with these hashes."""
    return Manifest(
        assignment=assignment, version=version, language="en", grader="0", files=dict(files)
    )


def release(files: Mapping[str, bytes], version: str = NEW) -> Manifest:
    """Return the manifest of a release with these contents."""
    return manifest({path: content_hash(path, raw) for path, raw in files.items()}, version)


def write(root: Path, files: Mapping[str, bytes | None], of: Manifest | None = None) -> Path:
    """Write a copy of a release, or what has become of one."""
    for path, content in files.items():
        if content is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    root.mkdir(exist_ok=True)
    if of is not None:
        (root / MANIFEST).write_bytes(encode_manifest(of))
    return root


def content(root: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("before", "after", "here", "kind", "target"),
    [
        (A, A, A, "up_to_date", ""),
        (A, B, B, "up_to_date", ""),  # An update that was interrupted is run again.
        (None, B, B, "up_to_date", ""),
        (A, B, A, "replaced", X),
        (None, B, None, "added", X),
        (A, A, C, "kept", ""),
        (A, B, C, "beside", f"{X}.new"),
        (None, B, C, "beside", f"{X}.new"),
        (A, B, None, "beside", f"{X}.new"),
        (A, None, A, "removed", ""),
        (A, None, C, "left", ""),
        (A, A, None, "absent", ""),
    ],
)
def test_what_becomes_of_a_file(
    before: str | None, after: str | None, here: str | None, kind: str, target: str
):
    """Each case of old release, new release and copy has its own kind."""
    old = manifest({X: before} if before else {}, OLD)
    new = manifest({X: after} if after else {})
    assert plan(old, new, {X: here}) == (Change(kind, X, target),)
    writes = kind in {"replaced", "added", "beside", "removed"}
    assert is_change(Change(kind, X, target)) == writes


def test_nothing_becomes_of_what_is_gone():
    """A file that is neither here nor in the new release is no news."""
    assert plan(manifest({X: A}, OLD), manifest({}), {X: None}) == ()


def test_without_a_release_before():
    """Into an empty folder, everything is added, sorted by path."""
    changes = plan(None, manifest({"b": A, "a": B}), {})
    assert changes == (Change("added", "a", "a"), Change("added", "b", "b"))


@pytest.mark.parametrize(
    ("beside", "target"),
    [
        (None, f"{X}.new"),
        (A, f"{X}.new"),  # Put there by the update before.
        (B, f"{X}.new"),
        (C, f"{X}.{NEW}.new"),
    ],
)
def test_what_is_beside_may_be_work_too(beside: str | None, target: str):
    """A file beside is written over only if an update has put it there."""
    here = {X: C, f"{X}.new": beside}
    (change,) = plan(manifest({X: A}, OLD), manifest({X: B}), here)
    assert change.target == target


def test_no_place_is_left_beside():
    """Where both places beside a file are taken, nothing is planned, and it is said why."""
    here = {X: C, f"{X}.new": C, f"{X}.{NEW}.new": C}
    text = f"{X}.new is in the way: something new would be written there. Move it first."
    with pytest.raises(UpdateError, match=f"^{re.escape(text)}$"):
        plan(manifest({X: A}, OLD), manifest({X: B}), here)


PATHS = st.sampled_from(["a.py", "b.md", "f/c.py", "f/d.npz"])
RAW = st.sampled_from([b"one\n", b"two\n", b"two\r\n", b"three"])
FILES = st.dictionaries(PATHS, RAW)
#: What somebody did to a copy: other contents, deletions, and files of their own.
EDITS = st.dictionaries(st.one_of(PATHS, PATHS.map("{}.new".format)), st.none() | RAW)
FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=40)


@contextmanager
def copy_of(before: Mapping[str, bytes], edits: Mapping[str, bytes | None]) -> Iterator[Path]:
    """Make a copy of a release that somebody has worked in."""
    with tempfile.TemporaryDirectory() as folder:
        yield write(Path(folder), {**before, **edits}, release(before, OLD))


def update(root: Path, old: Manifest, new: Manifest, files: Mapping[str, bytes]) -> list[Change]:
    """Bring a copy up to date, and return what was done."""
    changes = plan(old, new, look_at(root, old, new))
    apply(root, changes, files, new)
    return [one for one in changes if is_change(one)]


@FIXED
@given(FILES, FILES, EDITS)
def test_no_work_is_lost(before, after, edits):
    """No file that differs from the old release is changed, and a second update does nothing."""
    old, new = release(before, OLD), release(after)
    with copy_of(before, edits) as root:
        work = {
            path: raw
            for path, raw in content(root).items()
            if path != MANIFEST and content_hash(path, raw) != old.files.get(path)
        }
        ours = set(old.files.values()) | set(new.files.values())
        update(root, old, new, after)
        done = content(root)
        for path, raw in work.items():
            # What an update before has put beside a file is the release's, not somebody's.
            name = path.removesuffix(".new")
            if name == path or content_hash(name, raw) not in ours:
                assert done[path] == raw
        assert update(root, new, new, after) == []
        assert content(root) == done


@FIXED
@given(FILES, FILES)
def test_a_copy_without_work_becomes_the_release(before, after):
    """An unedited copy, with the line breaks of Windows, has the new release's files after it."""
    old, new = release(before, OLD), release(after)
    crlf = {
        path: raw if path.endswith(".npz") else raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        for path, raw in before.items()
    }
    with copy_of(before, crlf) as root:
        update(root, old, new, after)
        done = content(root)
        assert done.pop(MANIFEST) == encode_manifest(new)
        assert {path: content_hash(path, raw) for path, raw in done.items()} == new.files


@FIXED
@given(FILES, FILES, EDITS, st.integers(0, 4))
def test_an_interrupted_update_is_run_again(before, after, edits, writes):
    """Whenever an update is interrupted, a second one ends as if it had not been."""
    old, new = release(before, OLD), release(after)
    with copy_of(before, edits) as whole, copy_of(before, edits) as broken:
        update(whole, old, new, after)
        left = iter(range(writes))

        def write_some(path: Path, raw: bytes) -> None:
            if next(left, None) is None:
                raise OSError
            path.write_bytes(raw)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(updating, "write_whole", write_some)
            try:
                update(broken, old, new, after)
            except OSError:
                assert (broken / MANIFEST).read_bytes() == encode_manifest(old)
        if (broken / MANIFEST).read_bytes() == encode_manifest(old):
            update(broken, old, new, after)
        assert content(broken) == content(whole)


def test_a_release_is_read(tmp_path: Path):
    """A release is its manifest and every file's content."""
    files = {X: b"one\n", "f/d.npz": b"\r\n"}
    write(tmp_path, files, release(files))
    assert read_release(tmp_path) == (release(files), files)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({MANIFEST: b"{}"}, "cannot be used: it is damaged or incomplete. Get it again."),
        ({X: b"two\n"}, f"is damaged: {X} is missing or changed. Get it again."),
        ({X: None}, f"is damaged: {X} is missing or changed. Get it again."),
    ],
)
def test_a_damaged_release_is_refused(
    damage: Mapping[str, bytes | None], sentence: str, tmp_path: Path
):
    """A release that is not what its manifest says is refused as a whole."""
    files = {"a.py": b"", X: b"one\n"}
    write(tmp_path, {**files, **damage}, None if MANIFEST in damage else release(files))
    with pytest.raises(
        UpdateError, match=f"^{re.escape(f'The release in {tmp_path} {sentence}')}$"
    ):
        read_release(tmp_path)


def test_a_folder_without_a_release(tmp_path: Path):
    """A folder that holds no release is told as such."""
    text = f"There is no release in {tmp_path}: it has no .grader.json."
    with pytest.raises(UpdateError, match=f"^{re.escape(text)}$"):
        read_release(tmp_path)


def test_another_release_does_not_fit():
    """A release of another assignment, or for another place, is refused."""
    old, readme = manifest({X: A, "README.md": A}), {"README.md": A}
    check_fits(old, manifest(readme))
    text = "This is a copy of a1, and the release is of a2."
    with pytest.raises(UpdateError, match=f"^{text}$"):
        check_fits(old, manifest(readme, assignment="a2"))
    text = "The release was made for another place than this copy."
    with pytest.raises(UpdateError, match=f"^{text}$"):
        check_fits(old, manifest({"autograder.py": A}))


needs_links = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


@needs_links
@pytest.mark.parametrize("link", ["assignments", "assignments/a1"])
def test_a_folder_that_is_a_link_is_refused(link: str, tmp_path: Path):
    """Nothing is written through a folder that leads elsewhere, and nothing else either."""
    old, new = release({X: b"one"}, OLD), release({X: b"two", "a.py": b"new"})
    elsewhere = write(tmp_path / "elsewhere", {"x.py": b"one", "a1/x.py": b"one"})
    root = write(tmp_path / "copy", {}, old)
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(elsewhere)
    text = f"{link} is not a folder of its own, so nothing is written below it."
    with pytest.raises(UpdateError, match=f"^{text}$"):
        look_at(root, old, new)
    with pytest.raises(UpdateError, match=f"^{text}$"):
        apply(root, [Change("added", "a.py", "a.py"), Change("replaced", X, X)], {}, new)
    assert not (root / "a.py").exists()
    assert content(elsewhere) == {"x.py": b"one", "a1/x.py": b"one"}


@needs_links
def test_a_file_that_is_a_link_is_kept(tmp_path: Path):
    """A link in a file's place is somebody's doing: it stays, and so does what it leads to."""
    old, new = release({X: b"one"}, OLD), release({X: b"two"})
    other = write(tmp_path / "elsewhere", {"x.py": b"one"}) / "x.py"
    root = write(tmp_path / "copy", {"assignments/a1/y": b""}, old)
    (root / X).symlink_to(other)
    update(root, old, new, {X: b"two"})
    assert other.read_bytes() == b"one"
    assert (root / X).is_symlink()
    assert (root / f"{X}.new").read_bytes() == b"two"


@needs_links
def test_a_manifest_that_is_a_link_is_refused(tmp_path: Path):
    """The manifest is not written in place of a link either."""
    old, new = release({}, OLD), release({"a.py": b""})
    root = write(tmp_path / "copy", {})
    (root / MANIFEST).symlink_to(write(tmp_path / "elsewhere", {}, old) / MANIFEST)
    text = "^.grader.json is not a file of its own, so nothing is written there.$"
    with pytest.raises(UpdateError, match=text):
        update(root, old, new, {"a.py": b""})
    assert not (root / "a.py").exists()


def test_what_is_in_the_way(tmp_path: Path):
    """A folder in a file's place is kept, and a file in a folder's place is refused."""
    old, new = release({X: b"one"}, OLD), release({X: b"two"})
    root = write(tmp_path / "one", {f"{X}/inside": b"mine"}, old)
    update(root, old, new, {X: b"two"})
    assert content(root / X) == {"inside": b"mine"}
    root = write(tmp_path / "two", {"assignments": b"mine"}, old)
    text = "^assignments is not a folder of its own, so nothing is written below it.$"
    with pytest.raises(UpdateError, match=text):
        look_at(root, old, new)
