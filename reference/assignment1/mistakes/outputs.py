"""Misconceptions about the output: its size, its order, and what is done to each number."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import Axis, Windows, cut, same_pads, with_padding_beyond

_PLAIN = ("conv1d", "conv2d_single", "conv2d")
_2D = ("conv2d_single", "conv2d", "conv2d_same", "conv2d_strided")
_CONVOLUTIONS = ("conv1d", *_2D)
_POOLS = ("max_pool2d", "avg_pool2d")


def _without_last(numbers: np.ndarray, _picture: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    """Leave the last row or column as ``np.zeros`` made it."""
    left = numbers.copy()
    for axis in axes:
        left[(slice(None),) * axis + (slice(numbers.shape[axis] - 1, None),)] = 0
    return left


def _on_a_canvas(numbers: np.ndarray, picture: np.ndarray) -> np.ndarray:
    """Put the numbers into the corner of zeros as large as the picture."""
    canvas = np.zeros((*picture.shape[:2], numbers.shape[2]))
    canvas[: numbers.shape[0], : numbers.shape[1]] = numbers
    return canvas


def _running_total(numbers: np.ndarray, order: tuple[int, int, int]) -> np.ndarray:
    """Add each number to those before it, in the order of these loops."""
    walked = numbers.transpose(order)
    totals = np.cumsum(walked.reshape(-1)).reshape(walked.shape)
    back: np.ndarray = totals.transpose(np.argsort(order))
    return back


def _running_maximum(numbers: np.ndarray, order: tuple[int, int, int]) -> np.ndarray:
    walked = numbers.transpose(order)
    maxima = np.maximum.accumulate(walked.reshape(-1)).reshape(walked.shape)
    back: np.ndarray = maxima.transpose(np.argsort(order))
    return back


def _running_mean(windows: Windows, order: tuple[int, int, int]) -> np.ndarray:
    """Add up all pixels since the beginning, and divide by those of the last window."""
    inside = ~windows.outside[..., np.newaxis]
    sums = (windows.values * inside).sum(axis=(2, 3))
    means: np.ndarray = _running_total(sums, order) / inside.sum(axis=(2, 3))
    return means


def _full(size: int, kernel: int, _stride: int) -> tuple[int, int]:
    del size
    return kernel - 1, kernel - 1


def _centred(size: int, kernel: int, _stride: int) -> tuple[int, int]:
    """Pad as ``np.correlate(..., "same")`` does."""
    return same_pads(size, kernel, 1)[::-1]


def _from_the_centre(axis: Axis, count: int) -> np.ndarray:
    return np.arange(count) * axis.stride - axis.kernel // 2


_IJF, _FIJ = (0, 1, 2), (2, 0, 1)

SIZE = (
    grader.Misconception(
        id="output-missing-plus-one",
        says="There is one output too few along each axis.",
        hint="A kernel as long as the picture still fits once. Does your formula count that place?",
        variants=(
            grader.variant(only=("conv1d",), count=lambda axis: axis.whole - (axis.number == 0)),
            grader.variant(
                only=(*_PLAIN[1:], "conv2d_strided", *_POOLS),
                count=lambda axis: axis.whole - (axis.padding == "valid"),
            ),
            grader.variant(
                only=("conv2d_same", "conv2d_strided", *_POOLS), count=lambda axis: axis.whole - 1
            ),
            grader.variant(valid=lambda size, kernel, stride: (size - kernel) // stride),
        ),
        aliases=("stride-off-by-one",),
    ),
    grader.Misconception(
        id="loop-off-by-one",
        says="The loops stop one step early, so the last outputs stay 0.",
        hint="At how many places does a window of 3 fit on 5 pixels? The last place counts too.",
        variants=(
            grader.variant(only=(*_2D, *_POOLS), layout=lambda n, x: _without_last(n, x, (0, 1))),
            grader.variant(
                only=(*_CONVOLUTIONS, *_POOLS), layout=lambda n, x: _without_last(n, x, (0,))
            ),
            grader.variant(only=(*_2D, *_POOLS), layout=lambda n, x: _without_last(n, x, (1,))),
        ),
    ),
    grader.Misconception(
        id="output-same-size-zero-tail",
        says="The output is as large as the picture, with zeros where the window does not fit.",
        hint="Without padding the picture gets smaller. Has a place where the window does not fit "
        "any output at all?",
        variants=(grader.variant(only=_PLAIN, layout=_on_a_canvas),),
    ),
    grader.Misconception(
        id="full-or-same-mode",
        says="Windows that hang over the border are counted too.",
        hint='NumPy knows "full", "same" and "valid". Which of them uses no pixels that are not '
        "there?",
        variants=(
            grader.variant(only=_PLAIN, unpadded=_full),
            grader.variant(only=_PLAIN, unpadded=_centred),
            grader.variant(only=_PLAIN, unpadded=lambda n, k, _: same_pads(n, k, 1)),
        ),
    ),
    grader.Misconception(
        id="window-centred",
        says="Windows begin half a kernel too early: they are centred on the output's index.",
        hint="Output (0, 0) comes from the window whose corner is pixel (0, 0). Where does an "
        "index of -1 read?",
        variants=(
            grader.variant(only=_2D, starts=_from_the_centre),
            grader.variant(only=_PLAIN, starts=_from_the_centre, read=with_padding_beyond),
        ),
    ),
)

ORDER = (
    grader.Misconception(
        id="output-hw-swapped",
        says="Height and width of the output are exchanged.",
        hint="Rows come first in a shape. Try a picture that is clearly wider than high.",
        variants=(
            grader.variant(
                only=(*_2D, *_POOLS), layout=lambda numbers, _picture: numbers.swapaxes(0, 1)
            ),
        ),
    ),
)

TOTALS = (
    grader.Misconception(
        id="accumulator-not-reset",
        says="Each output goes on from the one before it: what was computed is not set back.",
        hint="Every output starts from nothing. Where does yours begin anew?",
        variants=(
            grader.variant(maps=lambda numbers: _running_total(numbers, _IJF)),
            grader.variant(maps=lambda numbers: _running_total(numbers, _FIJ)),
            grader.variant(
                only=_CONVOLUTIONS, layout=lambda numbers, _: _running_total(numbers, _IJF)
            ),
            grader.variant(
                only=_CONVOLUTIONS, layout=lambda numbers, _: _running_total(numbers, _FIJ)
            ),
            grader.variant(only=("max_pool2d",), result=lambda n: _running_maximum(n, _IJF)),
            grader.variant(only=("max_pool2d",), result=lambda n: _running_maximum(n, _FIJ)),
            grader.variant(only=("avg_pool2d",), combine=lambda w: _running_mean(w, _IJF)),
            grader.variant(only=("avg_pool2d",), combine=lambda w: _running_mean(w, _FIJ)),
        ),
    ),
)

VALUES = (
    grader.Misconception(
        id="relu-applied",
        says="Negative outputs are set to 0, as ReLU does.",
        hint="Some notes call the map after the activation a feature map. Here the sum alone is "
        "asked for. Where did your negative numbers go?",
        variants=(
            grader.variant(only=_CONVOLUTIONS, result=lambda numbers: np.maximum(numbers, 0)),
        ),
    ),
    grader.Misconception(
        id="clipped-0-255",
        says="Outputs are cut off at the range of a picture, 0 to 255.",
        hint="A feature map is not a picture. How large or small may its numbers be?",
        variants=(
            grader.variant(only=_CONVOLUTIONS, result=lambda numbers: np.clip(numbers, 0, 255)),
            grader.variant(only=_CONVOLUTIONS, result=lambda numbers: np.minimum(numbers, 255)),
        ),
    ),
    grader.Misconception(
        id="output-int-dtype",
        says="Numbers are cut to whole numbers when they are stored.",
        hint="Writing 2.7 into an array of ints keeps 2. What is the dtype of the array that you "
        "fill?",
        variants=(
            grader.variant(only=(*_CONVOLUTIONS, *_POOLS), result=cut),
            grader.variant(only=("zero_pad",), fill=lambda x, pads: cut(_zero_padded(x, pads))),
        ),
    ),
)


def _zero_padded(x: np.ndarray, pads: tuple[tuple[int, int], tuple[int, int]]) -> np.ndarray:
    return np.pad(x, (*pads, (0, 0)))
