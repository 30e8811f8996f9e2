"""Looks for an assignment's solutions in what is given to students.

What must not get out is the code inside the functions of the reference (answers, models,
mistakes, alternatives) and of the finished example. It is looked for line by line, without
white space, so that another indentation hides nothing. Not everything on a line is a solution:
signatures, docstrings and comments are for students, or say nothing.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

__all__ = ["SolutionLine", "find_lines", "solution_lines"]

#: Shorter lines say little, and are found anywhere: they are taken together with the next ones.
_LEAST: Final = 20
_SPACE: Final = b" \t\n\r\f\v"
#: Where text can be among other bytes: what holds numbers is searched fast.
_TEXT: Final = re.compile(rb"[\t-\r\x20-\x7e\x80-\xff]{8,}")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class SolutionLine:
    """A line that gives a solution away, or some short ones together.

    Attributes:
        code: The code on it, without white space.
        place: Where it is, to be read by people.
        is_data: It computes nothing from arguments or variables, as in a call that is worked out:
            such a line may stand in an example.
    """

    code: bytes
    place: str
    is_data: bool


def solution_lines(
    root: Path, paths: Iterable[Path], known: Collection[str] = ()
) -> tuple[SolutionLine, ...]:
    """Collect the lines of these modules, each line once.

    * ``root`` is the folder that places are told from.
    * ``known`` is code that students see anyway, such as a call with the names of a signature.

    Raises:
        SyntaxError: one of them is no Python.
    """
    seen = {_squeezed(code.encode()) for code in known}
    found = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        for row, code, is_data in _lines_of(path.read_text(encoding="utf-8")):
            squeezed = _squeezed(code.encode())
            if squeezed not in seen:
                seen.add(squeezed)
                found.append(SolutionLine(squeezed, f"{name}:{row}", is_data))
    return tuple(found)


def find_lines(lines: Iterable[SolutionLine], content: bytes) -> tuple[SolutionLine, ...]:
    r"""Return the lines that occur in a text, or in bytes with text in them.

    Example:
        >>> line = SolutionLine(b"before=total//2", "padding.py:64", is_data=False)
        >>> find_lines([line], b"hint:\n    before  = total // 2\n") == (line,)
        True
    """
    texts, others = _searched(content), _searched(_without_examples(content))
    return tuple(
        line
        for line in lines
        if any(line.code in text for text in (others if line.is_data else texts))
    )


def _searched(content: bytes) -> set[bytes]:
    """Return a text without white space: as it is, and as it was before JSON quoted it."""
    content = b"\0".join(_TEXT.findall(content))
    unquoted = content.replace(rb"\n", b"").replace(rb"\"", b'"').replace(rb"\\", b"\\")
    return {_squeezed(content), _squeezed(unquoted)}


def _without_examples(content: bytes) -> bytes:
    """Leave out the lines that are to be typed into Python."""
    if b">>>" not in content:
        return content
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.lstrip().startswith((b">>>", b"...")))


def _squeezed(code: bytes) -> bytes:
    return code.translate(None, _SPACE)


def _lines_of(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield what is written in functions: the row, the code, and whether it is only data."""
    tree = ast.parse(source)
    codes = _codes(source)
    computing = _computing_rows(tree)
    rows = sorted(_body_rows(tree) & codes.keys())
    # Rows that follow each other, but for empty ones and comments, are read as one text.
    order = {row: at for at, row in enumerate(sorted(codes))}
    for _run, group in groupby(enumerate(rows), key=lambda pair: order[pair[1]] - pair[0]):
        run = [row for _at, row in group]
        for at, row in enumerate(run):
            taken: list[int] = []
            while sum(len(codes[one]) for one in taken) < _LEAST and at + len(taken) < len(run):
                taken.append(run[at + len(taken)])
            code = "".join(codes[one] for one in taken)
            if len(code) >= _LEAST:
                yield row, code, not computing & set(taken)
    yield from _lambdas(tree, source)


def _codes(source: str) -> dict[int, str]:
    """Return what is on each row that has words of Python on it, without its comment.

    A docstring has none, nor has a row of numbers.
    """
    lines = source.splitlines()
    ends: dict[int, int] = {}
    worded = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            ends[row] = column
        elif token.type == tokenize.NAME and token.string not in {"True", "False", "None"}:
            worded.add(row)
    return {row: lines[row - 1][: ends.get(row)].strip() for row in worded}


def _body_rows(tree: ast.Module) -> set[int]:
    """Return the rows of what functions do, without the signatures of inner functions."""
    inside: set[int] = set()
    outside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            first = node.body[0]
            inside.update(range(first.lineno, (node.end_lineno or 0) + 1))
            start = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            outside.update(range(start, first.lineno))
    return inside - outside


def _computing_rows(tree: ast.Module) -> set[int]:
    """Return the rows that read an argument or a variable of the function they are in."""
    rows: set[int] = set()
    for function in ast.walk(tree):
        if isinstance(function, _Function):
            names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
            own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
            own |= {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
            rows |= {node.lineno for node in names if node.id in own and _is_read(node)}
    return rows


def _is_read(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Store)


def _lambdas(tree: ast.Module, source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield what small functions return: models and mistakes are full of them."""
    lines = source.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda) and node.body.lineno == node.body.end_lineno:
            row = lines[node.body.lineno - 1].encode()
            code = row[node.body.col_offset : node.body.end_col_offset].decode()
            if len(code) >= _LEAST:
                yield node.body.lineno, code, False
