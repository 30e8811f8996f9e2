"""Evidence that something is wrong becomes a Finding: a sentence, a reason and an example. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from grader.evidence import Broken, Error, Evidence, Frame, Outcome, Trial
from grader.explain import sentences, telling
from grader.explain.diagnose import Explanation
from grader.explain.headline import Headline, of_containment
from grader.explain.illustrate import illustrated
from grader.explain.opening import of_opening
from grader.explain.symptoms import symptoms, told
from grader.explain.values import call_text, shown
from grader.language import _
from grader.model import (
    Counterexample,
    Diagnosis,
    Finding,
    Location,
    OutcomeName,
    Status,
)
from grader.probe import example_of
from grader.subject import Subject, Topic
from grader.submission import Submission

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """One exercise with its evidence.

    Attributes:
        exercises: The names of all exercises of the assignment.
        submission: What is judged: where its lines are from, and its files, for "did you mean".
        contained: Whether student code could do nothing but compute.
        concept: The exercise's concept.
        exercise: The exercise.
        evidence: All that was tried.
        explanation: What explains it, where that is known.
    """

    exercises: frozenset[str]
    submission: Submission
    contained: bool
    concept: Topic
    exercise: Subject
    evidence: Evidence
    explanation: Explanation | None = None

    def make(
        self,
        status: Status,
        outcome: OutcomeName,
        headline: Headline,
        *,
        location: Location | None = None,
        trial: Trial | None = None,
        diagnosis: Diagnosis | None = None,
    ) -> Finding:
        """Return a finding about this exercise."""
        tried = [t for t in self.evidence.trials if t.outcome.kind != "not_graded"]
        wrong = sum(not trial.is_right for trial in tried)
        recorded = tried[: self.evidence.recorded]
        earned = self.exercise.points if status in {"passed", "broken"} else 0
        if status == "failed" and diagnosis is None:
            diagnosis = Diagnosis("symptoms", calls=len(tried))
        known = diagnosis.hint if diagnosis is not None else ""
        # The exercise's own hints are about its idea: no help against a crash or a wrong dtype.
        general = self.exercise.hints[0] if outcome in {"values", "shape"} else ""
        hint = known or headline.hint or general
        error = trial.outcome.error if trial is not None else self.evidence.opened.error
        return Finding(
            exercise=self.exercise.name,
            concept=self.concept.id,
            status=status,
            points=earned,
            max_points=self.exercise.points,
            headline=headline.text,
            outcome=outcome,
            calls=len(tried),
            wrong_calls=wrong,
            recorded_calls=len(recorded),
            recorded_wrong=sum(not trial.is_right for trial in recorded),
            details=headline.details,
            hint=hint if status == "failed" else "",
            location=location,
            counterexample=None if trial is None else self.counterexample(trial),
            diagnosis=diagnosis,
            traceback=() if error is None else tuple(map(self.location, error.frames)),
        )

    def broken(self, problem: Broken) -> Finding:
        """Say that the grader is at fault."""
        headline = Headline(
            _("{name} could not be graded: {problem}").format(
                name=self.exercise.name, problem=problem.text
            ),
            (*problem.details, _("This is the grader's fault, and costs no points.")),
        )
        return self.make("broken", "broken", headline, trial=problem.trial)

    def not_graded(self) -> Finding:
        """Say that there was no time."""
        trials = self.evidence.trials
        if trials and trials[-1].outcome.note == "slow":
            tried = len(trials) - 1
            text = _(
                "{name} was not graded: {tried} inputs took more than 15 seconds, so it is too slow"
            ).format(name=self.exercise.name, tried=tried)
        else:
            text = _("{name} was not graded: the time for the whole submission was used up").format(
                name=self.exercise.name
            )
        return self.make("not_graded", "not_graded", Headline(text))

    def unopened(self) -> Finding:
        """Say why the function could not be called at all."""
        opened = self.evidence.opened
        file = self.submission.file_of(self.concept.id)
        location = self.innermost(opened.error)
        headline = of_opening(
            opened,
            file=file,
            importer=location.file if location is not None else file,
            name=self.exercise.name,
            parameters=self.exercise.parameters,
            files=tuple(self.submission.sources),
            exercises=self.exercises,
        )
        headline = self.with_containment(headline, opened.error)
        location = location or self.definition()
        if location is None and self.concept.id in self.submission.origins:
            location = Location(file, 0)  # There is no such file as the concept's own.
        return self.make("failed", _opening_name(opened), headline, location=location)

    def failed(self, trial: Trial) -> Finding:
        """Say what is wrong, by the call that is shown."""
        location = self.innermost(trial.outcome.error) or self.definition()
        if self.evidence.second_answer is not None:
            if trial.outcome.kind == self.evidence.second_answer.kind:
                text = _("{name} gave two different answers to the same call")
            else:
                text = _("{name} did two different things for the same call")
            headline = Headline(
                text.format(name=self.exercise.name),
                (_("One came in the middle of other calls, one in a fresh Python."),),
                _("What is left over from the call before? (np.empty, a global, random numbers?)"),
            )
            # The value that came first is no better than the other: neither is shown.
            hidden = replace(trial.outcome, kind="protocol")
            trial = replace(trial, outcome=hidden, difference=None)
            return self.make("failed", "unsteady", headline, location=location, trial=trial)
        headline = sentences.of_trial(self.exercise.name, trial, exercises=self.exercises)
        headline = self.with_containment(headline, trial.outcome.error)
        diagnosis = self.diagnosis(trial)
        if self.explanation is None:
            seen = Counter(one.symptom for one in self.evidence.trials if one.symptom)
            headline = headline.and_also(sentences.of_mixture(seen, trial.symptom))
        return self.make(
            "failed",
            _trial_name(trial),
            headline,
            location=location,
            trial=trial,
            diagnosis=diagnosis,
        )

    def diagnosis(self, trial: Trial) -> Diagnosis:
        """Return what explains the answers, or what is seen where nothing is known to."""
        if self.explanation is not None:
            return telling.told(self.explanation, trial.arguments)
        seen = symptoms(self.exercise, self.evidence.trials)
        says = " ".join(told(seen))
        if not seen and trial.difference is not None and trial.difference.kind in _GUESSED:
            says = _("Not one of the mistakes I know.")
        return Diagnosis(
            "symptoms",
            calls=len(self.evidence.trials),
            symptoms=tuple(symptom.id for symptom in seen),
            says=says,
        )

    def unwritten(self, trials: list[Trial]) -> Finding:
        """Tell what is not started from what is not finished or waits for another stub."""
        smallest = min(trials, key=lambda trial: trial.size)
        headline = sentences.of_trial(self.exercise.name, smallest, exercises=self.exercises)
        needed = sentences.stub_in_the_way(self.exercise.name, smallest.outcome, self.exercises)
        if len(trials) == len(self.evidence.trials) and not needed:
            text = _("{name} is not started").format(name=self.exercise.name)
            return self.make("not_started", "not_started", Headline(text))
        location = self.innermost(smallest.outcome.error) or self.definition()
        if needed:
            return self.make("failed", "not_finished", headline, location=location)
        return self.make(
            "failed",
            "not_finished",
            headline,
            location=location,
            trial=smallest,
            diagnosis=self.diagnosis(smallest),
        )

    def with_containment(self, headline: Headline, error: Error | None) -> Headline:
        """Add what a contained process may not do, where that may be why."""
        return headline.and_also(of_containment(error)) if self.contained else headline

    def definition(self) -> Location | None:
        """Return where the function is defined, if that is known."""
        line = self.evidence.opened.line
        place = self.submission.place(self.concept.id, line)
        return Location(place.file, place.line, cell=place.cell) if line else None

    def innermost(self, error: Error | None) -> Location | None:
        """Return the student's own line that an exception passed last."""
        return self.location(error.frames[-1]) if error is not None and error.frames else None

    def location(self, frame: Frame) -> Location:
        """Return where a line of a traceback was written."""
        place = self.submission.place(frame.file.removesuffix(".py"), frame.line)
        return Location(place.file, place.line, frame.source.strip(), place.cell)

    def counterexample(self, trial: Trial) -> Counterexample:
        """Return a call as a report shows it."""
        outcome = trial.outcome
        return Counterexample(
            call=call_text(self.exercise.name, trial.arguments),
            arguments={name: shown(value) for name, value in trial.arguments.items()},
            yours=shown(outcome.value) if outcome.kind == "returned" else None,
            right=shown(example_of(trial.right)),
            wrong=trial.difference.wrong if trial.difference is not None else (),
            returned=outcome.kind == "returned",
            printed=outcome.printed,
            picture=illustrated(self.exercise, trial, self.explanation),
        )


#: Differences that a misconception might explain; of any other the headline says it all.
_GUESSED = frozenset({"shape", "values"})

#: What a report calls an outcome without a value; anything else is a breach of the protocol.
_NAMES: dict[str, OutcomeName] = {
    "raised": "raised",
    "missing": "missing",
    "other_parameters": "other_parameters",
    "timed_out": "timed_out",
    "crashed": "crashed",
    "flooded": "flooded",
}


def _opening_name(opened: Outcome) -> OutcomeName:
    if opened.error is not None and opened.error.type == "UnreadableFileError":
        return "unreadable"
    return _NAMES.get(opened.kind, "protocol")


def _trial_name(trial: Trial) -> OutcomeName:
    if trial.difference is not None:
        return trial.difference.kind
    return _NAMES.get(trial.outcome.kind, "protocol")
