"""Takes functions out of a notebook, and nothing else. Pure: nothing of it is run.

Taken are functions, classes, imports and plain values (``SIZE = 3``): what a Python file would
hold. What a notebook is there for besides, trying things out, stays behind, and is told where
it might be missed. :mod:`grader.merged` makes a module of what is taken.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from grader.language import _
from grader.left_out import Note, complaint, magic_notes, other_notes
from grader.magics import without_magics
from grader.place import Place

__all__ = ["Extracted", "Piece", "extract"]

Kind: TypeAlias = Literal["definition", "value", "import", "future"]

#: The longest cell that is read, in bytes: Python takes its time over some that are longer.
_MAX_CELL: Final = 64 * 1024
#: What Python may do instead of compiling a cell.
_FAILURES: Final = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)


@dataclass(frozen=True)
class Piece:
    """A statement that is taken.

    Attributes:
        text: Its lines as they were written.
        cell: The cell that it is in.
        line: Its first line in the cell.
        kind: What it is; ``future`` for ``from __future__``.
        binds: The names that it gives a meaning to; ``*`` for all names of a module.
        uses: The names of the notebook, or of Python, that it needs.
        module: Of ``from module import``, the module.
        renamed: Of ``from module import name as other``, each name and what it is called here.
    """

    text: str
    cell: int
    line: int
    kind: Kind
    binds: frozenset[str]
    uses: frozenset[str] = frozenset()
    module: str = ""
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Extracted:
    """What was taken from a notebook.

    Attributes:
        name: The notebook's name.
        pieces: The statements, in order.
        lost: Names that a statement which was left out is the last to give a meaning to, and its
            cell.
        notes: What was left out.
    """

    name: str
    pieces: tuple[Piece, ...] = ()
    lost: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def extract(cells: Sequence[tuple[int, str]], name: str) -> Extracted:
    r"""Take what a Python file would hold from the code cells of a notebook.

    * ``cells`` are their numbers, all cells of the notebook counted from 1, and their texts.
    * ``name`` is what the notebook is called.

    A cell that Python cannot read costs only itself.

    Example:
        >>> cells = [(2, "%pip install numpy\nimport numpy as np"), (5, "SIZE = 3\nprint(SIZE)")]
        >>> taken = extract(cells, "cnn.ipynb")
        >>> [piece.text for piece in taken.pieces]
        ['import numpy as np', 'SIZE = 3']
        >>> [note.text for note in taken.notes]
        ['cnn.ipynb: 1 other statement was left out (cell 5).']
    """
    pieces: list[Piece] = []
    lost: dict[str, int] = {}
    broken: list[Note] = []
    others: Counter[int] = Counter()
    magics: dict[str, list[int]] = {}
    for number, written in cells:
        plain = without_magics(_plain_lines(written))
        if plain.magic:
            magics.setdefault(plain.magic, []).append(number)
            continue
        try:
            found = _divided(plain.text, number)
        except _FAILURES as error:
            broken.append(complaint(Place(name, number, 0), error))
            continue
        for one in found:
            if isinstance(one, Piece):
                pieces.append(one)
                for bound in one.binds:
                    lost.pop(bound, None)
            else:
                others[number] += 1
                lost.update(dict.fromkeys(_bound(one), number))
    notes = [*broken, *magic_notes(name, magics), *other_notes(name, others)]
    return Extracted(name, tuple(pieces), lost, tuple(notes))


def _plain_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _divided(text: str, cell: int) -> list[Piece | ast.stmt]:
    """Return the statements of a cell in order: those that are taken as pieces.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError, OverflowError: Python cannot compile
            it, or a part of it.
    """
    if "\0" in text:
        raise SyntaxError(_("there is a NUL byte in it"))
    if len(text.encode()) > _MAX_CELL:  # Fails for half a character, as JSON may hold it.
        raise ValueError(_("it has more than 64 KB of code"))
    found: list[Piece | ast.stmt] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of "\d", say: that is the student's affair.
        tree = ast.parse(text)
        # Not all that can be parsed is Python: compiled, and thrown away.
        compile(text, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        lines = text.split("\n")
        for index, statement in enumerate(tree.body):
            kind = _kind(statement)
            if kind is not None:
                following = tree.body[index + 1] if index + 1 < len(tree.body) else None
                found.append(_piece(statement, kind, lines, following, cell))
            elif not _is_nothing(statement):
                found.append(statement)
    return found


def _kind(statement: ast.stmt) -> Kind | None:
    """Return what a statement is taken as, or ``None`` where it is left out."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return "definition"
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        return "future"
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return "import"
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    else:
        return None
    names = (node for one in targets for node in _parts(one))
    if not all(isinstance(node, ast.Name) for node in names) or statement.value is None:
        return None
    try:
        ast.literal_eval(statement.value)
    except (*_FAILURES, TypeError):
        return None
    return "value"


def _parts(target: ast.expr) -> Iterator[ast.expr]:
    """Yield what is assigned to: of ``a, b = 1, 2`` each name."""
    if isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from _parts(one)
    else:
        yield target


def _is_nothing(statement: ast.stmt) -> bool:
    """Say whether a statement does nothing: a docstring, say, or the ``pass`` of a magic."""
    is_value = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_value or isinstance(statement, ast.Pass)


def _piece(
    statement: ast.stmt, kind: Kind, lines: list[str], following: ast.stmt | None, cell: int
) -> Piece:
    """Return a statement with its lines: whole ones, where no other statement shares them."""
    first, last = statement.lineno, statement.end_lineno or statement.lineno
    decorators = getattr(statement, "decorator_list", [])
    if decorators:
        first = decorators[0].lineno
        while first > 1 and not lines[first - 1].lstrip().startswith("@"):
            first -= 1
    found = lines[first - 1 : last]
    if following is not None and following.lineno == last:
        found[-1] = found[-1].encode()[: statement.end_col_offset].decode()
    if not decorators:
        found[0] = found[0].encode()[statement.col_offset :].decode()
    # A backslash at the end joins a line with the next, which was an empty one.
    text = "\n".join(found) + ("\n" if found[-1].endswith("\\") else "")
    if isinstance(statement, ast.Import | ast.ImportFrom):
        names = [one.name for one in statement.names]
        called = [one.asname or one.name.partition(".")[0] for one in statement.names]
        module = (statement.module or "") if isinstance(statement, ast.ImportFrom) else ""
        if isinstance(statement, ast.ImportFrom) and statement.level:
            module = ""
        renamed = tuple(zip(names, called, strict=True)) if module else ()
        return Piece(text, cell, first, kind, frozenset(called), frozenset(), module, renamed)
    return Piece(text, cell, first, kind, frozenset(_bound(statement)), _used(text))


def _used(text: str) -> frozenset[str]:
    """Return the names that a statement needs from outside."""
    found: set[str] = set()
    waiting = [symtable.symtable(f"{text}\n", "cell", "exec")]
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        is_outside = table.get_type() == "module"
        found.update(
            one.get_name()
            for one in table.get_symbols()
            if (one.is_referenced() if is_outside else one.is_global())
        )
    return frozenset(found)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement gives a meaning to, outside of functions."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        if not isinstance(node, ast.Lambda | ast.comprehension):
            waiting += ast.iter_child_nodes(node)
