import numpy as np


def sides(value):
    if isinstance(value, int):
        return value, value
    return value[0], value[1]


def pad_same(x, kh, kw, sh, sw, value):
    H, W = x.shape[1:3]
    ph = max((-(-H // sh) - 1) * sh + kh - H, 0)
    pw = max((-(-W // sw) - 1) * sw + kw - W, 0)
    top, left = ph // 2, pw // 2
    return np.pad(x, ((0, 0), (top, ph - top), (left, pw - left), (0, 0)), constant_values=value)


def conv(x, kernel, sh, sw, padding):
    kh, kw = kernel.shape[:2]
    if padding == "SAME":
        x = pad_same(x, kh, kw, sh, sw, 0)
    oh = (x.shape[1] - kh) // sh + 1
    ow = (x.shape[2] - kw) // sw + 1
    out = np.zeros((len(x), oh, ow, kernel.shape[3]))
    for i in range(oh):
        for j in range(ow):
            window = x[:, i * sh:i * sh + kh, j * sw:j * sw + kw, :]
            out[:, i, j, :] = np.tensordot(window, kernel, axes=3)
    return out


def pool(x, ph, pw, sh, sw, padding, kind):
    if padding == "SAME":
        x = pad_same(x, ph, pw, sh, sw, np.nan)
    oh = (x.shape[1] - ph) // sh + 1
    ow = (x.shape[2] - pw) // sw + 1
    out = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            window = x[:, i * sh:i * sh + ph, j * sw:j * sw + pw, :]
            if kind == "MaxPooling2D":
                out[:, i, j, :] = np.nanmax(window, axis=(1, 2))
            else:
                out[:, i, j, :] = np.nanmean(window, axis=(1, 2))
    return out


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def activate(x, name):
    if name == "relu":
        return np.maximum(x, 0)
    if name == "softmax":
        return softmax(x)
    return x


def forward(x, layers, weights):
    k = 0
    for layer in layers:
        kind = layer["kind"]
        if kind == "Conv2D":
            sh, sw = sides(layer["strides"])
            x = conv(x, weights[k], sh, sw, layer["padding"])
            k += 1
            if layer["use_bias"]:
                x = x + weights[k]
                k += 1
            x = activate(x, layer["activation"])
        elif kind == "Dense":
            x = x @ weights[k]
            k += 1
            if layer["use_bias"]:
                x = x + weights[k]
                k += 1
            x = activate(x, layer["activation"])
        elif kind == "Flatten":
            x = x.reshape(len(x), -1)
        elif kind != "Dropout":
            ph, pw = sides(layer["pool_size"])
            if layer["strides"] is None:
                sh, sw = ph, pw
            else:
                sh, sw = sides(layer["strides"])
            x = pool(x, ph, pw, sh, sw, layer["padding"], kind)
    return x
