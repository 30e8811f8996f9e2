"""The student's process: loads a submission from memory and answers calls with values.

Run by path as ``python -I -S harness.py NUMPY_HOME``. It imports nothing of ours
but ``wire.py`` and ``loader.py``, so the reference, the right answers, Hypothesis and the verdict
are never in its memory. Student code shares this process and could do anything
to it; what this file owes is help for honest students: clear errors, their own
line, and prints that do no harm.

Requests and replies are frames (see ``wire.py``), each a tuple that begins with
a word and the request's id:

    ("files", id, {module: source}, {module: why it cannot be read})
    ("open", id, module, function, (parameter, ...))
    ("call", id, (argument, ...))
"""

from __future__ import annotations

import sys

#: What a plain Python has loaded before it runs a file.
_AT_START = frozenset(sys.modules)
sys.dont_write_bytecode = True
_NUMPY_HOME = sys.argv[1] if __name__ == "__main__" else ""
if _NUMPY_HOME:
    sys.path.insert(0, _NUMPY_HOME)

import builtins  # noqa: E402  (numpy's folder has to be on the path first)
import contextlib  # noqa: E402
import importlib.util  # noqa: E402
import inspect  # noqa: E402
import io  # noqa: E402
import os  # noqa: E402
import queue  # noqa: E402
import threading  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from types import ModuleType  # noqa: E402
from typing import Any, BinaryIO, NoReturn  # noqa: E402

import numpy  # noqa: E402, F401, ICN001  (warm for the student, before the folder leaves the path)

#: Kept of what one call prints, in characters.
MAX_PRINTED = 2**16
#: A call that prints more than this is ended, in characters.
MAX_FLOOD = 2**24
#: Address space, in bytes, where the platform can limit it.
MAX_MEMORY = 2**30
#: CPU seconds for the whole process, where the platform can limit it.
MAX_CPU_SECONDS = 90


def _load(name: str) -> ModuleType:
    """Load a file from beside this one: nothing of ours is on the path."""
    place = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"_{name}", place)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"_{name}"] = module
    spec.loader.exec_module(module)
    return module


