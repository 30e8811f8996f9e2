"""Networks to write a summary of, and summaries to add up."""

from __future__ import annotations

from typing import Any

import grader

from ..descriptions import Draw, dense, network, pool
from .models import SUMMARY


def summary_calls(draw: Draw) -> dict[str, Any]:
    """Draw a network; some end in a map."""
    input_shape, layers = network(draw, classifies=False)
    return {"input_shape": input_shape, "layers": layers}


def total_params_calls(draw: Draw) -> dict[str, Any]:
    """Draw the rows of a summary."""
    call = summary_calls(draw)
    if draw(grader.inputs.choices(twice=(False, True, False))).twice:
        call["layers"] = _longer(call["layers"])
    return {"rows": SUMMARY.answer(call)}


def _longer(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a network with two layers more, of which one has as many parameters as another."""
    if layers[-1]["kind"] == "Dense":
        units = layers[-1]["units"]
        return [*layers, dense(units), dense(units, "softmax")]
    return [*layers[:1], pool("MaxPooling2D", 1), *layers[1:]]
