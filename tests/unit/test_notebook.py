"""Functions come out of notebooks, and nothing else does; every line is known by its cell."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.left_out import cells_text
from grader.magics import without_magics
from grader.merged import merge
from grader.model import ConceptTitle, Finding, Location, OracleState, Report
from grader.notebook import Extracted, extract
from grader.notebook_file import MAX_CELLS, NotebookError, cells_of, read_notebook
from grader.place import Place
from grader.reach import changed, reached
from grader.report import github, junit, sarif
from grader.report.closing import closing_sentences
from grader.report.finding import place_of
from grader.report.formats import Setting
from grader.report.markdown import render as markdown
from grader.submission import Submission, read_submission, with_notebooks
from tests.notebooks import code_cell, notebook

FIXED = settings(max_examples=150, derandomize=True, database=None, deadline=None)
LEFT = "only functions, classes, imports and plain values are taken from a notebook."


def taken(*cells: str) -> Extracted:
    """Extract from some cells, numbered from 1."""
    return extract(list(enumerate(cells, 1)), "a.ipynb")


def pieces(*cells: str) -> list[str]:
    """Return the texts of what is taken."""
    return [piece.text for piece in taken(*cells).pieces]


def notes(*cells: str, functions: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what is said of what is left out."""
    return merge([taken(*cells)], ["padding"], functions).notes


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install x \\\n  y\nx = 1", "pass\n\nx = 1"),
        ("if x:\n    !ls\n    %cd y", "if x:\n    pass\n    pass"),
        ("?print\nprint??\nnp.sum? # how\nx = 1  # why?", "pass\npass\npass\nx = 1  # why?"),
        ("x = !ls\ny = %env A\na, b[0] = %time f()", "pass\npass\npass"),
        ("x = (7\n%2\n)\ny = 7 \\\n%2", "x = (7\n%2\n)\ny = 7 \\\n%2"),
        ("x = '''\n!ls\nwhat?\n'''\n!ls", "x = '''\n!ls\nwhat?\n'''\npass"),
        ('x = """a"b\n%c"""\n%d', 'x = """a"b\n%c"""\npass'),
        ("x = 'it\\'s # (' # (\n%d", "x = 'it\\'s # (' # (\npass"),
        ("x = 'not closed\n%d", "x = 'not closed\npass"),
        ("x = 'a\\\n%b'\n%d", "x = 'a\\\n%b'\npass"),
        ("x = 'a\\\n('\n%d", "x = 'a\\\n('\npass"),
        ("x = 'a''' + (\n7\n%2)", "x = 'a''' + (\n7\n%2)"),
        ("x ? y\nz = 1", "x ? y\nz = 1"),
        ("print('why?')\nx == 'what?'", "print('why?')\nx == 'what?'"),
        ("!echo it's (\nx = 1", "pass\nx = 1"),
        ("\n%%time\n%%capture out\nx = 1", "\n\n\nx = 1"),
        ("%%timeit -n 3\n%d\nx = 1", "\npass\nx = 1"),
    ],
)
def test_lines_for_ipython_are_taken_out_and_no_others(cell: str, plain: str):
    """Magics, shell and help lines become ``pass``; what is inside of something else stays."""
    assert without_magics(cell) == (plain, "")


@pytest.mark.parametrize("magic", ["bash", "writefile", "html", "javascript", "timing", "prun"])
def test_the_cell_of_any_other_magic_is_left_out(magic: str):
    """Whatever it does with its cell, it does not run it as it is."""
    cell = f"%%{magic} x\ndef f(): pass"
    assert without_magics(cell) == ("", magic)
    assert notes("x = 1", cell, cell) == (
        f"a.ipynb: cells with %%{magic} were left out (cells 2, 3).",
    )


