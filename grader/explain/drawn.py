"""Turns how a number comes about into what a report keeps of it. Pure."""

from __future__ import annotations

from grader.drawing import Calculation, DrawnPlane, Windows
from grader.explain.picture_text import number
from grader.trace import Axis, Plane, Trace

__all__ = ["calculation", "windows"]


def calculation(trace: Trace | None, text: str, digits: int) -> Calculation:
    """Return a calculation with all that it is made from.

    Example:
        >>> row = Plane(((1.0, 0.5),), ((False, False),), (0,), (1,), ((3.0,),))
        >>> found = calculation(Trace((0,), (row,), (), "sum", total=1.5), "0.5x3 = 1.5", 6)
        >>> found.planes[0].cells, found.planes[0].weights
        ((('1', '0.5'),), (('3',),))
    """
    planes = () if trace is None else trace.planes
    return Calculation(text, tuple(_plane(plane, digits) for plane in planes))


def windows(axis: Axis | None, text: str) -> Windows:
    """Return the windows of an axis and the answer that they lead to."""
    if axis is None:
        return Windows(text)
    return Windows(text, axis.size, axis.before, axis.after, axis.kernel, tuple(axis.starts))


def _plane(plane: Plane, digits: int) -> DrawnPlane:
    return DrawnPlane(
        cells=tuple(tuple(number(one, digits) for one in row) for row in plane.values),
        outside=tuple(tuple(map(bool, row)) for row in plane.outside),
        rows=tuple(plane.rows),
        columns=tuple(plane.columns),
        weights=tuple(tuple(number(one, digits) for one in row) for row in plane.weights),
    )
