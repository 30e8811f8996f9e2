"""A small library of layers, as some students write it: one class for each kind of layer."""

import numpy as np


def square(value):
    """Return a pair."""
    return value if isinstance(value, (tuple, list)) else (value, value)


class Layer:
    """Something that numbers go through. Layers know their weights once they are built."""

    weights_needed = 0

    def __init__(self, **description):
        self.__dict__.update(description)
        self.weights = []

    def build(self, weights):
        """Take the weights from an iterator."""
        self.weights = [next(weights) for _ in range(self.weights_needed)]
        return self

    def __call__(self, x):
        return self.forward(x)

    def forward(self, x):
        """Hand on what came in."""
        return x

    def output_shape(self, shape):
        """Return the shape behind the layer, without the batch."""
        return shape

    def count(self, shape):
        """Return how many parameters there are."""
        return 0


class Windowed(Layer):
    """A layer whose windows move over the picture."""

    @property
    def window(self):
        """Height and width."""
        return square(self.pool_size)

    @property
    def step(self):
        """Down and right."""
        return self.window if self.strides is None else square(self.strides)

    def starts(self, size, axis):
        """Yield where the windows begin along an axis of the picture as it is."""
        k, s = self.window[axis], self.step[axis]
        if self.padding == "valid":
            begin, count = 0, 1 + (size - k) // s
        else:
            count = 1 + (size - 1) // s
            begin = -(max(0, (count - 1) * s + k - size) // 2)
        yield from range(begin, begin + count * s, s)

    def windows(self, x):
        """Yield the place of each window, and the part of it that lies on the pictures."""
        for i, top in enumerate(self.starts(x.shape[1], 0)):
            for j, left in enumerate(self.starts(x.shape[2], 1)):
                rows = slice(max(top, 0), top + self.window[0])
                columns = slice(max(left, 0), left + self.window[1])
                yield i, j, rows.start - top, columns.start - left, x[:, rows, columns]

    def output_shape(self, shape):
        """Count the windows."""
        height, width, channels = shape
        rows, columns = list(self.starts(height, 0)), list(self.starts(width, 1))
        return len(rows), len(columns), self.channels_behind(channels)

    def channels_behind(self, channels):
        """Return how many channels come out."""
        return channels

    def forward(self, x):
        """Reduce all windows."""
        out = np.empty((x.shape[0], *self.output_shape(x.shape[1:])))
        for i, j, above, before, part in self.windows(x):
            out[:, i, j] = self.reduce(part, above, before)
        return out


class MaxPooling2D(Windowed):
    """Keep the largest."""

    def reduce(self, part, above, before):
        """Of the pixels alone."""
        return part.max(axis=(1, 2))


class AveragePooling2D(Windowed):
    """Keep the mean."""

    def reduce(self, part, above, before):
        """Of the pixels alone."""
        return part.mean(axis=(1, 2))


class Weighted(Layer):
    """A layer with a kernel and perhaps a bias, and with an activation."""

    activation = None

    @property
    def weights_needed(self):
        """One or two arrays."""
        return 2 if self.use_bias else 1

    @property
    def bias(self):
        """What is added, in any case."""
        return self.weights[1] if len(self.weights) > 1 else 0.0

    def __call__(self, x):
        return activation_called(self.activation)(super().__call__(x))


class Conv2D(Weighted, Windowed):
    """A convolution."""

    @property
    def window(self):
        """A kernel is no pool."""
        return square(self.kernel_size)

    def channels_behind(self, channels):
        """One map for each filter."""
        return self.filters

    def reduce(self, part, above, before):
        """Meet the part of the kernel that lies on the pictures."""
        kernel = self.weights[0][above:, before:][: part.shape[1], : part.shape[2]]
        return np.tensordot(part, kernel, axes=3) + self.bias

    def count(self, shape):
        """Every filter is as deep as the input."""
        kh, kw = self.window
        return self.filters * (kh * kw * shape[-1] + bool(self.use_bias))


class Dense(Weighted):
    """A layer in which everything is joined to everything."""

    def forward(self, x):
        """A matrix product."""
        return np.dot(x, self.weights[0]) + self.bias

    def output_shape(self, shape):
        """One number for each unit."""
        return (self.units,)

    def count(self, shape):
        """A weight for each input of each unit."""
        return self.units * (shape[-1] + bool(self.use_bias))


class Flatten(Layer):
    """One line for each picture."""

    def forward(self, x):
        """Picture by picture."""
        return np.stack([picture.ravel() for picture in x])

    def output_shape(self, shape):
        """All numbers behind each other."""
        numbers = 1
        for size in shape:
            numbers *= size
        return (numbers,)


class Dropout(Layer):
    """It does nothing when the network is used."""

    def masked(self, x, mask):
        """What it does in training."""
        return mask * x / (1.0 - self.rate)


def activation_called(name):
    """Return a function of an array."""

    def relu(x):
        return x * (x > 0)

    def softmax(x):
        powers = np.exp(x - x.max(-1)[..., None])
        return powers / powers.sum(-1)[..., None]

    return {"relu": relu, "softmax": softmax}.get(name, lambda x: x)


def layer_of(description):
    """Make a layer of its description."""
    kinds = (Conv2D, MaxPooling2D, AveragePooling2D, Flatten, Dense, Dropout)
    by_name = {kind.__name__: kind for kind in kinds}
    return by_name[description["kind"]](**description)


class Sequential:
    """Layers one after another."""

    def __init__(self, descriptions):
        self.layers = [layer_of(one) for one in descriptions]

    def build(self, weights):
        """Hand out the weights."""
        source = iter(weights)
        for layer in self.layers:
            layer.build(source)
        return self

    def predict(self, x):
        """From the first layer to the last."""
        for layer in self.layers:
            x = layer(x)
        return x

    def rows(self, shape):
        """Yield what is shown of each layer."""
        for layer in self.layers:
            params = layer.count(shape)
            shape = layer.output_shape(shape)
            yield layer.kind, shape, params
