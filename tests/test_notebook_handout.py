"""The notebook that students get, and ``%grade`` in it while it runs.

The kernel is a real one, but it is started once: what needs none is tried with a stand-in for
IPython, of which ``%grade`` uses little.
"""

from __future__ import annotations

import ast
import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import html5lib
import msgspec
import nbformat
import pytest

import grader
from grader import practice
from grader.author import release_check, release_write
from grader.author.notebook import holds_more
from grader.author.release import Wanted, build_release
from grader.author.release_check import Check
from grader.author.release_trial import try_stubs
from grader.author.requirements import read_wheel
from grader.course import Course, CourseError
from grader.model import ConceptTitle, Finding, Report
from grader.practice import Practice, assignment_at
from grader.report.practice import shown
from grader.report.told import told
from grader.session import Options, grade
from tests.release import ASSIGNMENT, COURSE, ROOT, as_written, content, make_wheel, run, write
from tests.unit.reports import HOSTILE, SMALL

HANDOUT = f"assignments/{ASSIGNMENT}"
NOTEBOOK = f"{HANDOUT}/{ASSIGNMENT}.ipynb"
EXAMPLES = ROOT / "examples" / ASSIGNMENT
EXERCISES = {one.name: concept for concept, one in COURSE.load(ASSIGNMENT).exercises}
#: What could run, or load something.
ACTIVE = {"base", "embed", "form", "iframe", "img", "link", "meta", "object", "script", "style"}
LINKS = {"href", "src", "srcset", "action", "data"}


@functools.cache
def released(language: str = "en") -> dict[str, bytes]:
    """Return a release with a notebook, made once."""
    wanted = Wanted(notebook=True, language=None if language == "en" else language)
    return dict(build_release(COURSE, ASSIGNMENT, wanted).all_files)


def notebook(language: str = "en") -> Any:
    """Return the notebook of a release."""
    return nbformat.reads(released(language)[NOTEBOOK].decode(), as_version=4)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_notebook_is_valid(language: str):
    """It is valid nbformat 4.5, with outputs of nothing, and the same bytes each time."""
    raw = released(language)[NOTEBOOK]
    found = notebook(language)
    nbformat.validate(found)
    assert (found.nbformat, found.nbformat_minor) == (4, 5)
    assert all(not one.outputs and one.execution_count is None for one in code_cells(found))
    assert len({one.id for one in found.cells}) == len(found.cells)
    assert [one.id for one in found.cells] == [one.id for one in notebook().cells]
    assert json.dumps(json.loads(raw), ensure_ascii=False, indent=1, sort_keys=True) + "\n" == (
        raw.decode()
    )
    wanted = Wanted(notebook=True, language=language)
    assert build_release(COURSE, ASSIGNMENT, wanted).files[NOTEBOOK] == raw


