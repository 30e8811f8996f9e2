"""A student's folder is read once, within limits, and each file that is not read says why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.submission import (
    MAX_FILE,
    MAX_FILES,
    MAX_TOTAL,
    Submission,
    locate,
    read_submission,
)

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")


def written(folder: Path, **files: bytes) -> Submission:
    """Write files and read them as a submission."""
    for name, content in files.items():
        (folder / f"{name}.py").write_bytes(content)
    return read_submission(folder)


def why(folder: Path, content: bytes) -> str:
    """Return the sentence about ``a.py`` with this content; ``b.py`` is read all the same."""
    submission = written(folder, a=content, b=b"x = 1\n")
    assert submission.sources == {"b": "x = 1\n"}
    return submission.unreadable["a"]


def test_python_files_are_read(tmp_path: Path):
    """Every ``.py`` file directly in the folder is read, under its module's name."""
    folder = tmp_path / "ada"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.py", "b.py", "notes.txt", "c.pyc", "sub/d.py"):
        (folder / name).write_text(f"# {name}\n", encoding="utf-8")
    expected = Submission("ada", {"a": "# a.py\n", "b": "# b.py\n"}, {})
    assert read_submission(folder) == expected
    assert read_submission(folder / "sub" / "..") == expected


def test_an_empty_folder_is_a_submission(tmp_path: Path):
    """Nothing to read is no error."""
    assert read_submission(tmp_path) == Submission(tmp_path.name, {}, {})


def test_there_has_to_be_a_folder(tmp_path: Path):
    """A missing folder and a file in its place are told by name."""
    (tmp_path / "file.py").touch()
    for name in ("nothing", "file.py"):
        with pytest.raises(NotADirectoryError) as caught:
            read_submission(tmp_path / name)
        assert str(caught.value) == f"There is no folder {tmp_path / name}."


def test_has_counts_files_that_cannot_be_read(tmp_path: Path):
    """``has`` tells an unreadable file from a missing one."""
    submission = written(tmp_path, a=b"\0", b=b"")
    assert [submission.has(name) for name in "abc"] == [True, True, False]


def test_a_byte_order_mark_is_taken_off(tmp_path: Path):
    """UTF-8 with a mark, as some editors on Windows write it, is plain text here."""
    assert written(tmp_path, a=b"\xef\xbb\xbfx = 1\n").sources == {"a": "x = 1\n"}


def test_line_ends_of_any_system_are_read(tmp_path: Path):
    """CRLF, CR and LF all end a line, as in Python."""
    assert written(tmp_path, a=b"a\r\nb\rc\n\r\n").sources == {"a": "a\nb\nc\n\n"}


def test_text_beyond_ascii_is_read(tmp_path: Path):
    """Korean comments arrive as they were written."""
    assert written(tmp_path, a="# 합성곱\n".encode()).sources == {"a": "# 합성곱\n"}


def test_other_encodings_are_told_with_their_line(tmp_path: Path):
    """A file that is not UTF-8 is refused with the line, also behind a coding comment."""
    content = b"# coding: cp949\nx = 1\r\n# " + "합".encode("cp949") + b"\n"
    sentence = "a.py is not UTF-8 text (line 3): save it as UTF-8 in your editor"
    assert why(tmp_path, content) == sentence


def test_nul_bytes_are_told_with_their_line(tmp_path: Path):
    """A NUL byte, which Python refuses too, is told with its line."""
    sentence = "a.py has a NUL byte in line 2, so Python cannot read it"
    assert why(tmp_path, b"x = 1\ny\0 = 2\n") == sentence


def test_one_file_is_capped(tmp_path: Path):
    """512 KB are read; one byte more is not."""
    assert len(written(tmp_path, big=b"#" * MAX_FILE).sources["big"]) == MAX_FILE
    sentence = "a.py is 513 KB; source files may have up to 512 KB"
    (tmp_path / "big.py").unlink()
    assert why(tmp_path, b"#" * (MAX_FILE + 1)) == sentence
    assert why(tmp_path, b"#" * 3 * 2**20) == sentence.replace("513 KB", "3.0 MB")


