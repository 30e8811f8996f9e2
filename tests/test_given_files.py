"""Files of a handout beyond stubs and texts: given out as they are, and kept up to date."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.author import release_check
from grader.author.release import Kind, Wanted, build_release
from grader.author.release_check import Check
from grader.author.requirements import ReleaseError
from grader.authoring import Assignment, AuthoringError
from grader.course import Course
from grader.manifest import MANIFEST, encode_manifest
from grader.updating import apply, look_at, plan
from tests.release import ASSIGNMENT, COURSE, ROOT, copy_course, run, write

HANDOUT = f"assignments/{ASSIGNMENT}"
GIVEN = {
    "digits.npz": b"PK\r\n\0\xff",
    "DIGITS.md": b"# Digits\r\n",
    "classify.py": b"import convolution\r\nprint(convolution.conv1d)\r\n",
}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Return a copy of the course whose assignment has three files to give out."""
    copy = copy_course(tmp_path / "course", examples=False)
    write(copy.root / HANDOUT, GIVEN)
    load = Course.load

    def with_files(self: Course, *words: str) -> Assignment:
        return dataclasses.replace(load(self, *words), files=tuple(GIVEN))

    monkeypatch.setattr(Course, "load", with_files)
    return copy


def built(course: Course, kind: Kind = "github", *, notebook: bool = False) -> dict[str, bytes]:
    """Return all files of a release."""
    wanted = Wanted(kind=kind, notebook=notebook, requirements="numpy==2\n")
    return build_release(course, ASSIGNMENT, wanted).all_files


def looked_at(course: Course, folder: Path) -> list[Check]:
    """Look at a release, but for what takes seconds."""
    files = dict(release_check._files_in(folder))
    wanted = Wanted(requirements="numpy==2\n")
    loaded = course.load(ASSIGNMENT)
    written = release_check._Written(folder, course, loaded, wanted, files)
    looks = (
        release_check._look_at_list,
        release_check._look_for_solutions,
        release_check._look_at_stubs,
        release_check._look_at_bytes,
    )
    return [look(written) for look in looks]


@pytest.mark.parametrize(
    ("kind", "notebook", "place"),
    [("github", False, ""), ("github", True, ""), ("gradescope", False, "course/")],
)
def test_a_release_has_them_in_the_handout(
    course: Course, *, kind: Kind, notebook: bool, place: str
) -> None:
    """Data comes byte by byte, and texts with the line breaks that all texts of a release have."""
    files = built(course, kind, notebook=notebook)
    found = {name: files[f"{place}{HANDOUT}/{name}"] for name in GIVEN}
    texts = ("DIGITS.md", "classify.py")
    assert found == GIVEN | {name: GIVEN[name].replace(b"\r", b"") for name in texts}
    assert files == built(course, kind, notebook=notebook)


def test_a_bundle_without_handouts_is_without_them(course: Course) -> None:
    """Students of Classroom 50 have their files from elsewhere."""
    assert not any(path.endswith(tuple(GIVEN)) for path in built(course, "classroom50"))


def test_a_release_with_them_is_as_it_should_be(course: Course, tmp_path: Path) -> None:
    """They are on the list, their code is no worked-on stub, and again they are the same bytes."""
    folder = write(tmp_path / "students", built(course))
    assert [problem for check in looked_at(course, folder) for problem in check.problems] == []


def test_one_that_is_missing_or_gives_an_answer_away_is_told(
    course: Course, tmp_path: Path
) -> None:
    """What is given out is looked through for solutions, like anything else."""
    release = build_release(course, ASSIGNMENT, Wanted(requirements="numpy==2\n"))
    missing = f"{HANDOUT}/DIGITS.md"
    named = {path: digest for path, digest in release.manifest.files.items() if path != missing}
    files = dict(release.files)
    files[MANIFEST] = encode_manifest(msgspec.structs.replace(release.manifest, files=named))
    lines = (course.reference(ASSIGNMENT) / "pooling.py").read_bytes()
    files[f"{HANDOUT}/classify.py"] = lines
    del files[missing]
    problems = [
        problem
        for check in looked_at(course, write(tmp_path / "students", files))
        for problem in check.problems
    ]
    assert f"{missing} is missing." in problems
    assert any(
        problem.startswith(f"{HANDOUT}/classify.py has a line of a solution in it")
        for problem in problems
    )


