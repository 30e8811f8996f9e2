"""What students get: just that, the same each time, and verified to give nothing away."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import msgspec
import pytest

from grader import __version__
from grader.author import release_check, release_write
from grader.author.release import Wanted, build_release
from grader.author.release_check import Check
from grader.author.release_trial import try_answers, try_stubs
from grader.author.release_write import Outcome, write_release
from grader.author.requirements import ReleaseError, read_requirements, read_wheel
from grader.casebook import MAGIC
from grader.manifest import MANIFEST, encode_manifest, read_manifest
from tests.release import (
    ASSIGNMENT,
    COURSE,
    ROOT,
    as_written,
    built,
    content,
    copy_course,
    make_wheel,
    run,
    write,
)

HANDOUT = f"assignments/{ASSIGNMENT}"
MODULES = ("convolution", "output_shape", "padding", "pooling", "stride")
IN_HANDOUT = ("casebook.npz", *(f"{name}.py" for name in MODULES))
FILES = {
    ".gitattributes",
    ".github/workflows/grade.yml",
    ".gitignore",
    MANIFEST,
    "README.md",
    *(f"{HANDOUT}/{name}" for name in ("README.ko.md", "README.md", *IN_HANDOUT)),
    "requirements.txt",
}
#: All that the grader itself needs.
NEEDED = ("click", "hypothesis", "jinja2", "msgspec", "numpy")
PINS = "".join(f"{name}=={version(name)}\n" for name in NEEDED)


needs_links = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """Return a release in a folder, and what has become of it."""
    place = tmp_path_factory.mktemp("release") / "students"
    return place, write_release(COURSE, ASSIGNMENT, place, Wanted())


@pytest.fixture
def copy(written: tuple[Path, Outcome], tmp_path: Path) -> Path:
    """Return a copy of that release, to be changed."""
    return Path(shutil.copytree(written[0], tmp_path / "copy"))


@pytest.fixture
def unverified(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the verification, which takes seconds."""
    monkeypatch.setattr(release_write, "verify", lambda *_: (Check("Not looked at."),))


def test_the_files_are_exactly_these(written: tuple[Path, Outcome]):
    """A release has what is listed, nothing else, and no temporary folder stays beside it."""
    place, _outcome = written
    assert content(place).keys() == FILES
    assert read_manifest(place).files.keys() == FILES - {MANIFEST}
    assert [path.name for path in place.parent.iterdir()] == ["students"]


def test_what_was_verified(written: tuple[Path, Outcome]):
    """Each look at a release is told, and none has found anything."""
    _place, outcome = written
    told = [re.sub(r"\d{3,} lines", "N lines", check.seen) for check in outcome.checks]
    assert told == [
        "14 files, all of them on the list, with the hashes that .grader.json names.",
        "None of the N lines of code in reference and finished example is in any file.",
        "5 modules of stubs, and no code in any of them.",
        "Checked as it is: none of the 12 exercises is started.",
        "With examples/assignment1/finished in it: 100 of 100 points.",
        "Made again: the same bytes.",
    ]
    assert outcome.problems == ()


def test_stubs_are_those_of_the_course(written: tuple[Path, Outcome]):
    """Stubs, handout and casebook are as the course's own are; the version has its day."""
    place, outcome = written
    for path in sorted(FILES):
        if path.startswith(HANDOUT):
            assert (place / path).read_bytes() == (ROOT / path).read_bytes()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}", outcome.manifest.version)


def test_stubs_do_not_come_from_where_somebody_works(tmp_path: Path):
    """What is written into the course's own stubs does not get into a release."""
    course = copy_course(tmp_path)
    shutil.copy(ROOT / "examples/assignment1/finished/stride.py", course.handout(ASSIGNMENT))
    write(course.handout(ASSIGNMENT), {"notes.txt": b"mine", "solution.py": b"mine"})
    assert build_release(course, ASSIGNMENT, Wanted()) == built()


def test_texts_around_the_course():
    """README, workflow and settings are filled in for this assignment."""
    files = {path: raw.decode() for path, raw in built().files.items() if path[-4:] != ".npz"}
    readme = files["README.md"]
    assert readme.startswith("# Building blocks of a convolutional network\n")
    for part in (
        "(100 points)",
        f"[{HANDOUT}/README.md]({HANDOUT}/README.md)",
        "grader check assignment1 --only conv1d",
        "pip install -r requirements.txt",
        "grader update FOLDER",
    ):
        assert part in readme
    assert 'ASSIGNMENT: "assignment1"' in files[".github/workflows/grade.yml"]
    assert files[".gitattributes"] == "* text=auto eol=lf\n*.npz binary\n*.whl binary\n"
    assert files["requirements.txt"] == f"cnn-grader=={__version__}\n{PINS}"
    for text in files.values():
        assert not re.search(r"@[a-z]+@|\r", text)
        assert text.endswith("\n")


