"""A contained child: what it is from the outside, what it may not do, and how it ends."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.evidence import Limits, Outcome
from grader.worker.client import Student
from grader.worker.forked import ForkedProcess
from grader.worker.process import MAX_OUTPUT
from grader.worker.wire import MAX_FRAME, encode
from grader.worker.zygote import is_possible
from tests.unit.lab import ENDLESS, IMPATIENT, Lab, ask, lab_of, pid_of

if not is_possible():
    pytest.skip("Linux only", allow_module_level=True)

NOBODY = 65534
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """A launcher of contained children: one zygote for all tests."""
    yield from lab_of("full")


@pytest.fixture(scope="module")
def status(lab: Lab) -> dict[str, str]:
    """What the kernel says about a child that has run a student's code."""
    with lab.student("def f(): return 1") as one:
        ask(one, "f")
        text = Path(f"/proc/{pid_of(one._workers[-1])}/status").read_text(encoding="ascii")
    return {
        name: value.strip()
        for name, _, value in (line.partition(":") for line in text.splitlines())
    }


def process_of(one: Student) -> ForkedProcess:
    """Return the child that a student runs in."""
    process = one._workers[-1]._process
    assert isinstance(process, ForkedProcess)
    return process


def refused(lab: Lab, expression: str) -> str:
    """Say which exception an expression raises in a child; or that it does not."""
    code = f"import os, signal, socket, subprocess, sys, threading\ndef f(): return {expression}"
    error = lab.called(code).error
    return "nothing" if error is None else error.type


# What it is, from outside.


def test_it_has_one_thread_and_no_way_back(status: dict[str, str]):
    """A child has one thread, can get no new privileges, and is filtered."""
    assert status["Threads"] == "1"
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"


def test_it_has_no_capabilities(status: dict[str, str]):
    """It has none, may inherit none and cannot regain one."""
    for name in ("CapEff", "CapPrm", "CapInh", "CapAmb"):
        assert int(status[name], 16) == 0, name


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
def test_root_becomes_nobody(status: dict[str, str]):
    """Where the judge is root, a child is nobody in all four respects, and of no group."""
    assert status["Uid"].split() == [str(NOBODY)] * 4
    assert status["Gid"].split() == [str(NOBODY)] * 4
    assert status["Groups"] == ""


#: Is in a few groups, and tells in which a child is.
IN_GROUPS = """
import os
from pathlib import Path
from grader.submission import Submission
from grader.worker.client import Student
from grader.worker.launch import Launcher

os.setgroups([1, 2, 3])
with Launcher("full") as launcher, Student(Submission("ada", {}, {}), launcher) as student:
    student.open("nothing", "f", ())
    for pid in (os.getpid(), student._workers[-1]._process.pid):
        status = Path(f"/proc/{pid}/status").read_text()
        print(status.partition("Groups:")[2].splitlines()[0].split())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can leave groups")
def test_root_leaves_its_groups(lab: Lab):
    """Further groups of the judge's are not a child's."""
    del lab  # Only to be skipped where there is no such containment.
    done = subprocess.run(
        [sys.executable, "-c", IN_GROUPS],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    if "PermissionError" in done.stderr:
        pytest.skip("this root may not change its groups")
    assert done.stdout == "['1', '2', '3']\n[]\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root becomes somebody else")
def test_others_stay_who_they_are(status: dict[str, str]):
    """Where the judge is an ordinary user, a child is the same one."""
    assert status["Uid"].split() == [str(os.getuid())] * 4


def test_nobody_can_look_into_it(lab: Lab):
    """It is not dumpable: what the kernel shows of it belongs to root, not to its user."""
    with lab.student("def f(): return 1") as one:
        ask(one, "f")
        assert Path(f"/proc/{pid_of(one._workers[-1])}/mem").stat().st_uid == 0


def test_it_has_four_descriptors(lab: Lab):
    """Open are nothing (0), the pipe for output (1 and 2) and the connection (3), and no more."""
    with lab.student("def f(): return 1") as one:
        ask(one, "f")
        folder = Path(f"/proc/{pid_of(one._workers[-1])}/fd")
        try:
            found = {int(one.name): str(one.readlink()) for one in folder.iterdir()}
        except PermissionError:
            pytest.skip("a child is not dumpable, so that only root can look at its descriptors")
    assert sorted(found) == [0, 1, 2, 3]
    assert found[0] == os.devnull
    assert found[1] == found[2]
    assert found[1].startswith("pipe:")
    assert found[3].startswith("socket:")


def test_it_can_tell_its_descriptors_itself(lab: Lab):
    """Of a thousand numbers beside that of the connection, three can be closed."""
    code = """
        import os
        def f():
            found = []
            for number in {*range(1_000)} - {3}:
                try:
                    os.close(number)
                except OSError:
                    continue
                found.append(number)
            return sorted(found)
    """
    assert lab.called(code).value == [0, 1, 2]


def test_its_limits_are_those_that_are_written_down(lab: Lab):
    """Memory, stack, files, locks and core dumps are limited as the table says."""
    with lab.student("def f(): return 1") as one:
        ask(one, "f")
        text = Path(f"/proc/{pid_of(one._workers[-1])}/limits").read_text(encoding="ascii")
    hard = dict(re.findall(r"(?m)^Max (\S+ \S+|\S+ \S+ \S+) +\S+ +(\S+)", text))
    assert hard["cpu time"] == "91"
    assert hard["open files"] == "8"
    assert hard["address space"] == str(2**30)
    assert hard["stack size"] == str(2**26)
    for name in ("file size", "core file size", "locked memory", "msgqueue size"):
        assert hard.get(name, "0") == "0", name


def test_it_is_the_first_to_end_when_memory_runs_out(lab: Lab):
    """The kernel's choice for the end of all memory falls on student code."""
    with lab.student("def f(): return 1") as one:
        ask(one, "f")
        path = Path(f"/proc/{pid_of(one._workers[-1])}/oom_score_adj")
        assert path.read_text(encoding="ascii").strip() == "1000"


