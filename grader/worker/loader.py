"""Loads a submission's modules from memory, and describes what they raise.

Part of the student's process: imports nothing of ours.
"""

from __future__ import annotations

import importlib.machinery
import linecache
from collections.abc import Callable, Container, Sequence
from types import ModuleType, TracebackType
from typing import Any

__all__ = ["Lookout", "SubmissionFinder", "UnreadableFileError", "describe"]

_MAX_MESSAGE = 2_000
_MAX_FRAMES = 20


class UnreadableFileError(ImportError):
    """A file of the submission that the judge could not read as Python."""


class SubmissionFinder:
    """Imports the submission's modules from memory, so that its files find each other.

    A finder and a loader by what it has: the classes of ``importlib.abc`` load slowly.
    """

    def __init__(self, sources: dict[str, str], unreadable: dict[str, str]) -> None:
        """Remember the sources, and let tracebacks show their lines."""
        self.sources = sources
        self.unreadable = unreadable
        for name, source in sources.items():
            # Not splitlines(): a form feed ends no line of Python.
            lines = [f"{line}\n" for line in source.split("\n")]
            linecache.cache[f"{name}.py"] = (len(source), None, lines, f"{name}.py")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for the submission's own modules only."""
        del path, target
        if fullname in self.sources or fullname in self.unreadable:
            loader: Any = self
            return importlib.machinery.ModuleSpec(fullname, loader, origin=f"{fullname}.py")
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Leave it to Python to make a module."""

    def get_source(self, fullname: str) -> str:
        """Return a module's source; say why it cannot be had."""
        if fullname in self.unreadable:
            raise UnreadableFileError(self.unreadable[fullname])
        return self.sources[fullname]

    def get_code(self, fullname: str) -> Any:
        """Compile a module under its plain file name."""
        return compile(self.get_source(fullname), f"{fullname}.py", "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run a module, with ``__file__`` set as usual."""
        module.__file__ = f"{module.__name__}.py"
        exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102  (that is the job)


class Lookout:
    """Notices that a module is wanted which could be had, but is not loaded: finds nothing itself.

    Example:
        >>> lookout = Lookout({"xml"}, lambda: print("more"))
        >>> lookout.find_spec("xml.dom")
        more
        >>> lookout.find_spec("scipy")
    """

    def __init__(self, names: Container[str], tell: Callable[[], object]) -> None:
        """Look for ``names`` and all that is in them; ``tell`` is called, and need not return."""
        self.names = names
        self.tell = tell

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> None:
        """Tell of a module that is imported: those that are loaded are not looked for."""
        del path, target
        if fullname.partition(".")[0] in self.names:
            self.tell()

    def watch(self, package: ModuleType, parts: Container[str]) -> None:
        """Tell too of parts that are used without an import: once loaded, they are there."""
        known = vars(package).get("__getattr__")

        def look_up(name: str) -> Any:
            if name in parts:
                self.tell()
            if known is not None:
                return known(name)
            raise AttributeError(f"module {package.__name__!r} has no attribute {name!r}")

        vars(package)["__getattr__"] = look_up


def describe(error: BaseException, sources: dict[str, str], type_name: str) -> dict[str, Any]:
    """Describe an exception: type, message, and the student's own lines only, by their numbers."""
    described: dict[str, Any] = {
        "type": type_name,
        "message": _text(error, "__str__"),
        "frames": tuple(_student_frames(error.__traceback__, sources)),
        "module": "",
    }
    if issubclass(type(error), SyntaxError):
        file, line = _text(error, "filename"), getattr(error, "lineno", 0)
        if file.removesuffix(".py") in sources and type(line) in {int, type(None)}:
            described["message"] = _text(error, "msg")
            described["frames"] = ((file, line or 0, ""),)
    if issubclass(type(error), ModuleNotFoundError):
        described["module"] = _text(error, "name")
    return described


def _text(error: BaseException, attribute: str) -> str:
    """Return one text of an exception, which may be of any class and hold anything."""
    try:
        found = str(error) if attribute == "__str__" else getattr(error, attribute, None) or ""
        return str(found)[:_MAX_MESSAGE]
    except BaseException:  # noqa: BLE001  (a student's own exception may fail to print)
        return "(its message cannot be shown)"


def _student_frames(
    traceback: TracebackType | None, sources: dict[str, str]
) -> list[tuple[str, int, str]]:
    """List (file, line, function) of the student's frames, innermost last."""
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename.removesuffix(".py") in sources:
            frames.append((code.co_filename, traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    return frames[-_MAX_FRAMES:]