def test_korean():
    """In Korean, stubs, README and later messages are Korean, and the handout's is linked."""
    release = built(language="ko")
    files = {path: raw.decode() for path, raw in release.files.items() if path[-4:] != ".npz"}
    assert files["course.toml"] == 'language = "ko"\n'
    assert f"[{HANDOUT}/README.ko.md]({HANDOUT}/README.ko.md)" in files["README.md"]
    for name in MODULES:
        assert re.search("[가-힣]", files[f"{HANDOUT}/{name}.py"])
    chapters = re.findall("^##? .*$", files["README.md"], re.MULTILINE)
    assert len(chapters) == 6
    assert all(re.search("[가-힣]", chapter) for chapter in chapters)
    assert not re.search(r"@[a-z]+@", files["README.md"])
    assert release.manifest.language == "ko"
    assert release.files.keys() - built().files.keys() == {"course.toml"}


def test_both_readmes_have_the_same_commands():
    """Both languages say the same: the same chapters, links and commands."""
    texts = [built(language=one).files["README.md"].decode() for one in ("en", "ko")]
    english, korean = (
        (re.findall("^## ", text, re.MULTILINE), re.findall("`grader [^`]*`|^[a-z]+ .*", text))
        for text in texts
    )
    assert english == korean
    shell = r"^(?:git|pip|python|grader) .*$"
    assert len(set(re.findall(shell, "".join(texts), re.MULTILINE))) == 7


def test_the_language_of_the_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without --lang it is the course's, and never that of whoever makes the release."""
    monkeypatch.setenv("GRADER_LANG", "ko")
    assert build_release(COURSE, ASSIGNMENT, Wanted()).manifest.language == "en"
    course = copy_course(tmp_path)
    write(tmp_path, {"course.toml": b'# ours\nlanguage = "ko"\nsecret = 1\n'})
    assert build_release(course, ASSIGNMENT, Wanted()) == built(language="ko")


def test_with_a_comment():
    """--comment adds the second workflow, and nothing else."""
    files = build_release(COURSE, ASSIGNMENT, Wanted(comment=True)).files
    assert files.keys() - built().files.keys() == {".github/workflows/comment.yml"}


