"""The reference run: the real course has no hole, and every kind of hole is seen and told."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

from grader.author import agreement, catalogues, completeness, naming, plain, reference_run
from grader.author.reference_run import ProofOptions, prove
from grader.author.stubs import write_stubs
from grader.authoring import Assignment, AuthoringError, Concept, Exercise
from grader.cli import main
from grader.course import Course, find_course
from grader.explain.forms import FORMS
from grader.explore import draw_question
from grader.model import OracleState
from grader.oracle import OracleDiedError
from grader.proof import Proof, encode_proof
from grader.report.proof import render_proof
from grader.width import display_width

ROOT = Path(__file__).resolve().parents[1]

MODULE = '''\
"""Sums: doing it twice."""

from __future__ import annotations

import grader

TWICE = 2


def double(n: int) -> int:
    """Return twice ``n``."""
    return TWICE * n


def double_twin(n: int) -> int:
    """Ask somebody else."""
    return n + n


def mistake(name, **rules):
    return grader.Misconception(
        id=name, says=f"{name}.", hint=f"Why {name}?", variants=(grader.variant(**rules),)
    )


MORE = ()
MODEL = grader.Model(
    compute=lambda rules, n: rules.shift(rules.step(n)),
    rules={"step": lambda n: 2 * n, "shift": lambda n: n},
)
CONCEPT = grader.Concept(
    id="sums",
    title="Sums",
    goal="Double.",
    exercises=(
        grader.Exercise(
            function=double,
            inputs=lambda draw: {"n": draw(grader.inputs.choices(n=range(-40, 40))).n},
            twin=double_twin,
            points=5,
            hints=("Add.", "Add it to itself."),
            model=MODEL,
            misconceptions=(
                mistake("tripled", step=lambda n: 3 * n),
                mistake("one-more", shift=lambda n: n + 1),
                *MORE,
            ),
            alike=(),
        ),
    ),
)
'''
PACKAGE = """\
import grader
from . import sums

