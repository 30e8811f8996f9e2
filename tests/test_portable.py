"""The main job needs nothing that only POSIX has: students' laptops run Windows.

``python -c`` starts each process of the grader, the student's too, by making
what Windows lacks unavailable: modules cannot be imported, and names are taken
out of ``os`` and ``signal``. Only what CPython's ``subprocess`` needs to start
a process here is left to it (it is imported first), and ``os.uname`` to numpy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent

#: What Windows lacks, from the notes on availability in Python's documentation.
WITHOUT_POSIX = r"""
import os, signal, subprocess, sys

MODULES = '''
    crypt curses fcntl grp nis ossaudiodev pty pwd readline resource spwd syslog termios tty
'''
OS = '''
    chown chroot confstr copy_file_range ctermid eventfd fchdir fchown fdatasync fork forkpty
    fpathconf fstatvfs getegid geteuid getgid getgrouplist getgroups getloadavg getpgid getpgrp
    getpriority getresgid getresuid getsid getuid getxattr initgroups killpg lchown listxattr
    lockf major makedev memfd_create minor mkfifo mknod nice openpty pathconf pidfd_open pipe2
    posix_fadvise posix_fallocate pread preadv pwrite pwritev readv
    register_at_fork removexattr sched_getaffinity sched_setaffinity sched_yield sendfile
    setegid seteuid setgid setgroups setpgid setpriority setregid setresgid setresuid setreuid
    setsid setuid setxattr splice statvfs sync sysconf tcgetpgrp tcsetpgrp ttyname unshare wait
    wait3 wait4 waitid writev P_PID WEXITED WNOWAIT
'''
SIGNAL = '''
    SIGALRM SIGBUS SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 SIGXCPU alarm
    getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt sigwait
'''
# On Windows, Popen.kill needs no SIGKILL.
subprocess.Popen.kill = lambda self: self.send_signal(9)
for name in MODULES.split():
    sys.modules[name] = None
for module, names in ((os, OS), (signal, SIGNAL)):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
"""
#: The student's process: as above, then entry.py by its path.
STUDENT = f"""{WITHOUT_POSIX}
import runpy
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
#: The judge: as above, with the student's process started that way too.
JUDGE = f"""{WITHOUT_POSIX}
from grader.worker import fresh
plain = fresh.command

def command(kind):
    python, *options, entry, kind, numpy_home = plain(kind)
    return [python, *options, "-c", {STUDENT!r}, entry, kind, numpy_home]

fresh.command = command
"""
GRADER = f"{JUDGE}\nfrom grader.cli import main\nmain(prog_name='grader')"


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, with the grader at hand."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def check(code: str, example: str, report: Path) -> tuple[int, list[dict[str, Any]]]:
    """Run ``grader check`` on an example; return its exit code and findings."""
    options = ["--seed", "1", "--examples", "10", "--oracle", "off", "--json", str(report)]
    done = run(code, "check", "assignment1", f"examples/assignment1/{example}", *options)
    assert done.stderr == ""
    findings: list[dict[str, Any]] = json.loads(report.read_bytes())["findings"]
    for finding in findings:
        del finding["seconds"]
    return done.returncode, findings


def test_finished_passes_without_posix(tmp_path: Path):
    """The finished example passes 12 of 12 where nothing of POSIX is to be had."""
    code, findings = check(GRADER, "finished", tmp_path / "report.json")
    assert [finding["status"] for finding in findings] == ["passed"] * 12
    assert code == 0


def test_mistakes_are_found_without_posix(tmp_path: Path):
    """The first attempt gets the same findings without POSIX as with it."""
    plain = "from grader.cli import main\nmain(prog_name='grader')"
    usual = check(plain, "first_attempt", tmp_path / "usual.json")
    without = check(GRADER, "first_attempt", tmp_path / "without.json")
    assert without == usual
    assert usual[0] == 1


BAD_ENDS = f"""{JUDGE}
from grader.evidence import Limits
from grader.submission import Submission
from grader.worker.client import Student
from grader.worker.launch import Launcher

EXERCISE = '''
def answers(): return 7
def loops():
    while True: pass
def ends():
    import os
    os._exit(3)
def floods():
    import os
    while True: os.write(2, b"x" * 100_000)
def hangs_up():
    import os, time
    os.closerange(4, 64)
    time.sleep(3600)
'''
limits = Limits(call=1.5, call_wall=2)
submission = Submission("ada", {{"exercise": EXERCISE}})
with Launcher() as launcher, Student(submission, launcher, limits) as student:
    for name in ("loops", "ends", "floods", "hangs_up"):
        for function in (name, "answers"):
            student.open("exercise", function, ())
            outcome = student.call(())
            print(outcome.kind, outcome.value, outcome.note)
    student.prepare()
"""


def test_bad_ends_are_survived_without_posix():
    """Loops, exits, floods and hanging up are told as ever, and the next process answers."""
    done = run(BAD_ENDS)
    assert done.stderr == ""
    told = ["timed_out None ", "crashed None exit code 3", "flooded None ", "protocol None "]
    assert done.stdout.splitlines() == [line for end in told for line in (end, "returned 7 ")]


MISSING = f"""{JUDGE}
from grader.submission import Submission
from grader.worker.client import Student
from grader.worker.launch import Launcher

EXERCISE = '''
import os, signal
def names():
    found = []
    for name in ("resource", "fcntl", "pwd", "termios"):
        try:
            __import__(name)
        except ImportError:
            continue
        found.append(name)
    found += [name for name in ("fork", "killpg", "setsid", "sysconf") if hasattr(os, name)]
    return found + [name for name in ("SIGKILL", "alarm") if hasattr(signal, name)]
'''
namespace = {{}}
exec(EXERCISE, namespace)
submission = Submission("ada", {{"exercise": EXERCISE}})
with Launcher() as launcher, Student(submission, launcher) as student:
    student.open("exercise", "names", ())
    print(namespace["names"](), student.call(()).value, launcher.level)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is nothing to take away")
def test_posix_is_really_missing():
    """What the other tests prove is proven in both processes: neither has the POSIX modules."""
    done = run(MISSING)
    assert (done.stdout, done.stderr) == ("[] [] none\n", "")