def test_what_a_file_would_hold_is_taken():
    """Functions, classes, imports, plain values: their lines just as they were written."""
    cell = (
        '"""Text."""\nimport numpy as np  # why\nfrom math import (\n    pi,\n)\n'
        "A, B = 1, -2.5  # two\nC: dict = {'a': [1, (2,)]}; print(A); D = E = None\n"
        "@np.vectorize\n@(\n  staticmethod\n)\ndef f(x, *, y=A):  # f\n    return x  # end\n"
        "async def g(): pass\nclass H(list):\n\n    a = f(1)\n"
    )
    assert pieces(cell) == [
        "import numpy as np  # why",
        "from math import (\n    pi,\n)",
        "A, B = 1, -2.5  # two",
        "C: dict = {'a': [1, (2,)]}",
        "D = E = None",
        "@np.vectorize\n@(\n  staticmethod\n)\ndef f(x, *, y=A):  # f\n    return x  # end",
        "async def g(): pass",
        "class H(list):\n\n    a = f(1)",
    ]


def test_odd_line_ends_are_kept_as_they_are_meant():
    """A form feed begins no line, a mark at the beginning is none, and no line is joined."""
    assert pieces("\ufeffx = 1\n\f@f\ndef g(): pass") == ["x = 1", "\f@f\ndef g(): pass"]
    assert merge([taken("x = 1 \\\n\ny = 2")], ["a"]).source == "x = 1 \\\n\ny = 2\n"


def test_everything_else_stays_behind_and_is_counted():
    """Statements that do something are counted once; texts, dots and magics are nothing."""
    cells = ("print(1)\nx = f()\n'text'\n...\npass", "%d\n!e", "x.y = 1\nx[0] = 2\nx += 1\ndel x")
    assert pieces(*cells) == []
    assert notes(*cells) == ("a.ipynb: 6 other statements were left out (cells 1, 3).",)
    assert notes("if x: pass") == ("a.ipynb: 1 other statement was left out (cell 1).",)
    assert cells_text(range(1, 10)) == "cells 1, 2, 3, 4, 5, 6, 7, 8, ..."


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("def f(:\n  pass", "a.ipynb, cell 2, line 1: invalid syntax. The cell was left out."),
        (
            "x = 1\ndef f():\n    nonlocal y",
            "a.ipynb, cell 2, line 3: no binding for nonlocal 'y' found. The cell was left out.",
        ),
        ("x = 1\nreturn x", "a.ipynb, cell 2, line 2: 'return' outside function. The cell was "),
        ("x = '\0'", "a.ipynb, cell 2: there is a NUL byte in it. The cell was left out."),
        ("x = '\ud800'", "a.ipynb, cell 2: there is half a character in it. The cell was left "),
        ("x = 1" + "+1" * 9999, "a.ipynb, cell 2: it is nested too deeply. The cell was left out."),
        ("#" * 65537, "a.ipynb, cell 2: it has more than 64 KB of code. The cell was left out."),
    ],
)
def test_a_broken_cell_costs_only_itself(cell: str, note: str):
    """What stands in other cells is taken, and it is said what is wrong with this one."""
    assert pieces("A = 1", cell, "B = 2") == ["A = 1", "B = 2"]
    (said,) = notes("A = 1", cell, "B = 2")
    assert said.startswith(note)


def test_the_later_definition_counts_also_of_a_later_notebook():
    """As if all cells had been run in order, those of the notebook whose name is first at first."""
    first, second = (
        extract([(3, f"def f(): return {n}"), (4, f"def f(): return {n + 1}")], f"{n}.ipynb")
        for n in (1, 3)
    )
    space: dict[str, object] = {}
    exec(merge([first, second], ["padding"]).source, space)  # noqa: S102  (ours)
    assert space["f"]() == 4


def test_a_function_brings_what_it_needs_and_nothing_else():
    """What only other functions need is not there: a comparison with TensorFlow, say."""
    cells = [
        (1, "import numpy as np\nimport tensorflow as tf\nfrom stride import *\nA = 1\nB = 2"),
        (2, "def check(): return tf.nn\nclass Help:\n    a = np.pi\ndef f(x=A): return Help"),
    ]
    merged = merge([extract(cells, "a.ipynb")], ["padding"], ["f"])
    assert merged.source == (
        "import numpy as np\nfrom stride import *\nA = 1\n"
        "class Help:\n    a = np.pi\ndef f(x=A): return Help\n"
    )
    assert [place for _line, place in merged.origins] == [
        Place("a.ipynb", 1, 1),
        Place("a.ipynb", 1, 3),
        Place("a.ipynb", 1, 4),
        Place("a.ipynb", 2, 2),
        Place("a.ipynb", 2, 4),
    ]
    any_name = extract([(1, "A = 1\ndef f(): return globals()['A']")], "a.ipynb")
    assert merge([any_name], ["padding"], ["f"]).source.startswith("A = 1\n")


