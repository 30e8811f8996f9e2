"""The whole network."""

import numpy as np
from activation import relu, softmax
from dense_layers import dense, flatten
from layers import as_pair, conv2d_batch, max_pool2d_batch, pad_amounts


def average_pool(x, pool_size, strides, padding):
    """Take the mean of every window, without the padding."""
    ph, pw = as_pair(pool_size)
    sh, sw = (ph, pw) if strides is None else as_pair(strides)
    n, h, w, channels = x.shape
    if padding == "same":
        out_h, pad_h = pad_amounts(h, ph, sh)
        out_w, pad_w = pad_amounts(w, pw, sw)
        x = np.pad(x, ((0, 0), pad_h, pad_w, (0, 0)), constant_values=np.nan)
    else:
        out_h = (h - ph) // sh + 1
        out_w = (w - pw) // sw + 1
    out = np.zeros((n, out_h, out_w, channels))
    for i in range(out_h):
        for j in range(out_w):
            window = x[:, i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[:, i, j] = np.nanmean(window, axis=(1, 2))
    return out


def forward(x, layers, weights):
    """Send a batch through all layers."""
    position = 0
    for layer in layers:
        kind = layer["kind"]
        if kind == "Conv2D" or kind == "Dense":
            kernel = weights[position]
            position += 1
            bias = np.zeros(kernel.shape[-1])
            if layer["use_bias"]:
                bias = weights[position]
                position += 1
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
            x = average_pool(x, layer["pool_size"], layer["strides"], layer["padding"])
        elif kind == "Flatten":
            x = flatten(x)
    return x
