"""The student's process: honest mistakes are named, and hostile code gets a word and no further.

Each test runs for both ways to start it: a fresh process, and a contained child of the zygote.
What only one of them promises is in ``test_fresh.py`` and ``test_forked.py``.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.evidence import Frame, Limits, Outcome
from grader.submission import Submission
from grader.worker.conversation import Worker
from grader.worker.wire import Opaque, encode, frame
from tests.unit.lab import ENDLESS, IMPATIENT, PATIENT, Lab, ask, lab_of, pid_of

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the limit is not kept elsewhere")


@pytest.fixture(scope="module", params=["none", "full"])
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    """One launcher of each kind, for all tests: the zygote takes a while to start."""
    yield from lab_of(request.param)


def is_alive(pid: int) -> bool:
    """Say whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# What honest functions give.


def test_values_come_back_as_they_were_returned(lab: Lab):
    """Numbers, texts, containers, arrays and scalars keep their types; others are named."""
    with lab.student("def f(value): return value") as one:
        assert one.open("exercise", "f", ("value",)) == Outcome("returned", line=1)
        for value in (None, True, 3, 2.5, "same", (1, [2, {"a": None}])):
            assert one.call((value,)) == Outcome("returned", value=value)
        array = one.call((np.arange(6.0, dtype="float32").reshape(2, 3),)).value
        assert (array.dtype, array.tolist()) == (np.float32, [[0, 1, 2], [3, 4, 5]])
        assert type(one.call((np.int64(3),)).value) is np.int64
    assert lab.called("def f(): return (n for n in 'ab')").value == Opaque("generator", "", None)


def test_arguments_arrive_writable_and_contiguous(lab: Lab):
    """A student may use an argument as scratch space without an exception."""
    code = "def f(x): return x.flags.writeable and x.flags.c_contiguous and x.flags.owndata"
    assert lab.called(code, np.arange(6.0).reshape(2, 3).T).value is True


def test_a_value_that_is_too_large_is_named(lab: Lab):
    """An answer over the frame's length, or one that holds itself, arrives as its type."""
    huge = "import numpy as np\ndef f(): return [np.zeros(2**19) for _ in range(3)]"
    assert lab.called(huge).value == Opaque("list", "too large to be sent", None)
    endless = "def f():\n    items = []\n    items.append(items)\n    return items"
    assert lab.called(endless).value == Opaque("list", "too large to be sent", None)


def test_changed_arguments_are_named(lab: Lab):
    """The parameters that a function changed in place are told by name, whatever it returns."""
    code = """
        def f(a, b, c):
            a[0] = 5.0
            c.shape = (4, 1)
            return 1
    """
    outcome = lab.called(code, np.zeros(2), np.zeros(2), np.zeros((2, 2)))
    assert outcome == Outcome("returned", value=1, changed=("a", "c"))


def test_prints_are_captured_call_by_call(lab: Lab):
    """What a call prints on either stream comes with its own outcome."""
    code = """
        import sys
        print("importing")
        def f(n):
            print("call", n)
            print("warning", file=sys.stderr)
            if n == 2:
                raise ValueError("two")
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        assert one.call((1,)).printed == "call 1\nwarning\n"
        assert one.call((2,)).printed == "call 2\nwarning\n"


def test_long_prints_are_cut(lab: Lab):
    """The first 65,536 characters of what a call prints are kept."""
    outcome = lab.called("def f():\n    for _ in range(1000): print('x' * 99)\n    return 1")
    assert outcome.value == 1
    assert outcome.printed == ("x" * 99 + "\n") * 655 + "x" * 36


def test_bytes_cannot_be_printed(lab: Lab):
    """Writing bytes to ``sys.stdout`` is the TypeError that it is anywhere."""
    outcome = lab.called("import sys\ndef f(): sys.stdout.write(b'x')")
    assert outcome.error is not None
    assert outcome.error.type == "TypeError"
    assert outcome.error.message == "write() argument must be str, not bytes"


def test_what_goes_round_print_does_no_harm(lab: Lab):
    """Writing to descriptors 1 and 2 below Python neither blocks nor garbles the answer."""
    code = "import os\ndef f(): return [os.write(fd, b'x' * 50_000) for fd in (1, 2) * 5]"
    assert lab.called(code).value == [50_000] * 10


# What honest mistakes give.


def test_exceptions_come_with_the_students_own_lines(lab: Lab):
    """Type, message and the student's frames with their source are told, and none of ours."""
    code = """
        import helper

        def f(a):
            return helper.double(a)
    """
    outcome = lab.called(
        code, "1", helper="import math\n\ndef double(n):\n    return math.sqrt(n) * 2"
    )
    assert outcome.kind == "raised"
    assert outcome.error is not None
    assert outcome.error.type == "TypeError"
    assert outcome.error.message == "must be real number, not str"
    assert outcome.error.module == ""
    assert outcome.error.frames == (
        Frame("exercise.py", 5, "f", "    return helper.double(a)"),
        Frame("helper.py", 4, "double", "    return math.sqrt(n) * 2"),
    )