def test_a_notebook_imports_nothing_from_itself():
    """``from padding import`` of its own functions is left out; another name for one is given."""
    cell = "from padding import zero_pad, same as s\ndef zero_pad(): pass\ndef same(): return 2\n"
    cells = [(1, cell), (2, "from __future__ import annotations\ndef f(): return s()")]
    merged = merge([extract(cells, "a.ipynb")], ["padding", "stride"], ["f"])
    assert merged.source == (
        "from __future__ import annotations\ndef same(): return 2\ndef f(): return s()\ns = same\n"
    )
    assert "import zero_pad" in merge([extract(cells, "a.ipynb")], ["stride"]).source


def test_what_a_function_needs_of_the_rest_is_said():
    """A calculated value, an import in a ``try``, a function that is replaced: by their cells."""
    cells = (
        "A = len('a')\nfor B in []: pass\ntry: import numpy as C\nexcept ImportError: pass",
        "def f(x): return A + B + C + x\nx = max(1, 2)",
        "f = wrap(f)\nsum = f(1)\nD = f(2)",
        "D = 1\ndef g(): return D + sum([])",
    )
    assert notes(*cells, functions=("f", "g")) == (
        f"a.ipynb, cell 1: a function uses A, B, C, which was left out: {LEFT}",
        f"a.ipynb, cell 3: a function uses f, which was left out: {LEFT}",
        "a.ipynb: 7 other statements were left out (cells 1, 2, 3).",
    )
    (said,) = notes("print([A for A in B])", "def f(): return A + B", functions=("f",))
    assert said == "a.ipynb: 1 other statement was left out (cell 1)."
    (said,) = merge([taken("A = len('a')\ndef f(): return A"), taken("A = 1")], ["a"]).notes
    assert said == "a.ipynb: 1 other statement was left out (cell 1)."


def test_a_notebook_is_read_as_jupyter_saves_it():
    """Only code cells, by their numbers among all cells; a source is a text or a list of lines."""
    cells = [
        {"cell_type": "markdown", "source": "x = 1"},
        "A = 1",
        code_cell(["A = 2\n", "B = 3"]),
        code_cell("B = 1\r\nC = 2\rD = 3"),
    ]
    raw = b"\xef\xbb\xbf" + notebook(cells, nbformat_minor=5).encode()
    assert cells_of(raw, "a.ipynb")[1:] == [(3, "A = 2\nB = 3"), (4, "B = 1\r\nC = 2\rD = 3")]
    last = read_notebook(raw, "a.ipynb").pieces[-1]
    assert (last.text, last.cell, last.line) == ("D = 3", 4, 3)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "a.ipynb is not a notebook: it is damaged, or not JSON"),
        (b"\xff{}", "a.ipynb is not a notebook: it is damaged, or not JSON"),
        (b'{"nbformat": NaN}', "a.ipynb is not a notebook: it is damaged, or not JSON"),
        (b'{"a": 1, "a": 1}', "a.ipynb is not a notebook: it is damaged, or not JSON"),
        (b"[" * 100_000, "a.ipynb is not a notebook: it is damaged, or not JSON"),
        (b"9" * 5000, "a.ipynb is not a notebook: it is damaged, or not JSON"),
        (b"[]", "a.ipynb is not a notebook"),
        (b'{"nbformat": true, "cells": []}', "a.ipynb is not a notebook"),
        (
            b'{"nbformat": 3, "worksheets": []}',
            "a.ipynb is a notebook of format 3: open it in Jupyter, and save it again",
        ),
        (b'{"nbformat": 4}', "a.ipynb has no cells"),
        (notebook([""] * (MAX_CELLS + 1)).encode(), "a.ipynb has more than 1000 cells"),
        (notebook(["#" * 2**18] * 3).encode(), "a.ipynb has more than 512 KB of code"),
        (
            b" " * (5 * 2**20 + 1),
            "a.ipynb is larger than 5 MB: clear its outputs, and save it again",
        ),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_sentence(raw: bytes, sentence: str):
    """Each with its reason."""
    with pytest.raises(NotebookError) as refused:
        cells_of(raw, "a.ipynb")
    assert str(refused.value) == sentence


