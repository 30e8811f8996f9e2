"""One submission, graded for pytest once for a process, and only if it has to be."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import pytest

from grader.course import RefusedError
from grader.language import _, current, speaking
from grader.model import Finding, Report
from grader.plugin.place import Place, usage_errors
from grader.recorded import recorded_assignment
from grader.report.closing import closing_sentences
from grader.report.told import one_sentence, text_alone
from grader.session import Options, grade
from grader.sources import Sources, Wanted, find_sources
from grader.subject import Curriculum
from grader.submission import Submission, read_submission
from grader.worker.launch import Launcher

__all__ = ["SEED", "Grading", "Told"]

#: The name by which a worker of pytest-xdist is told the seed.
SEED: Final = "grader_seed"
#: A seed that is not given is below this: short enough to be typed again.
_SEEDS: Final = 10_000
#: As many fresh inputs as `grader check` draws.
_EXAMPLES: Final = 60


class Told(NamedTuple):
    """What is told of an exercise.

    Attributes:
        finding: What was found out.
        sentence: The most important of it.
        text: All of it.
    """

    finding: Finding
    sentence: str
    text: str


class Grading:
    """A submission, which is graded when the first of its exercises is asked for.

    Attributes:
        place: What is graded, and where it is.
        options: How it is graded.
        concepts: The names of the exercises, by concept.
        closing: The closing sentences; empty before it was graded.
    """

    def __init__(self, config: pytest.Config, place: Place) -> None:
        """Read the assignment, and run nothing yet.

        Raises:
            pytest.UsageError: it cannot be graded here.
        """
        self.place = place
        calls: Wanted = "recorded" if config.option.grader_quick else "all"
        self.options = Options(seed=_seed(config), examples=_EXAMPLES, calls=calls)
        with speaking(place.language), usage_errors():
            sources = find_sources(place.course, place.assignment, calls)
            if sources.reference is not None and place.is_in(sources.reference):
                text = _("{folder} is the reference, not a submission.")
                raise pytest.UsageError(text.format(folder=place.files))
            self.concepts: Mapping[str, Sequence[str]] = {
                concept.id: [exercise.name for exercise in concept.exercises]
                for concept in _curriculum(place, sources).concepts
            }
        self.closing: Sequence[str] = ()
        self._graded: Report | Exception | None = None
        self._launcher: Launcher | None = None

    @cached_property
    def submission(self) -> Submission:
        """The submission's files, as far as they can be read."""
        functions = [name for names in self.concepts.values() for name in names]
        return read_submission(self.place.files, self.concepts, functions)

    @property
    def launcher(self) -> Launcher:
        """What starts the student's processes, begun when it is first asked for."""
        if self._launcher is None:
            self._launcher = Launcher()
        return self._launcher

    def told(self, exercise: str) -> Told:
        """Return what is told of an exercise, once the submission is graded.

        Raises:
            Exception: whatever grading it has raised, each time.
        """
        with speaking(self.place.language):
            if self._graded is None:
                self._graded = self._grade()
            if isinstance(self._graded, Exception):
                raise self._graded
            finding = next(one for one in self._graded.findings if one.exercise == exercise)
            return Told(finding, one_sentence(finding), text_alone(self._graded, finding))

    def _grade(self) -> Report | Exception:
        place = self.place
        try:
            report = grade(
                place.course,
                place.assignment,
                place.folder,
                self.options,
                launcher=self.launcher,
            )
        except Exception as error:  # noqa: BLE001  (each exercise is to tell it)
            return error
        self.closing = closing_sentences(report)
        return report

    def header(self) -> str:
        """Say what is graded, with what containment and which seed."""
        with speaking(self.place.language):
            level, how = self.launcher.level, self.launcher.note
            containment = _("Containment: {level} ({how}).").format(level=level, how=how)
            seed = _("Seed {seed}.").format(seed=self.options.seed)
            return f"grader: {self.place.assignment}. {containment} {seed}"

    def close(self) -> None:
        """End what starts the student's processes."""
        if self._launcher is not None:
            self._launcher.close()


def _seed(config: pytest.Config) -> int:
    """Return the seed: as it is given, as the other processes have it, or any."""
    if config.option.grader_seed is not None:
        return int(config.option.grader_seed)
    told = getattr(config, "workerinput", None)
    if told is not None:
        return int(told[SEED])
    return int.from_bytes(os.urandom(4), "big") % _SEEDS


def _curriculum(place: Place, sources: Sources) -> Curriculum:
    """Return the assignment as it will be graded: by its casebook, if that can be used."""
    try:
        casebook = sources.casebook()
    except RefusedError:
        if not sources.is_fresh:
            raise
        casebook = None
    if casebook is None:
        return place.course.load(place.assignment, current())
    return recorded_assignment(casebook, current())