def test_the_same_bytes_from_another_process():
    """Another process, whose sets have another order, makes the same bytes of every kind."""
    kinds = ("github", "gradescope", "classroom50")
    code = (
        "import hashlib; from grader.author.release_write import _archived\n"
        "from tests.release import built\n"
        f"for kind in {kinds}: print(hashlib.sha256(_archived(built(kind))).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    ours = [hashlib.sha256(release_write._archived(built(kind))).hexdigest() for kind in kinds]
    assert done.stdout.split() == ours


STRIDE = f"{HANDOUT}/stride.py"
CASEBOOK = f"{HANDOUT}/casebook.npz"
README = f"{HANDOUT}/README.md"
#: A line of the reference, in another form.
SOLVED = "    outputs =  -(-size // stride)\n"
FOUND_IN = "reference/assignment1/padding.py:114"


def append(path: str, text: str) -> Callable[[Path], None]:
    """Return what adds a text to a file, which may be a new one."""

    def change(folder: Path) -> None:
        place = folder / path
        before = place.read_bytes() if place.exists() else b""
        write(folder, {path: before + text.encode()})

    return change


def solve(folder: Path) -> None:
    """Write a body into the stub."""
    stub = (folder / STRIDE).read_text(encoding="utf-8")
    solved = re.sub(r"raise NotImplementedError\(.*\)", "return x", stub)
    write(folder, {STRIDE: solved.encode()})


def hide(folder: Path) -> None:
    """Put a line of a solution into a casebook that is whole otherwise."""
    out = io.BytesIO((folder / CASEBOOK).read_bytes())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("notes.npy", SOLVED, compress_type=zipfile.ZIP_DEFLATED)
        archive.comment = MAGIC + b"0" * 64
    raw = out.getvalue()[:-64]
    write(folder, {CASEBOOK: raw + hashlib.sha256(raw).hexdigest().encode()})


def without(path: str) -> Callable[[Path], None]:
    """Return what takes a file away."""
    return lambda folder: (folder / path).unlink()


def link(folder: Path) -> None:
    """Put a link in a file's place."""
    without(README)(folder)
    (folder / README).symlink_to(ROOT / README)


CHANGED = "{} is not what .grader.json says of it."
MORE = "{} does not belong in a release."
LEAKS = f"{{}} has a line of a solution in it, from {FOUND_IN}."
BROKEN = "{} cannot be used: it is not a casebook, or not a whole one."


@pytest.mark.parametrize(
    ("damage", "look", "problems"),
    [
        (append("notes.txt", "x"), "list", [MORE.format("notes.txt")]),
        (append("reference/a.py", ""), "list", [MORE.format("reference/a.py")]),
        (append(f"{HANDOUT}/a.py", ""), "list", [MORE.format(f"{HANDOUT}/a.py")]),
        (append("course.toml", ""), "list", [CHANGED.format("course.toml")]),
        (append(README, "x"), "list", [CHANGED.format(README)]),
        pytest.param(link, "list", [CHANGED.format(README)], marks=needs_links),
        (append(CASEBOOK, "x"), "list", [CHANGED.format(CASEBOOK)]),
        (without(STRIDE), "list", [f"{STRIDE} is missing."]),
        (without(README), "list", [f"{README} is missing."]),
        (without(MANIFEST), "list", [f"{MANIFEST} cannot be read."]),
        (append(README, SOLVED), "solutions", [LEAKS.format(README)]),
        (
            hide,
            "solutions",
            [LEAKS.format(f"{CASEBOOK}/notes.npy"), MORE.format(f"{CASEBOOK}/notes.npy")],
        ),
        (append(CASEBOOK, "x"), "solutions", [BROKEN.format(CASEBOOK)]),
        (solve, "stubs", [f"{STRIDE} holds more than stubs."]),
        (
            append(README, "x"),
            "bytes",
            [f"{README} differs when the release is made again."],
        ),
    ],
)
def test_a_release_that_is_not_right_is_seen(
    damage: Callable[[Path], None], look: str, problems: list[str], copy: Path
):
    """Each look at a release finds what it looks for, and names it."""
    looks = {
        "list": release_check._look_at_list,
        "solutions": release_check._look_for_solutions,
        "stubs": release_check._look_at_stubs,
        "bytes": release_check._look_at_bytes,
    }
    damage(copy)
    assert list(looks[look](as_written(copy)).problems) == problems


def test_started_stubs_are_seen(copy: Path):
    """A release in which an exercise is started is not one to give out."""
    solve(copy)
    problems = try_stubs(copy, "", COURSE.load(ASSIGNMENT))
    assert problems == ("conv2d_strided is failed, and should not be started.",)


def test_wrong_answers_are_seen(copy: Path):
    """Where a finished example does not get full points, the exercises are named."""
    answers = ROOT / "examples" / ASSIGNMENT / "first_attempt"
    problems = try_answers(copy, "", COURSE.load(ASSIGNMENT), answers)
    assert problems[0] == "conv2d_single of first_attempt does not pass."
    assert len(problems) == 8


def test_a_check_that_ends_badly_is_seen(copy: Path):
    """A check that gives no report is told with its exit code and last words."""
    shutil.rmtree(copy / "assignments")
    (problem,) = try_stubs(copy, "", COURSE.load(ASSIGNMENT))
    head = "`grader check assignment1` ended with exit code 2 and wrote no report: There is no "
    assert problem.startswith(head)


def test_without_a_finished_example(copy: Path, tmp_path: Path):
    """Without an example the first alternative is tried, and without any it is said so."""
    course = copy_course(tmp_path / "course", examples=False)
    check = release_check._look_at_answers(as_written(copy, course))
    name = "reference/assignment1/alternatives/einsum"
    assert check == Check(f"With {name} in it: 100 of 100 points.")
    shutil.rmtree(course.reference(ASSIGNMENT) / "alternatives")
    check = release_check._look_at_answers(as_written(copy, course))
    assert check == Check("Not tried: the course has no finished example of it.")


def test_nothing_is_left_of_a_release_that_gives_something_away(tmp_path: Path):
    """A solution in the handout ends the command with exit code 3, and there is no release."""
    course = copy_course(tmp_path / "course")
    append(README, SOLVED)(course.root)
    target = tmp_path / "new" / "students"
    done = run("release", ASSIGNMENT, target, "--course", course.root)
    assert done.exit_code == 3
    assert done.output == f"{LEAKS.format(README)}\nNothing was written to {target}.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["course"]


@pytest.mark.usefixtures("unverified")
def test_the_command(tmp_path: Path):
    """It says what was done to each file, the version, and what was verified."""
    target = tmp_path / "new" / "students"
    done = run("release", ASSIGNMENT, target, "--course", ROOT)
    added = "".join(f"added: {path}\n" for path in sorted(FILES - {MANIFEST}))
    version_line = f"Version {built().manifest.version} of assignment1. Verified:\n"
    assert done.output == f"{added}{version_line}  Not looked at.\n"
    assert done.exit_code == 0
    done = run("release", ASSIGNMENT, target, "--course", ROOT)
    assert done.output == f"{target} stays as it was.\n{version_line}  Not looked at.\n"
    assert content(target) == built().all_files


@pytest.mark.usefixtures("unverified")
def test_an_earlier_release_is_brought_up_to_date(tmp_path: Path):
    """What a teacher has changed in it is kept; Git's folder and other files stay."""
    target = write(tmp_path / "students", {".git/HEAD": b"ref"})
    run("release", ASSIGNMENT, target, "--course", ROOT)
    mine = {"README.md": b"mine\n", "more.txt": b"mine\n"}
    write(target, mine)
    done = run("release", ASSIGNMENT, target, "--course", ROOT, "--comment", "--lang", "ko")
    assert done.exit_code == 0
    files = build_release(COURSE, ASSIGNMENT, Wanted(comment=True, language="ko")).all_files
    beside = {"README.md.new": files.pop("README.md")}
    assert content(target) == {**files, **mine, **beside, ".git/HEAD": b"ref"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["assignment1", "{}/full"], "{}/full is not empty, and holds no release. Name another"),
        (["assignment1", "{}/file"], "{}/file is not a folder. Name another place."),
        (
            ["assignment1", "{}/other"],
            "{}/other/.grader.json cannot be used: it is damaged or incomplete.",
        ),
        (
            ["assignment1", "{}/file.zip", "--gradescope"],
            "{}/file.zip is there already, and is no autograder. Name another place.",
        ),
        (
            ["assignment1", "{}/x", "--gradescope"],
            "Gradescope takes an archive: name a file that ends in .zip, not {}/x.",
        ),
        (
            ["assignment1", "{}/x", "--classroom50", "--comment"],
            "--comment is for a repository on GitHub: leave it out here.",
        ),
        (["assignment9", "{}/x"], "There is no assignment 'assignment9' in this course."),
        (["assignment1", "{}/x", "--wheel", "{}/no.whl"], "{}/no.whl cannot be read: No such"),
        (["assignment1", "{}/x", "--requirements", "{}/no"], "{}/no cannot be read: No such"),
    ],
)
def test_refusals(words: list[str], sentence: str, tmp_path: Path):
    """What cannot be made, or has no place, is refused with exit code 2; all stays as it is."""
    write(tmp_path, {"full/a": b"", "file": b"", "file.zip": b"", "other/.grader.json": b""})
    before = content(tmp_path)
    done = run("release", *[word.format(tmp_path) for word in words], "--course", ROOT)
    assert (done.exit_code, content(tmp_path)) == (2, before)
    assert done.output.startswith(sentence.format(tmp_path))


