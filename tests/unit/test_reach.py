"""Which modules a change can reach is told by their imports, and where it cannot be told, all."""

from __future__ import annotations

import warnings

import pytest

from grader.reach import changed, reached
from grader.submission import Submission

MODULES = ("first", "second", "third")
#: The second imports the first by way of a helper; the third is on its own.
CHAIN = {
    "first": "import numpy as np\ndef f(x):\n    out = x + 1\n    out[0] = 1\n    return out\n",
    "helper": "from first import f\n",
    "second": "from helper import f\n",
    "third": "import math\n\ndef g(x):\n    x.size = 1\n    return np.add.at(x, 0, math.pi)\n",
    "unused": "import first\n",
}


def after(edit: dict[str, str | None], before: dict[str, str] = CHAIN) -> tuple[str, ...]:
    """Say what an edit reaches; the text ``None`` removes a file."""
    texts = {name: text for name, text in {**before, **edit}.items() if text is not None}
    found = reached(Submission("ada", before), Submission("ada", texts), MODULES)
    return tuple(sorted(found))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({}, ()),
        ({"first": "x = 1"}, ("first", "second")),
        ({"helper": "x = 1"}, ("second",)),
        ({"second": "x = 1"}, ("second",)),
        ({"third": "x = 1"}, ("third",)),
        ({"third": "x = 1", "helper": "y = 2"}, ("second", "third")),
        ({"unused": "import second"}, ()),
        ({"unused": "exec('1')"}, ()),
        # The third imports what is no file here: what it is told may name another file.
        ({"new": "x = 1"}, ("third",)),
        ({"unused": None}, ("third",)),
        ({"helper": None}, ("second", "third")),
        ({"first": None}, ("first", "second", "third")),
    ],
)
def test_a_change_reaches_what_imports_it(edit: dict[str, str | None], expected: tuple[str, ...]):
    """Edited, added or removed: reached is what imports it, at whatever distance."""
    assert after(edit) == expected


@pytest.mark.parametrize(
    "importing",
    [
        "import first",
        "import numpy, first as g",
        "import first.f",
        "from first import f as g, h",
        "from first import *",
        "from . import first",
        "from .first import f",
        "def f():\n    import first",
        "class A:\n    def f(self):\n        if self:\n            from first import f",
        "try:\n    import first\nexcept ImportError:\n    first = None",
        "'\\d'\nimport first",
    ],
)
def test_every_way_to_import_counts(importing: str):
    """An import counts wherever it stands and however it is written, and warns of nothing."""
    before = {"first": "x = 1", "second": importing, "third": "y = 1"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert after({"first": "x = 2"}, before) == ("first", "second")


@pytest.mark.parametrize(
    "free",
    [
        "import importlib\nimportlib.import_module('fir' + 'st')",
        "from importlib import import_module",
        "import importlib.util",
        "__import__('first')",
        "exec('import first')",
        "print(eval('1'))",
        "import sys\nsys.modules['first'] = None",
        "def f():\n    return open('first.py')",
        "import numpy as np\nnp.seterr(all='raise')",
        "import numpy as np\nnp.random.seed(0)",
        "from numpy import seterr",
        "import warnings\nwarnings.simplefilter('error')",
        "import first\nfirst.f = None",
        "import numpy as np\nnp.float = float",
        "from first import table\ndef f(x):\n    table[x][0] += 1",
        "import first as g\ndel g.f",
        "import first\nsetattr(first, 'f', None)",
        "count = 0\ndef f():\n    global count\n    count += 1",
    ],
)
def test_where_it_cannot_be_told_everything_is_reached(free: str):
    """A module that may get anywhere makes every change reach everything, also when it is gone."""
    texts = {**CHAIN, "helper": f"import first\n{free}"}
    assert after({"third": "x = 1"}, texts) == MODULES
    assert after({"helper": "import first"}, texts) == MODULES
    assert after({"helper": texts["helper"]}) == MODULES


@pytest.mark.parametrize("name", ["random", "numpy", "heapq"])
def test_a_file_named_like_one_of_pythons_reaches_everything(name: str):
    """A file that numpy may import instead of Python's own is everybody's."""
    assert after({name: "x = 1"}) == MODULES
    assert after({name: "x = 2"}, {**CHAIN, name: "x = 1"}) == MODULES


@pytest.mark.parametrize("broken", ["def (", "import first\n  x", "x = '"])
def test_a_file_that_is_no_python_reaches_nothing(broken: str):
    """What cannot run imports nothing; it is changed itself, and reached by what imports it."""
    before = {**CHAIN, "helper": broken}
    assert after({"first": "x = 1"}, before) == ("first",)
    assert after({"helper": broken}) == ("second",)
    assert after({"helper": CHAIN["helper"]}, before) == ("second",)


def test_what_is_too_deep_to_be_parsed_may_reach_anything():
    """A file on which the parser gives up is not taken for one that imports nothing."""
    deep = {**CHAIN, "third": "x = " + "-" * 200_000 + "1"}
    assert after({"first": "x = 1"}, deep) == MODULES


def test_imports_may_go_in_circles():
    """Two files that import each other reach each other, and there is an end of it."""
    before = {"first": "import second", "second": "import first", "third": "x = 1"}
    assert after({"first": "import second\nx = 1"}, before) == ("first", "second")


def test_a_file_that_can_no_longer_be_read_has_changed():
    """Why a file cannot be read counts as its content, and is not taken for its text."""
    text = Submission("ada", {"first": "x is a link"})
    link = Submission("ada", {}, {"first": "x is a link"})
    other = Submission("ada", {}, {"first": "x is not UTF-8"})
    assert changed(text, link) == changed(link, other) == {"first"}
    assert changed(link, link) == frozenset()
    assert reached(link, other, MODULES) >= {"first"}