def test_no_two_children_draw_the_same_numbers(lab: Lab):
    """Global generators begin anew in each child; what is seeded is the same as ever."""
    code = """
        import random, uuid
        import numpy as np
        def f():
            fresh = [random.random(), np.random.rand(), np.random.default_rng().random()]
            fresh += [str(uuid.uuid4()), np.random.RandomState().rand()]
            random.seed(1)
            np.random.seed(1)
            return fresh, random.random(), np.random.rand()
    """
    (one, *seeded), (other, *again) = (lab.called(code).value for _ in range(2))
    assert not set(one) & set(other)
    assert seeded == again == [0.13436424411240122, 0.417022004702574]


# What it may not do.


@pytest.mark.parametrize(
    "expression",
    [
        "open('/etc/passwd')",
        "open('new', 'w')",
        "open('/dev/null')",
        "os.listdir('/')",
        "os.stat('/')",
        "os.mkdir('new')",
        "os.chdir('/')",
        "os.fork()",
        "os.pipe()",
        "os.dup(1)",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['true'])",
        "socket.socket()",
        "socket.socketpair()",
        "os.kill(os.getppid(), 0)",
        "os.kill(1, 0)",
        "os.kill(0, 0)",
        "os.kill(-1, 0)",
        "os.setuid(0)",
        "os.memfd_create('x')",
        "os.getsid(os.getppid())",
        "os.sched_setaffinity(0, {0})",
        "os.nice(1)",
    ],
)
def test_what_reaches_outside_is_a_permission_error(lab: Lab, expression: str):
    """Files, processes, sockets and signals are refused by an ordinary exception."""
    assert refused(lab, expression) in {"PermissionError", "OSError"}


def test_refusals_are_permission_errors(lab: Lab):
    """The exception that students see first says what it is: not permitted."""
    error = lab.called("def f(): return open('data.txt')").error
    assert error is not None
    assert (error.type, error.message) == (
        "PermissionError",
        "[Errno 1] Operation not permitted: 'data.txt'",
    )


def test_the_shell_does_not_run(lab: Lab):
    """``os.system`` says by its value that it did nothing, as it does everywhere."""
    assert lab.called("import os\ndef f(): return os.system('true')").value != 0


def test_there_are_no_threads(lab: Lab):
    """A thread cannot be started, which is the exception that Python has for it."""
    assert refused(lab, "threading.Thread(target=print).start()") == "RuntimeError"
    assert refused(lab, "threading.Timer(0, print).start()") == "RuntimeError"


def test_it_is_nowhere(lab: Lab):
    """The working directory is the root folder, which cannot be looked into."""
    assert lab.called("import os\ndef f(): return os.getcwd()").value == "/"