ASSIGNMENT = grader.Assignment(
    id="tiny", title="Tiny", concepts=(sums.CONCEPT,), pairs=(("tripled", "one-more"),), unseen=()
)
"""
STYLE = "def double(n):\n    return n << 1\n"

Change = Callable[[Path], object]


def tiny(root: Path, change: Change = lambda _: None) -> Course:
    """Write a course that has no hole, changed before stubs and translations are made from it."""
    reference, handout = root / "reference" / "tiny", root / "assignments" / "tiny"
    (reference / "alternatives" / "shifts").mkdir(parents=True)
    handout.mkdir(parents=True)
    (reference / "sums.py").write_text(MODULE, encoding="utf-8")
    (reference / "__init__.py").write_text(PACKAGE, encoding="utf-8")
    (reference / "alternatives" / "shifts" / "sums.py").write_text(STYLE, encoding="utf-8")
    change(root)
    course = Course(root)
    write_stubs(course.load("tiny"), reference, handout)
    for name in ("README.md", "README.ko.md"):
        (handout / name).write_text("Double.\n", encoding="utf-8")
    translate(course)
    return course


def translate(course: Course, without: str = "") -> None:
    """Write the Korean catalogue, in which every text but one has a translation."""
    template = catalogues.of_assignment(course, "tiny")
    catalogues.update(template, "ko")
    place = template.place("ko")
    known = read_po(io.StringIO(place.read_text(encoding="utf-8")))
    for message in known:
        if message.id:
            message.string = "" if message.id == without else f"ko {message.id}"
    with place.open("wb") as file:
        write_po(file, known)
    catalogues.update(template, "ko")


def replaced(file: str, old: str, new: str) -> Change:
    """Return a change that replaces text in a file of the reference."""

    def change(root: Path) -> None:
        path = root / "reference" / "tiny" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def mistakes(*more: str) -> Change:
    """Return a change that adds misconceptions, each as the arguments of ``mistake``."""
    return replaced("sums.py", "MORE = ()", f"MORE = ({''.join(f'mistake({m}), ' for m in more)})")


def both(*changes: Change) -> Change:
    """Return a change that makes several, in order."""
    return lambda root: [change(root) for change in changes]


def proven(course: Course, **options) -> Proof:
    """Prove in this process, without TensorFlow unless asked for."""
    wanted = {"oracle": "off", "processes": 0, **options}
    return prove(course, "tiny", ProofOptions(**wanted))


def holes(proof: Proof) -> list[tuple[str, str]]:
    """Return what is open and what to do about it."""
    return [(hole.text, hole.todo) for hole in proof.holes]


#: Exercises that no function of tf.nn or Keras answers.
WITHOUT_TWIN = {"edge_kernel", "total_params"}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("assignment", find_course(ROOT).assignment_ids())
def test_the_real_course_has_no_hole(assignment: str, tmp_path: Path):
    """As instructors run it, on one seed: all is named, nothing right refused, tf.nn agrees.

    One test of each assignment, so that it runs once however tests are shared among processes.
    """
    target = tmp_path / "proof.json"
    done = subprocess.run(
        [sys.executable, "-m", "grader", "reference", assignment, "-v", "--json", str(target)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert target.exists(), done.stdout + done.stderr
    proof = msgspec.json.decode(target.read_bytes(), type=Proof)
    assert holes(proof) == []
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing is left open." in done.stdout
    assert max(map(display_width, done.stdout.splitlines())) <= 80
    everything_passed(proof)
    everything_was_tried(proof)


def everything_passed(proof: Proof) -> None:
    """Hold the figures of the real course against what they have to be."""
    assert (proof.reference.points, proof.reference.max_points) == (100, 100)
    assert (proof.stubs.exercises, proof.stubs.refused) == (len(proof.exercises), ())
    assert len(proof.alternatives) >= 5
    assert not any(one.refused for one in proof.alternatives)
    for one in proof.exercises:
        assert one.variants == one.caught == one.named > 0
        assert one.pairs_misnamed == 0
        assert 0 < one.needs <= 100
        if one.exercise not in WITHOUT_TWIN:
            assert one.twin.compared == 200
            assert one.twin.largest < 0.5
    compared = sum(one.twin.compared for one in proof.exercises)
    assert proof.oracle == OracleState("agreed", "", compared)
    assert proof.versions.keys() >= {"grader", "python", "numpy", "hypothesis", "tensorflow"}


def everything_was_tried(proof: Proof) -> None:
    """Look for a row of each misconception of each exercise, each form, and each pair."""
    assignment = find_course(ROOT).load(proof.assignment)
    singles = {(row.exercise, *row.ids) for row in proof.table if row.kind == "single"}
    assert singles == {
        (exercise.name, one.id)
        for _, exercise in assignment.exercises
        for one, _variant in exercise.wrong_answers
    }
    assert {row.ids[0] for row in proof.table if row.kind == "form"} == {one.id for one in FORMS}
    assert {row.ids for row in proof.table if row.kind == "pair"} == set(assignment.pairs)


def test_a_course_without_holes(tmp_path: Path):
    """The tiny course is proven, also with processes of their own, which find the same."""
    course = tiny(tmp_path)
    proof = proven(course)
    assert (holes(proof), proof.exit_code) == ([], 0)
    assert [(row.ids, row.caught, row.named) for row in proof.table] == [
        (("tripled",), 1, 1),
        (("one-more",), 1, 1),
        (("tripled", "one-more"), 1, 1),
    ]
    assert proven(course, processes=2).table == proof.table


TELL_APART = "Draw inputs that tell them apart; if nothing does, declare them in alike=."
SAME_RULES = "Take them from pairs=: they replace the same rules."
MEND = "Mend reference/tiny/sums.py."

#: What is changed, then what is told and what is said to be done.
CHANGES = {
    "an alias that is not declared": (
        mistakes('"thrice", step=lambda n: n + n + n'),
        [
            ("tripled is not told from thrice in double.", TELL_APART),
            ("thrice is not told from tripled in double.", TELL_APART),
            (
                "thrice and tripled give the same answers to all inputs of double.",
                "Declare it: alike=(('thrice', 'tripled'),)",
            ),
        ],
    ),
    "an alias that is declared": (
        both(
            mistakes('"thrice", step=lambda n: n + n + n'),
            replaced("sums.py", "alike=()", 'alike=(("thrice", "tripled"),)'),
        ),
        [],
    ),
    "three names of one behaviour": (
        both(
            mistakes('"thrice", step=lambda n: n * 3', '"three", step=lambda n: n + n + n'),
            replaced("sums.py", "alike=()", 'alike=(("thrice", "tripled", "three"),)'),
        ),
        [],
    ),
    "declared to be alike, but not": (
        replaced("sums.py", "alike=()", 'alike=(("tripled", "one-more"),)'),
        [
            (
                (
                    "one-more and tripled are declared to be alike in double, but give "
                    "different answers."
                ),
                "Take them from alike=.",
            ),
        ],
    ),
    "declared to be alike, but not there": (
        replaced("sums.py", "alike=()", 'alike=(("tripled", "twice"),)'),
        [
            (
                "twice is declared to be alike in double, but nothing is called so.",
                "Take it from alike=.",
            ),
        ],
    ),
    "the same as two others": (
        mistakes('"thrice", step=lambda n: n * 3', '"three", step=lambda n: n + n + n'),
        [
            *(
                (
                    f"{name} is caught in double, but not named (in 1 of 1 ways).",
                    (
                        "More than two misconceptions may explain it, or its own variant may not: "
                        "see the rules that it replaces."
                    ),
                )
                for name in ("tripled", "thrice", "three")
            ),
            (
                "three and thrice and tripled give the same answers to all inputs of double.",
                "Declare it: alike=(('three', 'thrice', 'tripled'),)",
            ),
        ],
    ),
    "never shown": (
        mistakes('"large", step=lambda n: 2 * n + (n > 1000)'),
        [
            (
                "large shows on 0 of 100 inputs of double, should on 3.",
                "Draw inputs that show it, or list it in unseen= with the reason.",
            ),
        ],
    ),
    "never shown, and declared": (
        both(
            mistakes('"large", step=lambda n: 2 * n + (n > 1000)'),
            replaced("__init__.py", "unseen=()", 'unseen=(("large", "No input is so large."),)'),
        ),
        [],
    ),
    "declared as unseen, but shown": (
        replaced("__init__.py", "unseen=()", 'unseen=(("tripled", "It is not so."),)'),
        [
            (
                "tripled is listed in unseen=, but 100 inputs of double show it.",
                "Take it from that list.",
            ),
        ],
    ),
    "one name in two groups": (
        both(
            mistakes('"halved", step=lambda n: n // 2', '"cut", whole=lambda n: n // 2'),
            replaced("sums.py", "alike=()", 'alike=(("cut", "halved"), ("one-more", "cut"))'),
        ),
        [
            (
                "cut and one-more are declared to be alike in double, but give different answers.",
                "Take them from alike=.",
            )
        ],
    ),
    "for no model": (
        mistakes('"late", clock=lambda n: n'),
        [
            (
                "late is listed, but no exercise that lists it has a model with its rules.",
                "Give its variants the names of rules that a model has.",
            ),
        ],
    ),
    "a pair that a third explains": (
        mistakes('"three-and-one", whole=lambda n: 3 * n + 1'),
        [
            (
                "tripled and one-more together are taken for three-and-one in double.",
                "Draw inputs that tell them apart, or take the pair from pairs=.",
            ),
        ],
    ),
    "a pair that cannot be": (
        both(
            mistakes('"halved", step=lambda n: n // 2'),
            replaced("__init__.py", '"one-more"', '"halved"'),
        ),
        [("tripled and halved are a pair, but no exercise can have both.", SAME_RULES)],
    ),
    "a model that is not the reference": (
        replaced("sums.py", '"shift": lambda n: n}', '"shift": lambda n: n + (n == -80)}'),
        [
            (
                "The model of double, with its own rules, is not the reference: double(n=-40)",
                "Mend the model: nothing that it says of mistakes can be believed before.",
            ),
        ],
    ),
    "a reference that is refused": (
        both(
            replaced("sums.py", "import grader\n", "import sys\n\nimport grader\n"),
            replaced("sums.py", "TWICE * n", 'TWICE * n + ("hypothesis" not in sys.modules)'),
        ),
        [
            (
                (
                    "The reference does not pass its own grading: double returned -79, but should "
                    "return -80."
                ),
                MEND,
            ),
        ],
    ),
    "a reference that is no submission": (
        both(
            replaced("sums.py", "import grader\n", "import grader\n\nfrom . import helper\n"),
            replaced("sums.py", "return TWICE * n", "return helper.twice(n)"),
            lambda root: (root / "reference/tiny/helper.py").write_text(
                "def twice(n):\n    return 2 * n\n", encoding="utf-8"
            ),
        ),
        [
            (
                (
                    "The reference cannot be made a submission: sums uses helper, a whole module "
                    "of the reference, for an exercise; it should import by name what it needs "
                    "of it."
                ),
                "Mend reference/tiny.",
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_hole(name: str, tmp_path: Path):
    """What is not as it should be is told, with what to do, and nothing else is."""
    change, told = CHANGES[name]
    proof = proven(tiny(tmp_path, change))
    assert holes(proof) == told
    assert proof.exit_code == (3 if told else 0)


def test_inputs_that_fail(tmp_path: Path):
    """Calls that cannot be drawn are a hole, and the rest of the proof goes on."""
    change = replaced("sums.py", 'inputs=lambda draw: {"n"', 'inputs=lambda draw: {"m"')
    problem = "AuthoringError: double takes ('n',), but its inputs are drawn as ('m',)"
    told = (f"The inputs of double cannot be drawn or answered: {problem}.", MEND)
    assert told in holes(proven(tiny(tmp_path, change)))


#: What a file is made to be when all is made, then what is told and what is said to be done.
SPOILED = {
    "assignments/tiny/sums.py": (
        "def double(n: int) -> int:\n    return 2 * n\n",
        [
            (
                "The stub of double is graded as passed, should be not_started.",
                "Put your work elsewhere, then run: grader stubs tiny --force",
            ),
            (
                "assignments/tiny/sums.py is not what the reference gives.",
                "Run: grader stubs tiny",
            ),
        ],
    ),
    "assignments/tiny/README.ko.md": (
        None,
        [
            (
                "There is no handout assignments/tiny/README.ko.md.",
                "Write it: it is what students read first.",
            )
        ],
    ),
    "reference/tiny/alternatives/shifts/sums.py": (
        "def double(n):\n    return n * 2.0\n",
        [
            (
                (
                    "A right answer is refused, that of reference/tiny/alternatives/shifts: double "
                    "returned -80.0, a float, but should return -80, an int."
                ),
                (
                    "Find out whether it is right. If so, mend the comparison or the allowed "
                    "error; if not, mend it."
                ),
            )
        ],
    ),
    "reference/tiny/locale/ko/LC_MESSAGES/tiny.mo": (
        "",
        [
            (
                (
                    "reference/tiny/locale/ko/LC_MESSAGES/tiny.mo is not what its texts and "
                    "translations give."
                ),
                "Run: python -m grader.author.catalogues",
            )
        ],
    ),
}


@pytest.mark.parametrize("file", SPOILED)
def test_spoiled(file: str, tmp_path: Path):
    """A file that is not as it was made is a hole, and nothing else is."""
    course = tiny(tmp_path)
    text, told = SPOILED[file]
    path = tmp_path / file
    if text is None:
        path.unlink()
    elif path.suffix == ".mo":
        path.write_bytes(path.read_bytes() + b"\0")
    else:
        path.write_text(text, encoding="utf-8")
    proof = proven(course)
    assert holes(proof) == told
    assert proof.exit_code == 3


def test_no_alternatives(tmp_path: Path):
    """Without a right answer in another style, nothing is proven of them."""
    course = tiny(tmp_path)
    shutil.rmtree(tmp_path / "reference/tiny/alternatives")
    assert holes(proven(course)) == [
        (
            "There are no right answers in another style in reference/tiny/alternatives.",
            "Solve the exercises there in your own way, in one folder for each way.",
        )
    ]


def test_a_translation_is_missing(tmp_path: Path):
    """A text without a translation is a hole, which names the language and the text."""
    course = tiny(tmp_path)
    translate(course, without="Why tripled?")
    assert holes(proven(course)) == [
        (
            'Texts without a translation into "ko": 1. The first one begins: Why tripled?',
            (
                "Run python -m grader.author.catalogues, and translate them in "
                "reference/tiny/locale/ko/LC_MESSAGES/tiny.po."
            ),
        )
    ]


def test_without_babel_a_note(tmp_path: Path, monkeypatch):
    """Where Babel is not installed, what only it can tell is left out, and the proof says so."""
    course = tiny(tmp_path)
    mo = tmp_path / "reference/tiny/locale/ko/LC_MESSAGES/tiny.mo"
    mo.write_bytes(mo.read_bytes() + b"\0")
    monkeypatch.setattr(completeness, "find_spec", lambda _name: None)
    proof = proven(course)
    note = "Babel is not installed, so nobody looked whether the .mo files are current."
    assert (holes(proof), proof.notes) == ([], (note,))
    assert note in " ".join(render_proof(proof).split())


class FakeOracle:
    """Answers with the twins, in this process; or dies."""

    dies = False

    def __init__(self, reference: Path) -> None:
        """Remember where the twins are."""
        self.course = Course(reference.parents[1])

    def __enter__(self):
        """Return itself."""
        return self

    def __exit__(self, *_):
        """Do nothing."""

    def ask(self, name: str, calls: list) -> list:
        """Ask a twin."""
        exercises = {one.name: one for _, one in self.course.load("tiny").exercises}
        return [answered(exercises[name].twin, call) for call in calls]

    def collect(self, answers: list) -> list:
        """Return the answers."""
        return answers

    def version(self) -> str:
        """Say who answers."""
        if self.dies:
            raise OracleDiedError("it ended with exit code 1")
        return "0.0"


def answered(twin: Callable, call: tuple) -> tuple[str, object]:
    """Return what TensorFlow's process would."""
    try:
        return ("answer", twin(*call))
    except ValueError as error:
        return ("raised", f"ValueError: {error}")


