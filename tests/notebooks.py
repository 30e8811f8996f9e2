"""Makes notebooks as Colab and Jupyter save them, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

__all__ = ["code_cell", "finished_cells", "notebook"]


def code_cell(source: object, **more: Any) -> dict[str, Any]:
    """Return a code cell; a text is kept as one string, as Jupyter also reads it."""
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    return cell | {"source": source} | more


def notebook(cells: Iterable[object], **more: Any) -> str:
    """Return a notebook file; a text stands for a code cell, anything else for itself."""
    made = [code_cell(one) if isinstance(one, str) else one for one in cells]
    metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    content = {"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": made}
    return json.dumps(content | more, indent=1)


def finished_cells(folder: Path, cells: Sequence[str] = ()) -> list[object]:
    """Return the cells of a whole submission: a title, a file in each, and then further ones."""
    title = {"cell_type": "markdown", "metadata": {}, "source": ["# A network"]}
    made: list[object] = [title]
    for path in sorted(folder.glob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        # In a notebook there are no files to import from.
        made.append(code_cell([one for one in lines if not one.startswith("from windows ")]))
    return [*made, *cells]
