"""The seccomp filter gives each system call what the table says, by a machine of our own."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.worker.seccomp import ALLOWED, AUDIT_ARCH, program

#: The answers of seccomp(2), with errno 1 (EPERM) and 38 (ENOSYS).
ALLOW, KILL, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
I386, ARM = 0x40000003, 0x40000028
PID = 4321
X32 = 0x40000000
MACHINES = {"x86_64": 0, "aarch64": 1}
machines = pytest.mark.parametrize("machine", MACHINES)

Arguments = tuple[int, int, int]
#: What is asked of a call's arguments, said once more and as the kernel sees them: in 32 bits.
CONDITIONS: dict[str, Callable[[int, int, int], bool]] = {
    "any": lambda _first, _second, _third: True,
    "own": lambda first, _second, _third: first == PID,
    "self": lambda first, _second, _third: first in {0, PID},
    "clock": lambda first, _second, _third: first < 2**31,
    # FUTEX_WAIT, FUTEX_WAKE and both of them with bits, with or without flags.
    "waiting": lambda _first, second, _third: second & 0x7F in {0, 1, 9, 10},
    # MADV_HWPOISON is 100.
    "advice": lambda _first, _second, third: third % 2**32 in {0, 1, 2, 3, 4, 8, 14, 15},
}
#: Each argument at the edges: flags, processes, groups, all processes, negative numbers.
EDGES = (
    *range(14),
    *(99, 100, 101, 102, 127, 128, 129, 137, 138, 140, 256, 265, 384, 393),
    *(PID - 1, PID, PID + 1, 2**31 - 1, 2**31, 2**32 - PID, 2**32 - 1),
)


def answer(code: bytes, arch: int, number: int, arguments: Arguments = (0, 0, 0)) -> int:
    """Run a filter as the kernel's classic BPF machine does, on one ``seccomp_data``."""
    data = struct.pack("<IIQ6Q", number, arch, 0x7FFF_0000_1234, *arguments, *[0xDEAD] * 3)
    instructions = list(struct.iter_unpack("<HBBI", code))
    accumulator, at = 0, 0
    while True:
        operation, if_true, if_false, operand = instructions[at]
        at += 1
        if operation == 0x20:  # BPF_LD | BPF_W | BPF_ABS
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif operation == 0x54:  # BPF_ALU | BPF_AND | BPF_K
            accumulator &= operand
        elif operation == 0x15:  # BPF_JMP | BPF_JEQ | BPF_K
            at += if_true if accumulator == operand else if_false
        elif operation == 0x35:  # BPF_JMP | BPF_JGE | BPF_K
            at += if_true if accumulator >= operand else if_false
        elif operation == 0x06:  # BPF_RET | BPF_K
            return operand
        else:
            raise AssertionError(f"an instruction that is not used here: {operation:#x}")


def numbers(machine: str) -> dict[int, str]:
    """Return what is allowed on one processor: from number to condition."""
    rows = [(row[MACHINES[machine]], row[2]) for row in ALLOWED.values()]
    return {number: condition for number, condition in rows if number is not None}


def of_interest() -> Iterator[int]:
    """Give every number that may be a system call, and those at the edges."""
    yield from range(1_000)
    for edge in (2**15, 2**16, 2**24, X32 - 1):
        yield from (edge - 1, edge)


@machines
def test_what_is_not_listed_is_refused(machine: str):
    """Numbers beside the table are forbidden, or do not exist yet, whatever the arguments."""
    code, arch = program(machine, PID), AUDIT_ARCH[machine]
    for number in set(of_interest()) - set(numbers(machine)):
        expected = ENOSYS if number >= 424 else EPERM
        for one in (0, 1, 9, PID, 2**32 - 1, 2**64 - 1):
            assert answer(code, arch, number, (one, one, one)) == expected, (number, one)


@machines
def test_what_is_listed_is_allowed_on_its_condition(machine: str):
    """Each call of the table is allowed where its arguments keep the condition; or forbidden."""
    code, arch = program(machine, PID), AUDIT_ARCH[machine]
    assert len(numbers(machine)) > 40
    for number, condition in numbers(machine).items():
        for place, one in itertools.product(range(3), EDGES):
            others = [0, 0, 0]
            others[place] = one
            arguments = (others[0], others[1], others[2])
            expected = ALLOW if CONDITIONS[condition](*arguments) else EPERM
            assert answer(code, arch, number, arguments) == expected, (number, arguments)