@pytest.fixture
def fake_oracle(monkeypatch):
    """Let the twins be asked without TensorFlow."""
    monkeypatch.setattr(reference_run, "Oracle", FakeOracle)
    monkeypatch.setattr(reference_run, "tensorflow_is_installed", lambda: True)
    return monkeypatch


MEND_ONE = "Find out which of the two is right, and mend the other: reference/tiny/sums.py."


@pytest.mark.parametrize(
    ("twin", "told"),
    [
        ("return n + n", []),
        (
            "return n + n + (n == 7)",
            ["double: the reference and tf.nn do not agree. The call is: double(n=7)"],
        ),
        (
            "raise ValueError('no')",
            [
                (
                    "double: tf.nn gives no answer. tf.nn raised ValueError: no. The call is: "
                    "double(n={first})"
                )
            ],
        ),
    ],
)
@pytest.mark.usefixtures("fake_oracle")
def test_twins(twin: str, told: list[str], tmp_path: Path):
    """Where reference and tf.nn do not agree, the call is told."""
    course = tiny(tmp_path, replaced("sums.py", "return n + n", twin))
    proof = proven(course, oracle="auto")
    ((concept, exercise),) = course.load("tiny").exercises
    first = draw_question(concept, exercise, seed=1, examples=200).calls[0]["n"]
    assert holes(proof) == [(text.format(first=first), MEND_ONE) for text in told]
    assert proof.oracle == OracleState("disagreed" if told else "agreed", "", 200)
    assert proof.exit_code == (3 if told else 0)


