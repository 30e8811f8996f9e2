"""Right answers with the closures of base.py: activations."""

from base import activation_called

relu = activation_called("relu")
softmax = activation_called("softmax")