@machines
def test_a_process_may_signal_itself_alone(machine: str):
    """``kill`` and ``tgkill`` are allowed with the own number, not with another, a group or all."""
    code, arch = program(machine, PID), AUDIT_ARCH[machine]
    for name in ("kill", "tgkill"):
        number = ALLOWED[name][MACHINES[machine]]
        assert number is not None
        assert answer(code, arch, number, (PID, 9, 9)) == ALLOW
        for other in (0, 1, PID - 1, PID + 1, 2**32 - PID, 2**32 - 1, 2**64 - PID, 2**64 - 1):
            assert answer(code, arch, number, (other, PID, PID)) == EPERM, (name, other)


@machines
def test_another_table_of_calls_is_deadly(machine: str):
    """Calls by another processor's numbers, the 32-bit ones above all, end the process."""
    code = program(machine, PID)
    for arch in {I386, ARM, 0, 2**32 - 1, *AUDIT_ARCH.values()} - {AUDIT_ARCH[machine]}:
        for number in of_interest():
            assert answer(code, arch, number, (PID, 0, 0)) == KILL, (arch, number)


@machines
def test_calls_of_32_bit_pointers_are_deadly(machine: str):
    """From the bit of x32 on, every number ends the process."""
    code, arch = program(machine, PID), AUDIT_ARCH[machine]
    for number in (*range(X32, X32 + 1_000), 2**31 - 1, 2**31, 2**32 - 1):
        assert answer(code, arch, number, (PID, 0, 0)) == KILL, number


@machines
def test_the_program_is_one_that_the_kernel_takes(machine: str):
    """Every jump goes forward and stays inside, no number comes twice, and the end returns."""
    code = list(struct.iter_unpack("<HBBI", program(machine, PID)))
    assert len(code) <= 4_096
    assert code[-1][0] == 0x06
    for at, (operation, if_true, if_false, _operand) in enumerate(code):
        if operation in {0x15, 0x35}:
            assert at + 1 + max(if_true, if_false) < len(code)
    listed = [row[MACHINES[machine]] for row in ALLOWED.values()]
    known = [number for number in listed if number is not None]
    assert len(set(known)) == len(known)


#: Where Linux says what the numbers are, if its headers are installed.
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@machines
def test_the_numbers_are_those_of_linux(machine: str):
    """Each name of the tables has the number that the kernel's own header gives it."""
    if not HEADERS[machine].exists():
        pytest.skip(f"{HEADERS[machine]} is not installed")
    text = HEADERS[machine].read_text(encoding="utf-8")
    defined = re.findall(r"(?m)^#define __NR(?:3264)?_(\w+)\s+(\d+)", text)
    said = {name: int(number) for name, number in defined}
    tables = ALLOWED.items() | {(name, (*row, "")) for name, row in DANGEROUS.items()}
    for name, row in tables:
        number = row[MACHINES[machine]]
        assert number is None or said[name] == number, name


def test_an_unknown_processor_has_no_program():
    """There is no filter for a processor whose numbers are not known."""
    with pytest.raises(KeyError):
        program("riscv64", PID)


#: What no filter may ever allow, by name, with the numbers of both processors.
DANGEROUS = {
    "open": (2, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "socket": (41, 198),
    "connect": (42, 203),
    "clone": (56, 220),
    "clone3": (435, 435),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "setrlimit": (160, 164),
    "setuid": (105, 146),
    "seccomp": (317, 277),
    "bpf": (321, 280),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "mount": (165, 40),
    "unshare": (272, 97),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "userfaultfd": (323, 282),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "stat": (4, None),
    "unlinkat": (263, 35),
    "chdir": (80, 49),
    "dup": (32, 23),
}


@machines
@pytest.mark.parametrize("name", DANGEROUS)
def test_dangerous_calls_are_refused(machine: str, name: str):
    """What opens, starts, reaches or changes anything else is refused, whatever the arguments."""
    number = DANGEROUS[name][MACHINES[machine]]
    if number is None:
        assert name not in ALLOWED
        return
    code = program(machine, PID)
    for one in (0, 1, PID):
        assert answer(code, AUDIT_ARCH[machine], number, (one, one, one)) in {EPERM, ENOSYS}
