"""Misconceptions about windows and strides in a summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import grader

from ..descriptions import CONV
from ..pairs import IntOrPair, pair
from .models import SUMMARY_RULES, step_pair

_NO_PAIR = "cannot unpack non-iterable int object"


def _variant(rules: Mapping[str, Callable[..., Any]], raises: str = "") -> grader.Variant:
    return grader.Variant(rules, raises=raises)


def _only(rule: str, wrong: Callable[..., Any], *, conv: bool) -> grader.Variant:
    """Spoil a rule, whose last argument is the kind, for convolutions or for poolings alone."""
    right = SUMMARY_RULES[rule]

    def spoilt(*arguments: Any) -> Any:
        return (wrong if (arguments[-1] == CONV) is conv else right)(*arguments)

    return _variant({rule: spoilt})


def everywhere(rule: str, wrong: Callable[..., Any]) -> tuple[grader.Variant, ...]:
    """Spoil a rule in all layers, in convolutions, and in poolings."""
    return (
        _variant({rule: wrong}),
        _only(rule, wrong, conv=True),
        _only(rule, wrong, conv=False),
    )


def _given(change: Callable[[int, int], tuple[int, int]]) -> Callable[..., tuple[int, int]]:
    """Change strides where they are given."""

    def steps(strides: IntOrPair | None, window: tuple[int, int], _kind: str) -> tuple[int, int]:
        return window if strides is None else change(*pair(strides))

    return steps


def _any(change: Callable[[int, int], tuple[int, int]]) -> tuple[grader.Variant, ...]:
    """Change strides that are given, and those that are taken from the window too."""

    def steps(strides: IntOrPair | None, window: tuple[int, int], kind: str) -> tuple[int, int]:
        return change(*step_pair(strides, window, kind))

    return grader.variant(steps=steps), _only("steps", steps, conv=False)


def _window_not_steps(change: Callable[[int, int], tuple[int, int]]) -> tuple[grader.Variant, ...]:
    """Change the windows, but not the strides that are taken from them."""

    def fits(window: tuple[int, int], _kind: str) -> tuple[int, int]:
        return change(*window)

    return grader.variant(fits=fits), _only("fits", fits, conv=False)


def _no_pair(strides: IntOrPair | None, window: tuple[int, int], kind: str) -> tuple[int, int]:
    if isinstance(strides, int):
        raise TypeError(_NO_PAIR)
    return step_pair(strides, window, kind)


def _no_pair_of_sides(size: IntOrPair, _kind: str) -> tuple[int, int]:
    if isinstance(size, int):
        raise TypeError(_NO_PAIR)
    return size


def _none_is_no_pair(
    strides: IntOrPair | None, window: tuple[int, int], kind: str
) -> tuple[int, int]:
    if strides is None:
        raise TypeError("cannot unpack non-iterable NoneType object")
    return step_pair(strides, window, kind)


_INT_CRASH: tuple[Mapping[str, Any], ...] = (
    {"steps": _no_pair},
    {"window": _no_pair_of_sides},
    {"steps": _no_pair, "window": _no_pair_of_sides},
)

WINDOWS = (
    grader.Misconception(
        id="summary-int-crash",
        says="The function stops with an error when a size or a stride is an int.",
        hint="Keras takes 2 as well as (2, 2). How can you make the first into the second before "
        "anything is computed?",
        variants=(
            *(_variant(rules, "TypeError") for rules in _INT_CRASH),
            grader.variant(
                window=_only("window", _no_pair_of_sides, conv=False).rules["window"],
                raises="TypeError",
            ),
        ),
    ),
    grader.Misconception(
        id="summary-strides-none-crash",
        says="The function stops with an error when a pooling has no strides.",
        hint="How far does a pooling window move when nobody says how far to step?",
        variants=(grader.variant(steps=_none_is_no_pair, raises="TypeError"),),
    ),
    grader.Misconception(
        id="summary-strides-none-one",
        says="Where a pooling has no strides, its window moves by 1.",
        hint="In the network of the notes, a pooling of 2 makes 13 rows of 26. By how much does "
        "its window move?",
        variants=(
            grader.variant(
                steps=lambda strides, _window, _kind: (1, 1) if strides is None else pair(strides)
            ),
        ),
    ),
    grader.Misconception(
        id="summary-strides-ignored",
        says="Strides that are given make no difference to the shape.",
        hint="With a stride of 2 every other place is left out. What does that do to height and "
        "width?",
        variants=(
            _only("steps", lambda _strides, _window, _kind: (1, 1), conv=True),
            _only("steps", lambda _strides, window, _kind: window, conv=False),
            grader.variant(steps=lambda _strides, window, kind: (1, 1) if kind == CONV else window),
            _only("steps", _given(lambda _down, _right: (1, 1)), conv=False),
            grader.variant(steps=_given(lambda _down, _right: (1, 1))),
        ),
    ),
    grader.Misconception(
        id="summary-strides-swapped",
        says="The two strides are exchanged.",
        hint="The first stride goes downward. Which number of the shape should it make smaller?",
        variants=(
            *everywhere("steps", _given(lambda down, right: (right, down))),
            *_any(lambda down, right: (right, down)),
        ),
    ),
    grader.Misconception(
        id="summary-one-stride-for-both",
        says="The first of the two strides is used for both directions.",
        hint="Try strides of (1, 2): along which side of the picture are windows left out?",
        variants=(
            *everywhere("steps", _given(lambda down, _right: (down, down))),
            *_any(lambda down, _right: (down, down)),
        ),
    ),
    grader.Misconception(
        id="summary-window-swapped",
        says="Height and width of a window are exchanged.",
        hint="Rows come first. Try a window of (1, 3): which side of the picture gets smaller?",
        variants=(
            *everywhere("window", lambda size, _kind: pair(size)[::-1]),
            *_window_not_steps(lambda height, width: (width, height)),
        ),
    ),
    grader.Misconception(
        id="summary-square-window",
        says="The first side of a window is used for both, as if every window were square.",
        hint="Try a window of (1, 3). Which of the two numbers does your code never use?",
        variants=(
            *everywhere("window", lambda size, _kind: (pair(size)[0],) * 2),
            *_window_not_steps(lambda height, _width: (height, height)),
        ),
    ),
)
