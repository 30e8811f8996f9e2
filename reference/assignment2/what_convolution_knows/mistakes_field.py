"""Misconceptions about receptive fields."""

from __future__ import annotations

from typing import Any

import grader

from ..pairs import pair
from .models import grow, strides, window

Layer = dict[str, Any]
Pair = tuple[int, int]


def _size_of(layer: Layer) -> Any:
    return layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"]


def _needs_pair(size: Any) -> Pair:
    if isinstance(size, int):
        raise TypeError("cannot unpack non-iterable int object")
    return pair(size)


def _pair_window(layer: Layer) -> Pair:
    return _needs_pair(_size_of(layer))


def _pair_strides(layer: Layer, size: Pair) -> Pair:
    return size if layer["strides"] is None else _needs_pair(layer["strides"])


def _pair_or_own_size(layer: Layer, _size: Pair) -> Pair:
    """Take what was given for the window where there are no strides: it may be an int, too."""
    return _needs_pair(_size_of(layer) if layer["strides"] is None else layer["strides"])


def _given_strides(layer: Layer, _size: Pair) -> Pair:
    if layer["strides"] is None:
        raise TypeError("cannot unpack non-iterable NoneType object")
    return pair(layer["strides"])


def _convolutions(layers: list[Layer]) -> list[Layer]:
    return [layer for layer in layers if layer["kind"] == "Conv2D"]


def _not_same(layers: list[Layer]) -> list[Layer]:
    return [layer for layer in layers if layer["padding"] != "same"]


def _of_convolutions(layer: Layer, size: Pair) -> Pair:
    return strides(layer, size) if layer["kind"] == "Conv2D" else (1, 1)


def _from_behind(layers: list[Layer]) -> Pair:
    """Begin with 0 pixels at the last layer, and go back to the picture."""
    height, width = 0, 0
    for layer in reversed(layers):
        size = window(layer)
        down, right = strides(layer, size)
        height, width = (height - 1) * down + size[0], (width - 1) * right + size[1]
    return height, width


def _only_convolutions_grow(sees: int, size: int, reach: int, layer: Layer) -> int:
    return grow(sees, size, reach, layer) if layer["kind"] == "Conv2D" else sees


def _same_adds_nothing(sees: int, size: int, reach: int, layer: Layer) -> int:
    return sees if layer["padding"] == "same" else grow(sees, size, reach, layer)


def _largest(sees: int, size: int, _reach: int, _layer: Layer) -> int:
    return max(sees, size)


