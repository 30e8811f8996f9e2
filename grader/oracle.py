"""The TensorFlow process, from the outside: started early, asked in the background.

tf.nn is the second, independent source of right answers. Importing TensorFlow
takes seconds, so the process is started before anything else and is asked for
whole batches of calls, by a thread of its own, while the student's functions run.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from grader.evidence import Broken
from grader.language import _
from grader.model import OracleState

__all__ = ["Answer", "Oracle", "OracleDiedError", "Verdict", "tensorflow_is_installed"]

#: ``("answer", value)`` or ``("raised", text)``.
Answer = tuple[str, Any]

#: Calls in one request.
_BATCH = 100
#: Bytes of arrays in one request, of which an answer may take a multiple.
_BATCH_BYTES = 2**19
#: The end of patience for one batch, in seconds; a cold import alone may take ten.
_PATIENCE = 120.0


class OracleDiedError(Exception):
    """The TensorFlow process ended or did not answer; the message says what is known."""


def tensorflow_is_installed() -> bool:
    """Say whether TensorFlow could be imported, without importing it."""
    return importlib.util.find_spec("tensorflow") is not None


@dataclass(frozen=True)
class Verdict:
    """What tf.nn had to say.

    Attributes:
        state: Whether it agrees, for the report.
        version: TensorFlow's version; empty where it is not known.
        broken: Where it does not agree, by exercise.
    """

    state: OracleState
    version: str = ""
    broken: dict[str, Broken] = field(default_factory=dict)


class Oracle:
    """A TensorFlow process that knows the twins of one assignment."""

    def __init__(self, reference: Path) -> None:
        """Start it; returns at once."""
        script = Path(__file__).with_name("oracle_process.py")
        self._popen = subprocess.Popen(  # noqa: S603  (our own Python on our own file)
            [sys.executable, "-I", str(script), str(script.parent.parent), str(reference)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for us: we end it.
            start_new_session=hasattr(os, "setsid"),
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="oracle")
        # A context of its own for each: a thread does not know which language is spoken.
        self._ready = self._thread.submit(copy_context().run, self._read)

    def __enter__(self) -> Self:
        """Return the oracle itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End the process."""
        self.close()

    def ask(self, exercise: str, calls: list[tuple[Any, ...]]) -> list[Future[list[Answer]]]:
        """Ask for the answers to some calls; :meth:`collect` waits for them."""
        batches: list[list[tuple[Any, ...]]] = [[]]
        size = 0
        for call in calls:
            size += sum(getattr(argument, "nbytes", 0) for argument in call)
            if batches[-1] and (len(batches[-1]) >= _BATCH or size > _BATCH_BYTES):
                batches.append([])
                size = 0
            batches[-1].append(call)
        return [
            self._thread.submit(copy_context().run, self._exchange, exercise, batch)
            for batch in batches
        ]

    def collect(self, asked: list[Future[list[Answer]]]) -> list[Answer]:
        """Wait for the answers, in the order of the calls.

        Raises:
            OracleDiedError: there will be none.
        """
        return [answer for batch in asked for answer in self._result(batch)]

    def version(self) -> str:
        """Return TensorFlow's version; waits until it is imported.

        Raises:
            OracleDiedError: it could not be imported.
        """
        ready = self._result(self._ready)
        return str(ready[1])

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._popen.kill()
        # It has to give back half a gigabyte, which takes a while: nobody has to wait for that.
        threading.Thread(target=self._popen.wait, daemon=True).start()
        self._thread.shutdown(wait=True, cancel_futures=True)
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe is not None:
                # A request that never reached a process which had died would be sent here.
                with contextlib.suppress(OSError):
                    pipe.close()

    def _result(self, future: Future[Any]) -> Any:
        try:
            return future.result(timeout=_PATIENCE)
        except FutureTimeoutError:
            text = _("it did not answer within {seconds} seconds")
            raise OracleDiedError(text.format(seconds=round(_PATIENCE))) from None
        except ValueError as error:  # A WireError: too large to be sent, or not of the format.
            raise OracleDiedError(str(error)) from error

    def _exchange(self, exercise: str, calls: list[tuple[Any, ...]]) -> list[Answer]:
        # Imported late: this process starts TensorFlow's before it imports numpy itself.
        from grader.worker.wire import encode, frame  # noqa: PLC0415

        stdin = self._popen.stdin
        try:
            if stdin is not None:
                stdin.write(frame(encode((exercise, calls))))
                stdin.flush()
        except OSError:
            pass  # It has ended; reading says so with its exit code.
        answers = self._read()
        if not isinstance(answers, list) or len(answers) != len(calls):
            raise OracleDiedError(_("it sent something that is not an answer"))
        return answers

    def _read(self) -> Any:
        from grader.worker.wire import MAX_FRAME, decode  # noqa: PLC0415  (as above)

        stdout = self._popen.stdout
        head = stdout.read(4) if stdout is not None else b""
        size = int.from_bytes(head, "little")
        if stdout is None or len(head) < 4 or size > MAX_FRAME:  # noqa: PLR2004  (a frame's length)
            text = _("it ended with exit code {code}")
            raise OracleDiedError(text.format(code=self._popen.wait()))
        return decode(stdout.read(size))
