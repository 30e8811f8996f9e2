"""Says which modules of a submission a change can reach, by their imports. Pure: runs nothing.

A module is told from its text where Python lets it be told. Where it does not (code that is
made up while it runs, settings of numpy that hold for everybody), a change reaches everything:
to check once too often costs a moment, and to check too little would tell what is not so.

What one function leaves behind for another without any of this (in a list of a file that both
import, say) is not seen here, but by a check of everything.
"""

from __future__ import annotations

import ast
import functools
import sys
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from grader.submission import Submission

__all__ = ["changed", "reached"]

#: Built-in names that can get at any module without an import of it.
_ANYWHERE: Final = frozenset(
    {"__builtins__", "__import__", "compile", "delattr", "eval", "exec", "globals", "open"}
    | {"setattr", "vars"}
)
#: Modules of Python's own that can, or that change Python for everybody.
_POWERS: Final = frozenset(
    {"builtins", "ctypes", "gc", "importlib", "inspect", "pkgutil", "runpy", "sys", "warnings"}
)
#: What changes numpy, or random numbers, for everybody.
_SETTINGS: Final = frozenset(
    {"seed", "set_printoptions", "set_state", "setbufsize", "seterr", "seterrcall"}
)
#: A file of one of these names may be imported by modules that are not the submission's.
_OUTSIDE: Final = sys.stdlib_module_names | {"numpy"}


def changed(before: Submission, after: Submission) -> frozenset[str]:
    """Return the modules that are not what they were: edited, added or removed."""
    was, now = _texts(before), _texts(after)
    return frozenset(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))


def reached(before: Submission, after: Submission, modules: Collection[str]) -> frozenset[str]:
    """Return those of ``modules`` that may act in another way than before.

    Example:
        >>> before = Submission("ada", {"a": "import b", "b": "x = 1", "c": "import math"})
        >>> after = Submission("ada", {**before.sources, "b": "x = 2"})
        >>> sorted(reached(before, after, ("a", "b", "c")))
        ['a', 'b']
    """
    what = changed(before, after)
    everything = what & _OUTSIDE or _is_free(before, modules) or _is_free(after, modules)
    if what and everything:
        return frozenset(modules)
    is_renamed = before.sources.keys() != after.sources.keys()
    return frozenset(
        name
        for name in modules
        if (loaded := _closure(after, [name])) & what
        # An import that fails is told with what it may have meant: the names of other files.
        or (is_renamed and loaded - after.sources.keys() - {"numpy"})
    )


def _texts(submission: Submission) -> dict[str, tuple[object, ...]]:
    """Return what there is of each module: its text, or why it cannot be read.

    Of one that is made of notebooks, also where its lines are, and what is not there.
    """
    texts: dict[str, tuple[object, ...]] = {
        name: (True, text) for name, text in submission.sources.items()
    }
    texts |= {name: (False, text) for name, text in submission.unreadable.items()}
    for name, origins in submission.origins.items():
        texts[name] = (*texts[name], origins, submission.notebooks, submission.notes)
    return texts


def _is_free(submission: Submission, modules: Collection[str]) -> bool:
    """Say whether anything that these modules load may do what no import tells."""
    loaded = _closure(submission, modules)
    return any(_outline(submission.sources.get(name, "")).is_free for name in loaded)


def _closure(submission: Submission, modules: Collection[str]) -> set[str]:
    """Return these modules and all that they import, also what is not there."""
    every: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in every:
            every.add(name)
            waiting += _outline(submission.sources.get(name, "")).imports
    return every


@dataclass(frozen=True)
class _Outline:
    """What a module's text says of its ways to others.

    Attributes:
        imports: The modules that it imports, anywhere.
        is_free: Whether it may get at others without an import, or change what is not its own.
    """

    imports: frozenset[str] = frozenset()
    is_free: bool = False


@functools.lru_cache(maxsize=256)
def _outline(source: str) -> _Outline:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of "\d", say: that is the student's affair.
            tree = ast.parse(source)
        nodes = list(ast.walk(tree))
    except (SyntaxError, ValueError):
        return _Outline()  # Python cannot run any of it either.
    except (MemoryError, RecursionError):
        return _Outline(is_free=True)
    imports = frozenset(name for node in nodes for name in _imports(node))
    bound = {name for node in nodes for name in _bound(node)}
    is_free = bool(imports & _POWERS) or any(_goes_round(node, bound) for node in nodes)
    return _Outline(imports, is_free)


def _imports(node: ast.AST) -> Iterator[str]:
    """Yield the modules that a statement imports; of ``a.b`` also ``a``."""
    names: list[str] = []
    if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module is None):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        names = [node.module]
    for name in names:
        yield from {name, name.partition(".")[0]}


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that an import gives to what is somebody else's."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _goes_round(node: ast.AST, bound: Collection[str]) -> bool:
    """Say whether this is a way to other modules, or to what they share, that is no import."""
    if isinstance(node, ast.Global):
        return True  # What is left over for the next call, whoever calls.
    if isinstance(node, ast.Name):
        return node.id in _ANYWHERE
    if isinstance(node, ast.ImportFrom):
        return any(alias.name in _SETTINGS for alias in node.names)
    if isinstance(node, ast.Attribute) and node.attr in _SETTINGS:
        return True
    if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return _root(node) in bound
    return False


def _root(node: ast.AST) -> str:
    """Return the name that a place like ``a.b[0].c`` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
