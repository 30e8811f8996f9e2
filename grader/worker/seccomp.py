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

__all__ = ["ALLOWED", "AUDIT_ARCH", "install", "is_available", "program"]

#: What the kernel calls the two processors that we know.
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN = {"x86_64": 0, "aarch64": 1}

#: From name to its number on x86-64 and on aarch64 (``None`` where there is none), and the
#: condition of ``_conditions``. The most frequent come first: the filter asks in this order.
ALLOWED: dict[str, tuple[int, int | None, str]] = {
    "read": (0, 63, "any"),
    "write": (1, 64, "any"),
    "clock_gettime": (228, 113, "clock"),
    "futex": (202, 98, "waiting"),
    "mmap": (9, 222, "any"),
    "munmap": (11, 215, "any"),
    "madvise": (28, 233, "advice"),
    "brk": (12, 214, "any"),
    "mremap": (25, 216, "any"),
    "mprotect": (10, 226, "any"),
    "getrandom": (318, 278, "any"),
    "close": (3, 57, "any"),
    "lseek": (8, 62, "any"),
    "rt_sigaction": (13, 134, "any"),
    "rt_sigprocmask": (14, 135, "any"),
    "rt_sigreturn": (15, 139, "any"),
    "rt_sigsuspend": (130, 133, "any"),
    "sigaltstack": (131, 132, "any"),
    "restart_syscall": (219, 128, "any"),
    "nanosleep": (35, 101, "any"),
    "clock_nanosleep": (230, 115, "clock"),
    "clock_getres": (229, 114, "clock"),
    "gettimeofday": (96, 169, "any"),
    "time": (201, None, "any"),
    "times": (100, 153, "any"),
    "getrusage": (98, 165, "any"),
    "setitimer": (38, 103, "any"),
    "alarm": (37, None, "any"),
    "pause": (34, None, "any"),
    "poll": (7, None, "any"),
    "ppoll": (271, 73, "any"),
    "select": (23, None, "any"),
    "pselect6": (270, 72, "any"),
    "sched_yield": (24, 124, "any"),
    "sched_getaffinity": (204, 123, "self"),
    "getcwd": (79, 17, "any"),
    "getpid": (39, 172, "any"),
    "gettid": (186, 178, "any"),
    "getppid": (110, 173, "any"),
    "getuid": (102, 174, "any"),
    "geteuid": (107, 175, "any"),
    "getgid": (104, 176, "any"),
    "getegid": (108, 177, "any"),
    "exit": (60, 93, "any"),
    "exit_group": (231, 94, "any"),
    "kill": (62, 129, "own"),
    "tgkill": (234, 131, "own"),
}

#: From this number on (both processors share them, and libraries have older ways to do the same)
#: a call "does not exist", so that a C library newer than this table falls back.
_NEW_CALLS = 424
#: On x86-64 this bit marks the calls of 32-bit pointers, which are another table.
_X32 = 0x40000000

Instruction = tuple[int, int, int, int]

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCH_AT, _ARGUMENT_AT = 0, 4, (16, 24, 32)
_EPERM, _ENOSYS = 1, 38
_ALLOW: Instruction = (_RETURN, 0, 0, 0x7FFF0000)
_KILL: Instruction = (_RETURN, 0, 0, 0x80000000)
_DENY: Instruction = (_RETURN, 0, 0, 0x00050000 | _EPERM)
_MISSING: Instruction = (_RETURN, 0, 0, 0x00050000 | _ENOSYS)

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
    listed = [(row[column], row[2]) for row in ALLOWED.values() if row[column] is not None]
    end: list[Instruction] = [(_AT_LEAST, 1, 0, _NEW_CALLS), _DENY, _MISSING]
    place = {}
    for name, condition in _conditions(pid).items():
        place[name] = len(end)  # counted from the end of the list
        end += condition
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        _KILL,
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32),
        _KILL,
    ]
    for left, (number, name) in zip(reversed(range(len(listed))), listed, strict=True):
        code.append((_EQUAL, left + place[name], 0, int(number or 0)))
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code + end)


def _conditions(pid: int) -> dict[str, list[Instruction]]:
    """Return what is asked of a call's arguments, by name; each ends in allowing or denying.

    Only the lower halves are looked at: the kernel takes these arguments as 32 bits.
    """
    first, second, third = ((_LOAD, 0, 0, at) for at in _ARGUMENT_AT)
    return {
        "any": [_ALLOW],
        # How ``abort`` ends a process; 0 would be its whole group.
        "own": [first, (_EQUAL, 0, 1, pid), _ALLOW, _DENY],
        "self": [first, (_EQUAL, 1, 0, 0), (_EQUAL, 0, 1, pid), _ALLOW, _DENY],
        # Negative numbers are the clocks of other processes, and tell which there are.
        "clock": [first, (_AT_LEAST, 0, 1, 2**31), _DENY, _ALLOW],
        # Waiting and waking, without the operations that look up the owner of a lock.
        "waiting": [second, (_AND, 0, 0, 0x7F), *_one_of(0, 1, 9, 10)],  # without the flags
        # What allocators ask for: how memory will be used, that it is free, huge pages or not.
        "advice": [third, *_one_of(0, 1, 2, 3, 4, 8, 14, 15)],
    }


def _one_of(*numbers: int) -> list[Instruction]:
    """Allow one of these numbers, deny every other."""
    jumps = zip(range(len(numbers), 0, -1), numbers, strict=True)
    return [*((_EQUAL, left, 0, number) for left, number in jumps), _DENY, _ALLOW]


def is_available(machine: str) -> bool:
    """Say whether this kernel filters, and kills where it must, on this processor."""
    if machine not in AUDIT_ARCH:
        return False
    action = ctypes.c_uint32(_KILL[3])
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