@pytest.mark.usefixtures("unverified")
def test_a_release_of_something_else_is_in_its_place(tmp_path: Path):
    """A folder with a release of another assignment, or for another place, stays as it is."""
    other = msgspec.structs.replace(built().manifest, assignment="assignment0")
    write(tmp_path, {MANIFEST: encode_manifest(other)})
    done = run("release", ASSIGNMENT, tmp_path, "--course", ROOT)
    text = "This is a copy of assignment0, and the release is of assignment1.\n"
    assert (done.exit_code, done.output) == (2, text)
    write(tmp_path, {MANIFEST: encode_manifest(built().manifest)})
    done = run("release", ASSIGNMENT, tmp_path, "--course", ROOT, "--classroom50")
    text = "The release was made for another place than this copy.\n"
    assert (done.exit_code, done.output) == (2, text)
    assert content(tmp_path).keys() == {MANIFEST}


NO_CASEBOOK = "it is not a casebook, or not a whole one"
RUN = "Run: grader casebook assignment1"
OUTDATED = "it is out of date, because the reference has changed"


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (
            without(CASEBOOK),
            3,
            f"There is no casebook of assignment1. {RUN}",
        ),
        (
            append(CASEBOOK, "x"),
            3,
            f"The casebook of assignment1 cannot be used: {NO_CASEBOOK}. {RUN}",
        ),
        (
            append("reference/assignment1/stride.py", "# Edited.\n"),
            3,
            f"The casebook of assignment1 cannot be used: {OUTDATED}. {RUN}",
        ),
        (
            lambda folder: shutil.rmtree(folder / "reference"),
            2,
            "A release is made from the reference, and {} has none of assignment1.",
        ),
    ],
)
def test_a_course_without_what_it_takes(
    change: Callable[[Path], None], code: int, sentence: str, tmp_path: Path
):
    """Without a reference, or a casebook that is current, nothing is released."""
    course = copy_course(tmp_path / "course", examples=False)
    change(course.root)
    target = tmp_path / "students"
    done = run("release", ASSIGNMENT, target, "--course", course.root)
    assert (done.exit_code, done.output) == (code, sentence.format(course.root) + "\n")
    assert not target.exists()


