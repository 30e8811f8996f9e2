"""A seccomp filter: the system calls that computing needs, and no others.

Runs in the student's process and imports nothing of ours. What is allowed works
on memory, on descriptors that are open already, on clocks and on the process
itself. There is no call that opens, looks up, starts, connects or signals
anything else, so a program that has been taken over can do no more than compute
and write to its judge.

The filter is a program for the kernel's classic BPF machine, see
``Documentation/userspace-api/seccomp_filter.rst`` in the Linux sources; the
numbers are those of ``arch/x86/entry/syscalls/syscall_64.tbl`` and of
``include/uapi/asm-generic/unistd.h`` there.
"""

from __future__ import annotations

import ctypes
import os
import struct

__all__ = ["ALLOWED", "AUDIT_ARCH", "OWN_PROCESS", "install", "is_available", "program"]

#: What the kernel calls the two processors that we know.
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN = {"x86_64": 0, "aarch64": 1}

#: From name to its number on x86-64 and on aarch64; ``None`` where there is none.
#: The most frequent come first, since the filter asks in this order.
ALLOWED: dict[str, tuple[int, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "clock_gettime": (228, 113),
    "futex": (202, 98),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "madvise": (28, 233),
    "brk": (12, 214),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "getrandom": (318, 278),
    "close": (3, 57),
    "lseek": (8, 62),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "times": (100, 153),
    "getrusage": (98, 165),
    "getitimer": (36, 102),
    "setitimer": (38, 103),
    "alarm": (37, None),
    "pause": (34, None),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "membarrier": (324, 283),
    "rseq": (334, 293),
    "getcwd": (79, 17),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
#: Allowed where the first argument is the process itself: how ``abort`` ends it.
OWN_PROCESS: dict[str, tuple[int, int | None]] = {"kill": (62, 129), "tgkill": (234, 131)}

#: From this number on (both processors share them, and libraries have older ways to do the same)
#: a call "does not exist", so that a C library newer than this table falls back.
_NEW_CALLS = 424
#: On x86-64 this bit marks the calls of 32-bit pointers, which are another table.
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCH_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38

_SET_MODE_FILTER, _GET_ACTION_AVAIL = 1, 2
_SECCOMP = {"x86_64": 317, "aarch64": 277}


def program(machine: str, pid: int) -> bytes:
    """Return the filter for one process as instructions of the classic BPF machine.

    Raises:
        KeyError: the processor is neither x86-64 nor aarch64.

    Example:
        >>> len(program("x86_64", 1)) % 8
        0
    """
    column = _COLUMN[machine]
    allowed = [number for row in ALLOWED.values() if (number := row[column]) is not None]
    own = [number for row in OWN_PROCESS.values() if (number := row[column]) is not None]
    listed = len(allowed) + len(own)
    # Where the list jumps to, counted in instructions from its end.
    to_own, to_allow = 3, 6
    code = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
    ]
    targets = [(number, to_allow) for number in allowed] + [(number, to_own) for number in own]
    for left, (number, target) in zip(reversed(range(listed)), targets, strict=True):
        code.append((_EQUAL, left + target, 0, number))
    code += [
        (_AT_LEAST, 1, 0, _NEW_CALLS),
        (_RETURN, 0, 0, _ERROR | _EPERM),
        (_RETURN, 0, 0, _ERROR | _ENOSYS),
        # to_own: is the first argument this process?
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_EQUAL, 1, 0, pid),
        (_RETURN, 0, 0, _ERROR | _EPERM),
        # to_allow
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


def is_available(machine: str) -> bool:
    """Say whether this kernel filters, and kills where it must, on this processor."""
    if machine not in AUDIT_ARCH:
        return False
    action = ctypes.c_uint32(_KILL)
    return _seccomp(machine, _GET_ACTION_AVAIL, ctypes.byref(action)) == 0


def install(machine: str) -> None:
    """Put the filter on this process, for good; NO_NEW_PRIVS has to be set.

    Raises:
        OSError: the kernel refuses.
    """
    instructions = program(machine, os.getpid())
    buffer = ctypes.create_string_buffer(instructions, len(instructions))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    packed = Program(len(instructions) // 8, ctypes.addressof(buffer))
    if _seccomp(machine, _SET_MODE_FILTER, ctypes.byref(packed)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _seccomp(machine: str, operation: int, argument: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    return int(libc.syscall(_SECCOMP[machine], operation, 0, argument))
