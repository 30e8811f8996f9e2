"""Makes wrong answers out of the right ones: small edits of ``examples/*/finished``.

An edit replaces one node of a function's syntax tree by another, or removes it;
:func:`replacements` says by what. Two edits that read the same are one mutant.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutant_tables import SWAPS, Swaps

__all__ = ["FINISHED", "Mutant", "make_mutants"]

_EXAMPLES = Path(__file__).parent.parent / "examples"
#: Where the right functions of each assignment are.
FINISHED = {assignment: _EXAMPLES / assignment / "finished" for assignment in SWAPS}

BUILTINS = {"max", "min"}


@dataclass(frozen=True)
class Mutant:
    """One edited function.

    Attributes:
        exercise: The exercise through which it is judged.
        file: The name of the edited file.
        line: Where the edited statement begins in the file as it is on disk.
        description: The function and the statement before and after: the id of
            the mutant, which stays when lines are moved.
        source: The whole file after the edit.
        assignment: Whose example it is made of.
    """

    exercise: str
    file: str
    line: int
    description: str
    source: str
    assignment: str = "assignment1"


def make_mutants(assignment: str = "assignment1") -> tuple[Mutant, ...]:
    """Return every mutant of every function of an assignment, in the order of the files."""
    mutants: dict[str, Mutant] = {}
    for path in sorted(FINISHED[assignment].glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in tree.body:
            if isinstance(function, ast.FunctionDef):
                for mutant in _mutants_of(assignment, path.name, tree, function):
                    mutants.setdefault(mutant.description, mutant)
    return tuple(mutants.values())


def _mutants_of(
    assignment: str, file: str, tree: ast.Module, function: ast.FunctionDef
) -> Iterator[Mutant]:
    """Edit the tree in place, write it down, and put back what was there."""
    swaps = SWAPS[assignment]
    exercise = swaps.judged_through.get(function.name, function.name)
    known = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    for statement, node, put in _places(function):
        before = _head(statement)
        for other in replacements(node, known, swaps):
            put(other)
            ast.fix_missing_locations(tree)
            after = _head(other if isinstance(other, ast.stmt) else statement)
            source = ast.unparse(tree)
            put(node)
            if after != before:
                description = f"{function.name}: {before} -> {after}"
                yield Mutant(exercise, file, statement.lineno, description, source, assignment)


def _head(statement: ast.stmt) -> str:
    """Return a statement as one line, a compound one without its body."""
    return ast.unparse(statement).splitlines()[0]


def _places(
    function: ast.FunctionDef,
) -> Iterator[tuple[ast.stmt, ast.AST, Callable[[ast.AST | None], None]]]:
    """Yield each node of a body, the statement it is in, and what puts another in its place."""
    pending: list[tuple[ast.AST, ast.stmt]] = [(function, function)]
    while pending:
        parent, statement = pending.pop()
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.arguments):
                continue
            children = value if isinstance(value, list) else [value]
            for index, child in enumerate(children):
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    own = child if isinstance(child, ast.stmt) else statement
                    yield own, child, _putter(parent, field, index)
                    pending.append((child, own))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _putter(parent: ast.AST, field: str, index: int) -> Callable[[ast.AST | None], None]:
    """Return a function that replaces a child of a node; ``None`` removes it from its list."""
    original = getattr(parent, field)

    def put(other: ast.AST | None) -> None:
        if isinstance(original, list):
            new = [] if other is None else [other]
            setattr(parent, field, [*original[:index], *new, *original[index + 1 :]])
        else:
            setattr(parent, field, other)

    return put


def replacements(node: ast.AST, known: set[str], swaps: Swaps) -> Iterator[ast.AST | None]:
    """Yield what a node may become; ``None`` is nothing at all.

    * ``known`` are the names that the function uses: no other name is put in.
    * ``swaps`` are the assignment's tables.
    """
    match node:
        case ast.operator() | ast.cmpop():
            yield from (other() for other in swaps.operators.get(type(node), ()))
        case ast.Slice():
            yield from _slices(node)
        case ast.keyword():
            yield None
        case ast.If(body=body):
            yield ast.Pass()
            yield ast.If(_parsed("True"), body, [])
        case ast.Assign(targets=[ast.Subscript() as target], value=value):
            yield ast.Pass()
            yield from (ast.Assign([target], _parsed(text)) for text in _stored(value))
        case ast.stmt():
            yield ast.Pass()
        case ast.Name(id=name, ctx=ast.Load()):
            possible = known.union(BUILTINS).intersection(swaps.names.get(name, ()))
            yield from map(ast.Name, sorted(possible))
        case ast.Tuple(elts=elements, ctx=context):
            yield from (ast.Tuple(others, context) for others in _neighbours_swapped(elements))
        case ast.expr():
            yield from map(_parsed, _texts(node, swaps))


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _stored(value: ast.expr) -> Iterator[str]:
    """Do something to a result just before it is stored: what other layers and pictures do."""
    text = ast.unparse(value)
    yield from (f"{text} * 0.5", f"abs({text})", f"int({text})", f"round({text}, 1)")
    yield from (f"max({text}, 0)", f"min({text}, 255)", f"max({text}, -255)")


def _slices(node: ast.Slice) -> Iterator[ast.Slice]:
    """Move the bounds by one, leave one out, or walk backwards."""
    if node.lower is None or node.upper is None:
        yield ast.Slice(node.lower, node.upper, _parsed("-1"))
        yield ast.Slice(_parsed("1"), node.upper)
        return
    lower, upper = ast.unparse(node.lower), ast.unparse(node.upper)
    for step in ("+ 1", "- 1"):
        yield ast.Slice(_parsed(f"{lower} {step}"), node.upper)
        yield ast.Slice(node.lower, _parsed(f"{upper} {step}"))
    yield ast.Slice(None, node.upper)
    yield ast.Slice(node.lower, None)


def _texts(node: ast.expr, swaps: Swaps) -> Iterator[str]:
    """Yield what an expression may become."""
    match node:
        case ast.Constant(value=value):
            yield from map(repr, _constants(value, swaps))
        case ast.Subscript(ctx=ast.Load()):
            yield from ("0", "-999.0")
        case ast.Attribute(value=owner, attr=attribute):
            others = swaps.attributes.get(attribute, ())
            yield from (f"{ast.unparse(owner)}.{other}" for other in others)
        case ast.IfExp(body=body, orelse=orelse) if swaps.branches:
            yield from (ast.unparse(body), ast.unparse(orelse))
        case ast.UnaryOp(operand=operand):
            yield ast.unparse(operand)
        case ast.BinOp():
            yield from _operations(node)
        case ast.Call():
            yield from _calls(node)


def _constants(value: object, swaps: Swaps) -> list[object]:
    if isinstance(value, str):
        return [*swaps.strings.get(value, ())]
    if type(value) is int:
        return sorted({value + 1, value - 1, 0, 1} - {value})
    return [1.0] if type(value) is float else []


def _operations(node: ast.BinOp) -> Iterator[str]:
    """Leave an operand out, swap the operands, or round a quotient in another way."""
    left, right = f"({ast.unparse(node.left)})", f"({ast.unparse(node.right)})"
    yield from (left, right)
    if isinstance(node.op, ast.Sub):
        yield f"{right} - {left}"
    if isinstance(node.op, ast.Div):
        yield f"{right} / {left}"
    if isinstance(node.op, ast.FloorDiv):
        yield from (f"{right} // {left}", f"round({left} / {right})", f"-(-{left} // {right})")


def _calls(node: ast.Call) -> Iterator[str]:
    """Swap neighbouring arguments; leave one of two out; count turns of a loop wrong."""
    name = ast.unparse(node.func)
    arguments = [*map(ast.unparse, node.args)]
    keywords = [*map(ast.unparse, node.keywords)]
    for others in _neighbours_swapped(arguments):
        yield f"{name}({', '.join([*others, *keywords])})"
    if name in BUILTINS:
        yield from arguments
    if name == "np.zeros":
        yield f"np.zeros({arguments[0]}, dtype=int)"
    if name == "range":
        *start, stop = arguments
        yield f"range({', '.join([*start, stop])} - 1)"
        yield f"range({', '.join([*start, stop])} + 1)"
        yield f"range({start[0] if start else 0} + 1, {stop})"


def _neighbours_swapped(items: list[Any]) -> Iterator[list[Any]]:
    for first in range(len(items) - 1):
        yield [*items[:first], items[first + 1], items[first], *items[first + 2 :]]
