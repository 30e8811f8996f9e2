"""Right answers with the classes of base.py: build, then predict."""

from base import Sequential


def forward(x, layers, weights):
    """As in Keras."""
    return Sequential(layers).build(weights).predict(x)
