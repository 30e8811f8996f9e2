"""Where the time of a ``--quick`` check goes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.commands import FINISHED, ROOT, check_command, seconds
from benchmarks.timing import Figure, figure

#: Put into the submission: measures its functions from outermost call to return, in the worker.
_CLOCK = """
import functools
import time

depth = 0


def timed(function):
    @functools.wraps(function)
    def run(*arguments):
        global depth
        depth += 1
        began = time.perf_counter()
        try:
            return function(*arguments)
        finally:
            depth -= 1
            if not depth:
                print("took", time.perf_counter() - began)

    return run
"""
#: Runs a check in this process, and prints when its parts began and how long they took in all.
_PARTS = """
import json, sys, time
began = time.perf_counter()
spent = {}
def watch(owner, name, part):
    function = getattr(owner, name)
    def run(*arguments, **named):
        start = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[part] = spent.get(part, 0.0) + time.perf_counter() - start
    setattr(owner, name, run)
from grader import session
from grader.commands import check
took = []
def replay(self, *arguments, **named):
    # By now all is imported that a check imports, and the student's process is not waited for yet.
    spent["imports"] = time.perf_counter() - began
    from grader import attempt, gather
    from grader.worker import client, conversation, launch
    receive = conversation.Worker.receive
    def timed_receive(self):
        outcome = receive(self)
        lines = outcome.printed.splitlines()
        took.extend(float(line[5:]) for line in lines if line.startswith("took "))
        return outcome
    conversation.Worker.receive = timed_receive
    watch(conversation.Worker, "receive", "calls")
    watch(conversation.Worker, "send", "sending")
    watch(launch.Launcher, "_choose", "waiting")
    watch(client.Student, "open", "opening")
    watch(gather.Question, "trial", "comparing")
    watch(attempt.Attempt, "confirm", "confirming")
    return original(self, *arguments, **named)
original, session._Run.replay = session._Run.replay, replay
watch(session._Run, "report", "judging")
watch(check, "echo", "printing")
from grader.cli import main
try:
    main(sys.argv[1:])
finally:
    spent["own"] = sum(took)
    print(json.dumps(spent), file=sys.stderr)
"""


def shares(rounds: int) -> Iterator[Figure]:
    """Measure the parts of a check of ``finished``, and what is left without the student's."""
    with tempfile.TemporaryDirectory() as folder:
        submission = _timed_submission(Path(folder) / "finished")
        parts, whole, start = [], [], []
        for _ in range(rounds):
            parts.append(_parts(submission))
            start.append(seconds([sys.executable, "-c", "import numpy"]))
            whole.append(seconds(check_command(FINISHED, "--quick")))
    yield figure("whole process", whole, "s")
    yield figure("Python and numpy start", start, "s")
    yield figure("the student's own functions", [one["own"] for one in parts], "s")
    of_round = zip(whole, start, parts, strict=True)
    rest = [all_of_it - alone - part["own"] for all_of_it, alone, part in of_round]
    yield figure("the rest", rest, "s", at_most=0.25)
    for name, what in (
        ("imports", "importing what is needed, numpy too"),
        ("waiting", "waiting for the student's process to be ready"),
        ("opening", "opening functions, the first process included"),
        ("sending", "sending calls"),
        ("calls", "waiting for answers and reading them"),
        ("comparing", "comparing answers"),
        ("judging", "judging"),
        ("printing", "printing"),
    ):
        yield figure(what, [one.get(name, 0.0) for one in parts], "s")


def _timed_submission(folder: Path) -> Path:
    """Return ``finished``, with functions that print how long they took."""
    shutil.copytree(FINISHED, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "clock.py").write_text(_CLOCK, encoding="utf-8")
    from grader.course import find_course  # noqa: PLC0415

    for concept in find_course(ROOT).load("assignment1").concepts:
        path = folder / f"{concept.id}.py"
        lines = ["\n\nfrom clock import timed as _timed"]
        lines += [f"{one.name} = _timed({one.name})" for one in concept.exercises]
        path.write_text(path.read_text(encoding="utf-8") + "\n".join(lines), encoding="utf-8")
    return folder


def _parts(submission: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _PARTS, *check_command(submission, "--quick")[3:]]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "GRADER_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stderr.splitlines()[-1])
    return found
