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

import numpy as np


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
    raise NotImplementedError("assignment2: summary")


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
    raise NotImplementedError("assignment2: total_params")
