"""What counts as right, and which difference is told first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.compare import EPS32, difference
from grader.evidence import Difference
from grader.worker.wire import Opaque

RIGHT = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def fortran(array: np.ndarray) -> np.ndarray:
    """Return the same array, columns first in memory."""
    return np.asfortranarray(array)


def transposed_view(array: np.ndarray) -> np.ndarray:
    """Return the same array as a view of its transpose."""
    return np.ascontiguousarray(array.T).T


def strided_view(array: np.ndarray) -> np.ndarray:
    """Return the same array as every second cell of a larger one."""
    return np.repeat(np.repeat(array, 2, axis=0), 2, axis=1)[::2, ::2]


def read_only(array: np.ndarray) -> np.ndarray:
    """Return the same array, not writable."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def single(array: np.ndarray) -> np.ndarray:
    """Return the same array in single precision."""
    return array.astype(np.float32)


@pytest.mark.parametrize("form", [np.copy, fortran, transposed_view, strided_view, read_only])
@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_any_memory_layout_and_precision_is_right(
    form: Callable[[np.ndarray], np.ndarray], precision: type
):
    """Fortran order, views and float32 are right answers."""
    assert difference(form(RIGHT.astype(precision)), RIGHT) is None


@pytest.mark.parametrize(
    "value",
    [
        (2, 3),
        [2, 3],
        (np.int64(2), np.int32(3)),
        [np.uint8(2), 3],
    ],
    ids=repr,
)
def test_sizes_in_a_tuple_or_list_of_any_ints_are_right(value: Any):
    """A tuple or a list, of Python's or NumPy's ints, is right where sizes are asked."""
    assert difference(value, (2, 3)) is None


@pytest.mark.parametrize("value", [7, np.int8(7), np.uint64(7)], ids=repr)
def test_any_int_is_right(value: Any):
    """Python's and NumPy's ints are right where an int is asked."""
    assert difference(value, 7) is None


@pytest.mark.parametrize(
    ("value", "right", "kind"),
    [
        # The type.
        (None, RIGHT, "type"),
        (RIGHT.tolist(), RIGHT, "type"),
        (1.0, RIGHT, "type"),
        (np.float64(1.0), RIGHT, "type"),
        (RIGHT.view(np.matrix), RIGHT, "type"),
        (np.ma.masked_array(RIGHT), RIGHT, "type"),
        (Opaque("Tensor", "", (2, 3)), RIGHT, "type"),
        (Opaque("ndarray", "", None), RIGHT, "type"),
        (3.0, 3, "type"),
        (np.float32(3.0), 3, "type"),
        (True, 1, "type"),
        (np.bool_(1), 1, "type"),
        ("3", 3, "type"),
        (np.array(3), 3, "type"),
        ((3,), 3, "type"),
        (Opaque("int", "a number with hundreds of digits", None), 3, "type"),
        (3, (3, 4), "type"),
        (np.array([3, 4]), (3, 4), "type"),
        ({3: 4}, (3, 4), "type"),
        (Opaque("generator", "", None), (3, 4), "type"),
        (Opaque("generator", "", None), (3, 4, 5), "type"),
        ((3.0, 4), (3, 4), "type"),
        ((True, 4), (1, 4), "type"),
        ([np.float64(3), 4], (3, 4), "type"),
        # The shape.
        (RIGHT[0], RIGHT, "shape"),
        (RIGHT.T, RIGHT, "shape"),
        (RIGHT[np.newaxis], RIGHT, "shape"),
        (RIGHT.reshape(6), RIGHT, "shape"),
        (RIGHT[..., np.newaxis], RIGHT, "shape"),
        (np.array(1.0), np.array([1.0]), "shape"),
        (np.zeros((0, 3)), RIGHT, "shape"),
        (Opaque("ndarray", "object", (3, 2)), RIGHT, "shape"),
        ((3,), (3, 4), "shape"),
        ([3, 4, 5], (3, 4), "shape"),
        ((), (3, 4), "shape"),
        # The dtype.
        (RIGHT.astype(np.int64), RIGHT, "dtype"),
        (RIGHT.astype(np.uint8), RIGHT, "dtype"),
        (RIGHT.astype(np.float16), RIGHT, "dtype"),
        (RIGHT.astype(np.complex128), RIGHT, "dtype"),
        (RIGHT.astype(bool), RIGHT, "dtype"),
        (Opaque("ndarray", "object", (2, 3)), RIGHT, "dtype"),
        # The values.
        (np.full((2, 3), np.nan), RIGHT, "non_finite"),
        (np.full((2, 3), np.inf), RIGHT, "non_finite"),
        (RIGHT + 1, RIGHT, "values"),
        (8, 7, "values"),
        ((3, 5), (3, 4), "values"),
    ],
    ids=lambda value: repr(value).replace("\n", " ")[:40],
)
def test_kind(value: Any, right: Any, kind: str):
    """Each wrong answer differs first in this way."""
    found = difference(value, right)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("mine", "right"), [((1, 3), (3,)), ((3,), (1, 3)), ((3,), (3, 1)), ((1,), (3,)), ((), (1, 1))]
)
def test_nothing_is_broadcast(mine: tuple[int, ...], right: tuple[int, ...]):
    """Shapes that NumPy would stretch to fit are different shapes."""
    assert difference(np.ones(mine), np.ones(right)) == Difference("shape")


