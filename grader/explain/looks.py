"""What a wrong array can have to do with the right one: pure functions on the two.

A look answers ``None`` where the two are not related in its way.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from grader.compare import EPS32
from grader.explain.pairs import FEW, HARDLY, Look, Looker, Pair, hardly

__all__ = [
    "channels_exchanged",
    "clipped",
    "cut",
    "inside",
    "moved",
    "negative_only",
    "opposite",
    "part",
    "scaled",
    "shifted",
    "shifted_by_channel",
    "without_axes",
]

_PICTURE_AXES: Final = 3


def moved(axes: tuple[int, ...], *moves: Callable[[np.ndarray], np.ndarray]) -> Looker:
    """Look for the right elements moved elsewhere, in one of these ways.

    Example:
        >>> right = np.arange(4.0)
        >>> moved((1,), np.flip)(Pair(right[::-1], right, 0 * right))
        Look(luck=0.05, amount=None)
    """

    def look(pair: Pair) -> Look | None:
        if pair.right.ndim in axes and any(pair.moved(move).is_right for move in moves):
            return Look(hardly(pair.right))
        return None

    return look


def clipped(rule: Callable[[np.ndarray], np.ndarray]) -> Looker:
    """Look for the right elements where a rule replaced some by the nearest that it lets pass.

    Example:
        >>> right = np.array([-1.0, 2.0, 3.0])
        >>> clipped(lambda right: np.maximum(right, 0))(Pair(right.clip(0), right, 0 * right))
        Look(luck=0.05, amount=None)
    """

    def look(pair: Pair) -> Look | None:
        if not pair.fits:
            return None
        # What is off a little, as it may be, is clipped a little otherwise.
        low, high = rule(pair.right - pair.allowed), rule(pair.right + pair.allowed)
        fits = ((low <= pair.value) & (pair.value <= high)).all()
        return Look(hardly(pair.right)) if fits else None

    return look


def cut(rule: Callable[[np.ndarray], np.ndarray]) -> Looker:
    """Look for the right elements made whole by a rule.

    Example:
        >>> right = np.array([1.5, 2.0, 3.7])
        >>> cut(np.floor)(Pair(np.array([1.0, 2.0, 3.0]), right, 0 * right))
        Look(luck=0.05, amount=None)
    """

    def look(pair: Pair) -> Look | None:
        if not pair.fits:
            return None
        # 2.9999999 may have been 3 for the student; but 3 cut to 2 would be another mistake.
        slack = np.where(pair.right == np.rint(pair.right), 0, pair.allowed)
        targets = np.stack([rule(pair.right - slack), rule(pair.right + slack)])
        near = np.abs(pair.value - targets) <= EPS32 * np.abs(targets)
        return Look(hardly(pair.right)) if near.any(axis=0).all() else None

    return look


def opposite(pair: Pair) -> Look | None:
    """Look for the right elements with the other sign."""
    if pair.fits and (np.abs(pair.value + pair.right) <= pair.allowed).all():
        return Look(hardly(pair.right))
    return None


def shifted(pair: Pair) -> Look | None:
    """Look for a constant that was added to every element.

    Example:
        >>> right = np.array([1.0, 2.0, 4.0])
        >>> low, high = shifted(Pair(right + 0.5, right, 0 * right)).amount
        >>> low < 0.5 < high
        True
    """
    if not pair.fits:
        return None
    off, slack = pair.value - pair.right, _slack(pair)
    low, high = float((off - slack).max()), float((off + slack).min())
    if not low <= high or low <= 0 <= high:
        return None
    # Beside a huge constant, rounding hides what the right numbers were.
    is_lost = np.ptp(pair.right) <= 2 * slack.max()
    return Look(1.0 if is_lost else hardly(pair.right), (low, high))


def shifted_by_channel(pair: Pair) -> Look | None:
    """Look for a constant in each channel; only that they differ tells something new."""
    if not pair.fits or pair.right.ndim != _PICTURE_AXES:
        return None
    off, slack = pair.value - pair.right, _slack(pair)
    lows, highs = (off - slack).max(axis=(0, 1)), (off + slack).min(axis=(0, 1))
    if not (lows <= highs).all():
        return None
    differ = lows.max() > highs.min() and off[..., 0].size >= FEW
    is_lost = np.ptp(pair.right, axis=(0, 1)) <= 2 * slack.max(axis=(0, 1))
    return Look(HARDLY if differ and not is_lost.any() else 1.0)


def _slack(pair: Pair) -> np.ndarray:
    slack: np.ndarray = pair.allowed + EPS32 * np.abs(pair.value)
    return slack


def scaled(pair: Pair) -> Look | None:
    """Look for a factor that every element was multiplied by.

    Example:
        >>> right = np.array([1.0, 2.0, 4.0])
        >>> low, high = scaled(Pair(right / 2, right, 0 * right)).amount
        >>> low < 0.5 < high
        True
    """
    if not pair.fits:
        return None
    value, right = pair.value, pair.right
    # Beside a right answer of almost 0 any factor will do.
    counts = np.abs(right) > pair.allowed
    if not counts.any():
        return None
    largest = np.unravel_index(int(np.argmax(np.abs(right))), right.shape)
    slack = _slack(pair) + np.abs(value[largest] / right[largest]) * pair.allowed
    if not (np.abs(value) <= slack)[~counts].all():
        return None
    ends = np.stack([value - slack, value + slack])[:, counts] / right[counts]
    low, high = float(ends.min(axis=0).max()), float(ends.max(axis=0).min())
    if not low <= high or low <= 0 <= high or low <= 1 <= high:
        return None
    return Look(hardly(right), (low, high))


def channels_exchanged(pair: Pair) -> Look | None:
    """Look for the right channels in another order."""
    if not pair.fits or pair.right.ndim != _PICTURE_AXES:
        return None
    left = list(range(pair.right.shape[2]))
    for channel in range(pair.value.shape[2]):
        value = pair.value[..., channel]
        same = [n for n in left if _beside(value, pair, n).is_right]
        if not same:
            return None
        left.remove(same[0])
    return Look(hardly(pair.right))


def _beside(value: np.ndarray, pair: Pair, channel: int) -> Pair:
    return Pair(value, pair.right[..., channel], pair.allowed[..., channel])


def part(*, of_right: bool) -> Looker:
    """Look for an answer that is the beginning of the right one, or that begins with it.

    Example:
        >>> right = np.arange(12.0).reshape(4, 3)
        >>> part(of_right=True)(Pair(right[:3], right, 0 * right))
        Look(luck=0.05, amount=None)
    """

    def look(pair: Pair) -> Look | None:
        shapes = pair.value.shape, pair.right.shape
        small, large = shapes if of_right else shapes[::-1]
        if len(small) != len(large) or small[2:] != large[2:]:
            return None
        if any(less > more for less, more in zip(small, large, strict=True)):
            return None
        corner = tuple(map(slice, small))
        both = Pair(pair.value[corner], pair.right[corner], pair.allowed[corner])
        return Look(hardly(both.right)) if both.is_right else None

    return look


def without_axes(pair: Pair) -> Look | None:
    """Look for right values with axes of length 1 too many, too few, or elsewhere."""
    squeezed = Pair(np.squeeze(pair.value), np.squeeze(pair.right), np.squeeze(pair.allowed))
    return Look(hardly(pair.right)) if squeezed.is_right else None


def inside(axes: tuple[int, ...], *places: Any) -> Looker:
    """Look for mistakes in some places only, given as indices; the rest is right.

    Example:
        >>> right = np.ones((3, 3))
        >>> inside((2,), -1)(Pair(right - np.eye(3)[::-1] * [1, 0, 0], right, 0 * right)).luck
        0.3333333333333333
    """

    def look(pair: Pair) -> Look | None:
        if not pair.fits or pair.right.ndim not in axes:
            return None
        here = np.zeros(pair.right.shape, np.bool_)
        for place in places:
            here[place] = True
        return _only(pair.wrong, here)

    return look


def negative_only(pair: Pair) -> Look | None:
    """Look for mistakes only where the right answer is below zero."""
    return _only(pair.wrong, pair.right < 0) if pair.fits else None


def _only(wrong: np.ndarray, here: np.ndarray) -> Look | None:
    """Compare with as many mistakes at random places of the answer."""
    if (wrong & ~here).any():
        return None
    count = int(wrong.sum())
    return Look(math.comb(int(here.sum()), count) / math.comb(here.size, count))
