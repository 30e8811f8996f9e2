"""Containment is chosen once, from what this machine has, and never silently less than asked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import find_course
from grader.session import Options, grade
from grader.submission import Submission
from grader.worker import launch, process, zygote
from grader.worker.client import Student
from grader.worker.fresh import FreshProcess
from grader.worker.launch import ContainmentError, Launcher
from grader.worker.process import Level, StartError, Wanted
from grader.worker.wire import decode
from tests.unit.lab import lab_of

linux = pytest.mark.skipif(sys.platform != "linux", reason="a zygote is Linux only")
ANSWERS = Submission("ada", {"exercise": "def f(): return 7"}, {})


def answer_of(launcher: Launcher) -> object:
    """Start a process and have it answer 7."""
    with Student(ANSWERS, launcher) as one:
        one.open("exercise", "f", ())
        return one.call(()).value


def hello(layers: tuple[str, ...], problem: str) -> list[str]:
    """Return the command of a zygote that says hello in this way, and then waits."""
    code = f"""
import socket, sys
sys.path.insert(0, sys.argv[1])
from grader.worker.wire import encode
control = socket.socket(fileno=0)
control.send(encode(("hello", {layers!r}, {problem!r})))
control.recv(1)
"""
    return [sys.executable, "-c", code, *sys.path[:1]]


def test_none_is_given_as_asked():
    """Who asks for none gets a fresh process, where more can be had too."""
    with Launcher("none") as launcher:
        assert (launcher.level, launcher.note) == ("none", "as asked")
        assert answer_of(launcher) == 7


@linux
def test_full_names_its_layers():
    """The note of full containment says by what: the filter, and Landlock where there is any."""
    for lab in lab_of("full"):
        assert lab.launcher.note in {"by Landlock and seccomp", "by seccomp"}
        assert answer_of(lab.launcher) == 7


def test_auto_is_the_best_there_is():
    """What ``auto`` takes is what ``full`` gives, or less where that is refused."""
    try:
        with Launcher("full") as launcher:
            best: tuple[Level, str] | None = (launcher.level, launcher.note)
    except ContainmentError:
        best = None
    with Launcher() as launcher:
        assert launcher.level != "full" if best is None else (launcher.level, launcher.note) == best


#: Ways for a zygote not to start, and what is said about it.
FAILURES = {
    "it ends with a word": (
        "raise SystemExit('no room here')",
        "the student's process did not start: no room here",
    ),
    "it ends without a word": ("", "the student's process did not start: "),
    "it says nonsense": (
        "import os; os.write(0, b'nonsense')",
        "the student's process did not start: ",
    ),
}


@linux
@pytest.mark.parametrize("failure", FAILURES)
def test_a_zygote_that_does_not_start(failure: str, monkeypatch: pytest.MonkeyPatch):
    """``auto`` goes on without it and says why; ``full`` refuses with the same sentence."""
    code, reason = FAILURES[failure]
    monkeypatch.setattr(zygote, "command", lambda _kind: [sys.executable, "-c", code])
    with Launcher() as launcher:
        assert launcher.level == "none"
        assert launcher.note.startswith(f"it was tried, but {reason}")
        assert answer_of(launcher) == 7
        said = launcher.note
    with Launcher("full") as launcher:
        with pytest.raises(ContainmentError) as refused:
            _ = launcher.level
        assert str(refused.value) == f"Containment is none here, not full: {said}."
        with pytest.raises(ContainmentError):
            launcher.start()


@linux
def test_the_exact_sentence_about_a_zygote_that_does_not_start(monkeypatch: pytest.MonkeyPatch):
    """The whole refusal is one sentence for people, with the reason in it."""
    end = [sys.executable, "-c", "raise SystemExit('no room here')"]
    monkeypatch.setattr(zygote, "command", lambda _kind: end)
    with Launcher("full") as launcher, pytest.raises(ContainmentError) as refused:
        launcher.start()
    assert str(refused.value) == (
        "Containment is none here, not full: it was tried, but the student's process did not "
        "start: no room here."
    )


@linux
@pytest.mark.parametrize(
    ("layers", "problem", "level", "note"),
    [
        ((), "socket is possible", "none", "it was tried, but socket is possible"),
        (("seccomp",), "", "full", "by seccomp"),
        (("Landlock", "seccomp"), "", "full", "by Landlock and seccomp"),
    ],
)
def test_what_the_zygote_found_is_told(
    layers: tuple[str, ...],
    problem: str,
    level: Level,
    note: str,
    monkeypatch: pytest.MonkeyPatch,
):
    """The zygote tries containment on a child; what it says about it is what is chosen."""
    command = hello(layers, problem)
    monkeypatch.setattr(zygote, "command", lambda _kind: command)
    monkeypatch.setattr(
        zygote, "environment", lambda: {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    with Launcher() as launcher:
        assert (launcher.level, launcher.note) == (level, note)


@pytest.mark.parametrize("wanted", ["full", "partial"])
def test_what_cannot_be_had_is_refused_at_once(wanted: Wanted, monkeypatch: pytest.MonkeyPatch):
    """Where there is no zygote and no Seatbelt, more than none is refused before anything runs."""
    monkeypatch.setattr(launch, "is_possible", lambda: False)
    monkeypatch.setattr(launch.seatbelt, "problem", lambda: "it is not there")
    monkeypatch.setattr(launch.sys, "platform", "elsewhere")
    with pytest.raises(ContainmentError) as refused:
        Launcher(wanted)
    assert str(refused.value) == (
        f"Containment is none here, not {wanted}: Seatbelt was tried, but it is not there."
    )


def test_windows_is_told_what_helps(monkeypatch: pytest.MonkeyPatch):
    """On Windows the note says that there is nothing to contain with, and where there is."""
    monkeypatch.setattr(launch, "is_possible", lambda: False)
    monkeypatch.setattr(launch.sys, "platform", "win32")
    with Launcher() as launcher:
        assert launcher.level == "none"
        assert launcher.note == ("Windows has no way to contain a process; under WSL 2 it is full")


@linux
def test_a_zygote_that_was_killed_is_replaced():
    """The next process comes from a new zygote, with the same containment as before."""
    for lab in lab_of("full"):
        launcher = lab.launcher
        before = launcher.level, launcher.note
        first = launcher._zygote
        assert first is not None
        with Student(ANSWERS, launcher) as one:
            one.open("exercise", "f", ())
            os.kill(first._popen.pid, signal.SIGKILL)
            first._popen.wait()
            # Its child has ended with it, which is not the student's doing: asked once more.
            assert one.call(()).value == 7
        assert launcher._zygote is not first
        assert (launcher.level, launcher.note) == before


@linux
def test_a_zygote_is_not_replaced_by_less(monkeypatch: pytest.MonkeyPatch):
    """Where the new zygote finds other containment than the old one, nothing is started."""
    asked: list[zygote.Zygote] = []
    fork = zygote.Zygote.fork

    def remember(one: zygote.Zygote, connection: int, output: int) -> tuple[int, int]:
        asked.append(one)
        return fork(one, connection, output)

    for lab in lab_of("full"):
        launcher = lab.launcher
        assert launcher._zygote is not None
        launcher._zygote._popen.kill()
        launcher._zygote._popen.wait()
        command = hello((), "it has gone")
        monkeypatch.setattr(zygote, "command", lambda _kind, command=command: command)
        monkeypatch.setattr(
            zygote, "environment", lambda: {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        )
        monkeypatch.setattr(zygote.Zygote, "fork", remember)
        first = launcher._zygote
        for _ in range(2):  # The next time too.
            with pytest.raises(StartError):
                launcher.start()
        assert asked == [first]


@linux
def test_a_fork_that_fails_ends_nothing(monkeypatch: pytest.MonkeyPatch):
    """Where the zygote cannot fork now, a child that is running goes on."""
    for lab in lab_of("full"):
        with Student(ANSWERS, lab.launcher) as one:
            assert one.open("exercise", "f", ()).kind == "returned"

            def fail(*_arguments: object) -> None:
                raise StartError("the student's process did not start: no more processes")

            monkeypatch.setattr(zygote.Zygote, "fork", fail)
            one.prepare()
            assert one._spare is None
            assert one.call(()).value == 7
            with pytest.raises(StartError, match="no more processes"):
                lab.launcher.start()


@linux
def test_a_zygote_without_containment_forks_nothing():
    """A zygote that contains nothing ends after it has said so, whoever asks it to fork."""
    command = [*process.command("zygote"), "nothing"]
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with control, theirs:
        popen = subprocess.Popen(command, stdin=theirs, env=process.environment())
        assert popen.wait(60) == 70
        assert decode(control.recv(4096))[:2] == ("hello", ())


def test_a_closed_launcher_starts_nothing():
    """After ``close`` no process is started, of whatever kind."""
    for wanted in ("none", "auto"):
        launcher = Launcher(wanted)  # type: ignore[arg-type]  # these are two of them
        assert launcher.level
        launcher.close()
        with pytest.raises(StartError, match="the launcher was closed"):
            launcher.start()


def test_closing_twice_is_harmless():
    """``close`` may be called twice, before anything has started too."""
    for wanted in ("none", "auto"):
        launcher = Launcher(wanted)  # type: ignore[arg-type]  # these are two of them
        launcher.close()
        launcher.close()


@linux
def test_closing_ends_the_zygote_and_its_children():
    """After ``close`` neither the zygote nor a child of it is left."""
    for lab in lab_of("full"):
        process = lab.launcher.start()
        assert not isinstance(process, FreshProcess)
        pid = process.pid  # type: ignore[attr-defined]  # a ForkedProcess
        assert os.kill(pid, 0) is None
        zygote_pid = lab.launcher._zygote._popen.pid  # type: ignore[union-attr]  # there is one
        lab.launcher.close()
        with pytest.raises(ProcessLookupError):
            os.kill(zygote_pid, 0)
        assert process.receive(60) is None
        assert process.end() == -signal.SIGKILL


@linux
def test_an_honest_student_does_not_pay_for_a_lost_zygote():
    """Where the zygote is killed in the middle of a check, right answers pass all the same."""
    root = Path(__file__).resolve().parents[2]
    options = Options(seed=1, examples=10, oracle="off", only=("convolution",))
    kills = [17, 5]
    made = 0

    def kill_now_and_then(more: int, _total: int) -> None:
        nonlocal made
        made += more
        if kills and made >= kills[-1]:
            kills.pop()
            launcher._zygote._popen.kill()  # type: ignore[union-attr]  # there is one

    for lab in lab_of("full"):
        launcher = lab.launcher
        report = grade(
            find_course(root),
            "assignment1",
            root / "examples" / "assignment1" / "finished",
            options,
            kill_now_and_then,
            launcher=launcher,
        )
        assert [finding.status for finding in report.findings] == ["passed"] * 3
        assert not kills
