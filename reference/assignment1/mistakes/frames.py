"""Misconceptions about the frame around a picture: where it goes, and what is in it."""

from __future__ import annotations

from typing import Any

import numpy as np

import grader

from ..models.windows import Pads, same_pads, zeros

_SAME = ("conv2d_same", "conv2d_strided")
_FRAMES = ("zero_pad", *_SAME)


def _filled(mode: Any, **options: Any) -> Any:
    """Return a rule that fills the padding as ``np.pad`` does in this mode."""

    def fill(picture: np.ndarray, pads: Pads) -> np.ndarray:
        padded: np.ndarray = np.pad(picture, (*pads, (0, 0)), mode=mode, **options)
        return padded

    return fill


def _wrapped_in_front(picture: np.ndarray, pads: Pads) -> np.ndarray:
    """Read the last pixels in front of the first, as index -1 does; zeros behind."""
    (top, _), (left, _) = pads
    if top > picture.shape[0] or left > picture.shape[1]:
        raise IndexError("index is out of bounds")
    padded = zeros(picture, pads)
    height, width, _ = picture.shape
    padded[:top, left : left + width] = picture[height - top :]
    padded[:, :left] = padded[:, width : left + width]
    return padded


def _one_sided(picture: np.ndarray, pads: Pads) -> np.ndarray:
    """Make room for the top and the left alone."""
    (top, _), (left, _) = pads
    height, width, channels = picture.shape
    padded = np.zeros((height + top, width + left, channels))
    padded[top:, left:] = picture
    return padded


def _erased(picture: np.ndarray, pads: Pads) -> np.ndarray:
    """Keep the size, and set the border to zero."""
    (top, bottom), (left, right) = pads
    height, width, _ = picture.shape
    kept = np.zeros_like(picture)
    rows, columns = slice(top, max(height - bottom, 0)), slice(left, max(width - right, 0))
    kept[rows, columns] = picture[rows, columns]
    return kept


def _batch_axis(x: np.ndarray, pads: Pads) -> np.ndarray:
    return np.pad(x, ((0, 0), *pads))


def _with_channels(x: np.ndarray, pads: Pads) -> np.ndarray:
    return np.pad(x, (*pads, pads[1]))


def _output_padded(
    x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, *, bias_everywhere: bool
) -> np.ndarray:
    """Convolve without padding, and put the zeros around the result."""
    size = tuple(length - k + 1 for length, k in zip(x.shape[:2], kernel.shape[:2], strict=True))
    if min(size) < 1:
        raise grader.UndefinedError
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(0, 1))
    sums = np.einsum("ijcuv,uvcf->ijf", windows, kernel) + (0 if bias_everywhere else bias)
    pads = [same_pads(n, k, 1) for n, k in zip(x.shape[:2], kernel.shape[:2], strict=True)]
    padded: np.ndarray = np.pad(sums, (*pads, (0, 0))) + (bias if bias_everywhere else 0)
    return padded


