"""TensorFlow's answers, in float64, for one image without a batch axis.

TensorFlow answers some illegal questions with uninitialised memory or a crash
of the process, so whatever is not legal is refused here, before it is asked.
Arrays are turned into float64 tensors by hand, because some operations quietly
round a float64 NumPy array to float32.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def convolve(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Return ``tf.nn.conv2d`` plus a bias.

    Args:
        x: The image, shape (H, W, C).
        kernel: Shape (kh, kw, C, F).
        bias: Shape (F,).
        strides: Steps (down, right), each 1 or more.
        padding: ``"valid"`` or ``"same"``.

    Raises:
        ValueError: the arguments do not fit together, or are not finite.
    """
    _check_windows(x.shape[:2], kernel.shape[:2], strides, padding)
    # TensorFlow takes a kernel with too few channels for a grouped convolution.
    if kernel.shape[2] != x.shape[2]:
        raise ValueError(f"kernel {kernel.shape} does not fit the channels of x {x.shape}")
    _check_finite(x=x, kernel=kernel, bias=bias)
    tf = _tensorflow()
    image, weights = tf.constant(x[np.newaxis], tf.float64), tf.constant(kernel, tf.float64)
    sums = tf.nn.conv2d(image, weights, strides, padding.upper())
    return np.asarray(tf.nn.bias_add(sums, tf.constant(bias, tf.float64))[0])


def pool(
    kind: str,
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Return ``tf.nn.max_pool2d`` or ``tf.nn.avg_pool2d``.

    Args:
        kind: ``"max"`` or ``"avg"``.
        x: The image, shape (H, W, C).
        pool_size: Height and width of the window.
        strides: Steps (down, right), each 1 or more; the pool size if ``None``.
        padding: ``"valid"`` or ``"same"``.

    Raises:
        ValueError: the arguments do not fit together, or are not finite.
    """
    strides = pool_size if strides is None else strides
    _check_windows(x.shape[:2], pool_size, strides, padding)
    _check_finite(x=x)
    tf = _tensorflow()
    operation = {"max": tf.nn.max_pool2d, "avg": tf.nn.avg_pool2d}[kind]
    image = tf.constant(x[np.newaxis], tf.float64)
    return np.asarray(operation(image, pool_size, strides, padding.upper())[0])


def pad(x: np.ndarray, pads: tuple[tuple[int, int], ...]) -> np.ndarray:
    """Return ``tf.pad`` with zeros: for each axis of ``x``, how many before and after.

    Raises:
        ValueError: a negative amount, a pair too few or too many, or ``x`` is not finite.
    """
    if len(pads) != x.ndim or min(amount for pair in pads for amount in pair) < 0:
        raise ValueError(f"pads {pads} are not two amounts >= 0 for each axis of x {x.shape}")
    _check_finite(x=x)
    tf = _tensorflow()
    return np.asarray(tf.pad(tf.constant(x, tf.float64), pads))


def _tensorflow() -> Any:
    """Import TensorFlow: it takes seconds, so not before a twin is asked."""
    import tensorflow as tf  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415

    return tf


def _check_windows(
    image: tuple[int, ...], window: tuple[int, ...], strides: tuple[int, int], padding: str
) -> None:
    if padding not in {"valid", "same"}:
        raise ValueError(f'padding is {padding!r}, should be "valid" or "same"')
    if min(*image, *window, *strides) < 1:
        raise ValueError(f"image {image}, window {window}, strides {strides}: all should be >= 1")
    if padding == "valid" and (window[0] > image[0] or window[1] > image[1]):
        raise ValueError(f"a window {window} does not fit an image {image} without padding")


def _check_finite(**arrays: np.ndarray) -> None:
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{name} has values that are infinite or not numbers")