def test_tensorflow_dies(tmp_path: Path, fake_oracle):
    """Without answers of tf.nn's nothing is proven of it, which is a hole."""
    fake_oracle.setattr(FakeOracle, "dies", True)
    assert holes(proven(tiny(tmp_path), oracle="auto")) == [
        (
            "The TensorFlow process gave no answers: it ended with exit code 1.",
            "Run it again; with --oracle off the reference is compared with nothing.",
        )
    ]


def test_the_error_is_a_share_of_what_is_allowed():
    """The largest error is that of the worst element, as a share of its own limit."""
    right = np.array([1.0, 0.0, 4.0])
    assert agreement._share(right, right, np.array([0.1, 0.0, 0.1])) == 0
    share = agreement._share(right + np.array([0.1, 0, 0.1]), right, np.array([0.2, 0, 0.4]))
    assert share == pytest.approx(0.5)
    assert agreement._share(right + np.array([0, 0.1, 0]), right, np.array([0.1, 0, 0.1])) == np.inf
    assert agreement._share(right[:2], right, right) == np.inf
    assert (agreement._share((1, 2), (1, 2), None), agreement._share(1, 2, None)) == (0, np.inf)


def test_every_form_can_be_made():
    """There is a way to make each misconception about the form of an answer."""
    assert set(naming._FORMED) == {form.id for form in FORMS}