FIELD = (
    grader.Misconception(
        id="field-int-crash",
        says="The function stops with an error when a size or a stride is an int.",
        hint="Keras takes 3 as well as (3, 3). Which two settings of a layer may come in both "
        "ways?",
        variants=(
            grader.variant(raises="TypeError", window=_pair_window),
            grader.variant(raises="TypeError", strides=_pair_strides),
            grader.variant(raises="TypeError", window=_pair_window, strides=_pair_strides),
            grader.variant(raises="TypeError", strides=_pair_or_own_size),
        ),
    ),
    grader.Misconception(
        id="field-no-strides-crash",
        says="The function stops with an error when the strides of a pooling are None.",
        hint="A pooling may leave its strides out. How far does its window move on then?",
        variants=(grader.variant(raises="TypeError", strides=_given_strides),),
    ),
    grader.Misconception(
        id="field-strides-ignored",
        says="Strides are not taken into account.",
        hint="After a layer with strides of 2, how many pixels lie between the middles of two "
        "neighbouring numbers?",
        variants=(grader.variant(spread=lambda apart, _step: apart),),
    ),
    grader.Misconception(
        id="field-sizes-added",
        says="The sizes of the windows are added up, as if no windows overlapped.",
        hint="Two layers with windows of 3 and strides of 1 see 5 pixels, not 6. Draw them: which "
        "pixel would you count twice?",
        variants=(
            grader.variant(start=lambda: 0, grow=lambda sees, size, _reach, _layer: sees + size),
            grader.variant(grow=lambda sees, size, _reach, _layer: sees + size),
            grader.variant(
                start=lambda: 0, grow=lambda sees, size, reach, _layer: sees + size * reach
            ),
            grader.variant(grow=lambda sees, size, reach, _layer: sees + size * reach),
        ),
    ),
    grader.Misconception(
        id="field-sizes-multiplied",
        says="The sizes of the windows are multiplied.",
        hint="That would hold if windows never shared a pixel. Draw two layers with windows of 3 "
        "and strides of 1: how many pixels are there under all of them?",
        variants=(grader.variant(grow=lambda sees, size, _reach, _layer: sees * size),),
    ),
    grader.Misconception(
        id="field-own-stride-counts",
        says="A layer's own stride already stretches its own window.",
        hint="A window lies on the numbers of the layer before. When does a step begin to matter: "
        "inside a window, or between two of them?",
        variants=(grader.variant(reach=lambda apart, step: apart * step),),
    ),
    # https://blog.csdn.net/qq_38742161/article/details/98473571: "(f_k - 1) * s_(k-1) more
    # pixels", which then has to be carried on through all earlier layers.
    grader.Misconception(
        id="field-strides-not-multiplied",
        says="The strides of earlier layers are not multiplied with each other.",
        hint="Two poolings with strides of 2, one after the other: how many pixels lie between two "
        "neighbours after the second?",
        variants=(
            grader.variant(spread=lambda _apart, step: step),
            grader.variant(spread=lambda apart, step: apart + step),
            grader.variant(spread=lambda apart, step: apart + step - 1),
        ),
    ),
    grader.Misconception(
        id="field-pooling-left-out",
        says="Poolings are left out, or their windows or strides are.",
        hint="The largest of four numbers depends on all four. So how much more of the picture "
        "does one number see after a pooling, and how far apart do neighbours lie?",
        variants=(
            grader.variant(order=_convolutions),
            grader.variant(grow=_only_convolutions_grow),
            grader.variant(strides=_of_convolutions),
        ),
    ),
    grader.Misconception(
        id="field-no-strides-is-one",
        says="A pooling without strides is taken to move by 1.",
        hint="What does a pooling do when its strides are None? Think of how much smaller it makes "
        "a picture.",
        variants=(grader.variant(strides=lambda layer, _size: pair(layer["strides"] or 1)),),
    ),
    grader.Misconception(
        id="field-pooling-strides-ignored",
        says="A pooling is taken to move on by its own size, whatever its strides are.",
        hint="Only a pooling without strides does that. Look for strides first, then for the size.",
        variants=(
            grader.variant(
                strides=lambda layer, size: (
                    strides(layer, size) if layer["kind"] == "Conv2D" else size
                )
            ),
        ),
    ),
    grader.Misconception(
        id="field-same-adds-nothing",
        says='A layer with padding "same" is taken to see no more than the one before.',
        hint='"same" keeps the size of the map. Does a window of 3 lie on fewer numbers because '
        "of that?",
        variants=(
            grader.variant(grow=_same_adds_nothing),
            grader.variant(order=_not_same),
        ),
    ),
    grader.Misconception(
        id="field-one-layer-only",
        says="Only one of the layers counts.",
        hint="A number of the second layer sees a window of the first, and each number in that "
        "sees a window too. How do these go together?",
        variants=(
            grader.variant(order=lambda layers: layers[-1:]),
            grader.variant(order=lambda layers: layers[:1]),
            grader.variant(grow=_largest),
        ),
    ),
    grader.Misconception(
        id="field-from-the-wrong-end",
        says="The layers are gone through from the wrong end.",
        hint="Which strides stretch a window: those of the layers before it, or those of the "
        "layers behind it?",
        variants=(grader.variant(order=lambda layers: layers[::-1]),),
    ),
    grader.Misconception(
        id="field-starts-at-zero",
        says="The patch is too small: it begins with 0 pixels.",
        hint="How many pixels does a number see when there is no layer at all?",
        variants=(grader.variant(start=lambda: 0), grader.variant(whole=_from_behind)),
    ),
    grader.Misconception(
        id="field-rows-columns-exchanged",
        says="Height and width of the patch are exchanged.",
        hint="Of a pair, the first number belongs to the rows. Which side of the patch does a "
        "window of (1, 3) make longer?",
        variants=(grader.variant(layout=lambda height, width: (width, height)),),
    ),
    grader.Misconception(
        id="field-one-direction-for-both",
        says="The size in one direction is returned for both.",
        hint="Windows and strides need not be square. Which numbers of a pair do you use?",
        variants=(
            grader.variant(layout=lambda height, _width: (height, height)),
            grader.variant(layout=lambda _height, width: (width, width)),
        ),
    ),
)
