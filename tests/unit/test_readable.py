"""A counterexample gets numbers that a person can check, and stays one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.readable import readable

Call = dict[str, Any]


def always(_call: Call) -> bool:
    """Say that every call fails."""
    return True


def never(_call: Call) -> bool:
    """Say that no call fails."""
    return False


def convolution() -> Call:
    """Return a call as shrinking leaves it."""
    return {
        "x": np.array([[0.0, 0.5], [0.0, 0.0]]),
        "w": np.zeros((1, 2), np.float32),
        "b": 1.5,
        "padding": "valid",
        "strides": (1, 2),
    }


def test_all_numbers_are_different_and_what_is_added_is_zero():
    """Arrays are filled with 1, 2, 3 ... from the first to the last; the last one with 0."""
    easy = readable(convolution(), always)
    assert easy["x"].tolist() == [[1, 2], [3, 4]]
    assert easy["w"].tolist() == [[5, 6]]
    assert easy["b"] == 0.0
    assert list(easy) == list(convolution())


def test_nothing_but_numbers_changes():
    """Shapes, dtypes and kinds of arguments stay as they are, and the arguments themselves."""
    call = convolution()
    easy = readable(call, always)
    assert (easy["x"].dtype, easy["w"].dtype, type(easy["b"])) == (np.float64, np.float32, float)
    assert (easy["x"].shape, easy["w"].shape) == ((2, 2), (1, 2))
    assert (easy["padding"], easy["strides"]) == ("valid", (1, 2))
    before = convolution()
    assert all(np.array_equal(call[name], before[name]) for name in call)


def test_what_is_added_counts_where_it_must():
    """Where a call fails with a bias only, that one goes on counting."""
    easy = readable(convolution(), lambda call: call["b"] != 0)
    assert (easy["x"].tolist(), easy["w"].tolist(), easy["b"]) == ([[1, 2], [3, 4]], [[5, 6]], 7.0)


def test_as_few_arrays_as_possible_stay_as_they_are():
    """An array that a call needs as it is stays; all others get easier numbers."""
    easy = readable(convolution(), lambda call: call["x"][0, 1] == 0.5)
    assert easy["x"].tolist() == [[0, 0.5], [0, 0]]
    assert easy["w"].tolist() == [[1, 2]]
    assert easy["b"] == 0.0
    easy = readable(convolution(), lambda call: call["x"][0, 1] == 0.5 or call["b"] != 0)
    assert (easy["x"].tolist(), easy["b"]) == ([[1, 2], [3, 4]], 7.0)


def test_negative_numbers_are_the_last_resort():
    """Where only negative numbers fail, one array gets -1, -2, -3 ... and no other changes."""
    call = {"x": np.array([-0.5, -7.25, 0.0]), "pool_size": (1, 2)}
    easy = readable(call, lambda call: bool((call["x"] < 0).all()))
    assert easy["x"].tolist() == [-1, -2, -3]
    assert easy["pool_size"] == (1, 2)


def test_the_only_array_is_not_filled_with_zeros():
    """Without anything that is added, the numbers are 1, 2, 3 ... too."""
    assert readable({"x": np.zeros(2)}, always)["x"].tolist() == [1, 2]


@pytest.mark.parametrize("call", [convolution(), {"x": np.zeros((0, 3)), "size": 4}])
def test_a_call_is_kept_where_nothing_easier_fails(call: Call):
    """Where no easier call fails, or nothing can be filled, the call is what it was."""
    assert readable(call, never) is call


def test_large_arrays_are_left_as_they_are():
    """Of more than twelve numbers nobody checks one with a pencil."""
    call = {"x": np.zeros(11), "b": 0.5}
    assert readable(call, always)["x"].tolist() == list(range(1, 12))
    call = {"x": np.zeros(12), "b": 0.5}
    assert readable(call, always) == call


def test_whole_numbers_and_flags_are_no_arrays():
    """Sizes are ints, not numbers to be filled in."""
    call = {"size": 4, "kernel_size": 3, "stride": 2, "padding": "same"}
    assert readable(call, always) == call


def test_what_may_not_be_asked_is_not_asked():
    """Numbers out of a function's domain are not tried, though they would be easier to read."""
    call = {"x": np.array([0.5, 0.5]), "rate": 0.25}
    easy = readable(call, always, lambda call: call["rate"] < 1)
    assert (easy["x"].tolist(), easy["rate"]) == ([1, 2], 0)
    assert readable(call, always, never) is call


def test_labels_and_pixels_are_left_as_they_are():
    """Whole numbers in arrays name things, or have a range: only floats are filled."""
    call = {"labels": np.array([0, 0]), "images": np.zeros(2, np.uint8), "x": np.zeros(2)}
    easy = readable(call, always)
    assert [value.tolist() for value in easy.values()] == [[0, 0], [0, 0], [1, 2]]
