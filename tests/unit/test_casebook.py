"""A casebook is read whole or not at all, and says what was written."""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.about import About
from grader.author.casebook_file import Contents, write_casebook
from grader.casebook import ARRAYS, MAGIC, RIGHT, Casebook, CasebookError, read_casebook
from grader.course import find_course
from grader.language import speaking
from grader.misconception import RecordedError, UndefinedError
from grader.probe import Probe, Probed
from grader.recorded import recorded_assignment
from grader.trace import Axis, Plane, Table, Term, Trace
from grader.worker.wire import encode

ROOT = Path(__file__).resolve().parents[2]
PATH = find_course(ROOT).handout("assignment1") / "casebook.npz"
DAMAGED = "it is damaged or incomplete"
TRACE = Trace(
    (0,),
    (Plane(((-np.inf, 1.5),), ((True, False),), (0,), (0, 1), ((2.0, 3.0),)),),
    ((Term(-np.inf, 2.0, outside=True), Term(1.5, 3.0)),),
    "sum",
    total=4.5,
)
AXIS = Axis(5, 1, 2, 3, (0, 2))
TABLE = Table((("widen", "3"), ("shrink", "4")), (4.0, 0.5))


@pytest.fixture(scope="module")
def content() -> bytes:
    """Return the bytes of the committed casebook."""
    return PATH.read_bytes()


def about_of_nothing() -> About:
    """Return an assignment without exercises."""
    return About(
        assignment="a",
        title="A",
        made="2026-01-31",
        digest="d",
        versions={},
        concepts=(),
        translations={},
    )


def written(answer: object = None) -> Casebook:
    """Write and read a casebook of one call."""
    contents = Contents(
        calls=[((np.float32([1, 2]), "same", None), (1, 2), None)],
        answers=[[("returns", answer, 0.5), ("raises", "ValueError", None)]],
        which=[np.zeros((0, 1), np.uint16)],
        views=[((True, None), ((1, 2),))],
        traces={(0, RIGHT, 0): TRACE, (0, 3, 1): AXIS, (0, 4, 0): TABLE},
    )
    return Casebook.of(write_casebook(about_of_nothing(), contents))


def sealed(raw: bytes) -> bytes:
    """Return damaged bytes with a hash that fits."""
    return raw[:-64] + hashlib.sha256(raw[:-64]).hexdigest().encode()


def read_all(casebook: Casebook) -> None:
    """Read everything that a casebook holds, as a check of wrong answers would."""
    for _concept, exercise in recorded_assignment(casebook, "ko").exercises:
        for call in exercise.calls[:4]:
            exercise.error(call)
            for way in exercise.wrong_answers[:6]:
                with contextlib.suppress(RecordedError, UndefinedError):
                    exercise.answer(call, [way])
            for facet in exercise.facets:
                facet.ask(call)


def test_what_was_written_is_read():
    """Calls, answers, views and traces come back as they were, infinities included."""
    casebook = written((1, 2.5))
    arguments, right, allowed = casebook.call(0)
    assert arguments[0].dtype == np.float32
    assert (arguments[0].tolist(), arguments[1:], right, allowed) == (
        [1, 2],
        ("same", None),
        (1, 2),
        None,
    )
    assert casebook.answer(0, 0) == ("returns", (1, 2.5), 0.5)
    assert casebook.answer(0, 1) == ("raises", "ValueError", None)
    assert casebook.view(0) == ((True, None), ((1, 2),))
    assert casebook.trace(0, RIGHT, 0) == TRACE
    assert casebook.trace(0, 3, 1) == AXIS
    assert casebook.trace(0, 4, 0) == TABLE
    assert casebook.trace(0, 3, 0) is None


#: Arguments of every kind that a function may take.
EVERY_KIND = (
    [{"kind": "Conv2D", "size": (3, 3), "bias": True}, {"kind": "Flatten", "step": None}],
    [np.ones((2, 1)), np.zeros(3, np.float32)],
    ((1, 2), [3, (4.5,)]),
    np.array([0, 255], np.uint8),
    np.array([-1, 2]),
    False,
    0.25,
)


def test_every_kind_of_argument_is_read_as_it_was():
    """Lists stay lists and tuples tuples, at every depth; dtypes stay what they were."""
    contents = Contents([(EVERY_KIND, (1,), None)], [[]], [np.zeros((0, 1), np.uint16)], [], {})
    arguments, *_rest = Casebook.of(write_casebook(about_of_nothing(), contents)).call(0)
    assert encode(arguments) == encode(EVERY_KIND)


def test_an_answer_with_properties_is_read_as_it_was():
    """The example, its probes, and what they say, in the language that is spoken."""
    probe = Probe("even", np.ones((1, 2)), silent=True, says="It answers to grey.")
    right = Probed(np.array([[1.0, -1.0]]), (probe,))
    contents = Contents([((), right, None)], [[]], [np.zeros((0, 1), np.uint16)], [], {})
    _arguments, found, _allowed = Casebook.of(write_casebook(about_of_nothing(), contents)).call(0)
    assert found.pattern(found.example) == (True,)
    assert found.spoken(str.upper).failed(np.ones((1, 2)))[0].says == "IT ANSWERS TO GREY."


@pytest.mark.parametrize(
    "value", [[1.0, -128.0], [0.125, 3000.0], [1 / 3, 1e30], [np.nan, np.inf], []], ids=str
)
def test_wrong_answers_keep_single_precision(value: list[float]):
    """A wrong answer is stored in few bits, and loses no more than single precision does."""
    answer = np.array(value)
    found = written(answer).answer(0, 0)[1]
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, answer, rtol=2**-24)