def test_no_release_is_made_without_one_of_them(course: Course) -> None:
    """A course that has lost its data gives nothing out."""
    (course.root / HANDOUT / "digits.npz").unlink()
    with pytest.raises(ReleaseError, match=r"digits\.npz belongs to assignment1, and cannot be"):
        built(course)


def test_an_update_brings_them_up_to_date(course: Course, tmp_path: Path) -> None:
    """New data replaces the old, and a script that a student has changed is left alone."""
    wanted = Wanted(requirements="numpy==2\n")
    old = build_release(course, ASSIGNMENT, wanted)
    copy = write(tmp_path / "students", old.all_files)
    (copy / HANDOUT / "classify.py").write_text("print('mine')\n", encoding="utf-8")
    write(course.root / HANDOUT, {"digits.npz": b"new", "classify.py": b"import numpy\n"})
    new = build_release(course, ASSIGNMENT, wanted)
    before, after = old.manifest, new.manifest
    changes = plan(before, after, look_at(copy, before, after))
    apply(copy, changes, new.files, after)
    kinds = {Path(one.path).name: one.kind for one in changes if one.kind != "up_to_date"}
    assert kinds == {"digits.npz": "replaced", "classify.py": "beside"}
    assert (copy / HANDOUT / "digits.npz").read_bytes() == b"new"
    assert (copy / HANDOUT / "classify.py").read_text(encoding="utf-8") == "print('mine')\n"


def test_a_check_does_not_mind_them(tmp_path: Path) -> None:
    """A script beside the answers is neither run nor graded."""
    finished = ROOT / "examples" / ASSIGNMENT / "finished"
    answers = {path.name: path.read_bytes() for path in finished.glob("*.py")}
    bad = b"import nowhere\nraise SystemExit('it was run')\n"
    folder = write(tmp_path, answers | GIVEN | {"classify.py": bad})
    done = run("check", ASSIGNMENT, folder, "--course", COURSE.root, "--quick", "--seed", 1)
    assert done.exit_code == 0, done.output
    assert "it was run" not in done.output
    assert "classify" not in done.output


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("../digits.npz",), "has the file '../digits.npz'; names are letters"),
        (("digits",), "has the file 'digits'; names are letters"),
        (("README.md",), "has the file 'README.md', which a handout has itself"),
        (("Casebook.npz",), "has the file 'Casebook.npz', which a handout has itself"),
        (("stride.py",), "has the file 'stride.py', which a handout has itself"),
        (("assignment1.ipynb",), "has the file 'assignment1.ipynb', which a handout has itself"),
        (("a.md", "A.md"), "has two things called 'a.md'"),
        (["digits.npz"], "should be a tuple of str"),
    ],
)
def test_names_that_cannot_work_are_refused(files: tuple[str, ...], said: str) -> None:
    """A file of an assignment is a plain file of its own, on every system."""
    with pytest.raises(AuthoringError, match=said.replace("(", r"\(")):
        dataclasses.replace(COURSE.load(ASSIGNMENT), files=files)


def test_the_real_assignment_with_files_is_released(tmp_path: Path) -> None:
    """As students get it: verified, and its script reads digits with functions of their own."""
    place = tmp_path / "students"
    done = run("release", "assignment2", str(place), "--course", str(ROOT))
    assert done.exit_code == 0, done.output
    handout = place / "assignments" / "assignment2"
    for path in (ROOT / "examples" / "assignment2" / "finished").glob("*.py"):
        shutil.copy(path, handout)
    said = subprocess.run(
        [sys.executable, "classify.py"], cwd=handout, capture_output=True, check=True
    )
    assert said.stdout.startswith(b"60 pictures, 58 of them recognised.")
