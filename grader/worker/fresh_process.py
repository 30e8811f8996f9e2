"""A fresh process for one submission, on any platform: limits where there are some, no more.

Two pipes carry requests and replies. It ends with the judge: a thread reads the
requests, so that a judge who is gone is noticed even within a call.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from types import ModuleType
from typing import Any

#: Address space, in bytes, where the platform can limit it.
MAX_MEMORY = 2**30
#: CPU seconds for the whole process, where the platform can limit it.
MAX_CPU_SECONDS = 90


def main(modules: dict[str, ModuleType], at_start: frozenset[str]) -> None:
    """Take the judge's two pipes for our own, then serve."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    _limit_resources()
    harness = modules["harness"].Harness(modules, at_start, requests, replies)
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(harness, inbox), daemon=True).start()
    harness.serve(inbox.get)


def _listen(harness: Any, inbox: queue.SimpleQueue[bytes]) -> None:
    """Read requests until the judge has hung up; then end, whatever is going on."""
    try:
        while (body := harness.read()) is not None:
            inbox.put(body)
    finally:
        os._exit(0)


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