LINES = """
def f(x):
    return x
class A:
  def g(self): pass
x = 1; y = f(2)
@f

)
x = '''
'''
(
%time x
!ls \\
x = %d
f?
%%time
%%sh
x = 1 \\
import a as b, c
from a import *
from padding import f as b
from __future__ import annotations
if x:
    y = 2
z: int = 3
é = 'é'; del é
lambda: (yield)
# \\"""
ODD = ["\f@f", "\ufeff", "\0", "\ud800"]
LINE = st.sampled_from(LINES.split("\n") + ODD)
CELLS = st.lists(st.lists(LINE, max_size=7).map("\n".join) | st.text(max_size=30), max_size=4)


@FIXED
@given(CELLS, st.sampled_from([(), ("f",)]))
def test_whatever_is_in_the_cells_what_is_taken_can_be_read(
    cells: list[str], functions: tuple[str, ...]
):
    """Nothing is raised, and each line of the module is that line of that cell."""
    merged = merge([taken(*cells)], ["padding"], functions)
    ast.parse(merged.source)
    found = with_notebooks(Submission("ada"), [taken(*cells)], ["padding"], functions)
    for number, line in enumerate(merged.source.split("\n")[:-1], 1):
        file, cell, within = found.place("padding", number)
        written = cells[cell - 1].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert file == "a.ipynb"
        assert (
            line in [written.split("\n")[within - 1], "b = f"] or not line.strip() or ";" in written
        )


def folder(tmp_path: Path, **files: str) -> Path:
    """Make a folder of files; ``_`` in a name stands for the dot."""
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_module_without_a_file_is_made_of_the_notebooks(tmp_path: Path):
    """A file comes first; the others get all that was taken; what cannot be read is noted."""
    place = folder(
        tmp_path,
        stride_py="def g(): pass",
        b_ipynb=notebook([{}, "\n\ndef f(): return 1"]),
        a_ipynb=notebook(["def f(): return 2\n"]),
        c_ipynb="{",
    )
    (place / ".ipynb_checkpoints").mkdir()
    (place / ".b.ipynb").write_text("{", encoding="utf-8")
    found = read_submission(place, ["padding", "stride", "pooling"], ["f", "g"])
    merged = "def f(): return 2\ndef f(): return 1\n"
    assert found.sources == {"stride": "def g(): pass", "padding": merged, "pooling": merged}
    assert found.notes == ("c.ipynb is not a notebook: it is damaged, or not JSON.",)
    assert found.file_of("padding") == "a.ipynb, b.ipynb"
    assert found.place("pooling", 1) == Place("a.ipynb", 1, 1)
    assert found.place("pooling", 2) == Place("b.ipynb", 2, 3)
    assert found.place("pooling", 0) == Place("a.ipynb, b.ipynb", 0, 0)
    assert (found.place("stride", 7), found.file_of("stride")) == (
        Place("stride.py", 0, 7),
        "stride.py",
    )


def test_notebooks_beside_all_files_are_not_read(tmp_path: Path):
    """Stubs that were given out would win in silence otherwise."""
    place = folder(tmp_path, padding_py="x = 1", a_ipynb="{")
    found = read_submission(place, ["padding"])
    assert found.notes == ("a.ipynb was not read: the .py files beside it come first.",)
    assert (dict(found.origins), dict(found.unreadable)) == ({}, {})