def test_equal_contents_are_equal_bytes(content: bytes):
    """Nothing of the day or the machine is in a casebook."""
    assert sealed(content) == content
    assert written()._array("calls").tobytes() == written()._array("calls").tobytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [one.filename for one in archive.infolist()] == [f"{name}.npy" for name in ARRAYS]


def test_it_is_an_npz_without_pickle(content: bytes):
    """NumPy reads every array of it without pickle."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        assert {name: arrays[name].dtype.str for name in arrays} == ARRAYS


def test_it_is_small(content: bytes):
    """The committed casebook has at most 600 kB."""
    assert len(content) <= 600_000


@pytest.mark.parametrize("size", [0, 1, 4, 100, -1, -64, -100, -10_000])
def test_a_truncated_one_is_refused(size: int, content: bytes):
    """A file that ends early is refused with a sentence, wherever it ends."""
    with pytest.raises(CasebookError, match=r"damaged|not a casebook"):
        Casebook.of(content[:size])


def test_a_longer_one_is_refused(content: bytes):
    """A file with something behind it is refused."""
    with pytest.raises(CasebookError, match="not a casebook"):
        Casebook.of(content + b"\n")


def test_every_flipped_byte_is_noticed(content: bytes):
    """A single byte that is another one makes the whole file refused."""
    dice = np.random.default_rng(1)
    for at, bit in zip(dice.integers(0, len(content), 300), dice.integers(0, 8, 300), strict=True):
        damaged = bytearray(content)
        damaged[at] ^= 1 << bit
        with pytest.raises(CasebookError):
            Casebook.of(bytes(damaged))


@pytest.mark.parametrize(
    "foreign", [b"", b"PK\x05\x06" + bytes(18), b"\x93NUMPY", b"not a casebook at all" * 100]
)
def test_a_foreign_file_is_refused(foreign: bytes):
    """Another file of any kind is refused as what it is."""
    with pytest.raises(CasebookError, match="not a casebook"):
        Casebook.of(foreign)


def test_another_version_is_refused(content: bytes):
    """A format of the future is not half understood."""
    mark = MAGIC.replace(b"1", b"2")
    with pytest.raises(CasebookError, match="another version of the grader"):
        Casebook.of(sealed(content[: -len(MAGIC) - 64] + mark + bytes(64)))


def test_damage_with_a_hash_that_fits_ends_in_the_same_sentence(content: bytes):
    """Whatever bytes a hash was made for, reading all of them ends in values or in a refusal."""
    dice = np.random.default_rng(2)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {one.filename: archive.read(one) for one in archive.infolist()}
    refused = 0
    for _ in range(40):
        name = str(dice.choice(sorted(members)))
        damaged = bytearray(members[name])
        for at in dice.integers(0, len(damaged), dice.integers(1, 6)):
            damaged[at] = int(dice.integers(256))
        if dice.random() < 0.2:
            del damaged[int(dice.integers(len(damaged))) :]
        try:
            read_all(Casebook.of(packed({**members, name: bytes(damaged)})))
        except CasebookError as error:
            assert str(error) == DAMAGED  # noqa: PT017  (both ends are right)
            refused += 1
    assert refused >= 12


def packed(members: dict[str, bytes]) -> bytes:
    """Return a casebook of these members, with a hash that fits."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = MAGIC + bytes(64)
    return sealed(out.getvalue())


def test_a_member_that_claims_to_be_huge_is_refused():
    """A header that promises more than there is takes no memory."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "|u1", "fortran_order": False, "shape": (10**12,)}
    )
    with pytest.raises(CasebookError, match=DAMAGED):
        Casebook.of(packed({"about.npy": header.getvalue() + b"{}"}))


def test_a_folder_is_refused(tmp_path: Path):
    """What cannot be read is refused with the system's reason, and what is not there is not."""
    with pytest.raises(CasebookError, match="directory"):
        read_casebook(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_casebook(tmp_path / "casebook.npz")


def test_the_sentence_is_translated():
    """The reason for a refusal is told in the language being spoken."""
    with speaking("ko"), pytest.raises(CasebookError, match="온전하지 않습니다"):
        Casebook.of(b"")


def test_its_texts_are_those_of_the_course():
    """In either language the recorded assignment has the texts of the one that was written."""
    casebook = read_casebook(PATH)
    for language in ("en", "ko"):
        written = find_course(ROOT).load("assignment1", language)
        recorded = recorded_assignment(casebook, language)
        assert recorded.title == written.title
        for (concept, mine), (other, theirs) in zip(
            recorded.exercises, written.exercises, strict=True
        ):
            assert (concept.id, concept.title, concept.goal) == (other.id, other.title, other.goal)
            for part in ("name", "parameters", "points", "hints", "requires", "alike"):
                assert getattr(mine, part) == getattr(theirs, part)
            for kind in ("facets", "shape_rules"):
                pairs = zip(getattr(mine, kind), getattr(theirs, kind), strict=True)
                for one, another in pairs:
                    texts = ("id", "yes", "no", "branches", "looks")
                    assert all(getattr(one, t, "") == getattr(another, t, "") for t in texts), (
                        another.id
                    )
            assert [(one.id, one.says, one.hint) for one, _variant in mine.wrong_answers] == [
                (one.id, one.says, one.hint) for one, _variant in theirs.wrong_answers
            ]
    assert msgspec.json.decode(msgspec.json.encode(casebook.about), type=About) == casebook.about
