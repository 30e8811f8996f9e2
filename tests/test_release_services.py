"""Autograders for Gradescope and Classroom 50: what is in them, and that they run."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

from grader import __version__
from grader.author import release_check
from grader.author.release import Wanted, build_release
from grader.author.release_check import Check
from grader.author.release_write import _archived, write_release
from grader.author.requirements import read_wheel
from grader.digest import sources_digest
from grader.manifest import MANIFEST
from tests.release import (
    ASSIGNMENT,
    COURSE,
    ROOT,
    as_written,
    built,
    content,
    make_wheel,
    run,
    write,
)

HANDOUT = ROOT / "assignments" / ASSIGNMENT
EXAMPLES = ROOT / "examples" / ASSIGNMENT
MODULES = ("convolution", "output_shape", "padding", "pooling", "stride")
SCHEMAS = ROOT / "tests" / "schemas"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="these scripts run on Linux")


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an autograder for Gradescope, verified."""
    target = tmp_path_factory.mktemp("gradescope") / "autograder.zip"
    done = run("release", ASSIGNMENT, target, "--gradescope", "--course", ROOT)
    assert done.exit_code == 0, done.output
    kilobytes = round(target.stat().st_size / 1000)
    assert done.output == (
        f"wrote autograder.zip: {kilobytes} kB.\n"
        f"Version {built('gradescope').manifest.version} of assignment1. Verified:\n"
        "  43 files, all of them on the list, with the hashes that .grader.json names.\n"
        "  5 modules of stubs, and no code in any of them.\n"
        "  Checked as it is: none of the 12 exercises is started.\n"
        "  With examples/assignment1/finished in it: 100 of 100 points.\n"
        "  Made again: the same bytes.\n"
    )
    assert [path.name for path in target.parent.iterdir()] == ["autograder.zip"]
    return target


def test_what_gradescope_gets(archive: Path):
    """The scripts are on top and can be run; the course has its reference, but no submissions."""
    with zipfile.ZipFile(archive) as opened:
        infos = {info.filename: info for info in opened.infolist()}
        scripts = {name: opened.read(name) for name in ("setup.sh", "run_autograder")}
        opened.extractall(archive.parent / "course")
    modes = {name: info.external_attr >> 16 for name, info in infos.items()}
    assert {name for name, mode in modes.items() if mode == 0o100755} == scripts.keys()
    assert set(modes.values()) == {0o100755, 0o100644}
    assert {info.date_time for info in infos.values()} == {(1980, 1, 1, 0, 0, 0)}
    for text in scripts.values():
        assert text.startswith(b"#!/usr/bin/env bash\n")
        assert b"\r" not in text
    reference = archive.parent / "course" / "course" / "reference" / ASSIGNMENT
    assert sources_digest(reference) == sources_digest(COURSE.reference(ASSIGNMENT))
    names = {path.suffix for path in reference.rglob("*.*")}
    assert names == {".py", ".mo"}
    assert not (reference / "alternatives").exists()
    shutil.rmtree(archive.parent / "course")


def test_the_same_archive_stays(archive: Path, monkeypatch: pytest.MonkeyPatch):
    """An archive is made again byte by byte, and one that is the same is not written."""
    monkeypatch.setattr("grader.author.release_write.verify", lambda *_: (Check("x"),))
    before = archive.stat()
    outcome = write_release(COURSE, ASSIGNMENT, archive, Wanted(kind="gradescope"))
    assert not outcome.is_new
    assert archive.stat().st_mtime_ns == before.st_mtime_ns
    assert archive.read_bytes() == _archived(built("gradescope"))
    assert _archived(built("gradescope", "ko")) != _archived(built("gradescope"))


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return Gradescope's folder on its machine, with the autograder and a first attempt."""
    with zipfile.ZipFile(io.BytesIO(_archived(built("gradescope")))) as opened:
        opened.extractall(tmp_path / "source")
    shutil.copytree(EXAMPLES / "first_attempt", tmp_path / "submission")
    return tmp_path


def stand_in(place: Path, script: str) -> None:
    """Write a program that does something in place of another one."""
    write(place.parent, {place.name: f"#!/bin/sh\n{script}\n".encode()})
    place.chmod(0o755)


