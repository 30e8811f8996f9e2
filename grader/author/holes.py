"""What is not as it should be, and what to do about it, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.author.agreement import Agreed
from grader.author.lookup import Looked
from grader.author.naming import tried
from grader.authoring import Assignment, Exercise
from grader.evidence import Broken
from grader.explain.candidate import AT_LEAST
from grader.explain.values import call_text
from grader.language import _
from grader.proof import EXAMPLES_OF_CHECK, Graded, Hole, Named

__all__ = [
    "of_alternatives",
    "of_looks",
    "of_pairs",
    "of_plain",
    "of_problems",
    "of_reference",
    "of_stubs",
    "of_twins",
    "of_unseen",
]


def of_plain(assignment: Assignment, problem: str) -> Hole:
    """Say why the reference cannot be graded as a submission."""
    text = _("The reference cannot be made a submission: {problem}.").format(problem=problem)
    return Hole("reference", text, _mend(assignment, ""))


def of_reference(assignment: Assignment, graded: Graded) -> Iterator[Hole]:
    """Say what of the reference does not pass its own grading."""
    for one in graded.refused:
        text = _("The reference does not pass its own grading: {headline}.")
        headline = one.headline or one.status
        todo = _mend(assignment, one.exercise)
        yield Hole("reference", text.format(headline=headline), todo, one.exercise)


def of_problems(assignment: Assignment, problems: dict[str, str]) -> Iterator[Hole]:
    """Say which exercises' calls cannot be drawn or answered."""
    for exercise, problem in problems.items():
        text = _("The inputs of {exercise} cannot be drawn or answered: {problem}.")
        yield Hole(
            "reference",
            text.format(exercise=exercise, problem=problem),
            _mend(assignment, exercise),
            exercise,
        )


def of_twins(assignment: Assignment, agreed: Agreed) -> Iterator[Hole]:
    """Say where reference and tf.nn do not agree."""
    if agreed.state.state == "died":
        yield Hole(
            "twins",
            agreed.state.text,
            _("Run it again; with --oracle off the reference is compared with nothing."),
        )
    for exercise, broken in agreed.broken.items():
        text = _("{exercise}: {problem}.").format(exercise=exercise, problem=_told(broken))
        if broken.trial is not None:
            call = call_text(exercise, broken.trial.arguments)
            text += " " + _("The call is: {call}").format(call=" ".join(call.split()))
        todo = _("Find out which of the two is right, and mend the other: {place}.")
        yield Hole("twins", text, todo.format(place=_place(assignment, exercise)), exercise)


def _told(broken: Broken) -> str:
    return ". ".join((_(broken.text), *broken.details)).rstrip(".")


def of_stubs(assignment: Assignment, graded: Graded) -> Iterator[Hole]:
    """Say which stubs are not graded as not started."""
    for one in graded.refused:
        text = _("The stub of {exercise} is graded as {status}, should be not_started.")
        todo = _("Put your work elsewhere, then run: {command}")
        yield Hole(
            "stubs",
            text.format(exercise=one.exercise, status=one.status),
            todo.format(command=f"grader stubs {assignment.id} --force"),
            one.exercise,
        )


def of_alternatives(assignment: Assignment, graded: Iterable[Graded]) -> Iterator[Hole]:
    """Say which right answers in another style are refused."""
    folder = f"reference/{assignment.id}/alternatives"
    for style in (styles := list(graded)):
        for one in style.refused:
            text = _("A right answer is refused, that of {place}: {headline}.")
            todo = _(
                "Find out whether it is right. If so, mend the comparison or the allowed error; "
                "if not, mend it."
            )
            place = f"{folder}/{style.name}"
            headline = one.headline or one.status
            yield Hole(
                "alternatives", text.format(place=place, headline=headline), todo, one.exercise
            )
    if not styles:
        text = _("There are no right answers in another style in {place}.").format(place=folder)
        todo = _("Solve the exercises there in your own way, in one folder for each way.")
        yield Hole("alternatives", text, todo)


def of_looks(assignment: Assignment, looks: Iterable[Looked]) -> Iterator[Hole]:
    """Say what is not caught or not named, and which names are of one behaviour."""
    exercises = {exercise.name: exercise for _concept, exercise in assignment.exercises}
    unseen = {name for name, _reason in assignment.unseen}
    everywhere = {
        one.id for exercise in exercises.values() for one, _variant in exercise.wrong_answers
    }
    for one in looks:
        exercise = exercises[one.exercise]
        if one.unlike:
            text = _("The model of {exercise}, with its own rules, is not the reference: {call}")
            call = " ".join(one.unlike.split())
            yield Hole(
                "misconceptions",
                text.format(exercise=exercise.name, call=call),
                _("Mend the model: nothing that it says of mistakes can be believed before."),
                exercise.name,
            )
        for row in one.table:
            yield from _of_row(row, unseen)
        if one.alike is not None:
            yield from _of_alike(exercise, one.alike, everywhere)


