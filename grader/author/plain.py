"""Makes a plain submission of a reference: files that import numpy and each other, no more.

So the reference can be graded as a student is, in a process that cannot see the course.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.authoring import Assignment, AuthoringError

__all__ = ["plain_sources"]

#: Where a module lies below the reference: ``("models", "windows")``.
_Place = tuple[str, ...]


def plain_sources(assignment: Assignment, reference: Path) -> dict[str, str]:
    """Return, by module name, the exercises' functions and whatever of the reference they reach.

    Raises:
        AuthoringError: a function reaches a whole module of the reference, not a name in it.
    """
    book = _Book(reference)
    for concept, exercise in assignment.exercises:
        book.reach((concept.id,), exercise.name)
    return {"_".join(place): module.source() for place, module in book.modules.items()}


@dataclass
class _Module:
    """A module of the reference, and what of it is reached.

    Attributes:
        defined: Its own names, each with the statement that makes it.
        imported: From a name to the module of the reference and the name there.
        absolute: Names that come from elsewhere, each with its import.
        reached: What goes into the submission.
    """

    defined: dict[str, ast.stmt] = field(default_factory=dict)
    imported: dict[str, tuple[_Place, str]] = field(default_factory=dict)
    absolute: dict[str, ast.stmt] = field(default_factory=dict)
    reached: dict[str, None] = field(default_factory=dict)

    def source(self) -> str:
        """Return the text of the plain module."""
        lines = ["from __future__ import annotations"]
        for name, statement in self.absolute.items():
            if name in self.reached:
                lines.append(ast.unparse(statement))
        for name, (place, original) in self.imported.items():
            if name in self.reached:
                lines.append(f"from {'_'.join(place)} import {original} as {name}")
        kept = {id(one): one for name, one in self.defined.items() if name in self.reached}
        ordered = sorted(kept.values(), key=lambda one: one.lineno)
        return "\n".join([*lines, *map(ast.unparse, ordered)]) + "\n"


class _Book:
    """The modules of a reference that are reached so far."""

    def __init__(self, reference: Path) -> None:
        self.reference = reference
        self.modules: dict[_Place, _Module] = {}

    def reach(self, place: _Place, name: str) -> None:
        """Put a name into the submission, and all that it needs."""
        module = self._module(place)
        if name in module.reached:
            return
        if name in module.imported:
            source, original = module.imported[name]
            if not original:
                raise AuthoringError(
                    f"{'.'.join(place)} uses {name}, a whole module of the reference, for an "
                    "exercise; it should import by name what it needs of it"
                )
            module.reached[name] = None
            self.reach(source, original)
        elif name in module.defined:
            module.reached[name] = None
            for used in _names(module.defined[name]):
                self.reach(place, used)
        elif name in module.absolute:
            module.reached[name] = None
        # All else is Python's own, or a variable of the function.

    def _module(self, place: _Place) -> _Module:
        if place not in self.modules:
            path = self.reference.joinpath(*place).with_suffix(".py")
            inside = place[:-1]
            if not path.is_file():
                path, inside = self.reference.joinpath(*place, "__init__.py"), place
            self.modules[place] = _read(path, inside)
        return self.modules[place]


def _read(path: Path, package: _Place) -> _Module:
    """Read a module, which lies in ``package``."""
    module = _Module()
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ImportFrom) and statement.level:
            above = package[: len(package) + 1 - statement.level]
            source = (*above, *(statement.module or "").split("."))
            for alias in statement.names:
                whole = statement.module is None
                target = ((*above, alias.name), "") if whole else (source, alias.name)
                module.imported[alias.asname or alias.name] = target
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                alone = ast.ImportFrom(statement.module, [alias], 0)
                module.absolute[alias.asname or alias.name] = alone
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                module.absolute[alias.asname or alias.name.partition(".")[0]] = ast.Import([alias])
        else:
            module.defined |= dict.fromkeys(_makes(statement), statement)
    return module


def _makes(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement of a module makes."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        yield statement.name
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _names(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that running a statement looks up: not those of annotations."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            yield node.id
        for name, value in ast.iter_fields(node):
            if name not in {"annotation", "returns"}:
                parts = value if isinstance(value, list) else [value]
                waiting += [part for part in parts if isinstance(part, ast.AST)]
