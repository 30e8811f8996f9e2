"""Questions about a call: what is told where no known mistake explains an exercise's answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

Call = Mapping[str, Any]


def _facet(id_: str, ask: Callable[[Call], bool | None], yes: str, no: str) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no)


def _labels(call: Call) -> np.ndarray:
    if "labels" in call:
        return np.asarray(call["labels"])
    return np.asarray(np.argmax(call["one_hot"], axis=1))


def _of_right_class(call: Call) -> np.ndarray:
    rows = call["probabilities"]
    return np.asarray(rows[np.arange(len(rows)), _labels(call)])


def _largest_twice(call: Call) -> bool:
    rows = call["probabilities"]
    return bool(((rows == rows.max(axis=1, keepdims=True)).sum(axis=1) > 1).any())


_TIE = _facet(
    "tie",
    _largest_twice,
    "when two classes of a picture are equally likely, and none is likelier",
    "when each picture has a single likeliest class",
)
_ONE_PICTURE = _facet(
    "one-picture",
    lambda call: len(call["probabilities"]) == 1,
    "when there is one picture",
    "when there are several pictures",
)
_TWO_CLASSES = _facet(
    "two-classes",
    lambda call: call["probabilities"].shape[1] == 2,  # noqa: PLR2004
    "when there are two classes",
    "when there are three classes or more",
)
_MORE_PICTURES = _facet(
    "more-pictures",
    lambda call: call["probabilities"].shape[0] > call["probabilities"].shape[1],
    "when there are more pictures than classes",
    "when there are fewer pictures than classes",
)
_CERTAIN = _facet(
    "certain",
    lambda call: bool((call["probabilities"] == 1).any()),
    "when a probability is 1",
    "when no probability is 1",
)
_ANY_ZERO = _facet(
    "any-zero",
    lambda call: bool((call["probabilities"] == 0).any()),
    "when a probability is 0",
    "when no probability is 0",
)
_RIGHT_ZERO = _facet(
    "right-zero",
    lambda call: bool((_of_right_class(call) == 0).any()),
    "when a right class has the probability 0",
    "when no right class has the probability 0",
)
_ALL_RECOGNISED = _facet(
    "all-recognised",
    lambda call: bool((call["probabilities"].argmax(axis=1) == _labels(call)).all()),
    "when every picture is recognised",
    "when a picture is not recognised",
)
_NONE_RECOGNISED = _facet(
    "none-recognised",
    lambda call: not (call["probabilities"].argmax(axis=1) == _labels(call)).any(),
    "when no picture is recognised",
    "when a picture is recognised",
)
_DOUBLE = _facet(
    "double",
    lambda call: call["probabilities"].dtype == np.float64,
    "when probabilities are float64",
    "when probabilities are float32",
)

PREDICT = (_TIE, _ONE_PICTURE, _TWO_CLASSES, _MORE_PICTURES, _CERTAIN, _DOUBLE)
ACCURACY = (_NONE_RECOGNISED, _ALL_RECOGNISED, *PREDICT)
CATEGORICAL = (
    *(_RIGHT_ZERO, _ANY_ZERO, _CERTAIN, _ONE_PICTURE, _TWO_CLASSES, _MORE_PICTURES),
    *(_ALL_RECOGNISED, _DOUBLE),
)
SPARSE = CATEGORICAL
