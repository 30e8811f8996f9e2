"""Misconceptions about moving a picture and its convolution."""

from __future__ import annotations

import numpy as np

import grader

from .models import away, moved, pads

Pair = tuple[int, int]


def _rolled(picture: np.ndarray, shift: Pair) -> np.ndarray:
    return np.roll(picture, shift, axis=(0, 1))


def _back(picture: np.ndarray, shift: Pair) -> np.ndarray:
    """Move up and to the left."""
    return moved(picture[::-1, ::-1], shift)[::-1, ::-1]


def _repeated(picture: np.ndarray, shift: Pair) -> np.ndarray:
    """Move, and repeat the first row and column."""
    height, width = picture.shape
    padded = np.pad(picture, ((shift[0], 0), (shift[1], 0)), mode="edge")
    return padded[:height, :width]


def _swapped(picture: np.ndarray, shift: Pair) -> np.ndarray:
    return moved(picture, shift[::-1])


def _stays(picture: np.ndarray, _shift: Pair) -> np.ndarray:
    return picture


def _no_pads(_side: int) -> Pair:
    return 0, 0


def _all_places(gaps: np.ndarray, _kernel: np.ndarray, _shift: Pair) -> np.ndarray:
    return gaps


def _without_first(gaps: np.ndarray, kernel: np.ndarray, shift: Pair) -> np.ndarray:
    """Leave out the border above and on the left alone."""
    (above, _), (left, _) = map(pads, kernel.shape)
    return gaps[shift[0] + above :, shift[1] + left :]


def _without_last(gaps: np.ndarray, kernel: np.ndarray, _shift: Pair) -> np.ndarray:
    """Leave out the border below and on the right alone."""
    (_, below), (_, behind) = map(pads, kernel.shape)
    return gaps[: gaps.shape[0] - below, : gaps.shape[1] - behind]


def _without_kernel(gaps: np.ndarray, kernel: np.ndarray, _shift: Pair) -> np.ndarray:
    """Leave out the border, but not where the picture came from."""
    return away(gaps, kernel, (0, 0))


def _valid_places(gaps: np.ndarray, _kernel: np.ndarray, shift: Pair) -> np.ndarray:
    return gaps[shift[0] :, shift[1] :]


SHIFT = (
    # https://stats.stackexchange.com/questions/237202: equivariant, or invariant?
    grader.Misconception(
        id="shift-only-one-moved",
        says="One of the two arrays has not been moved.",
        hint="That would ask whether the answer stays where it is. Does it, or does it move along "
        "with the picture?",
        variants=(
            grader.variant(move_answer=_stays),
            grader.variant(move_picture=_stays),
        ),
    ),
    grader.Misconception(
        id="shift-rolled",
        says="What leaves the picture on one side comes in again on the other.",
        hint="Nobody sees the left side of a scene appear on the right. What should come in where "
        "the picture has moved away?",
        variants=(
            grader.variant(move_picture=_rolled, move_answer=_rolled),
            grader.variant(move_picture=_rolled),
            grader.variant(move_answer=_rolled),
        ),
    ),
    grader.Misconception(
        id="shift-border-repeated",
        says="Pixels of the border are repeated where zeros should come in.",
        hint="Outside the picture nothing is seen. What do you put there: in the column that is "
        "left when a picture moves, and around it for the windows?",
        variants=(
            grader.variant(move_picture=_repeated, move_answer=_repeated),
            grader.variant(move_picture=_repeated),
            grader.variant(pad=lambda picture, around: np.pad(picture, around, mode="edge")),
        ),
    ),
    grader.Misconception(
        id="shift-other-way",
        says="Something is moved up and to the left, not down and to the right.",
        hint="After a move by (1, 0), in which row is what was in row 0?",
        variants=(
            grader.variant(move_picture=_back, move_answer=_back),
            grader.variant(move_answer=_back),
            grader.variant(move_picture=_back),
        ),
    ),
    grader.Misconception(
        id="shift-swapped",
        says="The two numbers of the shift are exchanged.",
        hint="The first number goes with the first axis. In which direction does (1, 0) move a "
        "picture?",
        variants=(
            grader.variant(shift=lambda shift: shift[::-1]),
            grader.variant(move_picture=_swapped, move_answer=_swapped),
        ),
    ),
    grader.Misconception(
        id="shift-one-direction",
        says="Only one of the two numbers of the shift is used.",
        hint="A picture can move in both directions at once. What does (1, 2) do to its first "
        "pixel?",
        variants=(
            grader.variant(shift=lambda shift: (shift[0], 0)),
            grader.variant(shift=lambda shift: (0, shift[1])),
            grader.variant(shift=lambda shift: (shift[0], shift[0])),
            grader.variant(shift=lambda shift: (shift[1], shift[1])),
        ),
    ),
    grader.Misconception(
        id="shift-mean",
        says="The mean of the differences is returned, not the largest.",
        hint="One place that is far off disappears among many that are right. Which number of the "
        "differences shows it best?",
        variants=(grader.variant(largest=np.mean),),
    ),
    grader.Misconception(
        id="shift-sum",
        says="The differences are added up.",
        hint="How large is the largest single difference? A sum grows with the picture.",
        variants=(grader.variant(largest=np.sum),),
    ),
    grader.Misconception(
        id="shift-signs-kept",
        says="The largest difference is looked for among signed numbers.",
        hint="A difference of -5 is larger than one of 2. What has to happen to the sign first?",
        variants=(
            grader.variant(gap=np.subtract),
            grader.variant(gap=lambda one, other: other - one),
        ),
    ),
    grader.Misconception(
        id="shift-border-not-left-out",
        says="The second number takes in places at the border.",
        hint="Near the border a window meets zeros, before the move or after it. On which sides "
        "of the picture, and how many rows or columns of places is that?",
        variants=(
            grader.variant(inside=_all_places),
            grader.variant(inside=_without_first),
            grader.variant(inside=_without_last),
            grader.variant(inside=_without_kernel),
            grader.variant(inside=_valid_places),
        ),
    ),
    grader.Misconception(
        id="shift-numbers-exchanged",
        says="The two numbers are returned in the wrong order.",
        hint="Which of the two comes first: that of all places, or that away from the border?",
        variants=(grader.variant(layout=lambda anywhere, inside: (inside, anywhere)),),
    ),
    grader.Misconception(
        id="shift-kernel-flipped",
        says="The kernel is laid on upside down and back to front.",
        hint="Libraries for neural networks do not turn the kernel around. Which pixel should meet "
        "its first number?",
        variants=(grader.variant(kernel=lambda kernel: kernel[::-1, ::-1]),),
    ),
    grader.Misconception(
        id="shift-valid",
        says="The convolution is made without padding.",
        hint="How large is the answer to be, compared with the picture? What lies around the "
        "picture for that?",
        variants=(
            grader.variant(pads=_no_pads, inside=_valid_places),
            grader.variant(pads=_no_pads),
        ),
    ),
    grader.Misconception(
        id="shift-zeros-first",
        says="For a kernel of even size, the extra zeros lie in front.",
        hint="A kernel of 2 needs one row of zeros. Does TensorFlow put it above or below the "
        "picture?",
        variants=(grader.variant(pads=lambda side: pads(side)[::-1]),),
    ),
)