def _of_row(row: Named, unseen: set[str]) -> Iterator[Hole]:
    if row.kind == "pair":
        yield from _of_pair(row)
        return
    (name,) = row.ids
    if row.shows < AT_LEAST:
        if name not in unseen:
            text = _("{id} shows on {shows} of {calls} inputs of {exercise}, should on {least}.")
            todo = _("Draw inputs that show it, or list it in unseen= with the reason.")
            text = text.format(
                id=name,
                shows=row.shows,
                calls=EXAMPLES_OF_CHECK,
                exercise=row.exercise,
                least=AT_LEAST,
            )
            yield Hole("misconceptions", text, todo, row.exercise)
        return
    if name in unseen:
        text = _("{id} is listed in unseen=, but {shows} inputs of {exercise} show it.")
        text = text.format(id=name, shows=row.shows, exercise=row.exercise)
        yield Hole("misconceptions", text, _("Take it from that list."), row.exercise)
    if row.unnamed:
        text = _("{id} is caught in {exercise}, but not named (in {count} of {all} ways).")
        text = text.format(id=name, exercise=row.exercise, count=row.unnamed, all=row.variants)
        todo = _(
            "More than two misconceptions may explain it, or its own variant may not: see the "
            "rules that it replaces."
        )
        yield Hole("misconceptions", text, todo, row.exercise)
    for said in row.said:
        text = _("{id} is taken for {said} in {exercise}.")
        if name in said:
            text = _("{id} is not told from {said} in {exercise}.")
        others = _listed(one for one in said if one != name)
        text = text.format(id=name, said=others, exercise=row.exercise)
        todo = _("Draw inputs that tell them apart; if nothing does, declare them in alike=.")
        yield Hole("misconceptions", text, todo, row.exercise)


def _of_pair(row: Named) -> Iterator[Hole]:
    for said in row.said:
        text = _("{one} and {other} together are taken for {said} in {exercise}.")
        one, other = row.ids
        text = text.format(one=one, other=other, said=_listed(said), exercise=row.exercise)
        todo = _("Draw inputs that tell them apart, or take the pair from pairs=.")
        yield Hole("pairs", text, todo, row.exercise)


def _of_alike(
    exercise: Exercise, found: Iterable[frozenset[str]], elsewhere: set[str]
) -> Iterator[Hole]:
    declared = [frozenset(group) for group in exercise.alike]
    for group in found:
        if not any(group <= known for known in declared):
            text = _("{ids} give the same answers to all inputs of {exercise}.")
            todo = _("Declare it: alike=({group},)")
            ids = sorted(group)
            yield Hole(
                "alike",
                text.format(ids=_listed(ids), exercise=exercise.name),
                todo.format(group=repr(tuple(ids))),
                exercise.name,
            )
    here = {one.id for one, _variant in exercise.wrong_answers}
    for known in declared:
        # A name that is another exercise's says only that it is the same cause.
        if len(known & here) > 1 and not any(known & here <= group for group in found):
            text = _("{ids} are declared to be alike in {exercise}, but give different answers.")
            text = text.format(ids=_listed(sorted(known & here)), exercise=exercise.name)
            yield Hole("alike", text, _("Take them from alike=."), exercise.name)
        for name in sorted(known - here - elsewhere):
            text = _("{id} is declared to be alike in {exercise}, but nothing is called so.")
            text = text.format(id=name, exercise=exercise.name)
            yield Hole("alike", text, _("Take it from alike=."), exercise.name)


def of_pairs(assignment: Assignment) -> Iterator[Hole]:
    """Say which pairs are declared, but can come together in no exercise."""
    for one, other in assignment.pairs:
        exercises = (exercise for _concept, exercise in assignment.exercises)
        if not any(tried(exercise, (one, other)) for exercise in exercises):
            text = _("{one} and {other} are a pair, but no exercise can have both.")
            todo = _("Take them from pairs=: they replace the same rules.")
            yield Hole("pairs", text.format(one=one, other=other), todo)


def of_unseen(assignment: Assignment) -> Iterator[Hole]:
    """Say which misconceptions are listed, but spoil no exercise."""
    fitting = {
        one.id
        for _concept, exercise in assignment.exercises
        for one, _variant in exercise.wrong_answers
    }
    listed = dict.fromkeys(
        one.id for _concept, exercise in assignment.exercises for one in exercise.misconceptions
    )
    for name in listed:
        if name not in fitting:
            text = _("{id} is listed, but no exercise that lists it has a model with its rules.")
            todo = _("Give its variants the names of rules that a model has.")
            yield Hole("misconceptions", text.format(id=name), todo)


def _listed(ids: Iterable[str]) -> str:
    return _(" and ").join(ids)


def _mend(assignment: Assignment, exercise: str) -> str:
    return _("Mend {place}.").format(place=_place(assignment, exercise))


def _place(assignment: Assignment, exercise: str) -> str:
    concepts = {one.name: concept.id for concept, one in assignment.exercises}
    file = f"/{concepts[exercise]}.py" if exercise else ""
    return f"reference/{assignment.id}{file}"
