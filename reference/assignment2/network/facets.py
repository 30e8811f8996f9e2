"""What is seen where no misconception fits, and a network that can be followed with a pencil."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

from ..descriptions import FLATTEN, MAX, conv, dense, pool
from ..model_summary.facets import LAYERS

Call = Mapping[str, Any]


def _facet(id_: str, ask: Callable[[Call], bool | None], yes: str, no: str) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no)


_ONE_PICTURE = _facet(
    "one-picture",
    lambda call: len(call["x"]) == 1,
    "when there is one picture in the batch",
    "when there are several pictures in the batch",
)
_HIDDEN = _facet(
    "hidden-dense",
    lambda call: sum(one["kind"] == "Dense" for one in call["layers"]) > 1,
    "when there are two or more dense layers",
    "when there is one dense layer",
)

FORWARD = (_ONE_PICTURE, *LAYERS, _HIDDEN)


def _classes(layers: list[dict[str, Any]]) -> int:
    return int(layers[-1]["units"])


FORWARD_SHAPES = (
    grader.ShapeRule(
        id="one-class-a-picture",
        looks="one number for each picture",
        shape=lambda x, layers, weights: (len(x),),  # noqa: ARG005  (the exercise's parameters)
    ),
    grader.ShapeRule(
        id="classes-first",
        looks="the right one with its two axes exchanged",
        shape=lambda x, layers, weights: (_classes(layers), len(x)),  # noqa: ARG005
    ),
    grader.ShapeRule(
        id="no-batch",
        looks="the right one without its first axis",
        shape=lambda x, layers, weights: (_classes(layers),),  # noqa: ARG005
    ),
)

#: One filter that finds edges, a pooling, and two classes.
FORWARD_WORKED: tuple[Call, ...] = (
    {
        "x": np.array([[0.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 2.0]]).reshape(1, 3, 3, 1),
        "layers": [conv(1, (1, 2)), pool(MAX, (3, 1)), dict(FLATTEN), dense(2, "softmax")],
        "weights": [
            np.array([-1.0, 1.0]).reshape(1, 2, 1, 1),
            np.array([0.5]),
            np.array([[1.0, 0.0], [-1.0, 2.0]]),
            np.array([0.0, -1.0]),
        ],
    },
)
