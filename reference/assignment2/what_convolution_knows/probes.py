"""What a kernel for edges has to answer to, and what it has to be silent on."""

from __future__ import annotations

import numpy as np

import grader


def _step(first_bright: int) -> np.ndarray:
    """Return a picture of a vertical edge: dark on the left, bright from a column on."""
    return np.tile((np.arange(3) >= first_bright).astype(np.float64), (3, 1))


def _probe(id_: str, picture: np.ndarray, says: str, *, silent: bool) -> grader.Probe:
    return grader.Probe(id=id_, picture=picture, silent=silent, says=says)


_GREY = _probe("even-grey", np.ones((3, 3)), "The kernel answers to an even grey.", silent=True)

#: An edge may lie on either side of the middle.
_PROBES = {
    "vertical": (
        _GREY,
        _probe(
            "other-edge-first",
            _step(1).T,
            "The kernel answers to a horizontal edge between rows 0 and 1.",
            silent=True,
        ),
        _probe(
            "other-edge-second",
            _step(2).T,
            "The kernel answers to a horizontal edge between rows 1 and 2.",
            silent=True,
        ),
        _probe(
            "own-edge-first",
            _step(1),
            "The kernel does not answer to a vertical edge between columns 0 and 1.",
            silent=False,
        ),
        _probe(
            "own-edge-second",
            _step(2),
            "The kernel does not answer to a vertical edge between columns 1 and 2.",
            silent=False,
        ),
    ),
    "horizontal": (
        _GREY,
        _probe(
            "other-edge-first",
            _step(1),
            "The kernel answers to a vertical edge between columns 0 and 1.",
            silent=True,
        ),
        _probe(
            "other-edge-second",
            _step(2),
            "The kernel answers to a vertical edge between columns 1 and 2.",
            silent=True,
        ),
        _probe(
            "own-edge-first",
            _step(1).T,
            "The kernel does not answer to a horizontal edge between rows 0 and 1.",
            silent=False,
        ),
        _probe(
            "own-edge-second",
            _step(2).T,
            "The kernel does not answer to a horizontal edge between rows 1 and 2.",
            silent=False,
        ),
    ),
}


def edges(direction: str) -> tuple[grader.Probe, ...]:
    """Return the properties of a kernel for a direction."""
    return _PROBES[direction]
