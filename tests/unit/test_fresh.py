"""The fresh process, which is what runs where there is no zygote: its folder, threads and pipes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.evidence import Limits, Outcome
from grader.worker import fresh
from grader.worker.fresh import FreshProcess
from grader.worker.wire import encode
from tests.unit.lab import IMPATIENT, Lab, ask, lab_of

linux = pytest.mark.skipif(sys.platform != "linux", reason="the limit is not kept elsewhere")
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """A launcher of fresh processes."""
    yield from lab_of("none")


def process_of(one) -> FreshProcess:
    """Return the process that a student runs in."""
    process = one._workers[-1]._process
    assert isinstance(process, FreshProcess)
    return process


def test_a_process_that_does_not_start_is_the_graders_fault(monkeypatch: pytest.MonkeyPatch):
    """When Python itself cannot run the harness, that is no outcome of the student's."""
    end = [sys.executable, "-c", "raise SystemExit('no room')"]
    monkeypatch.setattr(fresh, "command", lambda _kind: end)
    for lab in lab_of("none"):
        with lab.student("") as one, pytest.raises(RuntimeError) as told:
            one.open("exercise", "f", ())
        assert str(told.value) == "the student's process did not start: no room"


def test_a_student_who_ends_the_next_process_is_at_fault(lab: Lab):
    """Once a student's code has run, a process that does not start may be its doing."""
    with lab.student("def f(): return 1") as one:
        assert ask(one, "f").value == 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fresh, "command", lambda _kind: [sys.executable, "-c", ""])
            assert one.open_afresh().kind == "protocol"
        assert one.open_afresh().kind == "returned"


def test_the_first_process_starts_at_once(monkeypatch: pytest.MonkeyPatch):
    """A launcher starts one process before anybody asks for it, and ends it if nobody does."""
    started: list[FreshProcess] = []
    begin = FreshProcess.__init__

    def remember(process: FreshProcess, *arguments: object) -> None:
        started.append(process)
        begin(process, *arguments)

    monkeypatch.setattr(FreshProcess, "__init__", remember)
    for lab in lab_of("none"):
        assert len(started) == 1
        assert lab.launcher.start() is started[0]
        assert lab.launcher.start() is started[1]
    for lab in lab_of("none"):
        lab.launcher.close()
        assert started[2]._popen.returncode is not None
    for process in started:
        process.end()


def test_replies_that_nobody_asked_for_are_not_piled_up(monkeypatch: pytest.MonkeyPatch):
    """Of a hundred mebibytes of replies, the judge reads one, then hangs up."""
    flood = "import os\nwhile True: os.write(1, (2**20).to_bytes(4, 'little') + bytes(2**20))"
    monkeypatch.setattr(fresh, "command", lambda _kind: [sys.executable, "-c", flood])
    process = FreshProcess()
    assert process._popen.wait(60) != 0  # It ends only because nobody reads any more.
    assert [process.receive(60) for _ in range(3)] == [bytes(2**20), b"", None]
    process.end()


@pytest.mark.parametrize("last", ["open", "call"])
def test_a_process_ends_when_its_judge_has_gone(lab: Lab, last: str):
    """With nobody left to ask, it ends by itself: with threads left behind, and within a call."""
    code = """
        import threading
        threading.Thread(target=threading.Event().wait).start()
        def f():
            while True:
                pass
    """
    with lab.student(code) as one:
        assert one.open("exercise", "f", ()).kind == "returned"
        process = process_of(one)
        if last == "call":
            process.send(encode(("call", 1, ())))
        assert process._popen.stdin is not None
        process._popen.stdin.close()
        assert process._popen.wait(60) == 0


@linux
def test_the_end_of_all_processor_time_is_a_timeout(lab: Lab):
    """A loop that meets the system's limit has timed out."""
    code = """
        import resource
        def f():
            soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (1, hard - soft + 1))
            while True:
                pass
    """
    assert lab.called(code, limits=Limits(call=30, call_wall=60)) == Outcome("timed_out")


