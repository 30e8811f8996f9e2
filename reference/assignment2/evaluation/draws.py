"""Probabilities and labels to draw, and the calls that the course works out.

A row of probabilities is drawn as cuts through a line of 16 parts: so it consists of multiples of
1/16, adds up to 1 exactly in float32, too, and often has zeros in it, sometimes a 1, sometimes
several largest ones. The numbers of pictures and of classes always differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

Draw = Callable[[Any], Any]

#: Into how many parts a row is cut.
_PARTS = 16
#: Where it is cut: the first gives a network that is sure of class 0.
_ANYWHERE = (16.0, 8.0, 4.0, 12.0, 2.0, 14.0, 6.0, 10.0, 1.0, 15.0, 3.0, 13.0, 5.0, 11.0, 7.0, 9.0)
#: Here parts are often equal, or empty.
_QUARTERS = (16.0, 8.0, 4.0, 12.0, 0.0)
#: How many pictures and classes there are: one more than a power of 2 is good for no pattern.
_SIZES = (
    *((1, 2), (2, 3), (3, 2), (1, 3), (3, 4), (4, 3), (5, 3), (2, 4), (6, 4), (4, 2)),
    *((3, 5), (5, 4), (2, 5), (6, 5), (7, 3), (5, 2)),
)
_CLASSES = (0.0, 1.0, 2.0, 3.0, 4.0)


def predictions(draw: Draw) -> dict[str, Any]:
    """Draw probabilities."""
    tables = (_ANYWHERE, _QUARTERS, _QUARTERS)
    return {"probabilities": _rows(draw, tables)}


def labelled(draw: Draw) -> dict[str, Any]:
    """Draw probabilities, and labels as numbers; about half of the labels are what is predicted."""
    rows = _rows(draw, (_ANYWHERE, _ANYWHERE, _QUARTERS))
    drawn = draw(grader.inputs.array(_CLASSES, rows.shape[:1])).astype(np.int64)
    is_right = draw(grader.inputs.array((0.0, 1.0), rows.shape[:1])) == 1
    labels = np.where(is_right, rows.argmax(axis=1), drawn % rows.shape[1])
    return {"probabilities": rows, "labels": labels.astype(np.int64)}


def judged(draw: Draw) -> dict[str, Any]:
    """Draw probabilities, and labels as numbers, for what counts right answers.

    Now and then all labels are 1, and either the network is always sure, or class 0 is always the
    likeliest. So who takes a probability for a class, or counts classes from 1, finds all of them
    right: nothing else tells such a mistake, and a division that cuts, from a 0 that is returned
    whatever comes in.
    """
    call = labelled(draw)
    rows = call["probabilities"]
    kind = draw(grader.inputs.choices(kind=("any",) * 6 + ("sure", "first"))).kind
    if kind == "any":
        return call
    if kind == "sure":
        rows = np.eye(rows.shape[1], dtype=rows.dtype)[rows.argmax(axis=1)]
    else:
        rows = np.ascontiguousarray(np.sort(rows, axis=1)[:, ::-1])
    return {"probabilities": rows, "labels": np.ones_like(call["labels"])}


def one_hot_labelled(draw: Draw) -> dict[str, Any]:
    """Draw probabilities, and labels as rows of 0 and 1."""
    call = labelled(draw)
    rows, labels = call["probabilities"], call["labels"]
    return {"probabilities": rows, "one_hot": np.eye(rows.shape[1], dtype=rows.dtype)[labels]}


def are_probabilities(probabilities: np.ndarray) -> bool:
    """Say whether rows may be asked for: none below 0, each adding up to 1."""
    sums = probabilities.sum(axis=1, dtype=np.float64)
    return bool((probabilities >= 0).all() and np.allclose(sums, 1, atol=1e-6))


def are_labelled(probabilities: np.ndarray, labels: np.ndarray) -> bool:
    """Say whether probabilities and labels may be asked for."""
    is_class = (labels >= 0) & (labels < probabilities.shape[1])
    return are_probabilities(probabilities) and bool(is_class.all())


def are_one_hot(probabilities: np.ndarray, one_hot: np.ndarray) -> bool:
    """Say whether probabilities and rows of 0 and 1 may be asked for."""
    is_row = np.isin(one_hot, (0, 1)).all(axis=1) & (one_hot.sum(axis=1) == 1)
    return are_probabilities(probabilities) and bool(is_row.all())


def _rows(draw: Draw, tables: tuple[tuple[float, ...], ...]) -> np.ndarray:
    pick = draw(grader.inputs.choices(size=_SIZES, table=tables, dtype=grader.inputs.DTYPES))
    pictures, classes = pick.size
    cuts = np.sort(draw(grader.inputs.array(pick.table, (pictures, classes - 1))), axis=1)
    rows = np.diff(cuts, axis=1, prepend=0.0, append=float(_PARTS)) / _PARTS
    return rows.astype(pick.dtype)


_PROBABILITIES = np.array(
    [[0.125, 0.75, 0.125], [0.5, 0.25, 0.25], [0.0, 0.0, 1.0], [0.25, 0.375, 0.375]]
)
_LABELS = np.array([1, 2, 0, 1], np.int64)

Calls = tuple[Mapping[str, Any], ...]

WORKED_PREDICTIONS: Calls = ({"probabilities": _PROBABILITIES},)
WORKED_LABELLED: Calls = (
    {"probabilities": _PROBABILITIES[:2], "labels": _LABELS[:2]},
    {"probabilities": _PROBABILITIES, "labels": _LABELS},
)
WORKED_ONE_HOT: Calls = tuple(
    {"probabilities": call["probabilities"], "one_hot": np.eye(3)[call["labels"]]}
    for call in WORKED_LABELLED
)
