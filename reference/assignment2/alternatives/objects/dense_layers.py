"""Right answers with the classes of base.py: flatten, dense, dropout."""

from base import Dense, Dropout, Flatten


def flatten(x):
    """The layer has no state."""
    return Flatten().forward(x)


def dense(x, weights, bias):
    """Build a layer and use it once."""
    return Dense(units=len(bias), use_bias=True).build(iter((weights, bias))).forward(x)


def dropout(x, rate, mask, training):
    """A layer, and what it does in training."""
    layer = Dropout(rate=rate)
    return layer.masked(x, mask) if training else layer(x.copy())