AMOUNTS = (
    grader.Misconception(
        id="pad-axes-swapped",
        says="The zeros for the height go to the width, and the other way round.",
        hint="Height counts rows. Pad only the height, and look at the new shape.",
        variants=(grader.variant(amounts=lambda height, width: (width, height)),),
    ),
    grader.Misconception(
        id="pad-before-after-swapped",
        says="The two numbers of a pair are exchanged: the first one goes behind the picture.",
        hint="The first number of a pair belongs in front. Use (0, 2) and see where the zeros go.",
        variants=(
            grader.variant(amounts=lambda height, width: (height[::-1], width[::-1])),
            grader.variant(amounts=lambda height, width: (height[::-1], width)),
            grader.variant(amounts=lambda height, width: (height, width[::-1])),
        ),
    ),
    grader.Misconception(
        id="pad-before-used-twice",
        says="One number of a pair is used on both sides.",
        hint="The two sides of an axis may need different amounts. Where is the other number used?",
        variants=(
            grader.variant(amounts=lambda height, width: ((height[0],) * 2, (width[0],) * 2)),
            grader.variant(amounts=lambda height, width: ((height[1],) * 2, (width[1],) * 2)),
        ),
    ),
    grader.Misconception(
        id="pad-total-halved",
        says="The zeros of an axis are shared evenly between its sides.",
        hint="The caller has decided how much goes where. Does it have to be shared out again?",
        variants=(
            grader.variant(
                amounts=lambda *pairs: tuple((sum(p) // 2, sum(p) - sum(p) // 2) for p in pairs)
            ),
        ),
    ),
    grader.Misconception(
        id="pad-total-each-side",
        says="All the zeros of an axis are added on each of its sides.",
        hint="Compare the height before and after. By how much should it grow?",
        variants=(
            grader.variant(amounts=lambda *pairs: tuple((sum(pair),) * 2 for pair in pairs)),
        ),
    ),
    grader.Misconception(
        id="pad-all-after",
        says="All the zeros of an axis lie behind the picture, none in front.",
        hint="The new picture has the right size, but the old one lies in its corner. At which "
        "row and column should its first pixel be?",
        variants=(grader.variant(amounts=lambda *pairs: tuple((0, sum(pair)) for pair in pairs)),),
    ),
    grader.Misconception(
        id="pad-one-sided-shape",
        says="The new size counts the zeros in front only.",
        hint="A frame has four sides. Which two does your new size miss?",
        variants=(grader.variant(only=("zero_pad",), fill=_one_sided),),
    ),
    grader.Misconception(
        id="pad-overwrites-border",
        says="The size stays, and the border of the picture is set to 0.",
        hint="Padding adds pixels, it erases none. Compare the shapes before and after.",
        variants=(grader.variant(only=("zero_pad",), fill=_erased),),
    ),
    grader.Misconception(
        id="pad-channel-axis",
        says="The channels get padding too.",
        hint="The zeros surround the picture, not the list of its channels. Which axis keeps its "
        "length?",
        variants=(
            grader.variant(only=("zero_pad",), fill=_with_channels),
            grader.variant(only=("zero_pad",), fill=lambda x, pads: np.pad(x, (*pads, pads[0]))),
        ),
    ),
    grader.Misconception(
        id="pad-batch-axis-assumed",
        says="The zeros go to the last two axes, as if the first one were a batch.",
        hint="There is no batch axis here. Number the axes of x before you pad.",
        variants=(grader.variant(only=("zero_pad",), fill=_batch_axis),),
    ),
)

FILL = (
    grader.Misconception(
        id="pad-with-ones",
        says="The padding is filled with ones.",
        hint="Some notes say that the frame is filled with 0 or 1. It should add nothing to a "
        "sum: which number does that?",
        variants=(grader.variant(only=_FRAMES, fill=_filled("constant", constant_values=1.0)),),
    ),
    grader.Misconception(
        id="pad-edge",
        says="The padding repeats the pixels of the border.",
        hint="Repeating the border is another kind of padding. Which number does this task ask "
        "for?",
        variants=(grader.variant(only=_FRAMES, fill=_filled("edge")),),
    ),
    grader.Misconception(
        id="pad-reflect",
        says="The padding mirrors the picture.",
        hint="A mirrored border is another kind of padding. Which number does this task ask for?",
        variants=(
            grader.variant(only=_FRAMES, fill=_filled("reflect")),
            grader.variant(only=_FRAMES, fill=_filled("symmetric")),
        ),
    ),
    grader.Misconception(
        id="pad-wraps-around",
        says="In front of the picture its last pixels are read, as index -1 does.",
        hint="Index -1 is the last element, not a place outside. Look at the first output alone: "
        "which pixels went into it?",
        variants=(
            grader.variant(only=_FRAMES, fill=_wrapped_in_front),
            grader.variant(only=_FRAMES, fill=_filled("wrap")),
        ),
    ),
)

OUTPUT = (
    grader.Misconception(
        id="padding-missing",
        says="No zeros are put around the picture.",
        hint="The output should be as large as the picture. What does the window at the very "
        "first pixel need, to have all its neighbours?",
        variants=(grader.variant(only=("conv2d_same",), pads=lambda *_axis: (0, 0)),),
    ),
    grader.Misconception(
        id="pad-output-instead",
        says="The zeros are put around the result, not around the picture.",
        hint="The shape is right, but the border holds no sums. What should a window at the border "
        "see?",
        variants=(
            grader.variant(
                only=("conv2d_same",),
                whole=lambda **call: _output_padded(**call, bias_everywhere=False),
            ),
            grader.variant(
                only=("conv2d_same",),
                whole=lambda **call: _output_padded(**call, bias_everywhere=True),
            ),
        ),
    ),
)