def test_half_of_a_pair_is_no_lie():
    """One of two is true where it explains all answers; anything else is misnamed."""
    pair = frozenset({"a", "b"})
    assert naming._may_tell(frozenset({"a"}), pair)
    assert not naming._may_tell(frozenset({"a", "c"}), pair)


def test_ways_of_a_pair():
    """A handful of the ways in which two go together, or all, are tried: none with common rules."""
    assignment = find_course(ROOT).load("assignment1")
    most = 0
    for pair in assignment.pairs:
        for _, exercise in assignment.exercises:
            every = naming.tried(exercise, pair, every=True)
            some = naming.tried(exercise, pair)
            if len(every) <= naming.MOST_WAYS:
                assert len(some) == len(every)
            else:
                assert 1 < len(some) <= naming.MOST_WAYS
            most = max(most, len(every))
            for candidate in every:
                (_, mine), (_, theirs) = candidate.parts
                assert not mine.rules.keys() & theirs.rules.keys()
    assert most > naming.MOST_WAYS


PLAIN_SUMS = """\
from __future__ import annotations
from parts_least import power as to_the
class Box:

    def __init__(self, n):
        self.n = to_the(n)
def square(n: helper.Number) -> helper.Number:
    return Box(n).n
"""
PLAIN_LEAST = """\
from __future__ import annotations
import math
LEAST: int = math.ceil(1.5)
def power(n):
    return n ** LEAST
"""


