"""TensorFlow's answers. Whatever is not legal is refused before it is asked."""

from __future__ import annotations

import numpy as np

from ..pairs import IntOrPair, pair
from ..twins import tensor, tensorflow


def conv2d(
    x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, strides: IntOrPair, padding: str
) -> np.ndarray:
    """Return ``tf.nn.conv2d`` plus a bias.

    Raises:
        ValueError: the arguments do not fit together.
    """
    _check(x, kernel.shape[:2], pair(strides), padding)
    # TensorFlow takes a kernel with too few channels for a grouped convolution.
    if kernel.shape[2] != x.shape[3] or bias.shape != kernel.shape[3:]:
        raise ValueError(f"kernel {kernel.shape}, bias {bias.shape} do not fit x {x.shape}")
    tf = tensorflow()
    sums = tf.nn.conv2d(tensor(x), tensor(kernel), pair(strides), padding.upper())
    return np.asarray(tf.nn.bias_add(sums, tensor(bias)))


def max_pool2d(
    x: np.ndarray, pool_size: IntOrPair, strides: IntOrPair | None, padding: str
) -> np.ndarray:
    """Return ``tf.nn.max_pool2d``.

    Raises:
        ValueError: the arguments do not fit together.
    """
    window = pair(pool_size)
    steps = window if strides is None else pair(strides)
    _check(x, window, steps, padding)
    return np.asarray(tensorflow().nn.max_pool2d(tensor(x), window, steps, padding.upper()))


def _check(x: np.ndarray, window: tuple[int, ...], steps: tuple[int, int], padding: str) -> None:
    if padding not in {"valid", "same"}:
        raise ValueError(f'padding is {padding!r}, should be "valid" or "same"')
    if x.ndim != 4 or min(*x.shape, *window, *steps) < 1:  # noqa: PLR2004
        raise ValueError(f"x {x.shape}, window {window}, strides {steps}: all should be >= 1")
    if padding == "valid" and (window[0] > x.shape[1] or window[1] > x.shape[2]):
        raise ValueError(f"a window {window} does not fit x {x.shape} without padding")
