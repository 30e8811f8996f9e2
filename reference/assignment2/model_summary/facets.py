"""What is seen where no misconception fits, and the networks of the notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import grader

from ..descriptions import CLOTHING, CONV, DIGITS, PICTURE
from ..pairs import pair
from .models import SUMMARY

Call = Mapping[str, Any]


def _facet(id_: str, ask: Callable[[Call], bool | None], yes: str, no: str) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no)


def _kinds(call: Call) -> set[str]:
    return {layer["kind"] for layer in call["layers"]}


def _windows(call: Call) -> list[Mapping[str, Any]]:
    return [layer for layer in call["layers"] if "padding" in layer]


def _strides(call: Call) -> list[tuple[int, int]]:
    return [pair(one["strides"]) for one in _windows(call) if one["strides"] is not None]


def _sizes(layers: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [one["kernel_size" if one["kind"] == CONV else "pool_size"] for one in layers]


_CONV = _facet(
    "has-convolution",
    lambda call: CONV in _kinds(call),
    "when there is a convolution",
    "when there is no convolution",
)
_POOL = _facet(
    "has-pooling",
    lambda call: bool({"MaxPooling2D", "AveragePooling2D"} & _kinds(call)),
    "when there is a pooling",
    "when there is no pooling",
)
_FLATTEN = _facet(
    "has-flatten",
    lambda call: "Flatten" in _kinds(call),
    "when there is a Flatten",
    "when there is no Flatten",
)
_DROPOUT = _facet(
    "has-dropout",
    lambda call: "Dropout" in _kinds(call),
    "when there is a Dropout",
    "when there is no Dropout",
)
_TWO_CONVS = _facet(
    "several-convolutions",
    lambda call: sum(one["kind"] == CONV for one in call["layers"]) > 1,
    "when there are two or more convolutions",
    "when there is one convolution or none",
)
_SAME = _facet(
    "some-same",
    lambda call: any(one["padding"] == "same" for one in _windows(call)),
    'when a layer has padding "same"',
    'when no layer has padding "same"',
)
_STRIDES = _facet(
    "strides-one",
    lambda call: all(one == (1, 1) for one in _strides(call)),
    "when no stride is given that is 2 or more",
    "when a stride is given that is 2 or more",
)
_DEFAULT = _facet(
    "some-strides-none",
    lambda call: any(one["strides"] is None for one in _windows(call)),
    "when a pooling has no strides",
    "when no strides are None",
)
_PAIRS = _facet(
    "some-pairs",
    lambda call: any(not isinstance(size, int) for size in _sizes(_windows(call))),
    "when a window is given as a pair",
    "when no window is given as a pair",
)
_BIAS = _facet(
    "all-biases",
    lambda call: all(one.get("use_bias", True) for one in call["layers"]),
    "when all layers have biases",
    "when a layer has no biases",
)
_ONE_CHANNEL = _facet(
    "one-channel",
    lambda call: call["input_shape"][2] == 1,
    "when the picture has one channel",
    "when the picture has two or more channels",
)

#: Of a network; those with an array of pictures ask about fewer things.
LAYERS = (_CONV, _POOL, _DROPOUT, _TWO_CONVS, _SAME, _STRIDES, _DEFAULT, _BIAS)
SUMMARY_FACETS = (*LAYERS[:2], _FLATTEN, *LAYERS[2:], _PAIRS, _ONE_CHANNEL)


def _rows(call: Call) -> Sequence[tuple[str, tuple[int, ...], int]]:
    rows: Sequence[tuple[str, tuple[int, ...], int]] = call["rows"]
    return rows


TOTAL_FACETS = (
    _facet(
        "kinds-differ",
        lambda call: len({row[0] for row in _rows(call)}) == len(_rows(call)),
        "when all layers are of different kinds",
        "when two layers are of one kind",
    ),
    _facet(
        "numbers-differ",
        lambda call: len({row[2] for row in _rows(call)}) == len(_rows(call)),
        "when all numbers of parameters differ",
        "when two layers have equally many parameters",
    ),
    _facet(
        "some-zero",
        lambda call: any(row[2] == 0 for row in _rows(call)),
        "when a layer has no parameters",
        "when all layers have parameters",
    ),
    _facet(
        "has-dense",
        lambda call: any(row[0] == "Dense" for row in _rows(call)),
        "when there is a dense layer",
        "when there is no dense layer",
    ),
)

NOTES: tuple[Call, ...] = tuple(
    {"input_shape": PICTURE, "layers": layers} for layers in (DIGITS, CLOTHING)
)
NOTES_ROWS: tuple[Call, ...] = tuple({"rows": SUMMARY.answer(call)} for call in NOTES)
