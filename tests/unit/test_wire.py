"""The wire: every value arrives as it was sent, and nothing but a value is ever read."""

from __future__ import annotations

import random
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.worker.wire import (
    MAX_ARRAY,
    MAX_DEPTH,
    MAX_FRAME,
    MAX_ITEMS,
    MAX_NDIM,
    MAX_VALUES,
    Opaque,
    WireError,
    decode,
    encode,
    frame,
)

SAME_EACH_TIME = settings(derandomize=True, database=None, deadline=None)

DTYPES = (
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
LARGEST_INT = 2**1023 - 1
MAX_TEXT = 2**20


def same(sent: Any, received: Any) -> bool:
    """Whether two values are of the same type and the same to the last bit, NaN included."""
    if type(sent) is not type(received):
        return False
    if isinstance(sent, (np.ndarray, np.generic)):
        little = sent.dtype.newbyteorder("<")
        return (received.dtype, received.shape, received.tobytes()) == (
            little,
            sent.shape,
            sent.astype(little).tobytes(),
        )
    if isinstance(sent, float):
        return struct.pack("<d", sent) == struct.pack("<d", received)
    if isinstance(sent, (tuple, list)):
        return len(sent) == len(received) and all(map(same, sent, received))
    if isinstance(sent, dict):
        return list(sent) == list(received) and all(same(sent[key], received[key]) for key in sent)
    return bool(sent == received)


def nested(levels: int, innermost: object) -> object:
    """Put a value into that many lists."""
    for _ in range(levels):
        innermost = [innermost]
    return innermost


def array_body(code: int, shape: tuple[int, ...], content: bytes = b"") -> bytes:
    """Write an array by hand."""
    return b"a" + bytes((code, len(shape))) + struct.pack(f"<{len(shape)}Q", *shape) + content


#: Any layout in memory that an honest answer may have.
LAYOUTS = st.sampled_from(
    [
        lambda a: a,
        np.asfortranarray,
        lambda a: a.T,
        lambda a: a[..., ::-1] if a.ndim else a,
        lambda a: a[::2] if a.ndim else a,
        lambda a: np.broadcast_to(a, (2, *a.shape)),
        lambda a: a.astype(a.dtype.newbyteorder(">")),
    ]
)
ARRAYS = hnp.arrays(
    st.sampled_from(DTYPES), hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4)
)
SCALARS = st.sampled_from(DTYPES).flatmap(
    lambda name: hnp.from_dtype(np.dtype(name)).map(np.dtype(name).type)
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-LARGEST_INT, LARGEST_INT),
    st.floats(),
    st.text(),
    SCALARS,
    ARRAYS,
    st.builds(Opaque, st.text(), st.text(), st.none() | st.tuples(st.integers(0), st.integers(0))),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(), inner, max_size=4),
    ),
    max_leaves=12,
).filter(lambda value: depth(value) <= MAX_DEPTH)


def depth(value: Any) -> int:
    """Return how deep a value nests; what lies in nothing has depth 0."""
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, (tuple, list, dict)):
        return 0
    return 1 + max(map(depth, inner), default=-1)


@SAME_EACH_TIME
@given(VALUES)
def test_values_arrive_as_they_were_sent(value):
    """Any nesting of plain values, arrays and scalars makes the round trip unchanged."""
    assert same(value, decode(encode(value)))


@SAME_EACH_TIME
@given(ARRAYS, LAYOUTS)
def test_arrays_arrive_in_any_layout(array, layout):
    """Order in memory, strides, byte order and read-only views do not matter."""
    sent = layout(array)
    assert same(sent, decode(encode(sent)))


@pytest.mark.parametrize("name", DTYPES)
def test_every_plain_dtype_travels(name: str):
    """An array, a 0-d array and a scalar of each plain dtype arrive as what they were."""
    for shape in ((2, 3), (0, 3), ()):
        array = np.ones(shape, dtype=name)
        assert same(array, decode(encode(array)))
    scalar = np.dtype(name).type(1)
    assert same(scalar, decode(encode(scalar)))


def test_arrays_arrive_fresh_writable_and_contiguous():
    """What is decoded owns its memory and shares it with nothing, in C order."""
    body = encode(np.arange(6.0).reshape(2, 3).T)
    array = decode(body)
    array[:] = -1
    assert array.flags.c_contiguous
    assert array.flags.writeable
    assert decode(body).tolist() == [[0, 3], [1, 4], [2, 5]]


