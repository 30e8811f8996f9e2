"""Runs the red team and prints a table: ``python -m tests.redteam.run``.

Every case is graded like any submission, by the real course with the real
exercises, all by one launcher. After each one the field is searched, and an honest
submission must pass. With ``--control`` the probes are run with containment off,
where they must succeed: a probe that never works would prove nothing.

Exit code 0: no escape, no unexpected verdict, nothing left; with ``--control``, most succeeded.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course, find_course
from grader.evidence import Limits
from grader.model import Finding, Report, encode_report
from grader.session import Options, grade
from grader.worker import zygote
from grader.worker.launch import Launcher
from grader.worker.process import Wanted
from tests.notebooks import notebook
from tests.redteam import stage
from tests.redteam.case import Case, load_cases
from tests.redteam.field import ROOT, TOKEN, Field

FINISHED = ROOT / "examples" / "assignment1" / "finished"
#: What honest code needs is far below; hostile code should not keep us waiting.
LIMITS = Limits(call=0.4, call_wall=1.5, exercise=4, submission=8, submission_wall=12)
#: Of the harmless probes, this part at least must succeed without containment.
MOST_SUCCEED = 0.8


@dataclass(frozen=True)
class Result:
    """What came of one case.

    Attributes:
        case: The case.
        verdict: How it was judged.
        damage: What it did; nothing, if all is well.
        honest: Whether an honest submission passed afterwards.
        seconds: How long it took, the honest one included.
    """

    case: Case
    verdict: str
    damage: tuple[str, ...]
    honest: bool
    seconds: float

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is one of those of the table."""
        return self.verdict in self.case.verdicts


def attack(case: Case, field: Field, course: Course, launcher: Launcher) -> Result:
    """Grade one case, search the field, and, if contained, grade an honest submission."""
    began = time.perf_counter()
    with submission(case, field.places()) as folder:
        report = grading(course, folder, case.exercise, launcher)
    damage = field.damage(encode_report(report))
    found = verdict(report.findings[0])
    if case.attacks and found == "unsteady":
        damage.append("it worked once")
    contained = launcher.level != "none"
    honest = not contained or grading(course, FINISHED, case.exercise, launcher).exit_code == 0
    seconds = time.perf_counter() - began
    return Result(case, found, tuple(damage), honest, seconds)


def grading(course: Course, folder: Path, exercise: str, launcher: Launcher) -> Report:
    """Grade one exercise of a submission."""
    # A few calls are enough to try everything; recorded ones go the same way.
    options = Options(
        seed=1, examples=5, only=(exercise,), oracle="off", limits=LIMITS, calls="fresh"
    )
    return grade(course, "assignment1", folder, options, launcher=launcher)


def verdict(finding: Finding) -> str:
    """Return one word for a finding; for an exception, with its type."""
    if finding.outcome != "raised":
        return finding.outcome if finding.status != "passed" else "passed"
    raised = re.search(r"(?:raised|imported:) (\w+)|(called exit)|(imports)", finding.headline)
    if raised is None:
        return "raised"
    return f"raised {raised[1] or ('SystemExit' if raised[2] else 'ImportError')}"


