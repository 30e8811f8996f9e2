"""A worked example, cell by cell: how each number of the right answer comes about. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from grader.drawing import Drawing
from grader.explain.arrays import labelled, value_lines
from grader.explain.illustrate import traced, words_for
from grader.explain.picture import draw
from grader.explain.picture_axis import draw_axis
from grader.explain.picture_rows import result_rows
from grader.explain.picture_text import where
from grader.explain.rows import is_rows
from grader.explain.values import call_text
from grader.language import _
from grader.model import Picture
from grader.probe import example_of
from grader.sequences import part_of, shape_of
from grader.subject import Subject
from grader.trace import Axis, Table

__all__ = ["MOST", "Example", "Frame", "cells", "places"]

Place = tuple[int, ...]

#: So many cells of an answer are shown: of a larger one the first and the last.
MOST: Final = 64


def cells(shape: tuple[int, ...]) -> tuple[Place, ...]:
    """Return the places of an answer that are shown, in the order of reading.

    Example:
        >>> cells((2, 2)), cells(())
        (((0, 0), (0, 1), (1, 0), (1, 1)), ((),))
        >>> few = cells((10, 20))
        >>> len(few), few[0], few[31], few[32], few[-1]
        (64, (0, 0), (1, 11), (8, 8), (9, 19))
    """
    count, half = int(np.prod(shape, dtype=int)), MOST // 2
    numbers = range(count)
    shown = [*numbers] if count <= MOST else [*numbers[:half], *numbers[-half:]]
    return tuple(tuple(map(int, np.unravel_index(at, shape))) for at in shown)


def places(exercise: Subject, arguments: Mapping[str, Any]) -> tuple[Place, ...]:
    """Return the places of a right answer that are drawn; of a table, which is whole, the first."""
    every = cells(shape_of(exercise.right(arguments)))
    is_table = every and isinstance(traced(exercise, every[0], arguments), Table)
    return every[:1] if is_table else every


@dataclass(frozen=True)
class Frame:
    """What is shown at a time.

    Attributes:
        lines: The drawing.
        drawing: The same for pictures that are no characters, if there is one.
    """

    lines: tuple[str, ...]
    drawing: Drawing | None = None


@dataclass(frozen=True)
class Example:
    """One call of an exercise, and its right answer in frames.

    There is a frame for each cell of the answer. Where nobody knows how its cells come about,
    or all of them come about at once, there is a single one.

    Attributes:
        exercise: The exercise.
        arguments: The call's.
    """

    exercise: Subject
    arguments: Mapping[str, Any]

    @cached_property
    def call(self) -> list[str]:
        """The call as it can be pasted into Python, arrays on lines of their own."""
        return call_text(self.exercise.name, dict(self.arguments)).splitlines()

    @cached_property
    def short_call(self) -> list[str]:
        """The call without its arrays."""
        begin = f"{self.exercise.name}("
        first = next(at for at, line in enumerate(self.call) if line.startswith(begin))
        return self.call[first:]

    @property
    def count(self) -> int:
        """How many frames there are."""
        return len(self._places) or 1

    @property
    def total(self) -> int:
        """How many frames there would be, were none of them too many."""
        return math.prod(shape_of(self._right)) if self.count > 1 else 1

    def frame(self, number: int) -> Frame:
        """Return a frame; the first has number 0."""
        if not self._places:
            return self._of_the_whole()
        place = self._places[number]
        picture = self._picture(place)
        if picture is not None:
            return Frame(picture.lines, picture.drawing)
        result = np.asarray(part_of(self._right, place)).item()
        return Frame((where(place), *labelled([(_("result"), [f"  {result}"])])))

    @cached_property
    def _right(self) -> Any:
        return example_of(self.exercise.right(self.arguments))

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        """The cells that have a frame each; none where there is only one frame for all."""
        if is_rows(self._right):
            return ()
        every = places(self.exercise, self.arguments)
        if every and isinstance(traced(self.exercise, every[0], self.arguments), Axis):
            every = every[:1]
        return every if any(self._picture(place) for place in every) else ()

    def _picture(self, place: Place) -> Picture | None:
        found = traced(self.exercise, place, self.arguments)
        if isinstance(found, Axis):
            return draw_axis(found, None, None, like=self._right)
        if found is None:
            return None
        return draw(
            found, None, None, **words_for(self.exercise, self.arguments, place, self._right)
        )

    def _of_the_whole(self) -> Frame:
        """Show what goes in and what comes out, or the rows that come out."""
        rows = result_rows(self._right, self.exercise.columns) if is_rows(self._right) else None
        if rows is not None:
            return Frame(rows.lines, rows.drawing)
        arrays = [
            (name, [*value_lines(value), ""])
            for name, value in self.arguments.items()
            if isinstance(value, np.ndarray)
        ]
        return Frame(tuple(labelled([*arrays, (_("result"), value_lines(self._right))])))
