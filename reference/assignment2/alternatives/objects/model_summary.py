"""Right answers with the classes of base.py: rows are what a generator yields."""

from operator import itemgetter

from base import Sequential


def summary(input_shape, layers):
    """All rows."""
    return list(Sequential(layers).rows(input_shape))


def total_params(rows):
    """The third of each."""
    return sum(map(itemgetter(2), rows))
