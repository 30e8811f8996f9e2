"""Answers requests inside the student's process: loads a submission, calls, returns values.

Student code shares this process and could do anything to it; what this file owes
is help for honest students: clear errors, their own line, and prints that do no
harm. It imports nothing of ours.

Requests and replies are frames (see ``wire.py``), each a tuple that begins with
a word and the request's id:

    ("files", id, {module: source}, {module: why it cannot be read})
    ("open", id, module, function, (parameter, ...))
    ("call", id, (argument, ...))

The last two can be answered by ("more", id): what would be wanted is not loaded here, though it
can be had. The same request is then for another process, and this one has ended.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import inspect
import io
import os
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, BinaryIO, NoReturn

#: Kept of what one call prints, in characters.
MAX_PRINTED = 2**16
#: A call that prints more than this is ended, in characters.
MAX_FLOOD = 2**24


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
    """Answers one request at a time."""

    def __init__(
        self,
        modules: dict[str, ModuleType],
        at_start: frozenset[str],
        requests: BinaryIO,
        replies: BinaryIO,
    ) -> None:
        """Begin with an empty submission; ``at_start`` are modules that stay Python's own."""
        self.wire = modules["wire"]
        self.loader = modules["loader"]
        self.at_start = at_start
        self.requests = requests
        self.replies = replies
        self.finder = self.loader.SubmissionFinder({}, {})
        self.printed = Printed()
        self.function: Callable[..., Any] | None = None
        self.request = b""
        self.request_id = 0

    def serve(self, receive: Callable[[], bytes | None]) -> NoReturn:
        """Answer one request after the other, until ``receive`` gives ``None``."""
        answers: dict[str, Callable[..., tuple[Any, ...]]] = {
            "files": self.take_files,
            "open": self.open,
            "call": self.call,
        }
        # What ``site`` would have put there: we start without it.
        builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]  # functions will do
        self.printed.on_flood = self.end_flood
        with self.student_output():
            while (body := receive()) is not None:
                self.request = body
                word, self.request_id, *rest = self.wire.decode(body)
                self.reply(answers[word](*rest))
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
        except BaseException:  # noqa: BLE001  (a value may be of a class that raises anything)
            name = self.wire.name_of(type(rest[0]))
            stand_in = self.wire.Opaque(name, "too large to be sent", None)
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

    def end_incomplete(self) -> NoReturn:
        """Say so and end: a module is wanted that is not loaded, and no file can be opened now."""
        self.reply(("more",))
        os._exit(0)

    def take_files(self, sources: dict[str, str], unreadable: dict[str, str]) -> tuple[Any, ...]:
        """Make the submission importable, in front of everything else."""
        self.finder = self.loader.SubmissionFinder(sources, unreadable)
        sys.meta_path.insert(0, self.finder)
        # A student's ``random.py`` is theirs, though we have loaded Python's for ourselves;
        # numpy stays what everybody means by it.
        for name in sources.keys() - self.at_start - {"numpy"}:
            sys.modules.pop(name, None)
        return ("ready",)

    def open(self, module: str, function: str, parameters: tuple[str, ...]) -> tuple[Any, ...]:
        """Import a module and find a function that takes these parameters."""
        self.function = None
        try:
            found = getattr(importlib.import_module(module), function, None)
        except BaseException as error:  # noqa: BLE001  (student code may raise anything)
            return self.raised(error)
        self.printed.drain()  # What an import prints belongs to no call.
        if not callable(found):
            there = getattr(sys.modules.get(module), "__dict__", {})
            names = [name for name, value in there.items() if callable(value)]
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
        try:
            value = self.function(*arguments)  # type: ignore[misc]  # the judge opens first
        except BaseException as error:  # noqa: BLE001  (student code may raise anything)
            return self.raised(error)
        return ("returned", value, self.changed(arguments), self.printed.drain())

    def raised(self, error: BaseException) -> tuple[Any, ...]:
        """Return the answer for an exception."""
        name = self.wire.name_of(type(error))
        described = self.loader.describe(error, self.finder.sources, name)
        return ("raised", described, self.printed.drain())

    def changed(self, arguments: tuple[Any, ...]) -> tuple[int, ...]:
        """Return which arguments are no longer those of the request."""
        encode = self.wire.encode
        if encode(("call", self.request_id, arguments)) == self.request:
            return ()
        before = self.wire.decode(self.request)[2]
        pairs = enumerate(zip(before, arguments, strict=True))
        return tuple(index for index, (old, new) in pairs if encode(old) != encode(new))


def _signature_problem(function: Callable[..., Any], parameters: tuple[str, ...]) -> str | None:
    """Return the signature as text when the function can't take the parameters in their order."""
    try:
        signature = inspect.signature(function)
        text = str(signature)[:500]
        names = [name for name in signature.parameters if name in parameters]
    except BaseException:  # noqa: BLE001  (odd objects may raise anything)
        return None  # Written in C, say: the call itself will tell.
    reordered = len(names) == len(parameters) and names != list(parameters)
    try:
        signature.bind(*parameters)
    except TypeError:
        return text
    return text if reordered else None


def _line_of(function: Callable[..., Any], module: str) -> int:
    """Return where a function is defined in a module's own file, 0 if that is elsewhere."""
    try:
        code = inspect.unwrap(function).__code__
        return int(code.co_firstlineno) if code.co_filename == f"{module}.py" else 0
    except BaseException:  # noqa: BLE001  (as above)
        return 0
