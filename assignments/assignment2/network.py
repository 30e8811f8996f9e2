"""Network: pictures go in at one end, class probabilities come out at the other.

This is all that a trained network does when it is asked: every layer makes new
numbers of those that the layer before it hands on.

    pictures      (N, 28, 28, 1)
    Conv2D        (N, 26, 26, 32)    sums of products, a bias, then ReLU
    MaxPooling2D  (N, 13, 13, 32)    the largest of each window
    Flatten       (N, 5408)          one row for each picture
    Dense         (N, 10)            a sum for each class, then softmax

Layers are described by dicts, just as in the file before this one. Their
weights come in a list of arrays, in Keras' order: for each layer that has any,
its kernel and then its bias. A layer without a bias (``use_bias`` is False) has
only a kernel there. Poolings, Flatten and Dropout have nothing in the list.

    Conv2D   kernel (kh, kw, channels, filters)    bias (filters,)
    Dense    kernel (inputs, units)                bias (units,)

You have written almost all of it already: the functions of the files before
this one are the layers. New are the average pooling and the way from one layer
to the next.
"""

import numpy as np


def forward(
    x: np.ndarray,
    layers: list[dict[str, object]],
    weights: list[np.ndarray],
) -> np.ndarray:
    """Send pictures through a network.

    Args:
        x: The pictures, shape (N, H, W, C), float32 or float64. N is 1 or more.
        layers: The layers, dicts as in ``summary``. The activation of a ``Conv2D`` is
            ``"relu"`` or ``None``, that of a hidden ``Dense`` too. The last layer is a
            ``Dense`` with ``"softmax"``.
        weights: All kernels and biases, arrays of floats, in Keras' order: see the top
            of this file.

    Returns:
        An array of floats of shape (N, classes): for each picture its class
        probabilities.

    Example:
        One pixel of two pictures is joined to two classes. The second picture makes
        the logits 0 and log(3).

        >>> x = np.array([0.0, 1.0]).reshape(2, 1, 1, 1)
        >>> dense = {"kind": "Dense", "units": 2, "activation": "softmax",
        ...          "use_bias": False}
        >>> kernel = np.array([[0.0, np.log(3.0)]])
        >>> forward(x, [{"kind": "Flatten"}, dense], [kernel])
        array([[0.5 , 0.5 ],
               [0.25, 0.75]])

        Dropout does nothing here, and an average pooling with "same" counts only what
        lies on the picture.

        >>> pool = {"kind": "AveragePooling2D", "pool_size": 2, "strides": None,
        ...         "padding": "same"}
        >>> drop = {"kind": "Dropout", "rate": 0.5}
        >>> forward(x, [pool, drop, {"kind": "Flatten"}, dense], [kernel])
        array([[0.5 , 0.5 ],
               [0.25, 0.75]])

    In a CNN:
        It is what ``model.predict(x)`` does. Training only changes the weights.
    """
    raise NotImplementedError("assignment2: forward")
