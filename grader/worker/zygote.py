"""The zygote from the outside: started first, asked to fork when it is ready. Linux only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import Any, Final

from grader.worker.process import StartError, command, environment

__all__ = ["Zygote", "is_possible"]

#: The end of patience, in seconds; once it runs it forks, and does little else.
_PATIENCE: Final = 30.0


def is_possible() -> bool:
    """Say whether this platform has what a zygote needs; the kernel may still refuse."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class Zygote:
    """The process that forks: started at once, spoken to when it is ready, by one thread.

    Attributes:
        is_complete: Whether it has loaded all that may be imported, as its next child will have.
    """

    def __init__(self) -> None:
        """Start it; returns at once, while it is still loading numpy.

        Raises:
            StartError: the system starts no process.
        """
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(_PATIENCE)
        try:
            with theirs:
                self._popen = subprocess.Popen(  # noqa: S603  (our own Python on our own file)
                    command("zygote"),
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    cwd="/",
                    env=environment(),
                    start_new_session=True,
                )
        except OSError as error:
            self._control.close()
            raise StartError(f"the student's process did not start: {error}") from error
        self.is_complete = False
        self._hello: tuple[tuple[str, ...], str] | None = None

    def hello(self) -> tuple[tuple[str, ...], str]:
        """Return the layers that contain every child, or none and the reason; waits for it.

        Raises:
            StartError: it did not start.
        """
        if self._hello is None:
            (layers, problem), _ = self._answer("hello")
            self._hello = tuple(layers), str(problem)
        return self._hello

    def complete(self) -> None:
        """Have it load all that may be imported, unless it has; waits for it.

        Raises:
            StartError: it could not, and must not fork any more.
        """
        if not self.is_complete:
            self.hello()
            self._ask(("complete",), [])
            self._answer("completed")
            self.is_complete = True

    def fork(self, connection: int, output: int) -> tuple[int, int]:
        """Fork a child that answers on ``connection``; return its pid and a pidfd.

        Raises:
            StartError: there is no new child.
        """
        self.hello()
        self._ask(("fork",), [connection, output])
        (pid,), (pidfd,) = self._answer("forked")
        return pid, pidfd

    def reap(self, pid: int) -> tuple[int, float]:
        """Take the exit code and the processor time of a child that has ended.

        Raises:
            StartError: the zygote is gone, and every child with it.
        """
        self._ask(("reap", pid), [])
        (code, seconds), _ = self._answer("reaped")
        return code, seconds

    @property
    def has_ended(self) -> bool:
        """Whether it is gone, and every child with it."""
        return self._popen.poll() is not None

    def close(self) -> None:
        """End it; the kernel ends its children with it. May be called twice."""
        self._control.close()
        if self._popen.returncode is None:
            self._popen.kill()
            self._popen.wait()
        if self._popen.stderr is not None:
            self._popen.stderr.close()

    def _ask(self, request: tuple[Any, ...], descriptors: list[int]) -> None:
        # Imported late, here and below: the zygote starts before we import numpy ourselves.
        from grader.worker.wire import encode  # noqa: PLC0415

        try:
            socket.send_fds(self._control, [encode(request)], descriptors)
        except OSError as error:
            raise self._has_failed(str(error)) from error

    def _answer(self, expected: str) -> tuple[list[Any], list[int]]:
        from grader.worker.wire import WireError, decode  # noqa: PLC0415

        try:
            body, descriptors, _flags, _ = socket.recv_fds(self._control, 4096, 1)
            word, *content = decode(body)
        except (OSError, WireError) as error:
            raise self._has_failed(str(error)) from error
        if word != expected:
            raise StartError(f"the student's process did not start: {' '.join(map(str, content))}")
        return content, descriptors

    def _has_failed(self, why: str) -> StartError:
        """End a zygote that does not answer, and say why: its own last words, if it had any."""
        self._popen.kill()
        self._popen.wait()
        pipe = self._popen.stderr
        said = b"" if pipe is None or pipe.closed else pipe.read()[-1000:]
        words = said.decode("utf-8", "replace").strip().splitlines() or [why]
        return StartError(f"the student's process did not start: {words[-1]}")