def test_frames_inside_numpy_are_left_out(lab: Lab):
    """An exception from within numpy ends at the student's line that called it."""
    outcome = lab.called("import numpy as np\ndef f(): return np.linalg.inv(np.zeros((2, 2)))")
    assert outcome.error is not None
    assert outcome.error.type == "LinAlgError"
    assert [frame.file for frame in outcome.error.frames] == ["exercise.py"]


def test_form_feeds_do_not_shift_the_lines_shown(lab: Lab):
    """A form feed, which ends no line of Python's, leaves the shown line the right one."""
    outcome = lab.called("# one\f\ndef f():\n    return 1 / 0\n")
    assert outcome.error is not None
    assert outcome.error.frames == (Frame("exercise.py", 3, "f", "    return 1 / 0"),)


def test_endless_recursion_is_told_with_few_frames(lab: Lab):
    """A RecursionError comes with the innermost twenty lines."""
    outcome = lab.called("def f():\n    return f()")
    assert outcome.error is not None
    assert outcome.error.type == "RecursionError"
    assert outcome.error.frames == (Frame("exercise.py", 2, "f", "    return f()"),) * 20


def test_an_exception_that_cannot_be_shown(lab: Lab):
    """An exception whose own text raises is told without it."""
    code = """
        class Odd(Exception):
            def __str__(self):
                raise ValueError

        def f():
            raise Odd
    """
    outcome = lab.called(code)
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.message) == ("Odd", "(its message cannot be shown)")


def test_syntax_errors_are_told_with_their_line(lab: Lab):
    """A SyntaxError on import names file, line and text, without our importing it."""
    outcome = lab.opened("x = 1\ndef f(:\n    return 1\n")
    assert outcome.kind == "raised"
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.message) == ("SyntaxError", "invalid syntax")
    assert outcome.error.frames == (Frame("exercise.py", 2, "", "def f(:"),)


def test_syntax_errors_of_other_texts_are_told_with_the_call(lab: Lab):
    """A SyntaxError in a text that the student evaluates points to the student's line."""
    outcome = lab.called("import ast\ndef f():\n    return ast.literal_eval('1 +')")
    assert outcome.error is not None
    assert outcome.error.type == "SyntaxError"
    assert outcome.error.frames == (
        Frame("exercise.py", 3, "f", "    return ast.literal_eval('1 +')"),
    )


def test_exceptions_on_import(lab: Lab):
    """An exception while importing is told as such, and the file is tried again each time."""
    with lab.student("import helper\n1 / 0") as one:
        for _ in range(2):
            outcome = one.open("exercise", "f", ())
            assert outcome.kind == "raised"
            assert outcome.error is not None
            assert outcome.error.module == "helper"


def test_sys_exit_is_an_exception(lab: Lab):
    """``sys.exit`` ends the call, not the process."""
    outcome = lab.called("import sys\ndef f(): sys.exit(3)")
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.message) == ("SystemExit", "3")


def test_a_missing_function_with_its_near_name(lab: Lab):
    """A missing function is told with the name that comes near, if one does."""
    with lab.student("def conv_2d(): pass\nconv2d = 3") as one:
        assert one.open("exercise", "conv2d", ()) == Outcome("missing", note="conv_2d")
        assert one.open("exercise", "pooling", ()) == Outcome("missing")


