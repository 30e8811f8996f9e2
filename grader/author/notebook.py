"""Writes an assignment's notebook: for each concept a text and a drawing, then cells to fill in.

The functions in it are those of the stubs, so it can give nothing away that they do not. It is
plain JSON of the notebook format 4.5, and the same bytes each time: a cell's id comes from what
the cell is for, so that another release of a notebook has the same cells.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from grader.author.stubs import is_stub
from grader.authoring import Assignment, Concept, Exercise
from grader.language import _, ngettext
from grader.magics import without_magics

__all__ = ["Around", "holds_more", "notebook_text", "sources_in"]

#: What a notebook begins with: the magic, and what stubs import.
_LOAD: Final = "%load_ext grader\nimport numpy as np"
#: A sentence that names a file to import from: in a notebook there is none.
_IMPORTING: Final = re.compile(r"[^.!?]*``from \w+ import [^`]*``[^.!?]*\.")
_DRAWING: Final = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Around:
    """The texts of a notebook that are not about a concept.

    Attributes:
        intro: What to do, in Markdown, with the title.
        setup: How to begin, in Markdown.
        install: Commands of a notebook that has no grader; they are written as comments.
        closing: What comes last, in Markdown.
    """

    intro: str
    setup: str
    install: tuple[str, ...]
    closing: str


def notebook_text(
    assignment: Assignment, stubs: Mapping[str, str], handout: str, around: Around
) -> str:
    """Return the text of a notebook's file.

    * ``stubs`` are the texts of the stubs by their concepts' ids, in the language of everything.
    * ``handout`` is what students read, in Markdown: a drawing is taken from it for each concept.
    """
    cells = [
        _cell("intro", around.intro),
        _cell("setup", around.setup),
        _code("install", "\n".join(f"# {line}" for line in around.install)),
        _code("load", _LOAD),
    ]
    for number, concept in enumerate(assignment.concepts, start=1):
        cells += _section(number, concept, stubs[concept.id], handout)
    cells += [_cell("closing", around.closing), _code("check", "%grade")]
    whole = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    # As Jupyter writes it: where a notebook is only saved, little changes.
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def sources_in(content: bytes, *kinds: str) -> tuple[str, ...]:
    """Return the text of each cell of a notebook that was written here.

    * ``kinds`` are the types of the cells: ``code``, ``markdown``.

    Raises:
        ValueError: it is no such notebook.
    """
    try:
        cells = json.loads(content)["cells"]
        return tuple("".join(one["source"]) for one in cells if one["cell_type"] in kinds)
    except (KeyError, TypeError) as error:
        raise ValueError("not a notebook") from error


def holds_more(content: bytes) -> bool:
    """Say whether a notebook holds more than stubs, magics, comments and imports."""
    try:
        cells = [without_magics(source) for source in sources_in(content, "code")]
        statements = [node for cell in cells for node in ast.parse(cell.text).body]
    except (SyntaxError, ValueError):
        return True
    is_bare = not any(cell.magic for cell in cells)
    return not (is_bare and all(isinstance(one, ast.Pass) or is_stub(one) for one in statements))


def _section(number: int, concept: Concept, stub: str, handout: str) -> Iterator[dict[str, Any]]:
    """Yield the cells of a concept."""
    tree = ast.parse(stub)
    lines = stub.split("\n")
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    title = f"## {number}. {concept.title}\n\n**{concept.goal}**"
    drawing = _drawing(handout, concept.id)
    about = _about(ast.get_docstring(tree) or "", drawing)
    yield _cell(f"concept {concept.id}", "\n\n".join([title, *about]))
    for exercise in concept.exercises:
        node = functions[exercise.name]
        code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        yield _cell(f"text {exercise.name}", _heading(exercise))
        yield _code(f"stub {exercise.name}", code)
        yield _code(f"check {exercise.name}", f"%grade {exercise.name}")


def _heading(exercise: Exercise) -> str:
    """Return an exercise's name, what it is worth, and whether more is asked than a course has."""
    text = ngettext("{count} point", "{count} points", exercise.points)
    points = text.format(count=exercise.points)
    # The reference's own docstring is English, whatever the language of the notebook.
    if "(advanced)" in (exercise.function.__doc__ or ""):
        points = _("{points}, with parts marked (advanced)").format(points=points)
    return f"### `{exercise.name}`\n\n{points}"


def _about(docstring: str, drawing: str) -> list[str]:
    """Return the paragraphs of a module's docstring, its drawing replaced by the handout's."""
    _title, *paragraphs = _paragraphs(docstring)
    drawn = [one.startswith(" ") for one in paragraphs]
    parts = [
        f"```text\n{one}\n```" if is_drawn else _IMPORTING.sub("", one).strip()
        for one, is_drawn in zip(paragraphs, drawn, strict=True)
    ]
    if drawing and True in drawn:
        parts[drawn.index(True)] = drawing
    elif drawing:
        parts.insert(1, drawing)
    return [one for one in parts if one]


def _paragraphs(text: str) -> list[str]:
    r"""Split a text at its empty lines, but for those inside of a drawing.

    Example:
        >>> _paragraphs("A title.\n\nSo:\n\n  1 2\n\n  3 4\n\nThere.")
        ['A title.', 'So:', '  1 2\n\n  3 4', 'There.']
    """
    found: list[str] = []
    for part in re.split(r"\n\n+", text):
        if part.startswith(" ") and found and found[-1].startswith(" "):
            found[-1] += f"\n\n{part}"
        else:
            found.append(part)
    return found


def _drawing(handout: str, concept: str) -> str:
    """Return the first drawing of a concept's section in the handout, or nothing."""
    sections = re.split(r"^(?=## )", handout, flags=re.MULTILINE)
    named = [one for one in sections if f"`{concept}.py`" in one.partition("\n")[0]]
    found = _DRAWING.search(named[0]) if named else None
    return found[0] if found else ""


def _cell(purpose: str, text: str, kind: str = "markdown") -> dict[str, Any]:
    """Return a cell with an id from what it is for."""
    return {
        "cell_type": kind,
        "id": hashlib.sha256(purpose.encode()).hexdigest()[:8],
        "metadata": {},
        "source": text.strip("\n").splitlines(keepends=True),
    }


def _code(purpose: str, text: str) -> dict[str, Any]:
    """Return a cell with code, which was never run."""
    return {**_cell(purpose, text, "code"), "execution_count": None, "outputs": []}