class Printed(io.TextIOBase):
    """Takes what the student prints; keeps the beginning, counts the rest."""

    def __init__(self) -> None:
        """Begin with nothing printed."""
        self.kept: list[str] = []
        self.count = 0
        self.on_flood: Callable[[], NoReturn] | None = None

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep ``text`` while there is room."""
        if not isinstance(text, str):  # What any text file says to bytes, say.
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = MAX_PRINTED - self.count
        if room > 0:
            self.kept.append(text[:room])
        self.count += len(text)
        if self.count > MAX_FLOOD and self.on_flood is not None:
            self.on_flood()
        return len(text)

    def drain(self) -> str:
        """Return what was kept, and begin anew."""
        text = "".join(self.kept)
        self.kept.clear()
        self.count = 0
        return text


class Harness:
    """Answers one request at a time; ends with the judge."""

    def __init__(
        self, wire: ModuleType, loader: ModuleType, requests: BinaryIO, replies: BinaryIO
    ) -> None:
        """Begin with an empty submission."""
        self.wire = wire
        self.loader = loader
        self.requests = requests
        self.replies = replies
        self.finder = loader.SubmissionFinder({}, {})
        self.printed = Printed()
        self.function: Callable[..., Any] | None = None
        self.request_id = 0
        self.inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def serve(self) -> NoReturn:
        """Answer one request after the other."""
        answers: dict[str, Callable[..., tuple[Any, ...]]] = {
            "files": self.take_files,
            "open": self.open,
            "call": self.call,
        }
        self.printed.on_flood = self.end_flood
        threading.Thread(target=self.listen, daemon=True).start()
        with self.student_output():
            while True:
                word, self.request_id, *rest = self.wire.decode(self.inbox.get())
                self.reply(answers[word](*rest))

    def listen(self) -> None:
        """Read requests in a thread, so that a judge who is gone is noticed even within a call."""
        try:
            while (body := self.read()) is not None:
                self.inbox.put(body)
        finally:
            os._exit(0)

    def read(self) -> bytes | None:
        """Read one frame; ``None`` when the judge has hung up."""
        head = self.requests.read(4)
        if len(head) < 4:  # noqa: PLR2004  (the length in front of a frame)
            return None
        return self.requests.read(int.from_bytes(head, "little"))

    def reply(self, answer: tuple[Any, ...]) -> None:
        """Send one answer; one that cannot travel is sent by its type alone."""
        word, *rest = answer
        try:
            packed = self.wire.frame(self.wire.encode((word, self.request_id, *rest)))
        except (self.wire.WireError, MemoryError, RecursionError):
            stand_in = self.wire.Opaque(type(rest[0]).__name__, "too large to be sent", None)
            packed = self.wire.frame(self.wire.encode((word, self.request_id, stand_in, *rest[1:])))
        self.replies.write(packed)
        self.replies.flush()

    @contextlib.contextmanager
    def student_output(self) -> Iterator[None]:
        """Take prints in Python; what goes round Python ends in the judge's capped pipe."""
        out, err = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self.printed
        try:
            yield
        finally:
            sys.stdout, sys.stderr = out, err

    def end_flood(self) -> NoReturn:
        """Say so and end: whoever prints that much is in a loop that no exception leaves."""
        self.reply(("flooded",))
        os._exit(0)

    def take_files(self, sources: dict[str, str], unreadable: dict[str, str]) -> tuple[Any, ...]:
        """Make the submission importable, in front of everything else."""
        self.finder = self.loader.SubmissionFinder(sources, unreadable)
        sys.meta_path.insert(0, self.finder)
        # A student's ``random.py`` is theirs, though we have loaded Python's for ourselves;
        # numpy stays what everybody means by it.
        for name in sources.keys() - _AT_START - {"numpy"}:
            sys.modules.pop(name, None)
        return ("ready",)

    def open(self, module: str, function: str, parameters: tuple[str, ...]) -> tuple[Any, ...]:
        """Import a module and find a function that takes these parameters."""
        self.function = None
        try:
            found = getattr(importlib.import_module(module), function, None)
        except BaseException as error:  # noqa: BLE001  (student code may raise anything)
            return (
                "raised",
                self.loader.describe(error, self.finder.sources),
                self.printed.drain(),
            )
        self.printed.drain()  # What an import prints belongs to no call.
        if not callable(found):
            names = [name for name, value in vars(sys.modules[module]).items() if callable(value)]
            return ("missing", tuple(names[:200]))
        signature = _signature_problem(found, parameters)
        if signature is not None:
            return ("other_parameters", signature, _line_of(found, module))
        self.function = found
        return ("opened", _line_of(found, module))

    def call(self, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        """Call the open function; report the value, changed arguments and prints."""
        # Interned, as a literal is: ``padding is "same"`` holds here as it does for the student.
        arguments = tuple(
            sys.intern(argument) if type(argument) is str else argument for argument in arguments
        )
        before = [self.wire.encode(argument) for argument in arguments]
        try:
            value = self.function(*arguments)  # type: ignore[misc]  # the judge opens first
        except BaseException as error:  # noqa: BLE001  (student code may raise anything)
            return (
                "raised",
                self.loader.describe(error, self.finder.sources),
                self.printed.drain(),
            )
        changed = tuple(
            index
            for index, argument in enumerate(arguments)
            if self.wire.encode(argument) != before[index]
        )
        return ("returned", value, changed, self.printed.drain())


def _signature_problem(function: Callable[..., Any], parameters: tuple[str, ...]) -> str | None:
    """Return the signature as text when the function can't take the parameters in their order."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None  # Written in C, say: the call itself will tell.
    names = [name for name in signature.parameters if name in parameters]
    reordered = len(names) == len(parameters) and names != list(parameters)
    try:
        signature.bind(*parameters)
    except TypeError:
        return str(signature)[:500]
    return str(signature)[:500] if reordered else None


def _line_of(function: Callable[..., Any], module: str) -> int:
    """Return where a function is defined in a module's own file, 0 if that is elsewhere."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None or code.co_filename != f"{module}.py":
        return 0
    return int(code.co_firstlineno)


def _limit_resources() -> None:
    """Limit memory and CPU where the platform can."""
    try:
        import resource  # noqa: PLC0415  (POSIX only)
    except ImportError:
        return
    for limit, soft, hard in (
        (resource.RLIMIT_AS, MAX_MEMORY, MAX_MEMORY),
        # At the soft limit comes SIGXCPU, which says what it was; at the hard one SIGKILL.
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS, MAX_CPU_SECONDS + 1),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(limit, (soft, hard))


def main() -> None:
    """Take the judge's two pipes for our own, then serve."""
    wire, loader = _load("wire"), _load("loader")
    sys.path.remove(_NUMPY_HOME)
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    _limit_resources()
    # What ``site`` would have put there: we start without it.
    builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]  # plain functions will do
    Harness(wire, loader, requests, replies).serve()


if __name__ == "__main__":
    main()
