"""Summary: what each layer of a network hands on, and what it has to learn.

A network is a list of layers, and each layer works on what the one before it
hands on. Here a layer is described by a dict, with the names that Keras has:

    {"kind": "Conv2D", "filters": 32, "kernel_size": 3, "strides": 1,
     "padding": "valid", "activation": "relu", "use_bias": True}
    {"kind": "MaxPooling2D", "pool_size": 2, "strides": None,
     "padding": "valid"}
    {"kind": "AveragePooling2D", "pool_size": (2, 3), "strides": 2,
     "padding": "same"}
    {"kind": "Flatten"}
    {"kind": "Dense", "units": 10, "activation": "softmax", "use_bias": True}
    {"kind": "Dropout", "rate": 0.4}

Sizes and strides are an int for both directions, or a pair (down, right). A
pooling whose strides are None moves by its own window. Flatten makes a single
row of a map. Dropout and activations change no shape, and learn nothing.

``model.summary()`` of Keras shows the shapes with the batch in front, as None.
Here that axis is left out:

    layer         output shape  parameters
    Conv2D        (26, 26, 32)         320
    MaxPooling2D  (13, 13, 32)           0

With this table you can find a mistake in a network before any number is
computed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import grader

from ..pairs import pair
from ..parameters import conv2d_params, dense_params
from . import draws, facets, mistakes_counts, mistakes_shapes, mistakes_windows, models, twin


def summary(
    input_shape: tuple[int, int, int],
    layers: list[dict[str, object]],
) -> list[tuple[str, tuple[int, ...], int]]:
    """List what ``model.summary()`` would show, a row for each layer.

    Args:
        input_shape: The shape (H, W, C) of one picture.
        layers: The layers, one or more, described as above. Dense layers come only
            behind a Flatten; convolutions and poolings only before it.

    Returns:
        A list of tuples (kind, output shape, parameters): the layer's kind, the shape
        behind it as a tuple, without the batch, and an int.

    Example:
        >>> pool = {"kind": "MaxPooling2D", "pool_size": 2, "strides": None,
        ...         "padding": "valid"}
        >>> dense = {"kind": "Dense", "units": 3, "activation": None,
        ...          "use_bias": True}
        >>> for row in summary((5, 4, 2), [pool, {"kind": "Flatten"}, dense]):
        ...     print(row)
        ('MaxPooling2D', (2, 2, 2), 0)
        ('Flatten', (8,), 0)
        ('Dense', (3,), 27)

        A map may be the end of it. With "same", 5 rows in steps of 2 give 3.

        >>> conv = {"kind": "Conv2D", "filters": 4, "kernel_size": (1, 3),
        ...         "strides": (2, 1), "padding": "same",
        ...         "activation": "relu", "use_bias": False}
        >>> summary((5, 4, 2), [conv])
        [('Conv2D', (3, 4, 4), 24)]

    In a CNN:
        Maps get smaller and deeper from layer to layer, and most parameters are
        where the dense layers begin.
    """
    rows = []
    shape: tuple[int, ...] = input_shape
    for layer in layers:
        parameters = _parameters(layer, shape)
        shape = _shape_after(layer, shape)
        rows.append((str(layer["kind"]), shape, parameters))
    return rows


def total_params(rows: list[tuple[str, tuple[int, ...], int]]) -> int:
    """Add up the parameters of a network.

    Args:
        rows: What ``summary`` returns: one or more tuples (kind, output shape,
            parameters).

    Returns:
        An int.

    Example:
        >>> total_params([("Conv2D", (4, 4, 2), 20), ("Flatten", (32,), 0),
        ...               ("Dense", (3,), 99)])
        119

    In a CNN:
        It is the last line of ``model.summary()``, and tells how much a network has
        to learn and to store.
    """
    return sum(parameters for _kind, _shape, parameters in rows)


def _shape_after(layer: Mapping[str, Any], shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape behind a layer."""
    if layer["kind"] == "Flatten":
        return (math.prod(shape),)
    if layer["kind"] == "Dense":
        return (layer["units"],)
    if layer["kind"] == "Dropout":
        return shape
    window = pair(layer["kernel_size"] if "filters" in layer else layer["pool_size"])
    steps = window if layer["strides"] is None else pair(layer["strides"])
    if layer["padding"] == "same":
        window = (1, 1)  # As many places as if every window fitted anywhere.
    places = [
        (size - length) // step + 1
        for size, length, step in zip(shape[:2], window, steps, strict=True)
    ]
    return (*places, layer.get("filters", shape[2]))


def _parameters(layer: Mapping[str, Any], shape: tuple[int, ...]) -> int:
    """Count the parameters of a layer that sees a map, or a row, of this shape."""
    if layer["kind"] == "Conv2D":
        sizes = (layer["kernel_size"], shape[2], layer["filters"])
        return conv2d_params(*sizes, layer["use_bias"])
    if layer["kind"] == "Dense":
        return dense_params(shape[0], layer["units"], layer["use_bias"])
    return 0


def _is_legal(input_shape: tuple[int, int, int], layers: list[dict[str, Any]]) -> bool:
    """Say whether a network can be asked about: no Dropout drops everything."""
    return min(input_shape) > 0 and all(0 <= layer.get("rate", 0) < 1 for layer in layers)


CONCEPT = grader.Concept(
    id="model_summary",
    title="Summary of a network",
    goal="Say which shapes and how many parameters the layers of a network have.",
    exercises=(
        grader.Exercise(
            function=summary,
            inputs=draws.summary_calls,
            twin=twin.summary,
            legal=_is_legal,
            points=10,
            requires=("conv2d_params", "dense_params"),
            columns=("layer", "output shape", "parameters"),
            hints=(
                (
                    "Walk through the layers, and always know the shape that comes in. What a "
                    "layer hands on is what the next one sees."
                ),
                (
                    "Write down, for each kind of layer, which of the three numbers of a shape "
                    "it changes. Two kinds change the whole shape."
                ),
                (
                    "Turn sizes and strides into pairs first. Which kinds of layers have "
                    "parameters at all, and do they need the shape before them or behind them?"
                ),
            ),
            model=models.SUMMARY,
            misconceptions=(
                *mistakes_counts.COUNTS,
                *mistakes_shapes.DEPTHS,
                *mistakes_counts.ROWS,
                *mistakes_windows.WINDOWS,
                *mistakes_shapes.PLACES,
                *mistakes_counts.OF_LAYERS,
            ),
            facets=facets.SUMMARY_FACETS,
            worked=facets.NOTES,
        ),
        grader.Exercise(
            function=total_params,
            inputs=draws.total_params_calls,
            points=2,
            hints=(
                "A row has three parts. Which of them is to be added up?",
                ("Begin with 0, and add the last part of each row, whatever the layer's kind is."),
            ),
            model=models.TOTAL,
            misconceptions=mistakes_counts.TOTALS,
            facets=facets.TOTAL_FACETS,
            worked=facets.NOTES_ROWS,
        ),
    ),
)