def test_bools_and_subclasses_of_int():
    """A bool stays a bool; a subclass of int or str arrives as the plain value."""

    class Size(int):
        pass

    class Name(str):
        __slots__ = ()

    assert decode(encode((True, 1, Size(3), Name("same")))) == (True, 1, 3, "same")
    assert [type(item) for item in decode(encode((True, 1, Size(3), Name("x"))))] == [
        bool,
        int,
        int,
        str,
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (object(), Opaque("object", "", None)),
        ({1, 2}, Opaque("set", "", None)),
        (b"bytes", Opaque("bytes", "", None)),
        (1j, Opaque("complex", "", None)),
        ((n for n in ()), Opaque("generator", "", None)),
        (type("T" * 200, (), {})(), Opaque("T" * 100, "", None)),
        (np.array([None, 1]), Opaque("ndarray", "object", (2,))),
        (np.array(["ab"]), Opaque("ndarray", "<U2", (1,))),
        (np.array(["2020-01-01"], dtype="M8[D]"), Opaque("ndarray", "datetime64[D]", (1,))),
        (np.zeros(2, dtype=[("a", "i4")]), Opaque("ndarray", "[('a', '<i4')]", (2,))),
        (np.str_("ab"), Opaque("str_", "<U2", ())),
        (np.ma.masked_array([1.0]), Opaque("MaskedArray", "", None)),
        (LARGEST_INT + 1, Opaque("int", "a number with hundreds of digits", None)),
        (-LARGEST_INT - 1, Opaque("int", "a number with hundreds of digits", None)),
        (np.zeros((1,) * (MAX_NDIM + 1)), Opaque("ndarray", "float64", (1,) * (MAX_NDIM + 1))),
        (np.zeros(MAX_ARRAY + 1, "u1"), Opaque("ndarray", "uint8", (MAX_ARRAY + 1,))),
        (np.broadcast_to(0.0, (10**6, 10**6)), Opaque("ndarray", "float64", (10**6, 10**6))),
        (np.zeros((MAX_ARRAY + 1, 0)), Opaque("ndarray", "float64", (MAX_ARRAY + 1, 0))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_travel_is_named(value, expected):
    """Another type, dtype or size arrives as an Opaque that says what it was."""
    received = decode(encode(value))
    assert type(received) is Opaque
    assert received == expected


@pytest.mark.parametrize(
    "value",
    [10**400, np.array([None]), np.zeros((10**8, 0)), object()],
    ids=["int", "object array", "large shape", "object"],
)
def test_what_cannot_travel_is_named_or_refused_at_any_depth(value):
    """The encoder writes no nesting that the decoder would refuse."""
    for levels in range(MAX_DEPTH - 1):
        received = decode(encode(nested(levels, value)))
        assert received == nested(levels, decode(encode(value)))
    for levels in (MAX_DEPTH, MAX_DEPTH + 1):
        with pytest.raises(WireError):
            encode(nested(levels, value))


def test_depth_is_capped():
    """Eight lists in each other travel; nine, and a list that holds itself, do not."""
    endless: list[object] = []
    endless.append(endless)
    assert decode(encode(nested(MAX_DEPTH, 1))) == nested(MAX_DEPTH, 1)
    for value in (nested(MAX_DEPTH + 1, 1), endless):
        with pytest.raises(WireError, match="nested deeper than 8"):
            encode(value)
    with pytest.raises(WireError, match="nested deeper than 8"):
        decode(b"l\x01\0\0\0" * (MAX_DEPTH + 1) + b"N")


def test_values_are_capped():
    """A hundred thousand values travel in all, and not one more, whoever writes the body."""
    row: list[None] = [None] * 999
    table = [row] * 99 + [[None] * 998]
    assert decode(encode(table)) == table
    with pytest.raises(WireError, match="more than 100000 values"):
        encode([row] * 100)
    by_hand = b"l\x64\0\0\0" + (b"l\xe7\x03\0\0" + b"N" * 999) * 100
    with pytest.raises(WireError, match="more than 100000 values"):
        decode(by_hand)
    assert MAX_VALUES == 100_000


def test_a_dict_has_texts_for_keys_each_once():
    """Another dict arrives by its type; a body that names a key twice is refused."""
    assert decode(encode({1: "a", "1": "b"})) == Opaque("dict", "", None)
    twice = b"m\x02\0\0\0" + b"s\x01\0\0\0aN" * 2
    with pytest.raises(WireError, match="a key that comes twice"):
        decode(twice)


@pytest.mark.parametrize("make", [list, tuple, dict.fromkeys])
def test_items_are_capped(make):
    """Ten thousand items travel in one container, and not one more."""
    names = [str(number) for number in range(MAX_ITEMS + 1)]
    assert decode(encode(make(names[:-1]))) == make(names[:-1])
    with pytest.raises(WireError, match="10001 items are over 10000"):
        encode(make(names))


def test_long_texts_are_cut_between_characters():
    """A text over a mebibyte arrives as its beginning, never with half a character."""
    assert decode(encode("x" * MAX_TEXT)) == "x" * MAX_TEXT
    assert decode(encode("x" * (MAX_TEXT + 1))) == "x" * MAX_TEXT
    assert decode(encode("가" * MAX_TEXT)) == "가" * (MAX_TEXT // 3)


def test_lone_surrogates_arrive_escaped():
    """A text that is no Unicode travels all the same."""
    assert decode(encode("a\ud800")) == "a\\ud800"


def test_frames_are_capped():
    """A frame is four bytes of length and a body of at most 8 MiB."""
    assert frame(b"abc") == b"\x03\0\0\0abc"
    assert len(frame(bytes(MAX_FRAME))) == MAX_FRAME + 4
    with pytest.raises(WireError, match="is over"):
        frame(bytes(MAX_FRAME + 1))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "1 bytes asked, 0 left"),
        (b"NN", "1 bytes too many"),
        (encode([1.5]) + b"\0", "1 bytes too many"),
        (b"?", "unknown tag"),
        (b"\x80\x04N.", "unknown tag"),
        (b"i\x00", "an int of 0 bytes"),
        (b"i\xff" + bytes(255), "an int of 255 bytes"),
        (b"s\x01\0\0\0\xff", "not UTF-8"),
        (b"s\x03\0\0\0\xed\xa0\x80", "not UTF-8"),
        (b"s\x01\0\x10\0" + bytes(MAX_TEXT + 1), "is over 1048576"),
        (b"t\x11\x27\0\0" + b"N" * 10_001, "10001 items are over 10000"),
        (b"l\xff\xff\xff\xff", "items are over"),
        (b"m\x01\0\0\0NN", "a key that is not a text"),
        (array_body(0, (2,), b"\x01\x02"), "neither 0 nor 1"),
        (array_body(0, (3,), b"\x01\xff\x00"), "neither 0 nor 1"),
        (b"g\x00\x00\x02", "neither 0 nor 1"),
        (array_body(14, ()), "dtype code 14"),
        (array_body(1, (1,) * 17, b"\0"), "17 axes"),
        (array_body(11, (2**32 - 1, 0)), "an array of shape"),
        (array_body(11, (2**64 - 1,) * 3 + (0,)), "an array of shape"),
        (array_body(11, (2**22, 2**22, 2**22, 0)), "an array of shape"),
        (array_body(11, (2**61,)), "an array of shape"),
        (array_body(11, (2,), bytes(15)), "16 bytes asked, 15 left"),
        (b"g" + array_body(11, (1,), bytes(8))[1:], r"a scalar of shape \(1,\)"),
        (b"oNNN", "an opaque value of the wrong form"),
        (b"o" + encode("a") + encode(1) + b"N", "an opaque value of the wrong form"),
        (b"o" + encode("a") * 2 + encode([1]), "an opaque value of the wrong form"),
        (b"o" + encode("a") * 2 + encode((1.0,)), "an opaque value of the wrong form"),
        (b"o" + encode("a") * 2 + encode((True,)), "an opaque value of the wrong form"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_breaks_the_format_is_refused(body: bytes, reason: str):
    """Bytes that are not exactly one value are a WireError, whatever is wrong with them."""
    with pytest.raises(WireError, match=reason):
        decode(body)


CORPUS = [
    encode(value)
    for value in (
        None,
        ("returned", 2**55, np.arange(6.0).reshape(2, 3), (0, 2), "printed\n"),
        ("returned", 7, [np.float32(1.5), np.bool_(0), (1, -2, 3.5)], (), ""),
        ("raised", 1, {"type": "E", "message": "가", "frames": (("a.py", 1, "f", "x"),)}, ""),
        ("call", 3, (np.zeros((2, 0, 3)), np.array([True, False]), np.array(1 + 2j), "same")),
        (object(), np.array([None]), 10**200, {"a": {"b": [True, None]}}),
    )
]
#: Bytes that mean something: tags, small and large numbers.
TELLING = [*b"NTFidstlmago", 0, 1, 2, 16, 17, 127, 128, 255]


def mutated(chance: random.Random) -> bytes:
    """Return a valid body with a few bytes changed, inserted, taken out, or taken from another."""
    body = bytearray(chance.choice(CORPUS))
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(body) + 1)
        length = chance.choice((1, 1, 2, 8))
        other = chance.choice(CORPUS)
        start = chance.randrange(len(other))
        body[at : at + chance.choice((0, length))] = chance.choice(
            (
                b"",
                bytes(chance.choices(TELLING, k=length)),
                chance.randbytes(length),
                b"\xff" * length,
                other[start : start + chance.choice((length, 40))],
            )
        )
    return bytes(body)


def test_damaged_bodies_are_refused_or_read():
    """Of 60,000 damaged bodies each is a WireError or a value that makes the round trip."""
    chance = random.Random(20261122)  # noqa: S311  (damage, not a secret)
    values = 0
    for _ in range(60_000):
        body = mutated(chance)
        try:
            value = decode(body)
        except WireError:
            continue
        assert same(value, decode(encode(value))), body
        values += 1
    assert 5_000 < values < 55_000


@pytest.mark.parametrize("body", CORPUS, ids=range(len(CORPUS)))
def test_no_beginning_of_a_body_is_a_value(body: bytes):
    """A body that was cut anywhere is refused."""
    for end in range(len(body)):
        with pytest.raises(WireError):
            decode(body[:end])