@contextmanager
def submission(case: Case, places: str) -> Iterator[Path]:
    """Make a case's folder."""
    with tempfile.TemporaryDirectory(prefix="grader-case-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "submission"
        shutil.copytree(FINISHED, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "places.py").write_text(places, encoding="utf-8")
        honest = {path: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
        attacked = next(path for path in honest if f"def {case.exercise}(" in honest[path])
        text = honest[attacked] + "\n\n" + case.code if case.file is None else case.file
        attacked.write_bytes(text.encode("utf-8", "surrogateescape"))
        if case.cells or case.notebook:
            attacked.unlink()
            text = case.notebook or notebook([honest[attacked], *case.cells])
            (folder / "cnn.ipynb").write_text(text, encoding="utf-8")
        for other, text in case.files.items():
            (folder / other).write_bytes(text.encode("utf-8", "surrogateescape"))
        if case.stage:
            getattr(stage, case.stage)(folder, attacked)
        yield folder


def run(cases: list[Case], wanted: Wanted) -> list[Result]:
    """Run the cases one after the other under one launcher."""
    course = find_course(ROOT)
    with ExitStack() as stack:
        field = stack.enter_context(Field())
        launcher = stack.enter_context(Launcher(wanted))
        launcher.start().end()
        print(f"containment {launcher.level} ({launcher.note}), uid {os.geteuid()}")
        field.remember()
        return [attack(case, field, course, launcher) for case in cases]


def problems(one: Result, *, control: bool) -> list[str]:
    """Say what is not as it should be; for a probe without containment, that it did nothing."""
    wrong = [] if one.honest else ["the honest submission failed"]
    if control:
        return wrong
    wrong += one.damage
    return wrong + ([] if one.as_expected else [f"not {' or '.join(one.case.verdicts)}"])


def show(results: list[Result], *, control: bool, briefly: bool) -> None:
    """Print the table; of a repetition, only what is not as it should be."""
    for one in results:
        wrong = problems(one, control=control)
        if briefly and not wrong:
            continue
        said = "; ".join(wrong or [one.case.stopped_by])
        if control and not wrong:
            said = "; ".join(one.damage) or f"nothing: {one.case.control or 'IT SHOULD'}"
        mark = "X" if wrong else "ok"
        print(f"{mark:<3} {one.case.category:<11} {one.case.name:<36} {one.verdict:<26} {said}")


def counts(results: list[Result], *, control: bool, seconds: float) -> str:
    """Return the last line of a run."""
    harmed = sum(bool(one.damage) for one in results)
    begin = f"uid {os.geteuid()}, containment {'off' if control else 'full'}: {len(results)} "
    if control:
        percent = 100 * harmed / max(len(results), 1)
        return f"{begin}probes, {harmed} succeeded ({percent:.0f} %), {seconds:.0f} s"
    survivors = sum("was left" in said for one in results for said in one.damage)
    unexpected = sum(not one.as_expected for one in results)
    dishonest = sum(not one.honest for one in results)
    return (
        f"{begin}cases, {harmed} escapes, {unexpected} unexpected verdicts, "
        f"{survivors} survivors, {dishonest} honest submissions failed, {seconds:.0f} s"
    )


def main() -> int:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.redteam.run", description=__doc__)
    parser.add_argument("--control", action="store_true", help="run the probes uncontained")
    parser.add_argument("--seccomp-alone", action="store_true", help="as if without Landlock")
    parser.add_argument("--runs", type=int, default=1, help="how many times")
    parser.add_argument("--only", default="", help="cases whose category/name contains this")
    parser.add_argument("--part", default="0/1", help="every second case is 0/2, the others 1/2")
    arguments = parser.parse_args()
    if arguments.seccomp_alone:
        plain = zygote.command
        zygote.command = lambda kind: [*plain(kind), "seccomp"]
    control = arguments.control
    cases = [c for c in load_cases() if arguments.only in f"{c.category}/{c.name}"]
    cases = [case for case in cases if case.probe or not control]
    first, step = map(int, arguments.part.split("/"))
    cases = cases[first::step]
    bad = 0
    for number in range(arguments.runs):
        began = time.perf_counter()
        results = run(cases, "none" if control else "full")
        show(results, control=control, briefly=number > 0)
        print(counts(results, control=control, seconds=time.perf_counter() - began), flush=True)
        bad += sum(bool(problems(one, control=control)) for one in results)
        succeeded = sum(bool(one.damage) for one in results)
        bad += control and succeeded < MOST_SUCCEED * len(results)
    return 1 if bad else 0


if __name__ == "__main__":
    if TOKEN not in os.environ:
        os.environ[TOKEN] = f"SECRET-{secrets.token_hex(8)}"
        os.execv(sys.executable, [sys.executable, "-m", "tests.redteam.run", *sys.argv[1:]])  # noqa: S606
    sys.exit(main())