@pytest.mark.usefixtures("unverified")
def test_a_wheel(tmp_path: Path):
    """--wheel puts the wheel into the release, and it is installed from there."""
    wheel = make_wheel(tmp_path, __version__)
    target = tmp_path / "students"
    done = run("release", ASSIGNMENT, target, "--course", ROOT, "--wheel", wheel)
    assert done.exit_code == 0, done.output
    path = f"wheels/{wheel.name}"
    assert content(target).keys() == FILES | {path}
    assert (target / path).read_bytes() == wheel.read_bytes()
    assert (target / "requirements.txt").read_text(encoding="utf-8") == f"./{path}\n{PINS}"
    assert not release_check._look_at_list(as_written(target)).problems


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"version": "9.9"}, f"is a wheel of version 9.9, and this is version {__version__}."),
        ({"version": __version__, "name": "other"}, "is not a wheel of cnn-grader. Make one with:"),
        ({"version": __version__, "more": "reference/a.py"}, "is not a wheel of cnn-grader. Make"),
        ({"version": __version__, "more": "grader/../../a.py"}, "is not a wheel of cnn-grader."),
    ],
)
def test_other_wheels_are_refused(options: dict[str, str], sentence: str, tmp_path: Path):
    """A wheel of another project or version, or with more in it, is not taken."""
    with pytest.raises(ReleaseError, match=re.escape(sentence)):
        read_wheel(make_wheel(tmp_path, **options))


@pytest.mark.parametrize("name", ["cnn_grader-0.1.0-py3-none-any.whl", "other.whl", "a.zip"])
def test_what_is_no_wheel_is_refused(name: str, tmp_path: Path):
    """A file of any name that is no archive is not taken for a wheel."""
    path = tmp_path / name
    path.write_bytes(b"PK")
    text = f"{path} is not a wheel of cnn-grader. Make one with: pip wheel --no-deps ."
    with pytest.raises(ReleaseError, match=f"^{re.escape(text)}$"):
        read_wheel(path)


def test_requirements_of_ones_own(tmp_path: Path):
    """--requirements are taken as they are, with hashes and all; a wheel has to be named there."""
    path = tmp_path / "locked.txt"
    path.write_bytes(b"cnn-grader==0.1.0 \\\r\n    --hash=sha256:00\r\n")
    text = read_requirements(path, None)
    assert text == "cnn-grader==0.1.0 \\\n    --hash=sha256:00\n"
    release = build_release(COURSE, ASSIGNMENT, Wanted(requirements=text))
    assert release.files["requirements.txt"].decode() == text
    wheel = read_wheel(make_wheel(tmp_path, __version__))
    text = f"locked.txt does not name ./{wheel.path}, so the wheel would not be installed."
    with pytest.raises(ReleaseError, match=f"^{re.escape(text)}$"):
        read_requirements(path, wheel)
    path.write_text(f"./{wheel.path} --hash=sha256:00\n", encoding="utf-8")
    assert read_requirements(path, wheel) == f"./{wheel.path} --hash=sha256:00\n"
    path.write_bytes(b"\xff")
    with pytest.raises(ReleaseError, match=r"locked\.txt cannot be read: 'utf-8' codec"):
        read_requirements(path, None)
