"""Most of Python is loaded when a submission asks for it, which no outcome tells.

A zygote loads little at once. What else a submission may import makes its child end and say
so; then everything is loaded, once, and the same request is made to another child.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from grader.course import find_course
from grader.evidence import Limits, Outcome
from grader.session import Options, grade
from grader.submission import Submission
from grader.worker import wire, zygote, zygote_process
from grader.worker.client import Student
from grader.worker.conversation import Worker
from grader.worker.launch import Launcher
from grader.worker.loader import Lookout
from grader.worker.process import StartError
from grader.worker.zygote import is_possible
from grader.worker.zygote_process import AT_ONCE, IMPORTABLE, NOT_LOADED
from tests.unit.lab import ENDLESS, Lab, ask, lab_of

if not is_possible():
    pytest.skip("Linux only", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
#: Where the thing is that student code should not get hold of, but can.
HOSTILE = """
    import gc
    harness = next(one for one in gc.get_objects() if type(one).__name__ == "Harness")
"""


@pytest.fixture
def lab() -> Iterator[Lab]:
    """A launcher whose zygote has loaded no more than it does at once."""
    yield from lab_of("full")


@pytest.fixture(scope="module")
def shared() -> Iterator[Lab]:
    """As above, for tests that leave it so."""
    yield from lab_of("full")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record what zygotes are asked for, by its word."""
    words: list[str] = []
    ask_plainly = zygote.Zygote._ask

    def record(one: zygote.Zygote, request: tuple[str, object], descriptors: list[int]) -> None:
        words.append(request[0])
        ask_plainly(one, request, descriptors)

    monkeypatch.setattr(zygote.Zygote, "_ask", record)
    return words


def is_complete(launcher: Launcher) -> bool:
    """Say whether a launcher's zygote has loaded everything."""
    assert launcher._zygote is not None
    return launcher._zygote.is_complete


# What honest code gets.


WANTED = {
    "a module": (
        "from xml.etree.ElementTree import fromstring as g\ndef f(): return g('<a/>').tag",
        "a",
    ),
    "a module inside": (
        "def f():\n    import colorsys\n    return colorsys.rgb_to_hsv(1, 0, 0)",
        (0, 1, 1),
    ),
    "by its name": (
        "import importlib\ndef f(): return importlib.import_module('logging.handlers').__name__",
        "logging.handlers",
    ),
    "by __import__": ("def f(): return __import__('xml.dom').dom.__name__", "xml.dom"),
    "a part of a package": (
        "from json import decoder as d\ndef f(): return d.__name__",
        "json.decoder",
    ),
    "a part of numpy": (
        "import numpy as np\ndef f(): return np.ma.masked_array([1, 2], [0, 1]).sum()",
        1,
    ),
    "what numpy uses": (
        "import numpy as np\ndef f(): return np.unique([2, 1, 2]).tolist()",
        [1, 2],
    ),
    "a part that is only used": (
        "import ctypes\ndef f(): return ctypes.util.__name__",
        "ctypes.util",
    ),
    "a part of a part": (
        "import numpy as np\ndef f(): return np.lib.recfunctions.__name__",
        "numpy.lib.recfunctions",
    ),
    "a way to write text": ("def f(): return 'x'.encode('cp037') == b'\\xa7'", True),
    "a way that is looked up": (
        "import codecs\ndef f(): return codecs.lookup('cp037').name",
        "cp037",
    ),
    "what Python itself uses": (
        "from datetime import datetime\ndef f(): return datetime.strptime('2024', '%Y').year",
        2024,
    ),
    "with something instead": (
        """
        try:
            import tomllib
        except ImportError:
            tomllib = None
        def f(): return tomllib is not None
        """,
        True,
    ),
    "whatever is raised": (
        """
        def f():
            while True:
                try:
                    import bisect, wave
                    return wave.__name__
                except BaseException:
                    pass
        """,
        "wave",
    ),
    "whether it is there": (
        "import importlib.util as u\ndef f(): return u.find_spec('wave') is not None",
        True,
    ),
    "in another file": ("import helper\ndef f(): return helper.wave.__name__", "wave"),
}


@pytest.mark.parametrize("name", WANTED)
def test_what_is_wanted_is_loaded(name: str, lab: Lab):
    """However code asks for what is not loaded, it gets the real thing, and its own answer."""
    code, value = WANTED[name]
    assert lab.called(code, helper="import wave").value == value
    assert is_complete(lab.launcher)