def code_cells(found: Any) -> list[Any]:
    """Return the cells with code."""
    return [one for one in found.cells if one.cell_type == "code"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_exercise_has_its_stub_and_its_check(language: str):
    """Between setup and the last check, each exercise has its stub and then a cell to check it."""
    sources = [one.source for one in code_cells(notebook(language))]
    install = f"# %pip install --quiet cnn-grader=={grader.__version__}"
    assert sources[0] == f"# %cd /content/drive/MyDrive/FOLDER\n{install}"
    assert sources[1] == "%load_ext grader\nimport numpy as np"
    assert sources[-1] == "%grade"
    assert sources[3:-1:2] == [f"%grade {name}" for name in EXERCISES]
    stubs = build_release(COURSE, ASSIGNMENT, Wanted(language=language)).files
    for name, stub in zip(EXERCISES, sources[2:-1:2], strict=True):
        module = stubs[f"{HANDOUT}/{EXERCISES[name].id}.py"].decode()
        assert f"\n\n\n{stub}\n" in module
        assert stub.startswith(f"def {name}(")
        assert stub.endswith(f'raise NotImplementedError("{ASSIGNMENT}: {name}")')


STRIDE = """\
## 3. Stride

**Move the window by more than one pixel, down and to the right, with either padding.**

So far the window has moved by one pixel at a time. With a stride of 2 it moves by
two: it looks at half as many places, and the output is about half as large.

```text
  strides = (1, 2)    picture (3, 6)    kernel (2, 2)

    A  .  B  .  C  .      A letter marks the top left corner
    D  .  E  .  F  .      of a window: one row down,
    .  .  .  .  .  .      two columns to the right.

  output (2, 3)     A  B  C
                    D  E  F
```

The pixels inside a window stay neighbours: only the window's next place is
further away. A stride of 1 means "move by one", not "leave one out".

Here there is one picture at a time, so there is no batch axis, and the channels
are the last axis. Strides are always a pair, (down, right), as in Keras and
TensorFlow. Parts marked (advanced) go beyond a first
course."""


def test_the_texts():
    """A section has the concept's texts, the handout's drawing, and no word of importing."""
    texts = [one.source for one in notebook().cells if one.cell_type == "markdown"]
    assert STRIDE in texts
    assert "### `conv2d_strided`\n\n10 points, with parts marked (advanced)" in texts
    assert "### `conv2d`\n\n20 points" in texts
    assert sum(text.count("```text") for text in texts) == 5
    assert not [text for text in texts if re.search(r"@[a-z]+@|import conv", text)]
    assert texts[0].startswith("# Building blocks of a convolutional network\n")
    assert "(100 points)" in texts[0]
    assert "`%grade conv1d`" in texts[0]
    assert "[README.md](README.md)" in texts[0]


def test_the_texts_in_korean():
    """In Korean every text is, drawings are the Korean handout's, and there is as much of all."""
    texts = [one.source for one in notebook("ko").cells if one.cell_type == "markdown"]
    assert all(re.search("[가-힣]", text) for text in texts)
    assert "### `conv2d_strided`\n\n10점, (심화) 표시가 있는 내용 포함" in texts
    assert "  출력 (2, 3)       A  B  C\n" in "".join(texts)
    assert "[README.ko.md](README.ko.md)" in texts[0]
    assert not [text for text in texts if re.search(r"@[a-z]+@|import (?!\`)", text)]
    english = [one.source for one in notebook().cells if one.cell_type == "markdown"]
    for pattern in (r"^#+ ", r"`%?grade[^`]*`", r"^- ", r"```text"):
        counts = [
            len(re.findall(pattern, "\n".join(one), re.MULTILINE)) for one in (english, texts)
        ]
        assert counts[0] == counts[1], pattern


def test_a_release_has_the_notebook_in_place_of_the_stubs():
    """Answers have one place: there are no .py files, and the README speaks of the notebook."""
    paths = set(build_release(COURSE, ASSIGNMENT, Wanted()).files)
    stubs = {path for path in paths if path.endswith(".py")}
    assert released().keys() - {".grader.json"} == paths - stubs | {NOTEBOOK}
    for language, words in (("en", "one notebook"), ("ko", "노트북 하나")):
        readme = released(language)["README.md"].decode()
        assert f"\njupyter lab {NOTEBOOK}\n" in readme
        assert "\npip install -r requirements.txt jupyterlab\n" in readme
        assert words in readme
        assert "*.py" not in readme
        assert not re.search(r"@[a-z]+@", readme)


def test_where_colab_gets_the_grader(tmp_path: Path):
    """The commented line installs the wheel of the release, or what its requirements say."""
    wheel = read_wheel(make_wheel(tmp_path, grader.__version__))
    for wanted, line in (
        (Wanted(notebook=True, wheel=wheel), f"# %pip install --quiet ./{wheel.path}"),
        (
            Wanted(notebook=True, requirements="x\n"),
            "# %pip install --quiet --requirement requirements.txt",
        ),
    ):
        files = build_release(COURSE, ASSIGNMENT, wanted).files
        cells = json.loads(files[NOTEBOOK])["cells"]
        assert cells[2]["source"][1] == line


def changed(old: str, new: str) -> bytes:
    """Return the notebook with another text in its cells."""
    found = json.loads(released()[NOTEBOOK])
    for cell in found["cells"]:
        text = "".join(cell["source"]).replace(old, new)
        cell["source"] = text.splitlines(keepends=True)
    return json.dumps(found).encode()


RAISES = 'raise NotImplementedError("assignment1: zero_pad")'


@pytest.mark.parametrize(
    "raw",
    [
        changed(RAISES, "return x"),
        changed(RAISES, f"if x is None:\n        {RAISES}\n    return x"),
        changed("# %cd", "x = 1\n# %cd"),
        changed("# %cd", "%%bash\n# %cd"),
        changed("%grade conv1d", "%grade conv1d\nprint("),
        b"{}",
        b"no JSON",
        b'{"cells": [1]}',
    ],
)
def test_more_than_stubs_is_seen(raw: bytes):
    """A notebook with an answer, another statement or another magic in it is not released."""
    assert not holds_more(released()[NOTEBOOK])
    assert holds_more(raw)


def test_a_notebook_that_is_not_right_is_seen(tmp_path: Path):
    """The looks at a release find code in its notebook, behind its quotes too, and its absence."""
    folder = write(tmp_path, released())
    wanted = Wanted(notebook=True)
    assert release_check._look_at_list(as_written(folder, wanted=wanted)).problems == ()
    assert try_stubs(folder, "", COURSE.load(ASSIGNMENT)) == ()
    looked = release_check._look_at_stubs(as_written(folder, wanted=wanted))
    assert looked == Check("A notebook of 12 stubs, and no code in it.")
    # Each of these lines is too short to be looked for alone.
    solved = "before = total // 2\n    return before, total - before"
    write(folder, {NOTEBOOK: changed(RAISES, solved)})
    found = as_written(folder, wanted=wanted)
    assert release_check._look_at_stubs(found).problems == (f"{NOTEBOOK} holds more than stubs.",)
    assert solved.encode() in b"".join(raw for _path, raw in release_check._texts(found))
    (folder / NOTEBOOK).unlink()
    problems = release_check._look_at_list(as_written(folder, wanted=wanted)).problems
    assert problems == (f"{NOTEBOOK} is missing.",)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """--notebook asks for it."""
    monkeypatch.setattr(release_write, "verify", lambda *_: (Check("Not looked at."),))
    done = run("release", ASSIGNMENT, tmp_path / "new", "--notebook", "--course", ROOT)
    assert done.exit_code == 0, done.output
    assert content(tmp_path / "new") == released()


@pytest.mark.parametrize("kind", ["--gradescope", "--classroom50"])
def test_an_autograder_has_no_notebook(kind: str, tmp_path: Path):
    """--notebook is refused where nobody works in what is made."""
    done = run("release", ASSIGNMENT, tmp_path / "x.zip", kind, "--notebook", "--course", ROOT)
    assert done.exit_code == 2
    assert done.output == "--notebook is for what students get: leave it out here.\n"


@dataclass
class Stand:
    """Stands in for IPython's shell: what was run, and what was shown."""

    input_hist_raw: list[str] = field(default_factory=lambda: [""])
    shown: list[dict[str, str]] = field(default_factory=list)
    magics: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Be all three of its parts at once."""
        self.history_manager = self.display_formatter = self.display_pub = self

    def register_magic_function(self, func: Any, magic_kind: str, magic_name: str) -> None:
        """Remember a magic."""
        self.magics[magic_kind, magic_name] = func

    def format(self, found: Any) -> tuple[dict[str, str], dict[str, str]]:
        """Return it as text and as HTML."""
        return {"text/plain": repr(found), "text/html": found._repr_html_()}, {}

    def publish(self, formats: dict[str, str], _more: dict[str, str]) -> None:
        """Remember what is shown."""
        self.shown.append(formats)

    def run(self, cell: str) -> str:
        """Run a cell with one magic, and return the text that it shows."""
        self.input_hist_raw.append(cell)
        name, _space, line = cell.rpartition("\n")[2].partition(" ")
        assert self.magics["line", name.removeprefix("%")](line) is None
        return self.shown[-1]["text/plain"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a student's copy with a notebook."""
    return write(tmp_path_factory.mktemp("copy"), released())


@pytest.fixture
def stand(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    """Return a notebook in which nothing was run, in the folder where it is."""
    monkeypatch.chdir(place / HANDOUT)
    stand = Stand()
    closes: list[Callable[[], None]] = []
    monkeypatch.setattr(practice.atexit, "register", closes.append)
    grader.load_ipython_extension(stand)
    yield stand
    for close in closes:
        close()


PRACTICE = "This is for practice: what counts is the notebook that you hand in."
PRACTICE_KO = "연습용 결과입니다. 성적은 제출한 노트북으로 매깁니다."
OUTPUT_SIZE = """import math
def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return math.ceil(size / stride)
    return (size - kernel_size) // stride + 1
"""
WRONG = OUTPUT_SIZE.replace(" + 1", "")


def test_what_is_right(stand: Stand):
    """Of what is right it is said in a line, with its points, in both languages."""
    text = stand.run(f"{OUTPUT_SIZE}%grade output_size")
    assert text == f"ok output_size\n  Right on all 60 tests. 5 of 5 points.\n\n{PRACTICE}"
    assert stand.shown[-1]["text/html"] == (
        '<div lang="en">\n<div><b>ok</b> <code>output_size</code></div>\n'
        "<div>Right on all 60 tests. 5 of 5 points.</div>\n"
        f"<div><small>{PRACTICE}</small></div>\n</div>\n"
    )
    text = stand.run("%grade output_size --lang ko")
    said = "테스트 60개가 모두 맞았습니다. 5점 만점에 5점입니다."
    assert text == f"ok output_size\n  {said}\n\n{PRACTICE_KO}"
    assert stand.shown[-1]["text/html"].startswith('<div lang="ko">')


def test_what_is_wrong(stand: Stand):
    """What is wrong is told as on the terminal, with the number in brackets of its cell."""
    stand.run(f"{WRONG}%grade output_size")
    text = stand.run("%grade output_size")
    assert text.startswith(
        "X output_size                                      this notebook, cell 1, line 2\n"
        "  There is one output too few along each axis.\n"
    )
    assert text.endswith(f"\n\nA cell is called by the number in brackets beside it.\n{PRACTICE}")
    html = stand.shown[-1]["text/html"]
    assert "<code" in html
    assert "this notebook, cell 1, line 2" in html
    assert_still(html)
    text = stand.run("%grade output_size --lang=ko")
    assert text.startswith("X output_size                                        ")
    assert text.endswith(f"\n\n셀 번호는 셀 옆 대괄호 안의 수입니다.\n{PRACTICE_KO}")


def test_what_was_run_last_counts(stand: Stand):
    """A definition counts when it is run again, wherever its cell is; broken cells do not."""
    stand.input_hist_raw += [OUTPUT_SIZE, WRONG, "def output_size(:", "!ls", "print(1)"]
    assert stand.run("%grade output_size").startswith("X output_size")
    stand.input_hist_raw += ["import tensorflow\n%matplotlib inline", OUTPUT_SIZE]
    text = stand.run("%grade output_size  # now")
    assert text == f"ok output_size\n  Right on all 60 tests. 5 of 5 points.\n\n{PRACTICE}"


def test_what_was_not_run(stand: Stand):
    """A function without a cell that was run is not started, and so is a stub."""
    text = stand.run("%grade conv1d")
    todo = "Write it in its cell, run that cell, and then check again."
    assert " ".join(text.split()) == f"-- not started: conv1d. {todo} {PRACTICE}"
    stub = code_cells(notebook())[2].source
    assert stub.startswith("def conv1d(")
    stand.input_hist_raw += ["import numpy as np", stub]
    assert stand.run("%grade conv1d") == text
    assert "아직 작성하지 않음: conv1d. 셀에 코드를 작성해서" in stand.run(
        "%grade conv1d --lang ko"
    )


def test_all_of_them(stand: Stand):
    """Without a name everything is checked, and shown with a table of the concepts."""
    stand.input_hist_raw += [OUTPUT_SIZE]
    text = stand.run("%grade")
    assert text.startswith(
        "assignment1  Building blocks of a convolutional network\n\n"
        "  Convolution   -- conv1d   -- conv2d_single   -- conv2d                    0/35\n"
    )
    assert "  5 of 100 points." in f"  {text.partition('5 of 100')[1]} points."
    html = stand.shown[-1]["text/html"]
    assert "Output shape: <b>ok</b> <code>output_size</code> &middot; <b>--</b>" in html
    assert "<div><b>5 of 100 points.</b></div>" in html
    text = stand.run("%grade convolution output_size")
    assert "-- conv2d_single" in text
    assert "zero_pad" not in text


def test_what_is_left_out_is_told_where_it_is_needed(stand: Stand):
    """A value that is computed in the notebook is missed when a function uses it."""
    cell = "import numpy as np\nONE = np.ones(1)\nUNUSED = np.ones(1)\n"
    cell += "def output_size(size, kernel_size, stride, padding): return ONE\n"
    text = stand.run(f"{cell}%grade output_size")
    assert "name 'ONE' is not defined" in text
    assert "this notebook, cell 1: a function uses ONE, which was left out" in text
    assert "UNUSED" not in text
    assert stand.run("%grade").count("a function uses ONE") == 1


def assert_still(html: str) -> None:
    """Assert that nothing in this HTML runs, or loads something."""
    for node in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        assert str(node.tag).rpartition("}")[2] not in ACTIVE
        for attribute, value in node.attrib.items():
            name = str(attribute).rpartition("}")[2].rpartition(":")[2]
            assert not name.startswith("on")
            assert name not in LINKS or value.startswith("#")
            assert not re.search(r"url\((?!#)|expression|@import", value)


KNOWN = "--assignment, --course, --lang"


@pytest.mark.parametrize(
    ("line", "english", "korean"),
    [
        ("conv2", "assignment1 has no exercise or concept 'conv2'. Did you mean conv2d?", "혹시"),
        ("--assignment=x", "There is no assignment 'x' in this course.", "이 강의에는 'x' 과제가"),
        ("--more", f"There is no option --more here. There are: {KNOWN}.", f"옵션: {KNOWN}."),
        ("'a", "A quote is opened here, and not closed.", "따옴표를 열고 닫지 않았습니다."),
        ("--course", "--course needs a value behind it.", "--course 옵션 뒤에는 값을 적어야"),
        ("--lang de", "There is no language de. There are: en, ko.", "쓸 수 있는 언어: en, ko."),
        ("--course nowhere", "There is no course in nowhere: it has", "nowhere 폴더는"),
    ],
)
def test_what_can_be_mended(
    line: str, english: str, korean: str, stand: Stand, monkeypatch: pytest.MonkeyPatch
):
    """What cannot be done is said in a sentence, and not by an exception."""
    text = " ".join(stand.run(f"%grade {line}").split())
    assert text.startswith(english)
    assert stand.shown[-1]["text/html"].startswith("<p>")
    monkeypatch.setenv("GRADER_LANG", "ko")
    assert korean in " ".join(stand.run(f"%grade {line}").split())


def test_outside_of_a_course(stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Elsewhere the course is named, or it is said that there is none."""
    monkeypatch.chdir(tmp_path)
    text = " ".join(stand.run("%grade conv1d").split())
    assert text.startswith(f"There is no course in {tmp_path.resolve()} or above it.")
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "There is no course in nowhere" in stand.run("%grade --lang en --course nowhere")
    # With the reference beside it, too, recorded tests are enough.
    named = f"--lang en --assignment assignment1 --course '{ROOT}'"
    text = stand.run(f"{OUTPUT_SIZE}%grade output_size {named}")
    assert text.startswith("ok output_size\n  Right on all 60 tests.")


def test_which_assignment(place: Path, tmp_path: Path):
    """It is that of the folder, else the one that was released, else the only one."""
    handouts = {f"assignments/{name}/README.md": b"" for name in ("assignment1", "later")}
    course = Course(write(tmp_path, handouts))
    assert assignment_at(course, tmp_path / "assignments" / "later") == "later"
    text = "This course has several assignments. Name one with --assignment: assignment1, later."
    with pytest.raises(CourseError, match=f"^{re.escape(text)}$"):
        assignment_at(course, tmp_path)
    write(tmp_path, {".grader.json": released()[".grader.json"]})
    assert assignment_at(course, tmp_path) == "assignment1"
    assert assignment_at(Course(place), tmp_path) == "assignment1"
    with pytest.raises(CourseError, match=r"^This course has no assignment\.$"):
        assignment_at(Course(write(tmp_path / "empty", {"assignments/README.md": b""})), tmp_path)


def test_a_process_is_kept(stand: Stand, monkeypatch: pytest.MonkeyPatch):
    """The next check has the same launcher; after a fault or an interruption, another one."""
    kept: Practice = stand.magics["line", "grade"].__self__
    stand.run("%grade conv1d")
    launcher = kept._launcher
    assert launcher is not None
    stand.run("%grade conv1d")
    assert kept._launcher is launcher

    def fail(*_arguments: object) -> Report:
        raise error

    monkeypatch.setattr(practice, "_graded", fail)
    error: BaseException = RuntimeError("<odd>")
    text = "The grader itself failed; your work is not at fault. (RuntimeError: <odd>)"
    assert stand.run("%grade conv1d") == text
    assert stand.shown[-1]["text/html"] == f"<p>{escape(text, quote=False)}</p>"
    assert kept._launcher is None
    error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        stand.run("%grade conv1d")
    assert kept._launcher is None


def test_without_what_writes_pages(monkeypatch: pytest.MonkeyPatch):
    """Where Jinja is not installed, there is the text."""
    monkeypatch.setitem(sys.modules, "grader.report.html", None)
    found = shown(SMALL)
    assert found._repr_html_() is None
    assert repr(found).endswith(PRACTICE)


def test_nothing_of_a_submission_gets_out():
    """Whatever a report holds, nothing in the HTML runs or loads."""
    concepts = tuple(ConceptTitle(one.id, HOSTILE) for one in SMALL.concepts)
    findings = [
        msgspec.structs.replace(
            one, exercise=one.exercise + HOSTILE, headline=HOSTILE, hint=HOSTILE
        )
        for one in SMALL.findings
    ]
    passed, *_others = findings
    for some in (findings, [passed], *([one] for one in findings)):
        hostile = msgspec.structs.replace(
            SMALL, title=HOSTILE, notes=(HOSTILE,), concepts=concepts, findings=tuple(some)
        )
        html = shown(hostile)._repr_html_()
        assert html is not None
        assert_still(html)
        assert "\x1b" not in html
        assert "\u202e" not in html


def filled(folder: Path, early: str = "") -> list[Any]:
    """Return the cells of the notebook with the functions of a folder in place of the stubs.

    * ``early`` is a module that others need before its own section.
    """
    found = notebook()
    functions: dict[str, str] = {}
    others: list[str] = []
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            source = ast.get_source_segment(text, node) or ""
            name = getattr(node, "name", "")
            if name in EXERCISES:
                functions[name] = source
            is_sibling = isinstance(node, ast.ImportFrom)
            if (name not in EXERCISES or path.stem == early) and not is_sibling:
                others.append(source)
    for cell in code_cells(found):
        if cell.source.startswith("def "):
            cell.source = functions[cell.source[4:].partition("(")[0]]
    beside = nbformat.v4.new_code_cell("\n\n".join(others), id=f"beside-{folder.name}")
    found.cells.insert(4, beside)
    return list(found.cells)


#: Runs a notebook where it is.
EXECUTE = """
import sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
place = Path(sys.argv[1])
found = nbformat.read(place, as_version=4)
where = {"metadata": {"path": str(place.parent)}}
NotebookClient(found, kernel_name="this", timeout=120, resources=where).execute()
nbformat.write(found, place)
"""


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Return cells of two submissions and one in Korean, run one after the other in one kernel."""
    folder = tmp_path_factory.mktemp("kernel")
    write(folder / "copy", released())
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "this Python",
        "language": "python",
        "env": {"PYTHONPATH": str(ROOT)},
    }
    write(folder / "kernels", {"this/kernel.json": json.dumps(spec).encode()})
    found = notebook()
    found.cells = [
        *filled(EXAMPLES / "finished", early="output_shape"),
        *filled(EXAMPLES / "first_attempt"),
        nbformat.v4.new_code_cell("%grade --lang ko"),
    ]
    for number, cell in enumerate(found.cells):
        cell.id = f"cell-{number}"
    place = folder / "copy" / NOTEBOOK
    nbformat.write(found, place)
    # Another process: what Jupyter leaves open there is no matter of this one.
    command = [sys.executable, "-c", EXECUTE, str(place)]
    # Nothing of this machine's own Jupyter has a say, and nothing is left there.
    own = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_PATH", "JUPYTER_RUNTIME_DIR")
    environment = {**os.environ, **dict.fromkeys(own, str(folder))}
    subprocess.run(command, env=environment, check=True, timeout=240)
    return list(nbformat.read(place, as_version=4).cells)


def answers(cells: list[Any]) -> dict[str, Any]:
    """Return what each cell with %grade has shown, by its line."""
    found = {}
    for cell in cells:
        if cell.cell_type == "code" and cell.source.startswith("%grade"):
            (output,) = cell.outputs
            assert output.output_type == "display_data"
            found[cell.source] = output.data
    return found


def findings_of(report: Report) -> list[Finding]:
    """Return findings without what depends on the place and the time of a submission."""
    return [
        msgspec.structs.replace(one, location=None, traceback=(), seconds=0.0)
        for one in report.findings
    ]


def checked(folder: Path) -> Report:
    """Return what a quick check of a folder says."""
    return grade(COURSE, ASSIGNMENT, folder, Options(seed=0, calls="recorded"))


def test_a_kernel_shows_passes(executed: list[Any]):
    """With right functions in it, the notebook runs from start to end, and all pass."""
    half = len(executed) // 2
    shows = answers(executed[:half])
    assert list(shows) == [*(f"%grade {name}" for name in EXERCISES), "%grade"]
    for name in EXERCISES:
        text = shows[f"%grade {name}"]["text/plain"]
        assert text.startswith(f"ok {name}\n  Right on all 60 tests. ")
    everything = ", ".join(EXERCISES)
    said = "Right on all 720 tests. 100 of 100 points."
    assert shows["%grade"]["text/plain"] == f"ok {everything}\n  {said}\n\n{PRACTICE}"


def test_a_kernel_shows_what_a_check_finds(executed: list[Any], tmp_path: Path):
    """With wrong ones it says what a check of the .py files says, and of the saved notebook."""
    half = len(executed) // 2
    report = checked(EXAMPLES / "first_attempt")
    shows = answers(executed[half:-1])
    everything = shows["%grade"]
    for one in told(report):
        alone = shows[f"%grade {one.finding.exercise}"]["text/plain"]
        for part in (one.finding.diagnosis.says, one.finding.hint, one.finding.counterexample.call):
            expected = "".join(part.split())
            assert expected in "".join(everything["text/plain"].split())
            assert expected in "".join(alone.split())
        assert "this notebook, cell " in alone
    marks = re.findall(r"(ok|X|--) (\w+)", everything["text/plain"].partition("Fix first")[0])
    statuses = {"ok": "passed", "X": "failed", "--": "not_started"}
    assert [(name, statuses[mark]) for mark, name in marks] == [
        (one.exercise, one.status) for one in report.findings
    ]
    write(tmp_path, {"mine.ipynb": saved(executed[half:-1])})
    assert findings_of(checked(tmp_path)) == findings_of(report)


def test_what_is_in_the_outputs(executed: list[Any]):
    """A notebook with outputs is valid, nothing in them runs or loads, and Korean is Korean."""
    nbformat.validate(nbformat.reads(saved(executed).decode(), as_version=4))
    pages = [data["text/html"] for data in answers(executed).values()]
    assert len(pages) == len(EXERCISES) + 2
    assert sum("<svg" in page for page in pages) > 3
    for page in pages:
        assert_still(page)
    data = answers(executed[-1:])["%grade --lang ko"]
    assert data["text/plain"].endswith(PRACTICE_KO)
    assert data["text/html"].startswith('<div lang="ko">')


def saved(cells: list[Any]) -> bytes:
    """Return a notebook with these cells as it is saved."""
    found = notebook()
    found.cells = cells
    return nbformat.writes(found).encode()
