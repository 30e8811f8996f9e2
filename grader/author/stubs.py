"""Generates the students' stubs from the reference modules.

A stub keeps the module's docstring and, for each exercise, the signature as it
is written and the docstring. Nothing else of the reference is in it, so no
answer can leak, and stub and reference cannot disagree.
"""

from __future__ import annotations

import ast
from pathlib import Path

from grader.authoring import Assignment, AuthoringError, Concept
from grader.files import write_whole

__all__ = ["outdated", "stub_text", "worked_on", "write_stubs"]

_INDENT = "    "


def stub_text(assignment_id: str, concept: Concept, source: str) -> str:
    """Return a concept's stub, made from the ``source`` of its reference module.

    Raises:
        AuthoringError: an exercise's function is not defined in that module.
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    parts = [f"{_docstring(tree, '')}\n\nimport numpy as np\n"]
    for exercise in concept.exercises:
        node = functions.get(exercise.name)
        if node is None:
            raise AuthoringError(f"{concept.id}.py does not define {exercise.name} itself")
        first = node.body[0]
        signature = "\n".join(lines[node.lineno - 1 : first.lineno - 1])
        parts.append(
            f"\n\n{signature}\n{_INDENT}{_docstring(node, _INDENT)}\n"
            f'{_INDENT}raise NotImplementedError("{assignment_id}: {exercise.name}")\n'
        )
    return "".join(parts)


def write_stubs(assignment: Assignment, reference: Path, handout: Path) -> list[Path]:
    """Write every stub; each is written beside, then renamed. Returns the files."""
    handout.mkdir(parents=True, exist_ok=True)
    written = []
    for path, text in _stubs(assignment, reference, handout):
        write_whole(path, text.encode())
        written.append(path)
    return written


def outdated(assignment: Assignment, reference: Path, handout: Path) -> list[Path]:
    """Return the stubs that are missing or not what the reference gives."""
    return [
        path
        for path, text in _stubs(assignment, reference, handout)
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def worked_on(path: Path) -> bool:
    """Say whether a file holds more than stubs: somebody's work, which must not be lost."""
    if not path.is_file():
        return False
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError):
        return True
    return not all(_is_stub(node) for node in tree.body)


def _is_stub(node: ast.stmt) -> bool:
    """Say whether a statement is a docstring, an import, or a function that is not started."""
    if isinstance(node, ast.FunctionDef):
        *docstring, last = node.body
        return isinstance(last, ast.Raise) and all(_is_stub(one) for one in docstring)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _stubs(assignment: Assignment, reference: Path, handout: Path) -> list[tuple[Path, str]]:
    pairs = []
    for concept in assignment.concepts:
        place = reference / f"{concept.id}.py"
        if not place.is_file():
            place = reference / concept.id / "__init__.py"
        text = stub_text(assignment.id, concept, place.read_text(encoding="utf-8"))
        pairs.append((handout / f"{concept.id}.py", text))
    return pairs


def _docstring(node: ast.Module | ast.FunctionDef, indent: str) -> str:
    """Return a docstring with its quotes, indented as in a file."""
    text = ast.get_docstring(node, clean=True) or ""
    quotes = 'r"""' if "\\" in text else '"""'
    lines = [f"{indent}{line}" if line else "" for line in text.splitlines()]
    body = "\n".join(lines).removeprefix(indent)
    if len(lines) > 1 or body.endswith('"'):
        return f'{quotes}{body}\n{indent}"""'
    return f'{quotes}{body}"""'
