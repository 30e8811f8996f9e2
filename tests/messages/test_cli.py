"""What the commands print besides feedback, and their exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import grader.session
from grader.cli import main
from grader.worker.launch import Launcher

ROOT = Path(__file__).resolve().parents[2]
FINISHED = ROOT / "examples" / "assignment1" / "finished"

LIST = """\
assignment1  Building blocks of a convolutional network  (100 points)

  Convolution
    Slide weights over a row, a picture and a picture with channels, and add up
    correctly.
      5  conv1d(x, w, b)
     10  conv2d_single(x, w, b)
     20  conv2d(x, kernel, bias)

  Padding
    Put zeros around a picture, and know how many of them "same" padding needs.
      5  zero_pad(x, pad_height, pad_width)
      5  same_padding(size, kernel_size, stride)
     10  conv2d_same(x, kernel, bias)

  Stride
    Move the window by more than one pixel, down and to the right, with either
    padding.
     10  conv2d_strided(x, kernel, bias, strides, padding)

  Pooling
    Make a picture smaller by keeping the largest value or the mean of each
    window.
     15  max_pool2d(x, pool_size, strides, padding)
      5  avg_pool2d(x, pool_size, strides, padding)

  Output shape
    Say how large the output of a layer is, from sizes, strides and padding
    alone.
      5  output_size(size, kernel_size, stride, padding)
      5  conv_output_shape(input_shape, filters, kernel_size, strides, padding)
      5  pool_output_shape(input_shape, pool_size, strides, padding)

assignment2  A convolutional network, forward, by hand  (100 points)

  Channels
    Give pictures and labels the shape and the range that a network takes.
      2  add_channel_axis(images)
      2  scale_pixels(images)
      3  one_hot(labels, classes)

  Layers for a batch
    Convolve and pool all pictures of a batch at once, as Keras does.
     10  conv2d_batch(x, kernel, bias, strides, padding)
      8  max_pool2d_batch(x, pool_size, strides, padding)

  Activation
    Set negative numbers to zero, and turn logits into probabilities.
      1  relu(x)
      6  softmax(logits)

  Dense layers
    Turn feature maps into one number for each class, with flatten, dense and
    dropout.
      3  flatten(x)
      5  dense(x, weights, bias)
      5  dropout(x, rate, mask, training)

  Parameters
    Count the numbers that a layer has to learn.
      4  conv2d_params(kernel_size, in_channels, filters, use_bias)
      3  dense_params(inputs, units, use_bias)

  Summary of a network
    Say which shapes and how many parameters the layers of a network have.
     10  summary(input_shape, layers)
      2  total_params(rows)

  A whole network
    Send pictures through all layers of a network, up to the class
    probabilities.
     12  forward(x, layers, weights)

  Evaluation
    Turn probabilities into predictions, and judge them by accuracy and loss.
      2  predict_classes(probabilities)
      3  accuracy(probabilities, labels)
      4  categorical_crossentropy(probabilities, one_hot)
      4  sparse_categorical_crossentropy(probabilities, labels)

  What a convolution knows
    Say what a convolution looks at, what it answers to, and what moving does to
    it.
      3  pixel_visits(height, width, kernel_size, padding)
      3  edge_kernel(direction)
      3  receptive_field(layers)
      2  shift_equivariance_error(x, kernel, shift)
"""

HINTS = """\
1. Begin with a single filter: it gives one map, however many channels the
   picture has.
2. Say the kernel's shape out loud: height, width, from which channel, to which
   filter. Which of these axes are used up by adding?
3. Look at one output number, at place (i, j) in map f. Its window holds kh*kw*C
   numbers, and filter f holds just as many. The bias of f is added once.
