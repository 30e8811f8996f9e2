"""Misconceptions about where windows lie, and how many there are."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import Axis, same_pads, with_padding_beyond
from .strides import no_step

Steps = tuple[int, int]
_STRIDED = ("conv2d_strided",)
_WINDOWS = ("conv2d_strided", "max_pool2d", "avg_pool2d")


def _spread(kernel: np.ndarray, strides: Steps) -> np.ndarray:
    """Put gaps of zeros between the weights."""
    (height, width, *depths), (down, right) = kernel.shape, strides
    spread = np.zeros(((height - 1) * down + 1, (width - 1) * right + 1, *depths))
    spread[::down, ::right] = kernel
    return spread


def _stride_one_pads(size: int, kernel: int, _stride: int) -> tuple[int, int]:
    return same_pads(size, kernel, 1)


def _count_from(axis: Axis, first: int) -> int:
    """Count ``result[first::stride]`` of a result at stride 1."""
    places = axis.length - axis.kernel + 1
    return max(-(-(places - first) // axis.stride), 0)


def _only_multiples(numbers: np.ndarray, strides: Steps) -> np.ndarray:
    left = np.zeros_like(numbers)
    left[:: strides[0], :: strides[1]] = numbers[:: strides[0], :: strides[1]]
    return left


def _stepped_twice(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: Steps,
    padding: str,
    *,
    multiplied: bool,
) -> np.ndarray:
    """Walk over the outputs in steps of the stride: what lies between stays 0."""
    pads = [
        same_pads(*axis) if padding == "same" else (0, 0)
        for axis in zip(x.shape[:2], kernel.shape[:2], strides, strict=True)
    ]
    padded = np.pad(x.astype(np.float64), (*pads, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(0, 1))
    every = np.einsum("ijcuv,uvcf->ijf", windows, kernel) + bias
    right = every[:: strides[0], :: strides[1]]
    numbers = right if multiplied else every[: right.shape[0], : right.shape[1]]
    return _only_multiples(numbers, strides)


def _ceil(axis: Axis) -> int:
    if axis.padding == "same":
        return axis.whole
    return -(-(axis.length - axis.kernel) // axis.stride) + 1


PLACES = (
    grader.Misconception(
        id="stride-start-not-multiplied",
        says="There are as many windows as there should be, but they start 1 apart.",
        hint="The number of an output and the pixel where its window starts are two things. Where "
        "does output 1 start with a stride of 2?",
        variants=(grader.variant(only=_WINDOWS, starts=lambda _axis, count: np.arange(count)),),
    ),
    grader.Misconception(
        id="stride-on-input",
        says="Pixels are left out of the picture first, and then every window is used.",
        hint="What is left out before looking is lost. Are the pixels inside a window still "
        "neighbours?",
        variants=(
            grader.variant(
                only=_STRIDED,
                picture=lambda x, strides: x[:: strides[0], :: strides[1]],
                steps=no_step,
            ),
        ),
    ),
    grader.Misconception(
        id="subsample-offset",
        says="The first window does not start at the first pixel, but further in.",
        hint="The very first window lies in the corner, also with a stride. Where does yours lie?",
        variants=tuple(
            grader.variant(
                only=_STRIDED,
                pads=pads,
                count=lambda axis, first=first: _count_from(axis, first(axis.stride)),
                starts=lambda axis, count, first=first: (
                    np.arange(count) * axis.stride + first(axis.stride)
                ),
            )
            for first in (lambda stride: stride - 1, lambda stride: stride // 2)
            for pads in (_stride_one_pads, same_pads)
        ),
    ),
    grader.Misconception(
        id="stride-as-dilation",
        says="The stride spreads the pixels inside a window apart.",
        hint="A stride moves the window as a whole. Which pixels lie under the kernel at one "
        "place?",
        variants=(
            grader.variant(only=_STRIDED, kernel=_spread, steps=no_step),
            grader.variant(
                only=_STRIDED,
                starts=lambda _axis, count: np.arange(count),
                taps=lambda axis: np.arange(axis.kernel) * axis.stride,
            ),
            grader.variant(
                only=_STRIDED,
                count=lambda axis: axis.length - (axis.kernel - 1) * axis.stride,
                starts=lambda _axis, count: np.arange(count),
                taps=lambda axis: np.arange(axis.kernel) * axis.stride,
            ),
        ),
    ),
    grader.Misconception(
        id="range-over-output-with-step",
        says="The loop steps over the outputs too, so that some of them stay 0.",
        hint="Your loop steps twice. Do you walk over the outputs, one by one, or over the pixels, "
        "stride by stride?",
        variants=(
            grader.variant(
                only=_STRIDED, whole=lambda **call: _stepped_twice(**call, multiplied=False)
            ),
            grader.variant(
                only=_STRIDED, whole=lambda **call: _stepped_twice(**call, multiplied=True)
            ),
        ),
    ),
    grader.Misconception(
        id="non-overlapping-windows",
        says="The window moves on by its own size, so that no pixel is used twice.",
        hint="Neighbouring windows share most of their pixels. By how much does the window move in "
        "a convolution?",
        variants=(
            grader.variant(
                only=("conv1d", "conv2d_single", "conv2d", "conv2d_same"),
                steps=lambda _strides, window, _padding: window,
            ),
        ),
    ),
    grader.Misconception(
        id="valid-ceil",
        says="Without padding, a last window that hangs over the end is counted too.",
        hint='With "valid" a window that does not fit is left out. Draw the windows for 6 pixels, '
        "a window of 3 and stride 2: which one is too many?",
        variants=(
            grader.variant(only=_WINDOWS, count=_ceil, read=with_padding_beyond),
            grader.variant(valid=lambda size, kernel, stride: -(-(size - kernel) // stride) + 1),
        ),
        aliases=("pool-valid-ceil",),
    ),
)


def _always_valid(_padding: str) -> str:
    return "valid"


def _always_same(_padding: str) -> str:
    return "same"


MODE = (
    grader.Misconception(
        id="padding-arg-ignored",
        says="The padding argument makes no difference.",
        hint='One of "valid" and "same" is right already. Which line decides between the two?',
        variants=(grader.variant(mode=_always_valid), grader.variant(mode=_always_same)),
        aliases=("pool-same-treated-as-valid",),
    ),
)
