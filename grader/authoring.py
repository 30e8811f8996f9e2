"""What the author of an assignment writes down: assignments, concepts and exercises.

These are plain, frozen values. Everything an author can get wrong is refused
here, at the door, with the name of the argument, its value and the likely fix;
so that nothing behind the door has to check again. Loading this module loads
neither numpy nor Hypothesis nor TensorFlow.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.declared import (
    AuthoringError,
    check_files,
    check_name,
    check_no_twins,
    check_texts,
    check_tuple,
)
from grader.exercise import Exercise

__all__ = ["Assignment", "AuthoringError", "Concept", "Exercise"]


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A few exercises that share one idea: the unit of feedback, and one file of students.

    Attributes:
        id: The name of the student's module, without ``.py``.
        title: What it is called in feedback.
        goal: One sentence: what a student can do when all of it passes.
        exercises: In the order in which they should be solved.

    Raises:
        AuthoringError: a bad id, an empty text, no exercises.
    """

    id: str
    title: str
    goal: str
    exercises: tuple[Exercise, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        where = f"concept {self.id}"
        check_name(where, self.id)
        check_texts(where, "title and goal", (self.title, self.goal), at_least=2)
        check_tuple(where, "exercises", self.exercises, Exercise)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Concepts in the order in which they are taught.

    Attributes:
        id: The name of its folder, and what is typed after ``grader check``.
        title: What it is called in feedback.
        concepts: In the order of feedback.
        pairs: Ids of two misconceptions that often come together.
        unseen: Ids of misconceptions that no legal input shows, each with the reason.
        files: Names of what students get beside stubs and texts: data, and scripts that use
            their functions. They lie in the assignment's folder of the course.

    Raises:
        AuthoringError: two exercises or concepts of one name, an exercise that requires
            one which comes later or does not exist, or a file that is in the way of another.
    """

    id: str
    title: str
    concepts: tuple[Concept, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        where = f"assignment {self.id}"
        check_name(where, self.id)
        check_texts(where, "title", (self.title,), at_least=1)
        check_tuple(where, "concepts", self.concepts, Concept)
        names = [concept.id for concept in self.concepts]
        names += [exercise.name for _, exercise in self.exercises]
        check_no_twins(where, names)
        known = {one.id for _, exercise in self.exercises for one, _ in exercise.wrong_answers}
        for pair in self.pairs:
            if not known.issuperset(pair):
                raise AuthoringError(f"{where} has the pair {pair}, of which one is not known")
        for entry in self.unseen:
            check_texts(where, "texts in an entry of unseen", entry, at_least=2)
        check_files(where, self.files, {self.id, *(one.id for one in self.concepts)})
        before: set[str] = set()
        for _, exercise in self.exercises:
            for required in exercise.requires:
                if required not in before:
                    raise AuthoringError(
                        f"exercise {exercise.name} requires {required!r}, "
                        "which is not an exercise before it"
                    )
            before.add(exercise.name)

    @property
    def exercises(self) -> tuple[tuple[Concept, Exercise], ...]:
        """Every exercise with its concept, in order."""
        return tuple(
            (concept, exercise) for concept in self.concepts for exercise in concept.exercises
        )