"""

NO_EXERCISE = "assignment1 has no exercise or concept"
KNOWN = (
    "convolution, conv1d, conv2d_single, conv2d, padding, zero_pad, same_padding, conv2d_same, "
    "stride, conv2d_strided, pooling, max_pool2d, avg_pool2d, output_shape, output_size, "
    "conv_output_shape, pool_output_shape"
)


def run(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="grader")


def check(*words: str | Path) -> Result:
    """Check quickly: one exercise, few inputs, no TensorFlow; ``words`` may say otherwise."""
    usual = ["--seed", "1", "--examples", "5", "--oracle", "off", "--only", "output_size"]
    return run("check", "assignment1", FINISHED, *usual, *words)


def said(result: Result) -> str:
    """Return what was printed, unwrapped."""
    return " ".join(result.output.split())


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from the course's folder, on a terminal of 80 columns."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a copy of the course that may be spoiled."""
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("reference", "assignments"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    """Replace a piece of text that is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_list():
    """``list`` shows assignments, concepts with their goals, and exercises with their points."""
    result = run("list")
    assert result.output == LIST
    assert result.exit_code == 0


@pytest.mark.parametrize("more", range(3))
def test_hint(more: int):
    """``hint`` shows one hint, and one more for each ``--more``."""
    shown = HINTS.splitlines(keepends=True)[: 2 * (more + 1)]
    again = " ".join(["--more"] * (more + 1))
    end = f"{2 - more} more:  grader hint assignment1 conv2d {again}"
    result = run("hint", "assignment1", "conv2d", *["--more"] * more)
    assert (
        result.output == "".join(shown) + f"\n{'That was the last hint.' if more == 2 else end}\n"
    )
    assert result.exit_code == 0


def test_more_hints_than_there_are():
    """Asking for more than all gives all, also in the short form."""
    result = run("hint", "assignment1", "conv2d", "-mmmm")
    assert result.output == f"{HINTS}\nThat was the last hint.\n"


@pytest.mark.parametrize(
    ("exercise", "sentence"),
    [
        (
            "padding",
            "padding is a concept. Name one of its exercises: zero_pad, same_padding, conv2d_same.",
        ),
        ("stride", "stride is a concept. Name one of its exercises: conv2d_strided."),
        ("conv3d", f"{NO_EXERCISE} 'conv3d'. Did you mean conv2d? There are: {KNOWN}."),
    ],
)
def test_hint_for_no_exercise(exercise: str, sentence: str):
    """A hint for a concept, or for what there is not, is a sentence and exit code 2."""
    result = run("hint", "assignment1", exercise)
    assert result.output == f"{sentence}\n"
    assert result.exit_code == 2


def test_stubs_are_current():
    """The committed stubs are what the reference gives."""
    result = run("stubs", "assignment1", "--check")
    assert result.output == "All stubs of assignment1 are up to date.\n"
    assert result.exit_code == 0


def test_stubs_outdated_or_missing(course: Path):
    """``stubs --check`` names every file that is not current and exits 1; ``stubs`` mends them."""
    stubs = course / "assignments" / "assignment1"
    edit(stubs / "stride.py", "assignment1: conv2d_strided", "assignment1: strided")
    (stubs / "pooling.py").unlink()
    rest = "is not what the reference gives. Run: grader stubs assignment1"
    result = run("stubs", "assignment1", "--check", "--course", course)
    assert result.output == f"{stubs / 'stride.py'} {rest}\n{stubs / 'pooling.py'} {rest}\n"
    assert result.exit_code == 1
    result = run("stubs", "assignment1", "--course", course)
    names = ("convolution", "padding", "stride", "pooling", "output_shape")
    assert result.output == "".join(f"wrote {name}.py\n" for name in names)
    assert result.exit_code == 0
    for name in names:
        committed = ROOT / "assignments" / "assignment1" / f"{name}.py"
        assert (stubs / f"{name}.py").read_bytes() == committed.read_bytes()
    assert not list(stubs.glob("*.tmp"))


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["--version"], ["hint", "-h"]])
def test_help_loads_nothing_heavy(words: list[str]):
    """Help and version load neither numpy nor Hypothesis nor msgspec."""
    statement = (
        "import sys; from grader.cli import main\n"
        f"try: main({words!r}, prog_name='grader')\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", statement]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.startswith(("Usage: grader", "grader, version 0."))
    assert not set(done.stderr.split()) & {"numpy", "hypothesis", "msgspec", "tensorflow"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["--seed", "-1"],
            "Error: Invalid value for '--seed': -1 is not in the range 0<=x<=9007199254740991.",
        ),
        (["--seed", "x"], "Error: Invalid value for '--seed': 'x' is not a valid integer range."),
        (
            ["--examples", "0"],
            "Error: Invalid value for '--examples': 0 is not in the range 1<=x<=10000.",
        ),
        (
            ["--examples", "10001"],
            "Error: Invalid value for '--examples': 10001 is not in the range 1<=x<=10000.",
        ),
        (
            ["--oracle", "torch"],
            "Error: Invalid value for '--oracle': 'torch' is not one of 'auto', 'tf', 'off'.",
        ),
        (["--fast"], "Error: No such option '--fast'."),
    ],
)
def test_wrong_options(words: list[str], sentence: str):
    """An option that cannot be is refused by name, and nothing is graded."""
    result = check(*words)
    assert sentence in said(result)
    assert "points" not in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["check", "asignment1"],
            (
                "There is no assignment 'asignment1' in this course. Did you mean assignment1? "
                "Assignments: assignment1, assignment2."
            ),
        ),
        (["check", "assignment1", "nowhere"], "There is no folder nowhere."),
        (
            ["check", "assignment1", "--only", "same_pading"],
            f"{NO_EXERCISE} 'same_pading'. Did you mean same_padding? There are: {KNOWN}.",
        ),
        (
            ["list", "--course", "examples"],
            "There is no course in examples: it has no folder assignments/.",
        ),
        (
            ["check", "assignment1", "--json", "nowhere/report.json"],
            f"There is no folder {ROOT / 'nowhere'} to write report.json to.",
        ),
    ],
)
def test_what_is_not_there(words: list[str], sentence: str):
    """What is named but not there is told in a sentence, with exit code 2."""
    result = run(*words)
    assert result.output == f"{sentence}\n"
    assert result.stdout == ""
    assert result.exit_code == 2


def test_outside_of_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where there is no course, the student is told where to go."""
    monkeypatch.chdir(tmp_path)
    result = run("list")
    assert result.output == (
        f"There is no course in {tmp_path} or above it. "
        "Go to the course's folder (the one with assignments/), or name it with --course.\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["check", "stubs", "list"])
def test_a_copy_without_reference(course: Path, command: str):
    """A copy with neither a reference nor a casebook says that it cannot be graded."""
    shutil.rmtree(course / "reference")
    (course / "assignments" / "assignment1" / "casebook.npz").unlink()
    words = [] if command == "list" else ["assignment1"]
    result = run(command, *words, "--course", course)
    assert result.output == (
        "This copy of the course has no reference for assignment1 "
        f"({course / 'reference' / 'assignment1'} is missing), so it cannot be graded here.\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["check", "stubs", "list"])
def test_an_author_s_error(course: Path, command: str):
    """A course that is declared wrongly is the grader's fault: exit code 3."""
    edit(course / "reference" / "assignment1" / "stride.py", "points=10", "points=0")
    words = [] if command == "list" else ["assignment1"]
    result = run(command, *words, "--course", course)
    assert result.output == (
        "The course is declared in a way that cannot work: "
        "exercise conv2d_strided got points=0, should be an int of 1 or more\n"
    )
    assert result.exit_code == 3


@pytest.mark.parametrize("command", ["check", "stubs", "list"])
def test_a_reference_that_cannot_be_loaded(course: Path, command: str):
    """What nobody has foreseen is the grader's fault, with its traceback: exit code 3, never 1."""
    edit(course / "reference" / "assignment1" / "worked.py", "import numpy as np", "1 / 0")
    words = [] if command == "list" else ["assignment1"]
    result = run(command, *words, "--course", course)
    assert result.output.startswith("Traceback (most recent call last):\n")
    assert result.output.endswith(
        "ZeroDivisionError: division by zero\n"
        "The grader itself failed; your work is not at fault.\n"
    )
    assert result.exit_code == 3


def test_two_courses_in_one_process(course: Path):
    """A course is loaded from its own folder, also when another copy was loaded before."""
    edit(course / "reference" / "assignment1" / "stride.py", "points=10", "points=11")
    assert run("list").output == LIST
    spoiled = LIST.replace("(100 points)", "(101 points)", 1).replace(
        "10  conv2d_strided", "11  conv2d_strided"
    )
    assert run("list", "--course", course).output == spoiled
    assert run("list").output == LIST


def test_only_takes_a_concept():
    """``--only`` with a concept grades all of its exercises, and no others."""
    result = run(
        *("check", "assignment1", FINISHED, "--only", "output_shape"),
        *("--seed", "1", "--examples", "5", "--oracle", "off"),
    )
    assert result.output.startswith(
        "assignment1  Building blocks of a convolutional network\n\n"
        "  Output shape  ok output_size   ok conv_output_shape   ok pool_output_shape\n"
        f"{'15/15':>80}\n\n"
        "15 of 15 points. 195 tests, answers by the reference; tf.nn was not asked."
    )
    assert result.exit_code == 0


def test_only_may_be_repeated():
    """Several ``--only`` add up; the order is that of the assignment."""
    result = check("--only", "conv1d")
    marks = [line for line in result.output.splitlines() if " ok " in line]
    names = [line.split()[-2:] for line in marks]
    assert names == [["conv1d", "5/5"], ["output_size", "5/5"]]


def test_json_replaces_a_file_as_a_whole(tmp_path: Path):
    """``--json`` replaces an older report and leaves no other file behind."""
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")
    assert check("--json", target).exit_code == 0
    assert list(tmp_path.iterdir()) == [target]
    assert json.loads(target.read_bytes())["points"] == 5


def test_json_onto_a_folder(tmp_path: Path):
    """A folder in the place of the report is told, and no other file is left behind."""
    target = tmp_path / "report.json"
    target.mkdir()
    result = check("--json", target)
    assert result.output == f"{target} cannot be written: Is a directory.\n"
    assert result.exit_code == 2
    assert list(tmp_path.rglob("*")) == [target]


@pytest.fixture
def _no_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the session believe that TensorFlow is not installed."""
    monkeypatch.setattr("grader.oracle.tensorflow_is_installed", lambda: False)


@pytest.mark.usefixtures("_no_tensorflow")
def test_tensorflow_is_wanted_and_absent():
    """``--oracle tf`` without TensorFlow says how to install it, with exit code 2."""
    result = check("--oracle", "tf")
    assert result.output == (
        "--oracle tf needs TensorFlow, which is not installed here. "
        'Install it with: pip install "cnn-grader[tensorflow]"\n'
    )
    assert result.exit_code == 2


@pytest.mark.usefixtures("_no_tensorflow")
def test_tensorflow_is_absent():
    """``--oracle auto`` without TensorFlow grades all the same, and says so."""
    result = check("--oracle", "auto")
    assert "tf.nn was not asked." in said(result)
    assert result.output.endswith("\nTensorFlow is not installed here.\n")
    assert result.exit_code == 0


def test_next_command_is_quoted(tmp_path: Path):
    """The next command can be pasted, also when a folder has a space in its name."""
    folder = tmp_path / "my work"
    folder.mkdir()
    result = run("check", "assignment1", folder, "--only", "stride", "--oracle", "off")
    assert result.output.endswith(
        f'\nNext:  grader check assignment1 "{folder}" --only conv2d_strided\n'
    )
    assert result.exit_code == 1


def test_stubs_do_not_overwrite_work(course: Path):
    """A file that somebody has worked on is kept, unless ``--force`` is given."""
    stub = course / "assignments" / "assignment1" / "stride.py"
    edit(stub, 'raise NotImplementedError("assignment1: conv2d_strided")', "return x")
    worked_on = stub.read_text(encoding="utf-8")
    refused = run("stubs", "assignment1", "--course", course)
    assert refused.output == (
        "Nothing was written: stride.py would lose work. Use --force to overwrite it.\n"
    )
    assert refused.exit_code == 2
    assert stub.read_text(encoding="utf-8") == worked_on
    assert run("stubs", "assignment1", "--course", course, "--force").exit_code == 0
    assert stub.read_text(encoding="utf-8") != worked_on


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/fd")
def test_json_to_a_pipe():
    """What is not a regular file is written to, and not replaced."""
    command = [sys.executable, "-m", "grader", "check", "assignment1", "--only", "zero_pad"]
    options = ["--oracle", "off", "--examples", "5", "--json", "/dev/fd/1"]
    done = subprocess.run([*command, *options], capture_output=True, check=False, encoding="utf-8")
    assert done.stdout.startswith('{\n  "schema": 1,\n')


@pytest.mark.skipif(sys.platform != "linux", reason="needs a shell")
def test_a_reader_that_goes_away_is_no_fault_of_ours():
    """``grader list | true`` ends quietly."""
    command = f"{sys.executable} -m grader list | true"
    done = subprocess.run(command, shell=True, capture_output=True, check=False, encoding="utf-8")  # noqa: S602
    assert done.stderr == ""


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, click.Abort])
def test_ctrl_c(interrupt: type[BaseException], monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C ends a run with a word and exit code 130."""

    def stop(*_arguments: object, **_options: object) -> None:
        raise interrupt

    monkeypatch.setattr(grader.session, "grade", stop)
    result = run("check", "assignment1", "examples/assignment1/finished")
    assert (result.output, result.exit_code) == ("Stopped.\n", 130)


def test_an_unforeseen_error_is_ours(monkeypatch: pytest.MonkeyPatch):
    """What nobody has foreseen is told as the grader's fault: exit code 3, not a student's 1."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(grader.session, "grade", fail)
    result = run("check", "assignment1", "examples/assignment1/finished")
    assert result.output.endswith("The grader itself failed; your work is not at fault.\n")
    assert result.exit_code == 3


def test_the_reference_is_no_submission(course: Path):
    """The reference's own folder is not graded, whatever path leads to it."""
    folder = course / "assignments" / ".." / "reference" / "assignment1"
    result = run("check", "assignment1", folder, "--course", course)
    assert result.output == f"{folder} is the reference, not a submission.\n"
    assert result.exit_code == 2


def test_less_containment_than_is_required(monkeypatch: pytest.MonkeyPatch):
    """With ``--containment full``, nothing is run where that cannot be had: exit code 2."""
    best = ("none", "Windows has no way to contain a process; under WSL 2 it is full")
    monkeypatch.setattr(Launcher, "_best", lambda _self: best)
    folder = "examples/assignment1/finished"
    result = run("check", "assignment1", folder, "--oracle", "off", "--containment", "full")
    assert result.output == (
        "Containment is none here, not full: Windows has no way to contain a process; "
        "under WSL 2 it is full.\n"
    )
    assert result.exit_code == 2


def test_the_report_says_how_student_code_was_contained(tmp_path: Path):
    """``-v`` prints, and ``--json`` writes, the level and by what it was reached."""
    folder, target = "examples/assignment1/finished", tmp_path / "report.json"
    options = ["--oracle", "off", "--only", "same_padding", "--examples", "3", "--json", target]
    result = run("check", "assignment1", folder, *options, "--containment", "none", "-v")
    assert "Containment: none (as asked)." in " ".join(result.output.split())
    report = json.loads(target.read_text(encoding="utf-8"))
    assert (report["containment"], report["containment_note"]) == ("none", "as asked")


def test_hidden_inputs_are_neither_printed_nor_written(tmp_path: Path):
    """With ``--hidden`` neither the console nor the JSON has an example or a value."""
    folder, target = "examples/assignment1/first_attempt", tmp_path / "report.json"
    options = ["--oracle", "off", "--only", "conv2d_single", "--seed", "1", "--json", target]
    result = run("check", "assignment1", folder, *options, "--hidden", "-v")
    assert "  The kernel is turned around: its last number lies where its first" in result.output
    assert "np." not in result.output
    (finding,) = json.loads(target.read_text(encoding="utf-8"))["findings"]
    assert finding["counterexample"] is None
    assert finding["headline"] == "conv2d_single returned wrong values"


def test_a_path_is_no_assignment(course: Path):
    """Only an assignment of the course is loaded: a path to another folder is not run."""
    (course / "elsewhere").mkdir()
    (course / "elsewhere" / "__init__.py").write_text("raise SystemExit(7)", encoding="utf-8")
    result = run("hint", "../elsewhere", "conv1d", "--course", course)
    assert result.output.startswith("There is no assignment '../elsewhere' in this course.")
    assert result.exit_code == 2
