"""The judge's end of a contained child: Linux only.

No threads: a child is written to and read from with one ``poll``, under one
deadline for the whole reply.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from typing import Final

from grader.worker.process import MAX_FLOOD, MAX_OUTPUT, StartError
from grader.worker.wire import MAX_FRAME, frame
from grader.worker.zygote import Zygote

__all__ = ["ForkedProcess"]

#: Requests on their way at once: while one is answered, the next are there.
AHEAD: Final = 8
#: Read at once, in bytes.
_CHUNK: Final = 2**17


class ForkedProcess:
    """One contained child, from the outside; see :class:`~grader.worker.process.Process`."""

    def __init__(self, zygote: Zygote) -> None:
        """Have it forked.

        Raises:
            StartError: there is no new child.
        """
        self.flooded = False
        self.lost = False
        self.output = b""
        self._zygote = zygote
        self._written = 0
        self._received = bytearray()
        self._unsent = bytearray()
        # Making a new one each time would take longer than a small call does.
        self._buffer = bytearray(_CHUNK)
        self._hung_up = False
        self._ended: tuple[int, float] | None = None
        self.is_complete = zygote.is_complete
        self.ahead = AHEAD
        self._link, theirs = socket.socketpair()
        self._pipe, pipe = os.pipe()
        try:
            self.pid, self._pidfd = zygote.fork(theirs.fileno(), pipe)
        except StartError:
            self._link.close()
            os.close(self._pipe)
            raise
        finally:
            theirs.close()
            os.close(pipe)
        self._link.settimeout(0)
        os.set_blocking(self._pipe, False)
        self._poll = select.poll()
        self._poll.register(self._link, select.POLLIN)
        self._poll.register(self._pipe, select.POLLIN)

    def send(self, body: bytes) -> None:
        """Send one request; what does not fit into the connection is sent while waiting."""
        self._unsent += frame(body)
        self._send_some()

    def receive(self, seconds: float) -> bytes | None:
        """Return the next reply's body, or ``None`` when the process has hung up.

        Raises:
            TimeoutError: no whole reply came within ``seconds``.
        """
        deadline = time.monotonic() + seconds
        while (body := self._next_reply()) is None:
            left = deadline - time.monotonic()
            if self._hung_up:
                self._drain()  # Its last words.
                return None
            if left <= 0:
                raise TimeoutError
            self._exchange(left)
        return body

    def cpu_seconds(self) -> float | None:
        """Return the processor time used so far, or ``None`` where it can't be told."""
        if self._ended is not None:
            return self._ended[1]
        try:
            # How Linux numbers the clock of another process: clock_getcpuclockid(3).
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return None

    def end(self) -> int:
        """Kill the process and return its exit code, negative for a signal; may be called twice."""
        if self._ended is None:
            self._kill()
            try:
                self._ended = self._zygote.reap(self.pid)
            except StartError:
                self.lost = True
                self._ended = -signal.SIGKILL, 0.0
            self._link.close()
            os.close(self._pipe)
            os.close(self._pidfd)
        return self._ended[0]

    def end_by_itself(self, seconds: float) -> int | None:
        """Return the exit code of a process that has hung up; ``None`` if it had to be killed."""
        ending = select.poll()
        ending.register(self._pidfd, select.POLLIN)
        has_ended = bool(ending.poll(seconds * 1000))
        code = self.end()
        return code if has_ended else None

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def _next_reply(self) -> bytes | None:
        """Take a whole frame from what has come; ``b""``, which is no value, if it is too long."""
        if len(self._received) < 4:  # noqa: PLR2004  (the length of a frame)
            return None
        size = int.from_bytes(self._received[:4], "little")
        if size > MAX_FRAME:
            return b""
        if len(self._received) < 4 + size:
            return None
        body = bytes(self._received[4 : 4 + size])
        del self._received[: 4 + size]
        return body

    def _exchange(self, seconds: float) -> None:
        """Wait for something to happen, and send, receive or drain what there is."""
        for descriptor, event in self._poll.poll(seconds * 1000):
            if descriptor == self._pipe:
                self._drain()
                continue
            if event & select.POLLOUT:
                self._send_some()
            if event & ~select.POLLOUT:
                self._receive_some()

    def _send_some(self) -> None:
        try:
            while self._unsent:
                del self._unsent[: self._link.send(self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self._unsent.clear()  # It has hung up, which receiving will tell.
        wanted = select.POLLIN | (select.POLLOUT if self._unsent else 0)
        self._poll.modify(self._link, wanted)

    def _receive_some(self) -> None:
        try:
            size = self._link.recv_into(self._buffer)
        except BlockingIOError:
            return
        except OSError:
            size = 0
        self._received += memoryview(self._buffer)[:size]
        self._hung_up = not size

    def _drain(self) -> None:
        """Read what goes round Python's prints, so that the process never waits for us."""
        try:
            chunk = os.read(self._pipe, _CHUNK)
        except BlockingIOError:
            return
        self.output += chunk[: MAX_OUTPUT - len(self.output)]
        self._written += len(chunk)
        if not chunk:
            with contextlib.suppress(KeyError):
                self._poll.unregister(self._pipe)
        elif self._written > MAX_FLOOD and not self.flooded:
            self.flooded = True
            self._kill()
