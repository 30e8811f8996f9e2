"""Right answers in single precision: everything is cast before the first layer."""

import numpy as np
from activation import relu, softmax
from dense_layers import dense, flatten
from layers import avg_pool2d_batch, conv2d_batch, max_pool2d_batch

ACTIVATIONS = {"relu": relu, "softmax": softmax, None: lambda x: x}


def forward(x, layers, weights):
    """Take the weights from the front of a list of copies."""
    x = np.asarray(x, dtype=np.float32)
    left = [np.asarray(one, dtype=np.float32) for one in weights]
    for layer in layers:
        kind = layer["kind"]
        if kind in ("Conv2D", "Dense"):
            kernel = left.pop(0)
            bias = left.pop(0) if layer["use_bias"] else np.zeros(kernel.shape[-1], np.float32)
            if kind == "Conv2D":
                x = conv2d_batch(x, kernel, bias, layer["strides"], layer["padding"])
            else:
                x = dense(x, kernel, bias)
            x = ACTIVATIONS[layer["activation"]](x)
        elif kind == "Flatten":
            x = flatten(x)
        elif kind != "Dropout":
            pool = max_pool2d_batch if kind == "MaxPooling2D" else avg_pool2d_batch
            x = pool(x, layer["pool_size"], layer["strides"], layer["padding"])
    return x