def test_coarse_differences_are_told_first():
    """Of several differences the coarsest is told: each row mends the one before."""
    with_nan = np.full((2, 3), np.nan)
    wrong = RIGHT.copy()
    wrong[1, 2] = 0
    steps: list[tuple[Any, tuple[str, ...], str | None]] = [
        ([[0]], ("x",), "type"),
        (with_nan.T.astype(np.float16), ("x",), "shape"),
        (with_nan.astype(np.float16), ("x",), "dtype"),
        (with_nan, ("x",), "changed_argument"),
        (np.where(wrong == 0, np.nan, wrong + 1), (), "non_finite"),
        (wrong, (), "values"),
        (RIGHT, (), None),
    ]
    found = [difference(value, RIGHT, changed=changed) for value, changed, _ in steps]
    assert [one and one.kind for one in found] == [kind for *_, kind in steps]


def test_sizes_have_the_same_order():
    """Of sizes the type is told before the number of them, and that before a changed argument."""
    steps: list[tuple[Any, str]] = [
        (np.array([1.0]), "type"),
        ([1.0], "shape"),
        ([1.0, 2], "type"),
        ([1, 2], "changed_argument"),
    ]
    assert [difference(value, (3, 4), changed=("x",)).kind for value, _ in steps] == [
        kind for _, kind in steps
    ]
    assert difference([1, 2], (3, 4)).kind == "values"


def test_changed_argument_spoils_a_right_answer():
    """A right value does not excuse a changed argument."""
    assert difference(RIGHT, RIGHT, changed=("x",)) == Difference("changed_argument")
    assert difference(7, 7, changed=("x",)) == Difference("changed_argument")


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("size", [1.0, 100.0, 2.0**100, 2.0**-100])
def test_the_edge_of_the_tolerance(sign: int, size: float):
    """An error as large as allowed is right, the next larger one is wrong."""
    right = np.array([0.0, size])
    allowed = np.array([0.0, size / 4])
    edge = np.array([0.0, size + sign * size / 4])
    assert difference(edge, right, allowed) is None
    beyond = np.array([0.0, np.nextafter(edge[1], sign * np.inf)])
    found = difference(beyond, right, allowed)
    assert found == Difference("values", ((1,),), 2, abs(beyond[1] - size), size / 4)


def test_rounding_to_float32_is_allowed_where_nothing_is_said():
    """Without ``allowed`` an answer may be rounded to float32, and no more."""
    right = np.array([0.1, -1 / 3, 1e30, 0.0])
    assert difference(right.astype(np.float32), right) is None
    assert difference(right * (1 + EPS32 / 2), right) is None
    assert difference(right * (1 + 2 * EPS32), right).wrong == ((0,), (1,), (2,))
    assert difference(np.array([0.1, -1 / 3, 1e30, 1e-300]), right).wrong == ((3,),)


def test_allowed_may_be_one_number():
    """One allowed error serves every element."""
    assert difference(RIGHT + 0.25, RIGHT, 0.25) is None
    assert difference(RIGHT + 0.5, RIGHT, 0.25).allowed == 0.25


def test_wrong_elements_are_told_in_order():
    """Indices come in C order, with how many there are and how far the worst is off."""
    value = fortran(RIGHT + np.array([[0, 0, 2], [0, -3, 0]]))
    assert difference(value, RIGHT) == Difference(
        "values", ((0, 2), (1, 1)), 6, 3.0, EPS32 * RIGHT[1, 1]
    )
    assert difference((3, 9, 5), (3, 4, 7)) == Difference("values", ((1,), (2,)), 3, 5.0)
    assert difference(9, 4) == Difference("values", ((),), 1, 5.0)


def test_non_finite_elements_are_told_before_wrong_ones():
    """NaN and infinities are told by their places; wrong values beside them are not."""
    value = np.array([9.0, np.nan, 3.0, -np.inf])
    assert difference(value, np.arange(4.0)) == Difference("non_finite", ((1,), (3,)), 4)


def test_large_allowances_do_not_excuse_what_is_not_finite():
    """No tolerance makes an infinity right."""
    assert difference(np.array([np.inf]), np.array([1.0]), np.inf).kind == "non_finite"


@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.float16])
def test_wrong_cells_of_a_wrong_dtype_are_known(dtype: type):
    """Where the dtype is a number's, the cells that it spoils are told."""
    found = difference(np.array([1, 2], dtype), np.array([1.0, 2.5]))
    assert found == Difference("dtype", ((1,),), 2)


def test_unsigned_answers_do_not_wrap():
    """An unsigned answer that is too small is wrong, not huge."""
    assert difference((np.uint8(0), 1), (1, 1)) == Difference("values", ((0,),), 2, 1.0)
    assert difference(np.uint64(0), 1).largest == 1.0


def test_empty_answers():
    """An empty array is right where one is asked, and still has a shape."""
    assert difference(np.zeros((0, 3)), np.zeros((0, 3))) is None
    assert difference(np.zeros((3, 0)), np.zeros((0, 3))) == Difference("shape")