def autograde(machine: Path) -> dict:
    """Let the autograder run, and return a results.json that Gradescope would take."""
    command = ["bash", machine / "source" / "run_autograder"]
    environment = {**os.environ, "AUTOGRADER_ROOT": str(machine)}
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=machine)
    assert [path.name for path in (machine / "results").iterdir()] == ["results.json"]
    results = json.loads((machine / "results" / "results.json").read_text(encoding="utf-8"))
    schema = json.loads((SCHEMAS / "gradescope-results.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, schema)
    return results


@on_linux
def test_gradescope_grades(machine: Path):
    """A first attempt gets its points, on recorded and fresh inputs, with tf.nn's agreement."""
    stand_in(machine / "source/venv/bin/python", f'exec "{sys.executable}" "$@"')
    results = autograde(machine)
    assert sum(test["score"] for test in results["tests"]) == 45
    assert "1440 tests, answers agreed by the reference and tf.nn" in results["output"]


@on_linux
@pytest.mark.parametrize(
    ("script", "details"),
    [
        ("echo 'It is \"so\"\\\\ \t\1 한글'; exit 3", 'exit code 3\nIt is "so"\\   \n'),
        ("exit 2", "exit code 2\n"),
        ("seq 1000; exit 0", "exit code 0\n" + "".join(f"{n}\n" for n in range(961, 1001))),
        ("kill -9 $$", "exit code 137\n"),
        (None, "exit code 127\n"),
    ],
)
def test_gradescope_is_told_of_a_failure(script: str | None, details: str, machine: Path):
    """Without a result, the student reads that it is not their fault, and the teacher why."""
    old = {"results/results.json": b'{"score": 100}'}  # Of a run before.
    write(machine, old)
    if script is not None:
        stand_in(machine / "source/venv/bin/python", script)
    shown, hidden = autograde(machine)["tests"]
    assert shown == {
        "name": "The autograder failed",
        "score": 0,
        "max_score": 100,
        "status": "failed",
        "output": "Your work could not be graded. That is not your fault: the autograder itself "
        "failed. Please tell your teacher.",
        "visibility": "visible",
    }
    assert (hidden["visibility"], hidden["score"], hidden["max_score"]) == ("hidden", 0, 0)
    assert hidden["output"].startswith(details)


@on_linux
def test_a_result_is_left_as_it_is(machine: Path):
    """A result that the grader has written stays, whatever it ends with."""
    result = '{"score": 1, "tests": []}'
    script = f'echo \'{result}\' > "$(dirname "$0")/../../../results/results.json"; exit 3'
    stand_in(machine / "source/venv/bin/python", script)
    assert autograde(machine) == json.loads(result)


@on_linux
def test_the_failure_in_korean(machine: Path):
    """In a Korean release, students are told in Korean."""
    files = built("gradescope", "ko").files
    write(machine / "source", {"run_autograder": files["run_autograder"]})
    shown, hidden = autograde(machine)["tests"]
    for text in (shown["name"], shown["output"], hidden["name"]):
        assert re.search("[가-힣]", text)


def set_up(machine: Path, programs: dict[str, str]) -> list[str]:
    """Run setup.sh where there are these programs and no others; return what they were told."""
    place, log = machine / "bin", machine / "log"
    for name in ("python3.13", "python3.12", "python3.11", "python3", "apt-get"):
        stand_in(place / name, "exit 1")
    for name, script in programs.items():
        stand_in(place / name, script.replace("LOG", f'echo "{name} $*" >> "{log}"'))
    command = [shutil.which("bash"), machine / "source" / "setup.sh"]
    path = f"{place}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "AUTOGRADER_ROOT": str(machine), "PATH": path}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return log.read_text(encoding="utf-8").splitlines()


#: Stands for a Python that can make an environment, whose own Python writes down what it is told.
PYTHON = """
if [ "$1" = -c ]; then exit 0; fi
LOG
mkdir -p venv/bin
printf '%s\\n' '#!/bin/sh' 'echo "venv: $*" >> "$AUTOGRADER_ROOT/log"' > venv/bin/python
chmod +x venv/bin/python
"""
INSTALLS = [
    "venv: -P -m pip install -r requirements.txt",
    f"venv: -P -m pip install cnn-grader[tensorflow]=={__version__}",
]


@on_linux
def test_gradescope_is_set_up(machine: Path):
    """The newest Python that will do makes an environment, and the grader is installed there."""
    told = set_up(machine, {"python3.12": PYTHON, "python3": PYTHON})
    assert told == ["python3.12 -m venv venv", *INSTALLS]


@on_linux
def test_gradescope_is_set_up_without_python(machine: Path):
    """Where there is no such Python, one is installed."""
    new = machine / "bin" / "python3.11"
    apt = f"LOG\nif [ \"$1\" = install ]; then cat > '{new}' <<'END'\n#!/bin/sh\n{PYTHON}\nEND\nfi"
    told = set_up(machine, {"apt-get": apt.replace("\nLOG\nmkdir", "\nmkdir")})
    assert told == ["apt-get update", "apt-get install -y python3.11 python3.11-venv", *INSTALLS]


def test_a_wheel_for_gradescope(tmp_path: Path):
    """With a wheel, TensorFlow is asked for along with that wheel."""
    wheel = read_wheel(make_wheel(tmp_path, __version__))
    files = build_release(COURSE, ASSIGNMENT, Wanted(kind="gradescope", wheel=wheel)).files
    assert f'"./{wheel.path}[tensorflow]"' in files["setup.sh"].decode()
    assert files[wheel.path] == wheel.content


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return the folder of an autograder for Classroom 50."""
    return write(tmp_path / "bundle", built("classroom50").all_files)


def test_what_classroom50_gets(bundle: Path):
    """The bundle is public: stubs, casebook and the script, and it passes the looks at it."""
    inside = {f"assignments/{ASSIGNMENT}/{name}.py" for name in MODULES}
    inside |= {f"assignments/{ASSIGNMENT}/casebook.npz"}
    assert content(bundle).keys() == {MANIFEST, "autograder.py", "requirements.txt", *inside}
    written = as_written(bundle, wanted=Wanted(kind="classroom50"))
    for look in (release_check._look_at_list, release_check._look_for_solutions):
        assert look(written).problems == ()
    write(bundle, {"README.md": b""})
    written = as_written(bundle, wanted=Wanted(kind="classroom50"))
    problems = release_check._look_at_list(written).problems
    assert problems == ("README.md does not belong in a release.",)


ENVIRONMENT = {
    "CLASSROOM": "ml",
    "ASSIGNMENT": "assignment1",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "kim",
    "USERNAME": "kim",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
    "REVIEW_URL": "https://example.org/review",
}


def grade_here(bundle: Path, checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run the autograder in a student's checkout, as Classroom 50 does."""
    command = [sys.executable, bundle / "autograder.py"]
    environment = {**os.environ, **ENVIRONMENT}
    return subprocess.run(
        command, cwd=checkout, env=environment, check=False, capture_output=True, text=True
    )


@on_linux
def test_classroom50_grades(bundle: Path, tmp_path: Path):
    """A result is left in the checkout; mistakes are no failure, and nothing of it is printed."""
    checkout = tmp_path / "checkout"
    shutil.copytree(EXAMPLES / "first_attempt", checkout / "assignments" / ASSIGNMENT)
    (bundle / "requirements.txt").write_text("numpy\n", encoding="utf-8")  # It is installed.
    done = grade_here(bundle, checkout)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    result = json.loads((checkout / "result.json").read_text(encoding="utf-8"))
    schema = json.loads((SCHEMAS / "classroom50-result-v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(result, schema)
    assert (result["score"], result["max-score"]) == (45, 100)
    assert (checkout / "release-body.md").is_file()


@on_linux
def test_classroom50_is_told_of_a_failure(bundle: Path, tmp_path: Path):
    """A check that cannot be made ends with its own exit code, and so does an installation."""
    (bundle / "requirements.txt").write_text("numpy\n", encoding="utf-8")
    (bundle / "assignments" / ASSIGNMENT / "casebook.npz").write_bytes(b"")
    done = grade_here(bundle, EXAMPLES / "finished")
    assert done.returncode == 3
    assert done.stderr.startswith("The casebook of assignment1 cannot be used: ")
    (bundle / "requirements.txt").unlink()
    assert grade_here(bundle, tmp_path).returncode == 1
