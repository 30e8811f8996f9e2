"""Misconceptions about kernels for edges: each kernel stands for all that answer like it."""

from __future__ import annotations

import numpy as np

import grader

from .models import edge


def _for_vertical(*rows: tuple[float, float, float]) -> grader.Variant:
    """Use a kernel for vertical edges, and lying on its side for horizontal ones."""
    kernel = np.array(rows)
    return grader.variant(
        kernel=lambda direction: kernel if direction == "vertical" else kernel.T.copy()
    )


#: Rows of a kernel that blurs, of one for a line, and of one that looks to one side.
_ROWS = ((1.0, 1.0, 1.0), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0))

EDGE = (
    grader.Misconception(
        id="edge-other-direction",
        says="The kernel answers to edges of the other direction.",
        hint="A vertical edge runs from top to bottom: it is left and right that differ. Which of "
        "your weights should differ, then?",
        variants=(grader.variant(kernel=lambda direction: edge(direction).T.copy()),),
    ),
    grader.Misconception(
        id="edge-direction-ignored",
        says="The same kernel is returned for both directions.",
        hint="Two directions need two kernels. How can you get one from the other by turning it?",
        variants=(
            grader.variant(kernel=lambda _direction: edge("vertical")),
            grader.variant(kernel=lambda _direction: edge("horizontal")),
        ),
    ),
    grader.Misconception(
        id="edge-both-directions",
        says="The kernel answers to edges of both directions.",
        hint="Such kernels find outlines of every kind. What does the sum of each single row, and "
        "of each single column, say about the direction?",
        variants=(
            _for_vertical((0.0, 1.0, 0.0), (1.0, -4.0, 1.0), (0.0, 1.0, 0.0)),
            _for_vertical((1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 0.0)),
        ),
    ),
    grader.Misconception(
        id="edge-sum-not-zero",
        says="The weights do not add up to 0, so the kernel answers to an even grey.",
        hint="A wall without any edge has the same grey everywhere. What should plus and minus do "
        "to each other there?",
        variants=(
            *(_for_vertical(row, row, row) for row in _ROWS),
            _for_vertical((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0)),
        ),
    ),
    grader.Misconception(
        id="edge-one-place-only",
        says="The kernel answers to an edge in one place, but not in the other.",
        hint="An edge may lie on either side of the middle. With which columns, or rows, do you "
        "compare the middle one?",
        variants=(
            _for_vertical(*((-1.0, 1.0, 0.0),) * 3),
            _for_vertical(*((0.0, -1.0, 1.0),) * 3),
        ),
    ),
    grader.Misconception(
        id="edge-answers-to-nothing",
        says="The kernel answers to nothing at all.",
        hint="Lay your kernel on an edge and add up: where plus and minus meet the same grey they "
        "cancel out. Where should they not?",
        variants=(grader.variant(kernel=lambda _direction: np.zeros((3, 3))),),
    ),
)
