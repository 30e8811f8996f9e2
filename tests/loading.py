"""Loads functions of trusted submissions into this process: fast, for tests that need many."""

from __future__ import annotations

import copy
import importlib
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.evidence import Error, Outcome, Trial
from grader.gather import Question
from grader.worker.wire import encode

__all__ = ["load_function", "sources_of", "tried"]


def sources_of(*folders: Path) -> dict[str, str]:
    """Read the modules of folders, those of later ones in the place of earlier ones."""
    return {
        path.stem: path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.glob("*.py"))
    }


def load_function(sources: Mapping[str, str], module: str, name: str) -> Callable[..., Any]:
    """Return a function of modules that exist as text only, and leave ``sys.modules`` as it was."""
    sys.dont_write_bytecode = True
    finder = _Texts(sources)
    before = {stem: sys.modules.pop(stem) for stem in sources if stem in sys.modules}
    sys.meta_path.insert(0, finder)
    try:
        loaded: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return loaded
    finally:
        sys.meta_path.remove(finder)
        for stem in sources:
            sys.modules.pop(stem, None)
        sys.modules.update(before)


def tried(question: Question, function: Callable[..., Any]) -> tuple[Trial, ...]:
    """Call a function on every call of a question, each with arguments of its own."""
    pairs = zip(question.calls, question.right, strict=True)
    return tuple(
        question.trial(arguments, _outcome(function, arguments), right)
        for arguments, right in pairs
    )


def _outcome(function: Callable[..., Any], arguments: Mapping[str, Any]) -> Outcome:
    own = copy.deepcopy(dict(arguments))
    try:
        with np.errstate(all="ignore"):
            value = function(*own.values())
    except Exception as error:  # noqa: BLE001  (wrong code fails in every way)
        return Outcome("raised", error=Error(type(error).__name__, str(error)))
    changed = tuple(name for name in own if encode(own[name]) != encode(arguments[name]))
    return Outcome("returned", value=value, changed=changed)


class _Texts:
    """Finds modules in a mapping."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> Any:
        if name not in self.sources:
            return None
        return importlib.machinery.ModuleSpec(name, self)  # type: ignore[arg-type]

    def create_module(self, _spec: object) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        code = compile(self.sources[module.__name__], f"{module.__name__}.py", "exec")
        exec(code, module.__dict__)  # noqa: S102  (our own text)