def test_an_attempt_changes_nothing_for_later_calls(lab: Lab):
    """After a refusal the same child answers on."""
    code = "def f(): return open('/etc/passwd')\ndef g(): return 7"
    with lab.student(code) as one:
        assert ask(one, "f").kind == "raised"
        before = pid_of(one._workers[-1])
        assert ask(one, "g").value == 7
        assert pid_of(one._workers[-1]) == before


# How it answers, and how it ends.


def test_long_requests_and_replies_arrive_whole(lab: Lab):
    """What is larger than a socket's buffer goes there and back in pieces."""
    array = np.arange(2**19, dtype="float64")
    with lab.student("def f(a, b): return b, a") as one:
        one.open("exercise", "f", ("a", "b"))
        for _ in range(3):
            value = one.call((array[:-1], "end")).value
            assert value[0] == "end"
            assert np.array_equal(value[1], array[:-1])


def test_a_request_to_a_child_that_does_not_read_is_not_waited_for(lab: Lab):
    """A child that loops takes nothing; sending to it ends with the time limit all the same."""
    with lab.student(ENDLESS, IMPATIENT) as one:
        assert one.open("exercise", "f", ()).kind == "returned"
        process = process_of(one)
        process.send(encode(("call", 1, ())))
        process.send(bytes(MAX_FRAME // 2))
        with pytest.raises(TimeoutError):
            process.receive(0.2)
        assert process._unsent


def test_a_reply_in_pieces_is_waited_for_within_one_limit(lab: Lab):
    """Who sends a byte now and then has the time of one call, not of one byte."""
    code = """
        import os, time
        def f():
            os.write(3, (2**20).to_bytes(4, "little"))
            while True:
                os.write(3, b"x")
                time.sleep(0.001)
    """
    assert lab.called(code, limits=IMPATIENT) == Outcome("timed_out")


def test_a_part_of_a_reply_is_no_reply(lab: Lab):
    """Half a frame and then nothing is a timeout; half a frame and the end is a crash."""
    stays = "import os\ndef f():\n    os.write(3, b'\\x10\\0\\0\\0abc')\n    while True: pass"
    assert lab.called(stays, limits=IMPATIENT) == Outcome("timed_out")
    ends = "import os\ndef f():\n    os.write(3, b'\\x10\\0\\0\\0abc')\n    os._exit(3)"
    assert lab.called(ends) == Outcome("crashed", note="exit code 3")


@pytest.mark.parametrize("size", [MAX_FRAME + 1, 2**31, 2**32 - 1])
def test_a_frame_that_is_too_long_is_refused_at_once(lab: Lab, size: int):
    """The length alone is enough to refuse it: nobody waits for the rest."""
    code = (
        "import os, time\ndef f(n):\n    os.write(3, n.to_bytes(4, 'little'))\n    time.sleep(3600)"
    )
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        assert one.call((size,)) == Outcome("protocol")


def test_replies_that_nobody_asked_for_are_not_piled_up(lab: Lab):
    """Of replies without end, the judge has little more than the first in memory."""
    flood = """
        import os
        def f():
            piece = (2**16).to_bytes(4, 'little') + bytes(2**16)
            while True:
                os.write(3, piece)
    """
    with lab.student(flood) as one:
        one.open("exercise", "f", ())
        assert one.call(()) == Outcome("protocol")
        assert len(process_of(one)._received) < 2**18


def test_output_round_prints_is_kept_up_to_a_limit(lab: Lab):
    """Its beginning is there to be told, whatever the descriptor; the rest is dropped."""
    code = "import os\ndef f():\n    for fd in (1, 2) * 9: os.write(fd, b'%d' % fd * 10_000)"
    with lab.student(code) as one:
        assert ask(one, "f").kind == "returned"
        assert ask(one, "f").kind == "returned"
        output = process_of(one).output
    assert output[:10_000] == b"1" * 10_000
    assert len(output) == MAX_OUTPUT


def test_last_words_are_read_after_the_end(lab: Lab):
    """What a child writes just before it ends is not lost."""
    code = "import os\ndef f():\n    os.write(2, b'farewell')\n    os._exit(3)"
    with lab.student(code) as one:
        assert ask(one, "f").note == "exit code 3"
        assert process_of(one).output == b"farewell"


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("os._exit(0)", 0),
        ("os._exit(3)", 3),
        ("os._exit(255)", 255),
        ("os.kill(os.getpid(), 9)", -9),
        ("os.kill(os.getpid(), 15)", -15),
        ("os.abort()", -6),
        ("signal.raise_signal(11)", -11),
    ],
)
def test_exit_codes_are_told_as_often_as_asked(lab: Lab, ending: str, code: int):
    """``end`` and ``end_by_itself`` give the code of a child that has ended, again and again."""
    with lab.student(f"import os, signal\ndef f(): {ending}") as one:
        assert ask(one, "f").kind == "crashed"
        process = process_of(one)
        assert [process.end(), process.end(), process.end_by_itself(60)] == [code] * 3