def test_it_is_loaded_when_it_is_wanted(lab: Lab, asked: list[str]):
    """A function that imports on its third call has its answers; all is loaded once, then."""
    code = """
        count = 0
        def f(n):
            global count
            count += 1
            if n == 3:
                import wave
                return wave.__name__
            return n
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        assert [one.call((n,)).value for n in (1, 2)] == [1, 2]
        assert asked == ["fork"]
        assert [one.call((n,)).value for n in (3, 3, 4)] == ["wave", "wave", 4]
        assert asked == ["fork", "reap", "complete", "fork"]
        assert one.open_afresh().kind == "returned"
        assert one.call((3,)).value == "wave"
    with lab.student(code) as one:
        one.open("exercise", "f", ("n",))
        assert one.call((3,)).value == "wave"
    assert asked.count("complete") == 1


def test_it_is_loaded_while_opening(lab: Lab, asked: list[str]):
    """A file that imports at its top is opened in a process that can, with every other file."""
    with lab.student("import wave\ndef f(): return 1\ndef g(): return 2") as one:
        assert one.open("exercise", "f", ()) == Outcome("returned", line=2)
        assert asked == ["fork", "reap", "complete", "fork"]
        assert ask(one, "g").value == 2
        assert one.call(()).value == 2


def test_other_endings_are_what_they_are(lab: Lab):
    """What a call prints, raises or changes comes from the repetition alone."""
    code = """
        import sys
        def f(x):
            print("before")
            x[0] = 5
            import wave
            print("after")
            sys.exit(wave.__name__)
    """
    outcome = lab.called(code, [1])
    assert outcome.printed == "before\nafter\n"
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.message) == ("SystemExit", "wave")
    assert outcome.error.frames[-1].line == 8


def test_a_process_that_was_prepared_is_given_up(lab: Lab, asked: list[str]):
    """A spare process from before would lack the same: it is not the one that is asked next."""
    with lab.student("def f():\n    import wave\n    return 1") as one:
        one.open("exercise", "f", ())
        one.prepare()
        assert one.call(()).value == 1
        assert asked == ["fork", "fork", "reap", "reap", "complete", "fork"]


def test_loading_is_not_the_students_time(lab: Lab, monkeypatch: pytest.MonkeyPatch):
    """However long it takes, a submission is not charged, nor its call ended."""
    complete = zygote.Zygote.complete

    def slowly(one: zygote.Zygote) -> None:
        time.sleep(0.5)
        complete(one)

    monkeypatch.setattr(zygote.Zygote, "complete", slowly)
    limits = Limits(call=0.3, call_wall=0.4)
    with lab.student("def f():\n    import wave\n    return 1", limits) as one:
        assert ask(one, "f").value == 1
        assert one.seconds < 0.4


# What has to stay as it was.


@pytest.mark.parametrize("name", ["scipy", "torch", "turtle", "maths", "this.that", "exercise.x"])
def test_what_cannot_be_had_is_not_loaded_for(name: str, shared: Lab, asked: list[str]):
    """A module that is nowhere, or not for students, is missing at once, in the same words."""
    with shared.student(f"def f():\n    import {name}") as one:
        error = ask(one, "f").error
        assert error is not None
        assert error.type == "ModuleNotFoundError"
        assert error.message.startswith(f"No module named '{error.module}'")
        assert asked == ["fork"]


@pytest.mark.parametrize("name", ["xml.nothing", "numpy.nothing", "msvcrt"])
def test_what_might_be_had_is_loaded_for_once(name: str, lab: Lab, asked: list[str]):
    """A part that is nowhere is looked for among everything; it is missing there, and no more."""
    with lab.student(f"def f():\n    import {name}") as one:
        for _ in range(3):
            error = ask(one, "f").error
            assert error is not None
            assert (error.type, error.message, error.module) == (
                "ModuleNotFoundError",
                f"No module named '{name}'",
                name,
            )
            assert asked == ["fork", "reap", "complete", "fork"]


def test_an_attribute_that_is_nowhere_is_not_loaded_for(shared: Lab, asked: list[str]):
    """A misspelt function of numpy's, or of a package's, is the error that it always is."""
    for module, name in (("numpy", "zeroes"), ("numpy.linalg", "invert"), ("ctypes", "c_real")):
        error = shared.called(f"import {module} as m\ndef f(): return m.{name}").error
        assert error is not None
        assert (error.type, error.message.splitlines()[0]) == (
            "AttributeError",
            f"module '{module}' has no attribute '{name}'",
        )
    assert set(asked) == {"fork", "reap"}


@pytest.mark.parametrize("name", sorted({*AT_ONCE, "ast", "inspect", "typing", "threading"}))
def test_what_is_likely_is_there_at_once(name: str, shared: Lab, asked: list[str]):
    """What exercises are likely to import is loaded from the beginning."""
    assert shared.called(f"import {name}\ndef f(): return {name}.__name__").value == name
    assert set(asked) == {"fork", "reap"}


@pytest.mark.parametrize("folder", ["finished", "first_attempt"])
def test_a_submission_like_most_loads_nothing(folder: str, shared: Lab, asked: list[str]):
    """To grade the examples, right and wrong, the zygote need not load the rest."""
    options = Options(seed=1, oracle="off", calls="recorded")
    submission = ROOT / "examples" / "assignment1" / folder
    report = grade(find_course(ROOT), "assignment1", submission, options, launcher=shared.launcher)
    assert report.points > 0
    assert set(asked) == {"fork", "reap"}


def test_own_files_are_not_asked_for(shared: Lab, asked: list[str]):
    """A file may be called like a module that is not loaded, and is the one that is imported."""
    code = "import wave, json\ndef f(): return wave.x + json.x"
    assert shared.called(code, wave="x = 1", json="x = 2").value == 3
    assert asked == ["fork", "reap"]


def test_crashes_and_loops_are_not_repeated(shared: Lab, asked: list[str]):
    """A child that has asked for nothing is not asked again, whatever becomes of it."""
    with shared.student(ENDLESS, Limits(call=0.3, call_wall=1.5)) as one:
        assert ask(one, "f") == Outcome("timed_out")
    assert shared.called("import os\ndef f(): os._exit(3)").kind == "crashed"
    assert asked == ["fork", "reap"] * 2


LOOKS = """
    import platform, sys, time
    def f():
        metadata = sys.modules.get("importlib.metadata")
        found = [*sys.path_importer_cache]
        if metadata is not None:
            found.append(metadata.FastPath.__new__.cache_info().currsize)
        return found, platform.node(), len(time.localtime())
