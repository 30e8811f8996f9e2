"""Misconceptions about how many zeros "same" padding needs, and on which side."""

from __future__ import annotations

from fractions import Fraction

import grader

from ..models.windows import same_pads, shared


def _total(size: int, kernel: int, stride: int) -> int:
    """Return the zeros that the last window needs, negative where it needs none."""
    return (-(-size // stride) - 1) * stride + kernel - size


def _not_negative(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Fail as ``np.pad`` does."""
    if _total(size, kernel, stride) < 0:
        raise ValueError("index can't contain negative values")
    return same_pads(size, kernel, stride)


def _rounded_down(size: int, kernel: int, stride: int) -> tuple[int, int]:
    return shared(max((size // stride - 1) * stride + kernel - size, 0))


def _as_floats(size: int, kernel: int, stride: int) -> tuple[float, float]:
    before, after = same_pads(size, kernel, stride)
    return float(before), float(after)


def _halves(size: int, kernel: int, stride: int) -> tuple[float, float]:
    """Divide by two without rounding."""
    half = Fraction(sum(same_pads(size, kernel, stride)), 2)
    return float(half), float(half)


#: What shows at stride 1 too.
SAME = (
    grader.Misconception(
        id="same-extra-before",
        says="When the number of zeros is odd, the extra zero goes in front.",
        hint="One zero is left over when they are shared. On which side does TensorFlow put it?",
        variants=(grader.variant(pads=lambda *axis: same_pads(*axis)[::-1]),),
    ),
    grader.Misconception(
        id="same-symmetric-half-kernel",
        says="Half the kernel, rounded down, is added on both sides.",
        hint="That is PyTorch's habit (padding=k//2). TensorFlow adds only what the last window "
        "misses. How many zeros does a kernel of 2 need at stride 1?",
        variants=(
            grader.variant(pads=lambda _size, kernel, _stride: (kernel // 2, kernel // 2)),
            grader.variant(
                same=lambda size, kernel, stride: (size + 2 * (kernel // 2) - kernel) // stride + 1
            ),
        ),
        aliases=("shape-half-kernel-padding",),
    ),
    grader.Misconception(
        id="same-symmetric-k-minus-1-half",
        says="One less than the kernel size is halved, and added on both sides alike.",
        hint="At stride 1 the two sides of an even kernel cannot be equal. How many zeros are "
        "needed in all?",
        variants=(
            grader.variant(pads=lambda _size, kernel, _stride: ((kernel - 1) // 2,) * 2),
            grader.variant(
                same=lambda size, kernel, stride: (
                    (size + 2 * ((kernel - 1) // 2) - kernel) // stride + 1
                )
            ),
        ),
    ),
    grader.Misconception(
        id="same-total-each-side",
        says="All the zeros are added on each side, so there are twice as many.",
        hint="Add up the zeros in front and behind. How many were needed in all?",
        variants=(grader.variant(pads=lambda *axis: (sum(same_pads(*axis)),) * 2),),
    ),
    grader.Misconception(
        id="same-full-padding",
        says="The kernel size minus one is added on both sides.",
        hint='So much makes the output longer than the input; that is called "full". What should '
        '"same" keep at stride 1?',
        variants=(grader.variant(pads=lambda _size, kernel, _stride: (kernel - 1,) * 2),),
    ),
    grader.Misconception(
        id="same-uses-k-not-k-minus-1",
        says="The zeros are counted with the kernel size, not with one less.",
        hint="A kernel of size 1 needs no zeros at stride 1. What does your formula give there?",
        variants=(
            grader.variant(pads=lambda *axis: shared(max(_total(*axis) + 1, 0))),
            grader.variant(pads=lambda _size, kernel, _stride: shared(kernel)),
        ),
    ),
)

#: What shows at larger strides only, or in ``same_padding`` itself.
STRIDED = (
    grader.Misconception(
        id="same-ignores-stride",
        says='The zeros of "same" are those for stride 1, whatever the stride is.',
        hint="With a larger stride the last window may end earlier. Where does it start, and how "
        "many pixels does it miss?",
        variants=(grader.variant(pads=lambda size, kernel, _: same_pads(size, kernel, 1)),),
        aliases=("same-subsample-stride1",),
    ),
    grader.Misconception(
        id="same-no-clamp",
        says="The number of zeros can become negative.",
        hint="When the kernel is shorter than the stride, some pixels are never looked at. How "
        "many zeros does the last window need then?",
        variants=(
            grader.variant(pads=lambda *axis: shared(_total(*axis))),
            grader.variant(
                only=("same_padding",),
                pads=lambda *axis: (int(_total(*axis) / 2), _total(*axis) - int(_total(*axis) / 2)),
            ),
            grader.variant(
                only=("conv2d_strided", "max_pool2d", "avg_pool2d"),
                raises="ValueError",
                pads=_not_negative,
            ),
        ),
    ),
    grader.Misconception(
        id="same-floor-output",
        says='The number of outputs for "same" is rounded down.',
        hint="The last step counts even where it is not a whole one. Draw the windows for 5 "
        "pixels and stride 2: how many are there?",
        variants=(
            grader.variant(pads=_rounded_down),
            grader.variant(
                only=("conv2d_strided", "max_pool2d", "avg_pool2d"),
                pads=_rounded_down,
                count=lambda axis: (
                    axis.size // axis.stride if axis.padding == "same" else axis.whole
                ),
            ),
            grader.variant(same=lambda size, _kernel, stride: size // stride),
        ),
        aliases=("shape-same-floor",),
    ),
    grader.Misconception(
        id="same-remainder-only",
        says="Only the remainder by the stride decides about the zeros, whatever the kernel is.",
        hint="It is not about dividing evenly: the last window has to fit. How long is it?",
        variants=(
            grader.variant(pads=lambda size, _kernel, stride: shared(-size % stride)),
            grader.variant(pads=lambda size, _kernel, stride: shared(size % stride)),
        ),
    ),
    grader.Misconception(
        id="same-not-int",
        says="The numbers of zeros come back as floats, not as whole numbers.",
        hint="Half a pixel cannot be added. Which operation gives a float, and which side gets the "
        "zero that is left over?",
        variants=(
            grader.variant(only=("same_padding",), pads=_halves),
            grader.variant(only=("same_padding",), pads=_as_floats),
        ),
    ),
)