@pytest.mark.parametrize(
    ("signature", "note"),
    [
        ("x, kernel, bias", None),
        ("image, weights, offset", None),
        ("x, weights, bias", None),
        ("x, kernel, bias, verbose=False", None),
        ("*arguments", None),
        ("x, kernel", "(x, kernel)"),
        ("x, kernel, bias, stride", "(x, kernel, bias, stride)"),
        ("kernel, x, bias", "(kernel, x, bias)"),
        ("x, kernel, *, bias", "(x, kernel, *, bias)"),
    ],
)
def test_parameters_may_be_renamed_but_not_reordered(lab: Lab, signature: str, note: str | None):
    """Calls are positional: other names are fine; another number or order is told."""
    found = lab.opened(f"\ndef f({signature}): return 1", "x", "kernel", "bias")
    if note is None:
        assert found == Outcome("returned", line=2)
    else:
        assert found == Outcome("other_parameters", note=note, line=2)


# A submission's files.


def test_files_find_each_other(lab: Lab):
    """A helper file can be imported, and two files may import each other."""
    code = "import other\nBASE = 10\ndef f(): return other.total()"
    other = "import exercise\nfrom helper import one\ndef total(): return exercise.BASE + one()"
    assert lab.called(code, other=other, helper="def one(): return 1").value == 11


def test_own_files_win_and_ours_are_not_in_the_way(lab: Lab):
    """A file may be called like ours or Python's, except that numpy stays numpy."""
    names = ("grader", "harness", "wire", "calendar", "random", "queue")
    code = f"import numpy, {', '.join(names)}\n"
    code += f"def f(): return [{', '.join(f'{name}.x' for name in names)}, int(numpy.ones(1)[0])]"
    files = dict.fromkeys(names, "x = 5")
    assert lab.called(code, **files, numpy="raise ValueError").value == [5, 5, 5, 5, 5, 5, 1]


def test_files_that_cannot_be_read_say_why_when_imported(lab: Lab):
    """Importing such a file raises the judge's own sentence about it."""
    sentence = "helper.py is not UTF-8 text (line 2): save it as UTF-8 in your editor"
    with lab.student("import helper", unreadable={"helper": sentence}) as one:
        error = one.open("exercise", "f", ()).error
    assert error is not None
    assert (error.type, error.message) == ("UnreadableFileError", sentence)


def test_a_folder_of_very_many_files_is_still_graded(lab: Lab):
    """Twenty thousand files that were not read do not keep the others from being tried."""
    unreadable = {f"part{number}": "not read" for number in range(20_000)}
    with lab.student("def f(): return 1", unreadable=unreadable) as one:
        assert ask(one, "f").value == 1


@pytest.mark.parametrize("module", ["tensorflow", "torch", "scipy", "hypothesis", "pytest"])
def test_other_packages_cannot_be_imported(lab: Lab, module: str):
    """Installed or not: a package other than numpy is not found, and is named."""
    for code in (f"import {module}", f"from {module}.nn import conv2d"):
        outcome = lab.opened(code)
        assert outcome.error is not None
        assert (outcome.error.type, outcome.error.module) == ("ModuleNotFoundError", module)


# What ends a process.


def test_os_exit_is_a_crash(lab: Lab):
    """``os._exit`` is told with its exit code."""
    assert lab.called("import os\ndef f(): os._exit(3)") == Outcome("crashed", note="exit code 3")
    found = lab.opened("import os\nos._exit(0)")
    assert found == Outcome("crashed", note="exit code 0")


@posix
def test_a_segmentation_fault_is_a_crash(lab: Lab):
    """Reading address 0 is told as SIGSEGV, and the judge goes on."""
    code = "import ctypes\ndef f(): return ctypes.string_at(0)"
    assert lab.called(code) == Outcome("crashed", note="SIGSEGV")


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "sum(iter(int, 1))",
        "import time; time.sleep(3600)",
    ],
)
def test_what_does_not_end_is_stopped(lab: Lab, body: str):
    """A loop, also one inside of C, is stopped by its processor time, a sleep by the clock."""
    assert lab.called(f"def f():\n    {body}", limits=IMPATIENT) == Outcome("timed_out")
    assert lab.opened(body, limits=IMPATIENT) == Outcome("timed_out")