"""


def test_neither_kind_of_child_learns_what_is_installed(lab: Lab):
    """Before and after everything is loaded, no cache tells of folders, nor the machine's name."""
    with lab.student(LOOKS + "    def g(): import wave") as one:
        assert ask(one, "f").value == ([], "", 9)
        assert ask(one, "g").kind == "returned"
        assert is_complete(lab.launcher)
        assert ask(one, "f").value == ([0], "", 9)


def test_the_zygote_starts_nothing(lab: Lab):
    """When all is loaded, the zygote still has one thread and no child of its own."""
    one = lab.launcher._zygote
    assert one is not None
    one.complete()
    folder = Path(f"/proc/{one._popen.pid}/task")
    assert len([*folder.iterdir()]) == 1
    assert (folder / folder.parent.name / "children").read_text(encoding="ascii") == ""


def test_no_standard_module_is_forgotten():
    """Each standard module is either for students or not, and those loaded at once are."""
    assert IMPORTABLE.isdisjoint(NOT_LOADED)
    assert sys.stdlib_module_names <= IMPORTABLE | NOT_LOADED
    assert {name for name in AT_ONCE if not name.startswith("numpy.")} <= IMPORTABLE


# What hostile code gets: one repetition.


LIES = {"and ends": "harness.end_incomplete()", "and goes on": "harness.reply(('more',))"}


@pytest.mark.parametrize("way", LIES)
def test_claiming_to_want_more_is_believed_once(way: str, lab: Lab, asked: list[str]):
    """Who asks for more again and again breaks the protocol, and nothing more is loaded."""
    with lab.student(HOSTILE + f"    def f():\n        {LIES[way]}\n        return 42") as one:
        assert [ask(one, "f") for _ in range(3)] == [Outcome("protocol")] * 3
        assert asked.count("complete") == 1
        assert asked.count("fork") == 4
    with lab.student(HOSTILE + f"    def f():\n        {LIES[way]}\n        return 42") as one:
        assert ask(one, "f") == Outcome("protocol")
    assert asked.count("complete") == 1


def test_forgetting_a_module_is_no_way_to_ask(lab: Lab):
    """A module that is thrown away is gone, as it is wherever all is loaded: nobody asks for it."""
    with lab.student(
        "import sys\ndef f():\n    sys.modules.pop('wave', None)\n    import wave"
    ) as one:
        for _ in range(2):
            error = ask(one, "f").error
            assert error is not None
            assert (error.type, error.module) == ("ModuleNotFoundError", "wave")


def test_more_with_something_else_is_no_answer(shared: Lab, asked: list[str]):
    """Only the word and the number are the protocol's: what comes with more is refused."""
    for reply in ("('more', 1)", "('more', 'wave')", "('wanted',)"):
        code = HOSTILE + f"    def f():\n        harness.reply({reply})\n        return 42"
        assert shared.called(code) == Outcome("protocol")
    assert set(asked) == {"fork", "reap"}


def test_a_fresh_process_cannot_want_more():
    """Where modules are loaded from files, the word is no answer."""
    for lab in lab_of("none"):
        code = HOSTILE + "    def f(): harness.end_incomplete()"
        assert lab.called(code) == Outcome("protocol")