@pytest.mark.parametrize("letter", ["x", "가"])
def test_all_files_together_are_capped(tmp_path: Path, letter: str):
    """Two mebibytes are read in all, whatever the alphabet; what comes later is not."""
    size = len(letter.encode())
    text = letter.encode() * (MAX_FILE // size)
    count = MAX_TOTAL // len(text)
    first = {f"a{number}": text for number in range(count)}
    submission = written(tmp_path, **first, b=b"x" * size * 3)
    assert set(submission.sources) == set(first)
    assert submission.unreadable == {
        "b": "b.py was not read: all files together may have up to 2.0 MB"
    }


def test_the_number_of_files_is_capped(tmp_path: Path):
    """Two hundred files are read, not counting names that nobody can import; others are told."""
    for number in range(MAX_FILES):
        (tmp_path / f"a{number}.py").touch()
        (tmp_path / f"0{number}.py").touch()
    (tmp_path / "b.py").write_text("x = 1\n", encoding="utf-8")
    submission = read_submission(tmp_path)
    assert len(submission.sources) == MAX_FILES
    assert submission.unreadable == {"b": "b.py was not read: there are more than 200 files"}


def test_names_that_nobody_can_import_are_ignored(tmp_path: Path):
    """Copies such as ``pooling (1).py`` are neither read nor complained about."""
    for name in ("pooling (1).py", "my-notes.py", "1st.py", ".hidden.py"):
        (tmp_path / name).write_bytes(b"\0")
    assert read_submission(tmp_path) == Submission(tmp_path.name, {}, {})


NOT_REGULAR = "a.py is not a regular file (links and devices are not read)"


@posix
def test_links_are_not_followed(tmp_path: Path):
    """A link is refused, wherever it points: what it shows may not be the student's."""
    folder = tmp_path / "ada"
    folder.mkdir()
    secret = tmp_path / "secret.py"
    secret.write_text("answer = 42\n", encoding="utf-8")
    for target in (secret, tmp_path / "nothing", Path("/dev/zero")):
        (folder / "a.py").symlink_to(target)
        assert read_submission(folder) == Submission("ada", {}, {"a": NOT_REGULAR})
        (folder / "a.py").unlink()


@posix
def test_pipes_are_not_waited_for(tmp_path: Path):
    """A FIFO, which would block a reader for ever, is refused."""
    os.mkfifo(tmp_path / "a.py")
    assert read_submission(tmp_path).unreadable == {"a": NOT_REGULAR}


def test_a_folder_with_a_files_name_is_refused(tmp_path: Path):
    """A folder called ``a.py`` is told like any other thing that is no file."""
    (tmp_path / "a.py").mkdir()
    assert read_submission(tmp_path).unreadable == {"a": NOT_REGULAR}


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The system's own reason is passed on, without the path."""

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.py").touch()
    monkeypatch.setattr(os, "open", refuse)
    submission = read_submission(tmp_path)
    assert submission.unreadable == {"a": "a.py cannot be read: Permission denied"}


@posix
def test_a_link_to_a_folder_is_no_folder(tmp_path: Path):
    """A folder that is a link, say to the reference, is refused by name."""
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "link"
    link.symlink_to("elsewhere")
    with pytest.raises(NotADirectoryError) as caught:
        read_submission(link)
    assert str(caught.value) == f"{link} is a link. Name the folder itself."


def test_a_students_copy_is_looked_into(tmp_path: Path):
    """Where a folder has assignments/<id>, the files are there; else in the folder itself."""
    assert locate(tmp_path, "assignment1") == tmp_path
    inside = tmp_path / "assignments" / "assignment1"
    inside.mkdir(parents=True)
    assert locate(tmp_path, "assignment1") == inside
    assert locate(tmp_path, "assignment2") == tmp_path
    with pytest.raises(NotADirectoryError):
        locate(tmp_path / "none", "assignment1")


@posix
@pytest.mark.parametrize("link", ["assignments", "assignments/assignment1"])
@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_link_on_the_way_to_the_files_is_refused(link: str, target: str, tmp_path: Path):
    """A copy whose folders are links, to the reference, say, is refused by the link's name."""
    (tmp_path / "elsewhere" / "assignment1").mkdir(parents=True)
    copy = tmp_path / "copy"
    (copy / link).parent.mkdir(parents=True)
    (copy / link).symlink_to(tmp_path / target)
    with pytest.raises(NotADirectoryError) as caught:
        locate(copy, "assignment1")
    ending = " is a link. Name the folder itself."
    missing = f"There is no folder {copy / link}."
    assert str(caught.value) in {f"{copy / link}{ending}", missing}


@posix
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_changes_while_it_is_read_is_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A link or a pipe that was a file a moment ago is neither followed nor waited for."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    path = tmp_path / "a.py"
    path.symlink_to(secret) if kind == "link" else os.mkfifo(path)
    before = secret.stat()
    monkeypatch.setattr(Path, "lstat", lambda _path: before)
    submission = read_submission(tmp_path)
    assert submission.sources == {}
    assert list(submission.unreadable) == ["a"]


def test_a_folder_full_of_files_is_read_in_the_order_of_names(tmp_path: Path):
    """Of 2,000 files the first 200 are read, and a thousand more are told; the rest is left out."""
    for number in range(2_000):
        (tmp_path / f"f{number:04}.py").touch()
    submission = read_submission(tmp_path)
    assert list(submission.sources) == [f"f{number:04}" for number in range(200)]
    assert list(submission.unreadable) == [f"f{number:04}" for number in range(200, 1_200)]
