"""Right answers as one loop with a chain of if and elif, and a counter in the weights."""

import numpy as np
from activation import relu, softmax
from dense_layers import dense, flatten
from layers import conv2d_batch, max_pool2d_batch, pool2d


def mean(cells):
    """Add up and divide."""
    return sum(cells) / len(cells)


def forward(x, layers, weights):
    """Take as many arrays from the weights as the layer needs."""
    used = 0
    for layer in layers:
        kind = layer["kind"]
        if kind == "Conv2D" or kind == "Dense":
            kernel = weights[used]
            used += 1
            if layer["use_bias"]:
                bias = weights[used]
                used += 1
            else:
                bias = np.zeros(kernel.shape[-1])
            if kind == "Conv2D":
                x = conv2d_batch(x, kernel, bias, layer["strides"], layer["padding"])
            else:
                x = dense(x, kernel, bias)
            if layer["activation"] == "relu":
                x = relu(x)
            elif layer["activation"] == "softmax":
                x = softmax(x)
        elif kind == "MaxPooling2D":
            x = max_pool2d_batch(x, layer["pool_size"], layer["strides"], layer["padding"])
        elif kind == "AveragePooling2D":
            x = pool2d(x, layer["pool_size"], layer["strides"], layer["padding"], mean)
        elif kind == "Flatten":
            x = flatten(x)
    return x