def test_a_new_zygote_does_not_give_another_chance(lab: Lab, asked: list[str]):
    """Where the zygote had loaded everything, the one that replaces it does so before it forks."""
    with lab.student("def f():\n    import wave\n    return 1") as one:
        assert ask(one, "f").value == 1
        first = lab.launcher._zygote
        assert first is not None
        first._popen.kill()
        first._popen.wait()
        asked.clear()
        assert one.call(()).value == 1
        assert lab.launcher._zygote is not first
        assert asked[-2:] == ["complete", "fork"]
        assert is_complete(lab.launcher)


#: A zygote that says hello, forks somebody who asks for more at once, and cannot load it.
CANNOT = """
import os, socket, sys
sys.path.insert(0, sys.argv[1])
from grader.worker.wire import decode, encode, frame
control = socket.socket(fileno=0)
control.send(encode(("hello", ("seccomp",), "")))
while True:
    body, descriptors, _flags, _address = socket.recv_fds(control, 4096, 2)
    if not body:
        break
    word = decode(body)[0]
    if word == "complete":
        control.send(encode(("failed", "numpy has started threads")))
        break
    if word == "reap":
        os.waitpid(decode(body)[1], 0)
        control.send(encode(("reaped", 0, 0.0)))
        continue
    pid = os.fork()
    if not pid:
        link = socket.socket(fileno=descriptors[0])
        for answer in ("ready", "more"):
            size = int.from_bytes(link.recv(4, socket.MSG_WAITALL), "little")
            number = decode(link.recv(size, socket.MSG_WAITALL))[1]
            link.send(frame(encode((answer, number))))
        os._exit(0)
    socket.send_fds(control, [encode(("forked", pid))], [os.pidfd_open(pid)])
    for descriptor in descriptors:
        os.close(descriptor)
"""


def test_what_cannot_be_loaded_is_not_the_students_fault(monkeypatch: pytest.MonkeyPatch):
    """Where loading everything spoils the zygote, nothing is run any more, and it is told why."""
    command = [sys.executable, "-c", CANNOT, str(ROOT)]
    monkeypatch.setattr(zygote, "command", lambda _kind: command)
    monkeypatch.setattr(
        zygote, "environment", lambda: {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    with (
        Launcher("full") as launcher,
        Student(Submission("ada", {}, {}), launcher) as one,
        pytest.raises(StartError, match="numpy has started threads"),
    ):
        one.open("exercise", "f", ())


# Its parts.


def test_a_zygote_that_has_threads_ends(monkeypatch: pytest.MonkeyPatch):
    """Where loading everything has started a thread, the zygote says so, and forks no more."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    monkeypatch.setattr(zygote_process, "load", lambda _names: None)
    monkeypatch.setattr(zygote_process, "problem_with_threads", lambda: "there are two")
    monkeypatch.setattr(zygote_process.os, "_exit", sys.exit)
    with ours, theirs:
        with pytest.raises(SystemExit):
            zygote_process.complete(theirs, wire)
        assert wire.decode(ours.recv(4096)) == ("failed", "there are two")


def test_a_worker_says_what_it_lacks(lab: Lab):
    """A worker repeats nothing by itself: it has ended, and no time has been used."""
    submission = Submission("ada", {"exercise": "import wave"}, {})
    worker = Worker(lab.launcher.start(), submission, Limits())
    with pytest.raises(StartError, match="needs more than is loaded in it"):
        worker.open("exercise", "f", ())
    assert worker.ended
    assert worker.seconds == 0


def test_who_asks_for_more_has_ended(lab: Lab):
    """Code that would go on after the import does not: its process is over."""
    code = "import os\ntry:\n    import wave\nfinally:\n    os.write(1, b'on it goes')"
    process = lab.launcher.start()
    process.send(wire.encode(("files", 1, {"exercise": code}, {})))
    process.send(wire.encode(("open", 2, "exercise", "f", ())))
    said = [process.receive(30) for _ in range(3)]
    assert said == [wire.encode(("ready", 1)), wire.encode(("more", 2)), None]
    assert process.end_by_itself(30) == 0
    assert process.output == b""


SELF_RELIANT = """
here = 1

def __getattr__(name):
    if name == "old":
        return 2
    raise AttributeError(name)
"""


def test_the_lookout_keeps_what_a_package_does_itself():
    """A package that answers for missing names goes on to do so, but for the parts looked for."""
    told: list[str] = []
    package = ModuleType("package")
    exec(SELF_RELIANT, vars(package))  # noqa: S102
    Lookout({"package"}, lambda: told.append("more")).watch(package, {"part", "here"})
    assert (package.here, package.old) == (1, 2)
    for name in ("nowhere", "part"):
        assert not hasattr(package, name)
    assert told == ["more"]
