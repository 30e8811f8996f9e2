"""Generates the students' stubs from the reference modules.

A stub keeps the module's docstring and, for each exercise, the signature as it
is written and the docstring, in the language that is asked for. Nothing else of
the reference is in it, so no answer can leak, and stub and reference cannot disagree.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from pathlib import Path

from grader.authoring import Assignment, AuthoringError, Concept
from grader.files import write_whole
from grader.language import LANGUAGES, catalogue

__all__ = ["is_stub", "outdated", "source_of", "stub_text", "worked_on", "write_stubs"]

_INDENT = "    "


def stub_text(
    assignment_id: str,
    concept: Concept,
    source: str,
    gettext: Callable[[str], str] = lambda text: text,
) -> str:
    """Return a concept's stub, made from the ``source`` of its reference module.

    * ``gettext`` translates whole docstrings.

    Raises:
        AuthoringError: an exercise's function is not defined in that module.
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    parts = [f"{_docstring(tree, '', gettext)}\n\nimport numpy as np\n"]
    for exercise in concept.exercises:
        node = functions.get(exercise.name)
        if node is None:
            raise AuthoringError(f"{concept.id}.py does not define {exercise.name} itself")
        first = node.body[0]
        signature = "\n".join(lines[node.lineno - 1 : first.lineno - 1])
        parts.append(
            f"\n\n{signature}\n{_INDENT}{_docstring(node, _INDENT, gettext)}\n"
            f'{_INDENT}raise NotImplementedError("{assignment_id}: {exercise.name}")\n'
        )
    return "".join(parts)


def write_stubs(
    assignment: Assignment, reference: Path, handout: Path, language: str = LANGUAGES[0]
) -> list[Path]:
    """Write every stub; each is written beside, then renamed. Returns the files."""
    handout.mkdir(parents=True, exist_ok=True)
    written = []
    for path, text in _stubs(assignment, reference, handout, language):
        write_whole(path, text.encode())
        written.append(path)
    return written


def outdated(
    assignment: Assignment,
    reference: Path,
    handout: Path,
    languages: Collection[str] = (LANGUAGES[0],),
) -> list[Path]:
    """Return the stubs that are missing or not what the reference gives in any of the languages."""
    good: dict[Path, set[str]] = {}
    for language in languages:
        for path, text in _stubs(assignment, reference, handout, language):
            good.setdefault(path, set()).add(text)
    return [path for path, texts in good.items() if _read(path) not in texts]


def source_of(reference: Path, concept: Concept) -> str:
    """Return the text of a concept's reference module, or of its package's ``__init__``."""
    place = reference / f"{concept.id}.py"
    if not place.is_file():
        place = reference / concept.id / "__init__.py"
    return place.read_text(encoding="utf-8")


def worked_on(path: Path) -> bool:
    """Say whether a file holds more than stubs: somebody's work, which must not be lost."""
    if not path.is_file():
        return False
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError):
        return True
    return not all(is_stub(node) for node in tree.body)


def is_stub(node: ast.stmt) -> bool:
    """Say whether a statement is a docstring, an import, or a function that is not started."""
    if isinstance(node, ast.FunctionDef):
        *docstring, last = node.body
        return isinstance(last, ast.Raise) and all(is_stub(one) for one in docstring)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _stubs(
    assignment: Assignment, reference: Path, handout: Path, language: str
) -> list[tuple[Path, str]]:
    gettext = catalogue(reference, assignment.id, language).gettext
    return [
        (
            handout / f"{concept.id}.py",
            stub_text(assignment.id, concept, source_of(reference, concept), gettext),
        )
        for concept in assignment.concepts
    ]


def _docstring(
    node: ast.Module | ast.FunctionDef, indent: str, gettext: Callable[[str], str]
) -> str:
    """Return a docstring with its quotes, translated and indented as in a file."""
    text = ast.get_docstring(node, clean=True) or ""
    text = gettext(text) if text else ""
    quotes = 'r"""' if "\\" in text else '"""'
    lines = [f"{indent}{line}" if line else "" for line in text.splitlines()]
    body = "\n".join(lines).removeprefix(indent)
    if len(lines) > 1 or body.endswith('"'):
        return f'{quotes}{body}\n{indent}"""'
    return f'{quotes}{body}"""'
