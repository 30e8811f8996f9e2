"""A student's copy is brought up to date, and what the student wrote stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.author.release import Wanted, build_release
from grader.manifest import MANIFEST
from tests.release import ASSIGNMENT, ROOT, built, content, copy_course, run, write

HANDOUT = f"assignments/{ASSIGNMENT}"
README, STRIDE, POOLING = (f"{HANDOUT}/{name}" for name in ("README.md", "stride.py", "pooling.py"))
MINE = (ROOT / "examples" / ASSIGNMENT / "finished" / "stride.py").read_bytes()


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Return a newer release: the handout was mended, and it is in Korean."""
    course = copy_course(tmp_path / "course", examples=False)
    with (course.root / README).open("ab") as file:
        file.write(b"\nMended.\n")
    release = build_release(course, ASSIGNMENT, Wanted(language="ko"))
    return write(tmp_path / "newer", release.all_files)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a student's copy on Windows: other line breaks, and one file done."""
    files = {
        path: raw if path.endswith(".npz") else raw.replace(b"\n", b"\r\n")
        for path, raw in built().all_files.items()
    }
    return write(tmp_path / "copy", {**files, STRIDE: MINE, "notes.txt": b"mine"})


CHANGES = f"""\
new version: README.md
new version: {README}
new version: {HANDOUT}/convolution.py
new version: {HANDOUT}/output_shape.py
new version: {HANDOUT}/padding.py
new version: {POOLING}
kept, because it was changed here: {STRIDE} (new version: {STRIDE}.new)
added: course.toml
up to date: 6 files
"""


def test_an_update(copy: Path, newer: Path):
    """What was not touched is new, line breaks or not; what was is kept, with the new beside it."""
    before = content(copy)
    old, new = (content(one)[MANIFEST].decode().split('"')[-2] for one in (copy, newer))
    version = f"Version {new} of assignment1; before, it was {old}.\n"
    done = run("update", newer, "--course", copy, "--check", "--lang", "en")
    head = "Nothing is written with --check. An update would do this:\n"
    assert (done.exit_code, done.output) == (1, f"{head}{CHANGES}{version}")
    assert content(copy) == before

    done = run("update", newer, "--course", copy, "--lang", "en")
    assert (done.exit_code, done.output) == (0, f"{CHANGES}{version}")
    files = content(newer)
    for path in (STRIDE, f"{HANDOUT}/README.ko.md", ".gitignore"):
        assert content(copy)[path] == before[path]
    for path in (README, POOLING, "course.toml", MANIFEST):
        assert content(copy)[path] == files[path]
    assert content(copy)[f"{STRIDE}.new"] == files[STRIDE]
    assert content(copy).keys() == {*files, f"{STRIDE}.new", "notes.txt"}

    for options in ((), ("--check",)):
        done = run("update", newer, "--course", copy, "--lang", "en", *options)
        text = f"{copy} stays as it was.\nVersion {new} of assignment1.\n"
        assert (done.exit_code, done.output) == (0, text)


def test_back_to_an_older_release(copy: Path, newer: Path):
    """What a release no longer has goes, unless it was edited; an older day is told."""
    manifest = (copy / MANIFEST).read_bytes()
    day = f'"version": "{"2020-01-01"}'.encode()
    older = content(copy) | {STRIDE: built().files[STRIDE]}
    at = manifest.index(b'"version": "')
    older[MANIFEST] = manifest[:at] + day + manifest[at + len(day) :]
    write(copy.parent / "older", older)
    (newer / README).unlink()
    done = run("update", copy.parent / "older", "--course", newer, "--lang", "en")
    assert "removed: course.toml\n" in done.output
    assert f"deleted here, and left so: {HANDOUT}" not in done.output
    assert f"kept, because it was changed here: {README} (new version: {README}.new)" in done.output
    assert "; it is older than " in done.output
    assert not (newer / "course.toml").exists()


AGAIN = "Get it again."


@pytest.mark.parametrize(
    ("words", "damage", "sentence"),
    [
        (["{}/nowhere"], {}, "There is no release in {}/nowhere: it has no .grader.json.\n"),
        (
            ["{}/newer"],
            {f"newer/{README}": b"other"},
            f"The release in {{}}/newer is damaged: {README} is missing or changed. {AGAIN}\n",
        ),
        (
            ["{}/newer"],
            {f"copy/{MANIFEST}": b"{}"},
            f"{{}}/copy/{MANIFEST} cannot be used: it is damaged or incomplete.\n",
        ),
    ],
)
def test_refusals(
    words: list[str],
    damage: dict[str, bytes],
    sentence: str,
    copy: Path,
    newer: Path,
    tmp_path: Path,
):
    """What is no release, or a damaged one, changes nothing, and ends with exit code 2."""
    write(tmp_path, damage)
    before = content(copy)
    done = run("update", *[word.format(tmp_path) for word in words], "--course", copy)
    assert (done.exit_code, done.output) == (2, sentence.format(tmp_path))
    assert content(copy) == before
    assert newer.exists()


def test_a_folder_that_is_no_copy(newer: Path, tmp_path: Path):
    """In a course that was never released, there is nothing to bring up to date."""
    course = tmp_path / "course"
    done = run("update", newer, "--course", course)
    text = f"{course} is no copy of a release: it has no .grader.json.\n"
    assert (done.exit_code, done.output) == (2, text)


def test_what_cannot_be_written(copy: Path, newer: Path, monkeypatch: pytest.MonkeyPatch):
    """An error of the system is a sentence, and what was written before it stays."""

    def write_one(path: Path, raw: bytes) -> None:
        if path.name != "README.md":
            raise PermissionError(13, "Permission denied", str(path))
        path.write_bytes(raw)

    monkeypatch.setattr("grader.updating.write_whole", write_one)
    done = run("update", newer, "--course", copy, "--lang", "en")
    file = copy / HANDOUT / "convolution.py"
    text = f"{file} cannot be written: Permission denied.\n"
    assert (done.exit_code, done.output) == (2, text)
    monkeypatch.undo()
    done = run("update", newer, "--course", copy, "--lang", "en")
    assert done.exit_code == 0
    assert "up to date: 8 files\n" in done.output