def test_ending_twice_gives_the_same_exit_code(lab: Lab):
    """``end`` and ``end_by_itself`` may be called again, and say again what happened."""
    with lab.student("import os\ndef f(): os._exit(3)\ndef g(): return 7") as one:
        assert ask(one, "f").note == "exit code 3"
        process = process_of(one)
        assert [process.end(), process.end(), process.end_by_itself(60)] == [3, 3, 3]


def test_a_process_that_hangs_up_and_goes_on_has_no_exit_code(lab: Lab):
    """``end_by_itself`` gives up on a process that does not end, and kills it."""
    # Not 3, the requests: a thread reads them, and might end the process by itself.
    code = "import os, time\ndef f():\n    os.closerange(4, 64)\n    time.sleep(3600)"
    with lab.student(code, IMPATIENT) as one:
        one.open("exercise", "f", ())
        process = process_of(one)
        process.send(encode(("call", 1, ())))
        assert process.receive(60) is None
        assert process.end_by_itself(0.01) is None
        assert process.end() != 0


def test_files_are_forgotten_with_the_process(lab: Lab):
    """What one process writes into its working directory is not there for the next."""
    code = """
        from pathlib import Path
        def f():
            Path("seen").open("a").write("1")
            return len(Path("seen").read_text())
    """
    with lab.student(code) as one:
        one.open("exercise", "f", ())
        assert [one.call(()).value for _ in range(2)] == [1, 2]
        for prepared in (False, True):
            if prepared:
                one.prepare()
            assert one.open_afresh().kind == "returned"
            assert one.call(()).value == 1


def test_the_working_directory_is_an_empty_folder_of_its_own(lab: Lab):
    """Student code begins in an empty folder, which is gone afterwards."""
    code = "import os\ndef f(): return os.getcwd(), os.listdir()"
    folder, names = lab.called(code).value
    assert names == []
    assert Path(folder) != Path.cwd()
    assert not Path(folder).exists()


@posix
def test_deep_folders_are_no_trap(lab: Lab):
    """A thousand folders in each other cannot fell the judge that removes them."""
    code = """
        import os
        def f():
            for _ in range(1000):
                os.mkdir("d")
                os.chdir("d")
            return 1
    """
    with lab.student(code) as one:
        assert ask(one, "f").value == 1
        folder = process_of(one)._folder.name
    # What Python cannot remove, the system can.
    subprocess.run(["rm", "-rf", folder], check=True)  # noqa: S607


@posix
@pytest.mark.parametrize("then", ["return 1", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_forked_children_die_with_the_process(lab: Lab, then: str):
    """A child that the student forked does not outlive the process, however that one ends."""
    code = f"""
        import os, signal, socket
        def f(port):
            link = socket.create_connection(("127.0.0.1", port))
            ready, done = os.pipe()
            if os.fork() == 0:
                link.sendall(b"alive")
                os.write(done, b".")
                os.closerange(0, link.fileno())
                signal.pause()
            os.read(ready, 1)
            {then}
    """
    with socket.create_server(("127.0.0.1", 0)) as server, lab.student(code) as one:
        server.settimeout(60)
        one.open("exercise", "f", ("port",))
        one.call((server.getsockname()[1],))
        link, _address = server.accept()
        with link:
            link.settimeout(10)
            assert link.recv(5) == b"alive"
            one.close()
            # The connection ends when the last process that holds it is gone.
            assert link.recv(1) == b""


@posix
def test_the_process_leads_a_group_of_its_own(lab: Lab):
    """It is the first of its session, so that killing the group reaches all that it started."""
    code = "import os\ndef f(): return os.getpid(), os.getsid(0), os.getpgrp()"
    assert len(set(lab.called(code).value)) == 1


def test_threads_and_subprocesses_are_possible(lab: Lab):
    """Nothing but limits is kept from a fresh process: containment is none, and says so."""
    code = """
        import subprocess, sys, threading
        def f():
            seen = []
            thread = threading.Thread(target=seen.append, args=(1,))
            thread.start()
            thread.join()
            command = [sys.executable, "-c", "print(7)"]
            return seen, subprocess.run(command, capture_output=True, text=True).stdout
    """
    assert (lab.launcher.level, lab.launcher.note) == ("none", "as asked")
    assert lab.called(code).value == ([1], "7\n")