@pytest.mark.parametrize(
    "body",
    [
        "while True: print('x' * 10_000)",
        "import os\n    while True: os.write(1, b'x' * 10_000)",
        "import os\n    while True: os.write(2, b'x' * 10_000)",
    ],
)
def test_a_flood_is_stopped(lab: Lab, body: str):
    """Printing without end, through Python or round it, is told as such."""
    patient = Limits(call=30, call_wall=60)
    assert lab.called(f"def f():\n    {body}", limits=patient) == Outcome("flooded")


@linux
def test_memory_is_limited(lab: Lab):
    """A gibibyte is too much, which is an ordinary MemoryError."""
    error = lab.called("def f(): return len(bytearray(2**30))").error
    assert error is not None
    assert error.type == "MemoryError"


@linux
def test_the_end_of_all_processor_time_is_a_timeout(lab: Lab):
    """The system's limit for the whole process is told as a timeout, not as a crash."""
    code = "import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGXCPU)"
    with lab.student(code) as one:
        one.open("exercise", "f", ())
        limits = Path(f"/proc/{pid_of(one._workers[-1])}/limits").read_text(encoding="ascii")
        assert re.search(r"Max cpu time +90 +91 +seconds", limits)
        assert one.call(()) == Outcome("timed_out")
        assert one._workers[-1]._process.end() == -signal.SIGXCPU


def test_a_new_process_answers_after_a_crash(lab: Lab):
    """After a crash or a timeout the same student answers again."""
    code = ENDLESS + "    def crash():\n        import os\n        os._exit(1)\n"
    with lab.student(code, IMPATIENT) as one:
        for bad in ("f", "crash", "f"):
            assert ask(one, bad).kind in {"timed_out", "crashed"}
            assert ask(one, "g").value == 7
        assert ask(one, "f").kind == "timed_out"
        assert one.call(()).kind == "timed_out"


def test_the_submissions_time_is_limited(lab: Lab):
    """Once the time of all calls is used up, nothing is asked any more."""
    with lab.student(ENDLESS, Limits(call=0.3, call_wall=1.5, submission=0.2)) as one:
        assert ask(one, "f").kind == "timed_out"
        assert one.out_of_time
        assert one.open("exercise", "g", ()) == Outcome("not_graded")
        assert one.call(()) == Outcome("not_graded")
        assert one.open_afresh() == Outcome("not_graded")
        one.prepare()
        assert one._spare is None


def test_the_time_of_ended_processes_counts(lab: Lab):
    """Two calls of at least 0.3 seconds in two processes use up half a second."""
    with lab.student(ENDLESS, Limits(call=0.3, call_wall=1.5, submission=0.5)) as one:
        assert [ask(one, "f").kind for _ in range(3)][-1] == "not_graded"


def test_a_fresh_process_remembers_nothing(lab: Lab):
    """``open_afresh`` forgets what was kept in the submission's memory, and in Python's."""
    code = """
        import math
        seen = []
        math.seen = []
        def f():
            seen.append(1)
            math.seen.append(1)
            return len(seen), len(math.seen)
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ())
        assert [one.call(()).value for _ in range(2)] == [(1, 1), (2, 2)]
        for prepared in (False, True):
            if prepared:
                one.prepare()
            assert one.open_afresh().kind == "returned"
            assert one.call(()).value == (1, 1)


def test_nothing_can_be_opened_afresh_before_it_was_opened(lab: Lab):
    """``open_afresh`` without a function is the caller's mistake."""
    with lab.student("") as one, pytest.raises(ValueError, match="no function is open"):
        one.open_afresh()


# What hostile code gets: a word of the protocol, and no further.


FORGED = {
    "an answer to another request": frame(encode(("returned", 7, 42, (), ""))),
    "an answer without a number": frame(encode(("returned", None, 42, (), ""))),
    "an array for a number": frame(encode(("returned", np.zeros(2), 42, (), ""))),
    "another word": frame(encode(("passed", 7))),
    "a value that is no answer": frame(encode(42)),
    "no value": frame(b"\x80\x04N."),
    "an empty body": frame(b""),
    "a length that is too large": b"\xff\xff\xff\xff" + bytes(64),
}


