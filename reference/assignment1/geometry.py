"""The sizes in a call, whatever its exercise calls them: for facets and shape rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

#: The arguments of a call, by name.
Call = Mapping[str, Any]
#: A question about them; ``None`` where it makes no sense.
Ask = Callable[[Call], bool | None]


def axes(call: Call) -> list[tuple[int, int, int]]:
    """Return size, window and stride along each axis.

    Example:
        >>> axes({"size": 28, "kernel_size": 3, "stride": 2})
        [(28, 3, 2)]
        >>> axes({"x": np.ones((4, 6, 1)), "pool_size": (2, 3), "strides": None})
        [(4, 2, 2), (6, 3, 3)]
    """
    if "size" in call:
        return [(call["size"], call["kernel_size"], call["stride"])]
    window = call.get("pool_size") or call.get("kernel_size") or weights(call).shape[:2]
    strides = call.get("strides", (1, 1))
    # A row of numbers has one size and one window, so the second stride is left over.
    return list(zip(picture(call), window, window if strides is None else strides, strict=False))


def picture(call: Call) -> tuple[int, ...]:
    """Return the shape of the picture."""
    shape: tuple[int, ...] = call["input_shape"] if "input_shape" in call else call["x"].shape
    return shape


def weights(call: Call) -> np.ndarray:
    """Return the weights of a convolution."""
    return np.asarray(call["kernel"] if "kernel" in call else call["w"])


def channels(call: Call) -> tuple[int, ...]:
    """Return how many channels the picture has; nothing if it has no such axis."""
    return () if "size" in call else picture(call)[2:]


def depth(call: Call) -> tuple[int, ...]:
    """Return how many maps there are in the answer; nothing if it has no such axis.

    Example:
        >>> depth({"x": np.ones((4, 4, 2)), "kernel": np.ones((3, 3, 2, 5))})
        (5,)
        >>> depth({"x": np.ones((4, 4, 2)), "pool_size": (2, 2)})
        (2,)
    """
    if "filters" in call:
        return (call["filters"],)
    return (call["kernel"].shape[3],) if "kernel" in call else channels(call)


def places(size: int, window: int, stride: int, padding: str) -> int:
    """Return on how many places a window lies along one axis.

    Example:
        >>> places(28, 3, 2, "same"), places(28, 3, 2, "valid")
        (14, 13)
    """
    return -(-size // stride) if padding == "same" else (size - window) // stride + 1


def has_square_answer(call: Call) -> bool:
    """Say whether the answer is as high as it is wide; "valid" where no padding is given."""
    height, width = (places(*axis, call.get("padding", "valid")) for axis in axes(call))
    return height == width


def is_whole(array: np.ndarray) -> bool:
    """Say whether there are whole numbers only."""
    return bool((array == np.trunc(array)).all())


def zeros(call: Call) -> list[int]:
    """Return how many zeros go on each axis; none where the padding is "valid".

    Example:
        >>> zeros({"size": 28, "kernel_size": 3, "stride": 2})
        [1]
    """
    if call.get("padding", "same") == "valid":
        return [0 for _ in axes(call)]
    return [max((places(n, k, s, "same") - 1) * s + k - n, 0) for n, k, s in axes(call)]


def on_every_axis(ask: Callable[[int, int, int], bool], padding: str = "") -> Ask:
    """Return a question about size, window and stride, asked of all axes.

    Where a padding is given, the question makes sense with that one only.

    Example:
        >>> is_odd = on_every_axis(lambda size, window, stride: window % 2 == 1)
        >>> is_odd({"size": 28, "kernel_size": 3, "stride": 2})
        True
    """

    def ask_all(call: Call) -> bool | None:
        if padding and call.get("padding", padding) != padding:
            return None
        return all(ask(*axis) for axis in axes(call))

    return ask_all
