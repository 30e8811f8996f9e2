"""Misconceptions about the convolutions and poolings of a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import grader

from ..descriptions import CONV
from ..pairs import IntOrPair, pair
from .models import RULES, largest_pixel, mean_of_pixels, same_pads, step_pair

if TYPE_CHECKING:
    import numpy as np


def _only(rule: str, wrong: Callable[..., Any], *, conv: bool) -> Callable[..., Any]:
    """Spoil a rule, whose last argument is the kind, for convolutions or for poolings alone."""
    right = RULES[rule]

    def spoilt(*arguments: Any) -> Any:
        return (wrong if (arguments[-1] == CONV) is conv else right)(*arguments)

    return spoilt


def _everywhere(rule: str, wrong: Callable[..., Any]) -> tuple[Callable[..., Any], ...]:
    """Spoil a rule in all layers, in convolutions, and in poolings."""
    return wrong, _only(rule, wrong, conv=True), _only(rule, wrong, conv=False)


def _modes(mode: str) -> tuple[grader.Variant, ...]:
    """Return one padding for all layers, for convolutions, and for poolings."""

    def always(_padding: str, _kind: str) -> str:
        return mode

    rules = _everywhere("mode", always)
    return tuple(grader.variant(mode=rule, raises="ValueError") for rule in rules)


def _swapped(strides: IntOrPair | None, window: tuple[int, int], _kind: str) -> tuple[int, int]:
    return window if strides is None else pair(strides)[::-1]


def _all_swapped(strides: IntOrPair | None, window: tuple[int, int], kind: str) -> tuple[int, int]:
    """Exchange what is taken from the window too."""
    down, right = step_pair(strides, window, kind)
    return right, down


def _zeros_first(size: int, window: int, step: int, kind: str) -> tuple[int, int]:
    before, behind = same_pads(size, window, step, kind)
    return behind, before


def _no_pair(strides: IntOrPair | None, window: tuple[int, int], kind: str) -> tuple[int, int]:
    if isinstance(strides, int):
        raise TypeError("cannot unpack non-iterable int object")
    return step_pair(strides, window, kind)


def _none_is_no_pair(
    strides: IntOrPair | None, window: tuple[int, int], kind: str
) -> tuple[int, int]:
    if strides is None:
        raise TypeError("cannot unpack non-iterable NoneType object")
    return step_pair(strides, window, kind)


def _counting_all(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    means: np.ndarray = values.sum(axis=(4, 5)) / (inside.shape[4] * inside.shape[5])
    return means


NUMBERS = (
    grader.Misconception(
        id="pool-mean",
        says="Max pooling takes the mean of a window.",
        hint="Two kinds of layers pool. Which of them keeps the strongest answer?",
        variants=(grader.variant(largest=mean_of_pixels),),
    ),
    grader.Misconception(
        id="forward-max-for-average",
        says="Average pooling takes the largest number of a window.",
        hint="Read the kind of the layer once more: does your code tell the two poolings apart?",
        variants=(grader.variant(mean=largest_pixel),),
    ),
    # https://github.com/tf-encrypted/tf-encrypted/issues/75: zeros that "SAME" counts.
    grader.Misconception(
        id="forward-average-counts-padding",
        says="Average pooling counts places outside the picture as zeros.",
        hint="A map full of ones should stay full of ones, at its border too. By what do you "
        "divide there?",
        variants=(grader.variant(mean=_counting_all),),
    ),
    # https://github.com/chainer/chainer/issues/3391: of max pooling, what is outside is no number.
    grader.Misconception(
        id="pool-zeros-win",
        says="Zeros of the padding can win a max pooling.",
        hint="Without ReLU a map may be negative everywhere. What is then the largest number of a "
        "window at the border?",
        variants=(grader.variant(largest=lambda values, _inside: values.max(axis=(4, 5))),),
    ),
    grader.Misconception(
        id="conv-kernel-flipped",
        says="The kernels are laid on upside down and back to front.",
        hint="Layers of networks lay a kernel on as it is written. Which pixel meets its first "
        "number?",
        variants=(grader.variant(kernel=lambda kernel: kernel[::-1, ::-1]),),
    ),
    grader.Misconception(
        id="same-zeros-first",
        says='With "same", the extra place goes in front when the number of places is odd.',
        hint="A window of 2 at strides of 1 needs one place more than the picture has. On which "
        "side does TensorFlow put it?",
        variants=tuple(grader.variant(pads=rule) for rule in _everywhere("pads", _zeros_first)),
    ),
)

SHAPES = (
    grader.Misconception(
        id="forward-always-valid",
        says='Layers with padding "same" are computed as "valid", so later weights do not fit.',
        hint="Compare the shape behind each layer with the summary. Where do they part?",
        variants=_modes("valid"),
    ),
    grader.Misconception(
        id="forward-always-same",
        says='Layers with padding "valid" are computed as "same", so later weights do not fit.',
        hint="Compare the shape behind each layer with the summary. Which layer hands on too many "
        "numbers?",
        variants=_modes("same"),
    ),
    grader.Misconception(
        id="pool-no-strides-is-one",
        says="Where a pooling has no strides, its window moves by 1.",
        hint="A pooling of 2 makes a map half as large. How far does its window move for that?",
        variants=(
            grader.variant(
                steps=lambda strides, _window, _kind: (1, 1) if strides is None else pair(strides),
                raises="ValueError",
            ),
        ),
    ),
    grader.Misconception(
        id="strides-ignored",
        says="Strides that are given make no difference.",
        hint="With a stride of 2 every other window is left out. How many are left in a row?",
        variants=tuple(
            grader.variant(steps=rule, raises="ValueError")
            for rule in (
                lambda _strides, window, kind: (1, 1) if kind == CONV else window,
                _only("steps", lambda _strides, _window, _kind: (1, 1), conv=True),
            )
        ),
    ),
    grader.Misconception(
        id="pool-strides-ignored",
        says="The window of a pooling always moves on by its own size.",
        hint="Size and step are two settings. What does a pooling of 3 with strides of 1 do?",
        variants=(
            grader.variant(
                steps=_only("steps", lambda _strides, window, _kind: window, conv=False),
                raises="ValueError",
            ),
        ),
    ),
    grader.Misconception(
        id="strides-swapped",
        says="The two strides are exchanged.",
        hint="The first stride goes downward. Which side of the map should it make smaller?",
        variants=tuple(
            grader.variant(steps=rule, raises="ValueError")
            for rule in (
                *_everywhere("steps", _swapped),
                _all_swapped,
                _only("steps", _all_swapped, conv=False),
            )
        ),
    ),
    grader.Misconception(
        id="strides-int-crash",
        says="The function stops with an error when strides are an int.",
        hint="Keras takes 2 as well as (2, 2). Where could your code turn the first into the "
        "second?",
        variants=(grader.variant(steps=_no_pair, raises="TypeError"),),
    ),
    grader.Misconception(
        id="pool-no-strides-crash",
        says="The function stops with an error when a pooling has no strides.",
        hint="How far does a pooling window move when nobody says how far to step?",
        variants=(grader.variant(steps=_none_is_no_pair, raises="TypeError"),),
    ),
)