@pytest.mark.parametrize("packed", FORGED.values(), ids=FORGED)
def test_forged_frames_are_refused(lab: Lab, packed: bytes):
    """Whatever is written to the judge's pipe, the call is ``protocol``, and 42 no answer."""
    code = """
        import os
        def f(numbers):
            for descriptor in range(1, 16):
                try:
                    os.write(descriptor, bytes(numbers))
                except OSError:
                    pass
            return 1
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ("numbers",))
        assert one.call((list(packed),)) == Outcome("protocol")
        assert one._workers[-1].ended


FORGED_REPLIES = {
    "unknown argument changed": ("returned", 1, (9,), ""),
    "argument before the first": ("returned", 1, (-1,), ""),
    "argument by name": ("returned", 1, ("a",), ""),
    "printed a number": ("returned", 1, (), 5),
    "too few parts": ("returned", 1),
    "no description": ("raised", None, ""),
    "no frames": ("raised", {"type": "E", "message": "m", "module": ""}, ""),
    "odd frames": ("raised", {"type": "E", "message": "m", "module": "", "frames": (1,)}, ""),
    "odd type": ("raised", {"type": 1, "message": "m", "module": "", "frames": ()}, ""),
    "opened nowhere": ("opened", "x"),
    "opened before the first line": ("opened", -1),
    "missing a number": ("missing", (5,)),
    "odd signature": ("other_parameters", 1, 1),
    "flooded and more": ("flooded", 1),
    "ready": ("ready", 1),
}


@pytest.mark.parametrize("reply", FORGED_REPLIES.values(), ids=FORGED_REPLIES)
def test_replies_with_the_right_number_are_checked_too(reply: tuple[object, ...]):
    """A reply of any other form than the protocol's is ``protocol``, whoever wrote it."""
    request_id = 2**55
    body = encode((reply[0], request_id, *reply[1:]))
    process: Any = SimpleNamespace(
        send=lambda _body: None,
        receive=lambda _seconds: body,
        cpu_seconds=lambda: None,
        is_complete=True,
    )
    worker = Worker(process, Submission("ada", {}, {}), PATIENT)
    assert worker._await(("call", request_id)) == Outcome("protocol")


def test_a_second_reply_is_not_the_answer_to_the_next_call(lab: Lab):
    """A student who answers once more than asked is found out at the next call."""
    code = """
        import gc
        harness = next(one for one in gc.get_objects() if type(one).__name__ == "Harness")
        def f(n):
            if n == 1:
                harness.reply(("returned", 100, (), ""))
            return n
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        assert one.call((1,)).value == 100  # A claim like any other: the judge compares it.
        assert one.call((2,)).kind == "protocol"
        assert one.call((2,)).value == 2


def test_closing_descriptors_ends_only_the_process(lab: Lab):
    """A student who closes every descriptor and returns gets no answer through."""
    with lab.student("import os\ndef f(): os.closerange(0, 64)\ndef g(): return 7") as one:
        assert ask(one, "f").kind == "crashed"
        assert ask(one, "g").value == 7


def test_hanging_up_and_going_on_is_not_waited_for(lab: Lab):
    """A process that closes its pipe and sleeps is killed: the judge never waits without end."""
    # In a fresh process 3 are the requests, which a thread reads: it would end the process itself.
    first = 3 if lab.launcher.level == "full" else 4
    code = f"import os, time\ndef f():\n    os.closerange({first}, 64)\n    time.sleep(3600)"
    assert lab.called(code, limits=IMPATIENT) == Outcome("protocol")


# What the student's process is given, and what is left of it.


@posix
def test_no_process_is_left(lab: Lab):
    """Processes in use, replaced, kept ready or crashed are all gone after ``close``."""
    code = "import os\ndef f(): return os.getpid()\ndef g(): os._exit(1)"
    with lab.student(code) as one:
        pids = [ask(one, "f").value]
        one.open_afresh()
        pids.append(one.call(()).value)
        assert ask(one, "g").kind == "crashed"
        pids.append(ask(one, "f").value)
        one.prepare()
        assert one._spare is not None
        pids.append(pid_of(one._spare))
        assert len(set(pids)) == 4
        assert [is_alive(pid) for pid in pids] == [False, False, True, True]
        one.close()
        assert not any(map(is_alive, pids))


def test_the_environment_holds_nothing_of_the_judges(lab: Lab, monkeypatch: pytest.MonkeyPatch):
    """A secret in the judge's environment, and all the rest of it, is not in the student's."""
    monkeypatch.setenv("SECRET", "hunter2")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    seen = lab.called("import os\ndef f(): return dict(os.environ)").value
    kept = {name for name in seen if name.startswith("OPENBLAS_") or name == "SYSTEMROOT"}
    assert {"SECRET", "PYTHONPATH"}.isdisjoint(seen)
    assert set(seen) & set(os.environ) <= kept | {"LC_CTYPE"}
    assert seen["OPENBLAS_NUM_THREADS"] == "1"


def test_nothing_of_ours_can_be_imported(lab: Lab):
    """The framework, the reference and Hypothesis are neither loaded nor to be found."""
    code = """
        import importlib, sys
        def f(names):
            found = [name for name in sys.modules if name.partition(".")[0] in names]
            for name in names:
                try:
                    importlib.import_module(name)
                except ModuleNotFoundError:
                    continue
                found.append(name)
            return found
    """
    names = ["grader", "reference", "assignments", "tests", "hypothesis", "msgspec", "click"]
    assert lab.called(code, names).value == []


@posix
def test_the_process_is_not_of_our_session(lab: Lab):
    """Keys pressed at the judge's terminal do not reach it, nor can it ask there."""
    with lab.student("") as one:
        one.open("exercise", "f", ())
        assert os.getsid(pid_of(one._workers[-1])) != os.getsid(0)


