"""Contains a forked child for good: whatever runs in it afterwards can only compute and answer.

Linux only; runs in the student's process and imports nothing of ours. Layers, each of which
holds without the others: limits on memory, processor time and files; another user
where we were root; no new privileges; death with the parent; Landlock, which here denies
every right that the kernel knows; and the seccomp filter of ``seccomp.py``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import signal
import socket
from types import ModuleType

__all__ = ["LIMITS", "contain", "layers", "try_out"]

#: What a process may use at most; the hard limit for processor time is one second more.
LIMITS: dict[int, int] = {
    resource.RLIMIT_AS: 2**30,  # bytes
    resource.RLIMIT_CPU: 90,  # seconds; then SIGXCPU, which says what it was
    resource.RLIMIT_STACK: 2**26,  # bytes
    resource.RLIMIT_NOFILE: 8,  # four are open
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_MEMLOCK: 0,
    resource.RLIMIT_MSGQUEUE: 0,
}
#: Whom root becomes: nobody, by the number that Linux itself gives to unknown users.
NOBODY = 65534

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
#: The same numbers on all processors.
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_LANDLOCK_VERSION = 1

_libc = ctypes.CDLL(None, use_errno=True)


def layers(seccomp: ModuleType) -> tuple[str, ...]:
    """Return which of ``Landlock`` and ``seccomp`` this kernel has, for this processor."""
    found = []
    if _libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION) > 0:
        found.append("Landlock")
    if seccomp.is_available(platform.machine()):
        found.append("seccomp")
    return tuple(found)


def contain(
    parent: int, wanted: tuple[str, ...], seccomp: ModuleType, *, test: bool = False
) -> None:
    """Give up all but memory, clocks and open descriptors, for good.

    * ``parent`` is the process with which this one has to end.
    * ``wanted`` are the layers to apply; ``seccomp`` has to be one of them.
    * ``test`` tries, after each layer, what must not work any more.

    Raises:
        OSError: one of them cannot be had; nothing of a student's may run then.
        ValueError: ``wanted`` would contain nothing.
        RuntimeError: what must not work does; the message says what.
    """
    if "seccomp" not in wanted:
        raise ValueError("nothing is contained without seccomp")
    _die_first()
    for limit, most in LIMITS.items():
        _lower(limit, most)
    if os.geteuid() == 0:
        # In some containers root may not become anybody else; seccomp and Landlock hold it too.
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    # After the change of user, which clears it.
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise ProcessLookupError("the parent ended before this could end with it")
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if "Landlock" in wanted:
        _deny_all()
        if test:
            try_out("Landlock")
    seccomp.install(platform.machine())
    if test:
        try_out("seccomp")


def try_out(layer: str) -> None:
    """Try what must not work under a layer.

    Raises:
        RuntimeError: it works; the message says what.
    """
    attempts = {"Landlock": [_open_root], "seccomp": [_open_root, _open_socket, _fork]}
    for attempt in attempts[layer]:
        try:
            attempt()
        except PermissionError:
            continue
        raise RuntimeError(f"{attempt.__name__.strip('_')} is possible under {layer}")


def _open_root() -> None:
    os.close(os.open("/", os.O_RDONLY))


def _open_socket() -> None:
    socket.socket().close()


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _die_first() -> None:
    """Where the machine's memory runs out, let it be this process that ends for it."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb") as file:  # noqa: PTH123
        file.write(b"1000")


def _lower(limit: int, most: int) -> None:
    """Lower a limit, never raise it; the hard one for processor time ends a second later."""
    spare = 1 if limit == resource.RLIMIT_CPU else 0
    soft, hard = resource.getrlimit(limit)
    soft, hard = _least(soft, most), _least(hard, most + spare)
    resource.setrlimit(limit, (min(soft, hard), hard))


def _least(limit: int, most: int) -> int:
    return most if limit == resource.RLIM_INFINITY else min(limit, most)


def _deny_all() -> None:
    """Deny, by Landlock, every right on files, the network, signals and abstract sockets.

    Which rights there are depends on the kernel, so it is asked: all of the first 64 if it
    knew them, one less while it does not.
    """
    rights = [_known_rights(field) for field in range(3)]
    ruleset = _create_ruleset(rights)
    if ruleset < 0 or _libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    os.close(ruleset)


def _known_rights(field: int) -> int:
    """Return every right of one field of ``landlock_ruleset_attr`` that the kernel accepts."""
    for bits in range(64, 0, -1):
        rights = [0, 0, 0]
        rights[field] = 2**bits - 1
        ruleset = _create_ruleset(rights)
        if ruleset >= 0:
            os.close(ruleset)
            return rights[field]
    return 0


def _create_ruleset(rights: list[int]) -> int:
    attributes = (ctypes.c_uint64 * 3)(*rights)
    size = ctypes.sizeof(attributes)
    return int(_libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, size, 0))


def _prctl(option: int, value: int) -> None:
    zero = ctypes.c_ulong(0)
    if _libc.prctl(option, ctypes.c_ulong(value), zero, zero, zero) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")
