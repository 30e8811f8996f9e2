"""Questions about a call, wrong shapes that are recognised, and calls that are worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

Call = Mapping[str, Any]


def _facet(id_: str, ask: Callable[[Call], bool], yes: str, no: str) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no)


def _pixels(call: Call) -> np.ndarray:
    pixels: np.ndarray = call["images"]
    return pixels


def _present(call: Call, label: int) -> bool:
    return bool((call["labels"] == label).any())


_ONE_PICTURE = _facet(
    "one-picture",
    lambda call: len(_pixels(call)) == 1,
    "when there is one picture in the batch",
    "when there are several pictures",
)
_SQUARE = _facet(
    "square-picture",
    lambda call: _pixels(call).shape[1] == _pixels(call).shape[2],
    "when the pictures are square",
    "when the pictures' height and width differ",
)
_DOUBLE = _facet(
    "double",
    lambda call: _pixels(call).dtype == np.float64,
    "when images is float64",
    "when images is float32",
)
_ONE_ROW = _facet(
    "one-row",
    lambda call: min(_pixels(call).shape[1:]) == 1,
    "when the pictures have a single row or column",
    "when the pictures have several rows and columns",
)
_WHITE = _facet(
    "white",
    lambda call: bool(_pixels(call).max() == 255),  # noqa: PLR2004
    "when there is a white pixel (255)",
    "when no pixel is white",
)
_BLACK = _facet(
    "black",
    lambda call: bool(_pixels(call).min() == 0),
    "when there is a black pixel (0)",
    "when no pixel is black",
)
_DARK = _facet(
    "dark",
    lambda call: bool(_pixels(call).max() < 128),  # noqa: PLR2004
    "when all pixels are below 128",
    "when some pixels are 128 or more",
)
_FIRST_CLASS = _facet(
    "first-class",
    lambda call: _present(call, 0),
    "when class 0 occurs",
    "when class 0 does not occur",
)
_LAST_CLASS = _facet(
    "last-class",
    lambda call: _present(call, call["classes"] - 1),
    "when the last class occurs",
    "when the last class does not occur",
)
_REPEATED = _facet(
    "repeated",
    lambda call: len(np.unique(call["labels"])) < len(call["labels"]),
    "when a label occurs more than once",
    "when every label occurs once",
)
_EVERY_CLASS = _facet(
    "every-class",
    lambda call: len(np.unique(call["labels"])) == call["classes"],
    "when every class occurs",
    "when some classes do not occur",
)
_MORE_CLASSES = _facet(
    "more-classes",
    lambda call: call["classes"] > len(call["labels"]),
    "when there are more classes than labels",
    "when there are at least as many labels as classes",
)
_ONE_LABEL = _facet(
    "one-label",
    lambda call: len(call["labels"]) == 1,
    "when there is a single label",
    "when there are several labels",
)

ADD_CHANNEL_AXIS = (_ONE_PICTURE, _SQUARE, _ONE_ROW, _DOUBLE)
SCALE_PIXELS = (_WHITE, _BLACK, _DARK, _ONE_PICTURE, _SQUARE, _ONE_ROW)
ONE_HOT = (_FIRST_CLASS, _LAST_CLASS, _REPEATED, _EVERY_CLASS, _MORE_CLASSES, _ONE_LABEL)

ADD_CHANNEL_AXIS_SHAPES = (
    grader.ShapeRule(
        id="two-axes-more",
        looks="an axis in front and one at the end",
        shape=lambda images: (1, *images.shape, 1),
    ),
    grader.ShapeRule(
        id="pixels-in-line",
        looks="all pixels of a picture in one line",
        shape=lambda images: (len(images), images[0].size, 1),
    ),
    grader.ShapeRule(
        id="pixels-as-channels",
        looks="the columns taken for channels",
        shape=lambda images: (len(images), images.shape[1], 1, images.shape[2]),
    ),
)
ONE_HOT_SHAPES = (
    grader.ShapeRule(
        id="square",
        looks="a row for each class",
        shape=lambda labels, classes: (classes, classes),  # noqa: ARG005
    ),
    grader.ShapeRule(
        id="one-too-few",
        looks="a column too few",
        shape=lambda labels, classes: (len(labels), classes - 1),
    ),
)

ADD_CHANNEL_AXIS_WORKED: tuple[Call, ...] = ({"images": np.arange(12.0).reshape(2, 2, 3)},)
SCALE_PIXELS_WORKED: tuple[Call, ...] = (
    {"images": np.array([[[0, 51], [102, 255]]], np.uint8)},
    {"images": np.array([[[0, 51, 102]], [[51, 51, 0]]], np.uint8)},
)
ONE_HOT_WORKED: tuple[Call, ...] = ({"labels": np.array([2, 0, 1, 2], np.int64), "classes": 4},)