def test_standard_input_is_empty(lab: Lab):
    """``input`` ends at once, and the judge's requests cannot be read with it."""
    assert lab.called("import sys\ndef f(): return sys.stdin.read()").value == ""
    error = lab.called("def f(): return input('? ')").error
    assert error is not None
    assert error.type == "EOFError"


def test_calls_are_answered_in_order(lab: Lab):
    """Many calls, some of them on their way at once, have each their own outcome."""
    code = """
        def f(n):
            if n % 7 == 3:
                raise ValueError(n)
            return n * n
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        outcomes = list(one.calls([(n,) for n in range(50)]))
    for n, outcome in enumerate(outcomes):
        if n % 7 == 3:
            assert outcome.error is not None
            assert outcome.error.message == str(n)
        else:
            assert outcome.value == n * n


def test_a_crash_is_that_of_its_own_call(lab: Lab):
    """Calls that were on their way when the process died are asked of the next one."""
    code = """
        import os
        def f(n):
            if n == 5:
                os._exit(3)
            return n
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        outcomes = list(one.calls([(n,) for n in range(12)]))
    assert [outcome.kind for outcome in outcomes].index("crashed") == 5
    assert [outcome.value for outcome in outcomes if outcome.kind == "returned"] == [
        *range(5),
        *range(6, 12),
    ]


def test_calls_that_are_not_wanted_any_more_mix_with_nothing(lab: Lab):
    """Whoever stops early gets no answer of an old call for a new one."""
    code = "def f(n): return n\ndef g(n): return -n"
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        with contextlib.closing(one.calls([(n,) for n in range(20)])) as outcomes:
            assert [next(outcomes).value for _ in range(4)] == [0, 1, 2, 3]
        one.open("exercise", "g", ("n",))
        assert [outcome.value for outcome in one.calls([(7,), (8,), (9,)])] == [-7, -8, -9]


def test_a_time_out_in_the_middle_of_many_calls(lab: Lab):
    """A call that hangs is told as such, and the others are answered by another process."""
    code = """
        def f(n):
            while n == 2:
                pass
            return n
    """
    with lab.student(code, limits=IMPATIENT) as one:
        one.open("exercise", "f", ("n",))
        outcomes = list(one.calls([(n,) for n in range(5)]))
    assert [outcome.value for outcome in outcomes] == [0, 1, None, 3, 4]
    assert outcomes[2].kind == "timed_out"