def test_where_no_notebook_can_be_read_the_modules_cannot(tmp_path: Path):
    """The first problem is the modules', others are noted."""
    place = folder(tmp_path, a_ipynb="{", b_ipynb="[]")
    (place / "c.ipynb").mkdir()
    found = read_submission(place, ["padding"])
    assert found.unreadable == {"padding": "a.ipynb is not a notebook: it is damaged, or not JSON"}
    assert found.notes == (
        "b.ipynb is not a notebook.",
        "c.ipynb is not a regular file (links and devices are not read).",
    )


def test_there_is_a_limit_for_notebooks_and_for_sentences(tmp_path: Path):
    """Twenty notebooks are read, and six sentences told."""
    for number in range(26):
        folder(tmp_path, **{f"n{number:02}_ipynb": notebook([f"A{number} = 1"])})
    found = read_submission(tmp_path, ["padding"])
    assert len(found.notebooks) == 20
    assert found.sources["padding"].count("\n") == 20
    assert len(found.notes) == 6
    assert found.notes[0] == "n20.ipynb was not read: there are more than 20 notebooks."
    (tmp_path / "n21.ipynb").unlink()
    (tmp_path / "n99.ipynb").write_text("", encoding="utf-8")
    folder(tmp_path, n98_ipynb="")
    assert read_submission(tmp_path, ["padding"]).notes[-1] == "And 2 more sentences."


def test_too_much_code_for_all_modules_is_refused():
    """Each module is sent to the student's process."""
    big = extract([(n, f"A{n} = '{'a' * 60_000}'") for n in range(8)], "a.ipynb")
    found = with_notebooks(Submission("ada"), [big], ["a", "b", "c", "d", "e"])
    assert set(found.unreadable.values()) == {
        "a.ipynb was not read: all files together may have up to 2.0 MB"
    }


def test_a_change_of_a_notebook_reaches_all_that_is_made_of_it():
    """Also where only lines have moved, so that places are told anew."""
    before, after, moved = (
        with_notebooks(Submission("ada", {"own": "x = 1"}), [taken(cell)], ["a", "b"])
        for cell in ("def f(): return 1", "def f(): return 2", "\ndef f(): return 1")
    )
    assert changed(before, after) == changed(before, moved) == {"a", "b"}
    assert reached(before, after, ("a", "b", "own")) == {"a", "b"}
    assert not changed(before, before)


def report(location: Location) -> Report:
    """Return a report with one failure."""
    finding = Finding("f", "padding", "failed", 0, 5, "f is wrong", "values", location=location)
    return Report(
        assignment="a1",
        title="One",
        language="en",
        submission="ada",
        points=0,
        max_points=5,
        seed=1,
        examples=1,
        containment="full",
        seconds=0.1,
        versions={},
        oracle=OracleState("off"),
        concepts=(ConceptTitle("padding", "Padding"),),
        findings=(finding,),
        notes=("a.ipynb: \x1b[2J.", *map(str, range(9))),
    )


def test_every_format_names_the_cell_or_no_line_at_all():
    """A line within a cell is none of the file."""
    one = report(Location("a.ipynb", 3, "", 5))
    setting = Setting()
    assert place_of(one.findings[0].location) == "a.ipynb, cell 5, line 3"
    assert place_of(Location("a.ipynb", 0, "", 5)) == "a.ipynb, cell 5"
    assert "`a.ipynb`, cell 5, line 3" in markdown(one, setting)
    assert "::error file=a.ipynb,title=f%3A a.ipynb%2C cell 5%2C line 3::" in "\n".join(
        github.marks(one)
    )
    assert 'file="a.ipynb"' in junit.render(one, setting)
    assert 'line="' not in junit.render(one, setting)
    assert '"uri": "a.ipynb"' in sarif.render(one, setting)
    assert "startLine" not in sarif.render(one, setting)
    plain = msgspec.structs.replace(one, findings=report(Location("a.py", 3)).findings)
    assert "startLine" in sarif.render(plain, setting)


def test_what_was_left_out_ends_the_feedback():
    """At most six sentences, safe to print."""
    closing = closing_sentences(report(Location("a.ipynb", 3, "", 5)))
    assert closing[-6:] == [r"a.ipynb: \x1b[2J.", "0", "1", "2", "3", "4"]