def test_plain_sources(tmp_path: Path):
    """A plain submission holds what the exercises reach, from whatever module, and no more."""
    files = {
        "parts/__init__.py": "",
        "parts/least.py": "import math, sys\nLEAST: int = math.ceil(1.5)\n"
        "def power(n): return n ** LEAST\ndef other(n): return sys\n",
        "sums.py": "import grader\nfrom .parts.least import power as to_the\n"
        "from . import helper\nclass Box:\n    def __init__(self, n): self.n = to_the(n)\n"
        "def square(n: helper.Number) -> helper.Number: return Box(n).n\n"
        "def unused(): return helper.x\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def square(n):
        """Return its square."""
        return n * n

    exercise = Exercise(function=square, inputs=lambda _: {}, points=1, hints=("a", "b"))
    concept = Concept(id="sums", title="Sums", goal="Add.", exercises=(exercise,))
    assignment = Assignment(id="tiny", title="Tiny", concepts=(concept,))
    found = plain.plain_sources(assignment, tmp_path)
    assert found == {"sums": PLAIN_SUMS, "parts_least": PLAIN_LEAST}


TEXT = """\
tiny  Tiny
The grader proves itself, on the inputs of seed 1.

ok  The reference gets 5 of 5 points when it is graded.
--  The reference was not compared with tf.nn.
ok  Stubs that are not started: 1 of 1.
X   Misconceptions: 3, made in 3 ways; caught 3, named 1.
ok  Pairs of them: 1, made in 1 ways; named 0, unnamed 1, misnamed 0.
ok  Right answers in other styles that pass: 1 of 1.
ok  Handouts and translations were looked for in: en, ko.

                     misconceptions                  pairs tf.nn
       ids ways caught named inputs named unnamed misnamed error
double   3    3      3     1      1     0       1        0     -
inputs: how many it takes until the best hidden one shows. error: as a share of
what is allowed.

Not named as they were made:
  double  tripled  -> thrice + tripled
  double  thrice  -> thrice + tripled
  double  tripled + one-more  -> nothing

There are 4 holes:  1.2 s

1. tripled is not told from thrice in double.
   Draw inputs that tell them apart; if nothing does, declare them in alike=.

2. thrice is not told from tripled in double.
   Draw inputs that tell them apart; if nothing does, declare them in alike=.

3. thrice and tripled give the same answers to all inputs of double.
   Declare it: alike=(('thrice', 'tripled'),)

4. late is listed, but no exercise that lists it has a model with its rules.
   Give its variants the names of rules that a model has.
"""


def test_text(tmp_path: Path):
    """A proof reads like this: what holds, one line for each exercise, then what is open."""
    change = mistakes('"thrice", step=lambda n: n + n + n', '"late", clock=lambda n: n')
    proof = proven(tiny(tmp_path, change))
    text = render_proof(msgspec.structs.replace(proof, seconds=1.25))
    assert text == TEXT
    assert json.loads(encode_proof(proof))["schema"] == 1
    assert msgspec.json.decode(encode_proof(proof), type=Proof) == proof


def test_command(tmp_path: Path):
    """The command exits with 3 where there is a hole, with 2 if it cannot be carried out."""
    course = tiny(tmp_path, mistakes('"late", clock=lambda n: n'))
    target = tmp_path / "proof.json"
    arguments = ["reference", "tiny", "--course", str(course.root), "--oracle", "off"]
    done = CliRunner().invoke(main, [*arguments, "--json", str(target), "--seed", "7"])
    assert done.exit_code == 3, done.output
    assert "There is 1 hole:" in done.output
    written = json.loads(target.read_text(encoding="utf-8"))
    assert (written["seed"], len(written["holes"])) == (7, 1)
    nowhere = tmp_path / "none" / "proof.json"
    done = CliRunner().invoke(main, [*arguments, "--json", str(nowhere)])
    text = f"There is no folder {nowhere.parent} to write proof.json to.\n"
    assert (done.exit_code, done.output) == (2, text)


def test_unseen_needs_a_reason():
    """An entry of ``unseen`` is an id and a reason, and anything else is refused at the door."""
    assignment = find_course(ROOT).load("assignment1")
    message = "assignment assignment1 has 1 texts in an entry of unseen, should have at least 2"
    with pytest.raises(AuthoringError, match=f"^{message}$"):
        replace(assignment, unseen=(("uint8-overflow",),))