def test_ending_a_child_that_runs_is_a_kill(lab: Lab):
    """``end`` kills; the processor time that was used can still be told."""
    with lab.student(ENDLESS, IMPATIENT) as one:
        assert ask(one, "f") == Outcome("timed_out")
        process = process_of(one)
        assert [process.end(), process.end()] == [-signal.SIGKILL] * 2
        used = process.cpu_seconds()
        assert used is not None
        assert used >= 0.3
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)


def test_a_child_that_hangs_up_and_goes_on_has_no_exit_code(lab: Lab):
    """``end_by_itself`` gives up on a child that does not end, and kills it."""
    code = "import os, time\ndef f():\n    os.closerange(0, 64)\n    time.sleep(3600)"
    with lab.student(code) as one:
        one.open("exercise", "f", ())
        process = process_of(one)
        process.send(encode(("call", 1, ())))
        assert process.receive(60) is None
        assert process.end_by_itself(0.01) is None
        assert process.end() == -signal.SIGKILL


def test_ended_children_leave_nothing_open(lab: Lab):
    """A hundred children later, the judge and the zygote have as many descriptors as before."""
    zygote = lab.launcher._zygote
    assert zygote is not None
    folders = [Path("/proc/self/fd"), Path(f"/proc/{zygote._popen.pid}/fd")]

    def count() -> list[int]:
        return [len(list(folder.iterdir())) for folder in folders]

    with lab.student("def f(): return 7") as one:
        ask(one, "f")
        before = count()
        for _ in range(100):
            assert one.open_afresh().kind == "returned"
        assert count() == before


def test_the_time_of_a_child_is_its_own(lab: Lab):
    """Processor time counts from the fork: what the zygote has used is nobody's."""
    limits = Limits(call=30, call_wall=60)
    code = "def f():\n    for _ in range(3_000_000): pass\n    return 1"
    with lab.student(code, limits) as one:
        assert one.open("exercise", "f", ()).kind == "returned"
        process = process_of(one)
        before = process.cpu_seconds()
        assert one.call(()).value == 1
        after = process.cpu_seconds()
        assert before is not None
        assert after is not None
        assert before < after
        process.end()
        total = process.cpu_seconds()
        assert total is not None
        assert total >= after - 0.01  # The kernel rounds what it tells at the end.


#: Runs a launcher, has a child at work, says who they are, and waits for its own end.
JUDGE = """
import os, sys, time
from grader.submission import Submission
from grader.worker.client import Student
from grader.worker.launch import Launcher
from grader.worker.wire import encode

launcher = Launcher("full")
code = "import time\\ndef loops():\\n    while True: pass\\ndef sleeps(): time.sleep(3600)"
student = Student(Submission("ada", {"exercise": code}, {}), launcher)
student.open("exercise", sys.argv[1], ())
process = student._workers[-1]._process
process.send(encode(("call", 1, ())))
print(launcher._zygote._popen.pid, process.pid, flush=True)
time.sleep(3600)
"""


def has_ended(watched: int, seconds: float) -> bool:
    """Say whether a process ends in time, be it that nobody asks for its exit code."""
    return bool(select.select([watched], [], [], seconds)[0])


@pytest.mark.parametrize("function", ["loops", "sleeps"])
def test_everything_ends_within_a_second_of_the_judge(lab: Lab, function: str):
    """A judge that is killed, which it cannot notice, leaves neither zygote nor child."""
    del lab  # Only to be skipped where there is no such containment.
    with subprocess.Popen(
        [sys.executable, "-c", JUDGE, function],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
    ) as judge:
        assert judge.stdout is not None
        pids = [int(word) for word in judge.stdout.readline().split()]
        assert len(pids) == 2
        watched = [os.pidfd_open(pid) for pid in pids]
        assert [has_ended(one, 0) for one in watched] == [False, False]
        judge.kill()
        judge.wait()
        deadline = time.monotonic() + 1
        assert all(has_ended(one, max(0, deadline - time.monotonic())) for one in watched)
        for one in watched:
            os.close(one)
