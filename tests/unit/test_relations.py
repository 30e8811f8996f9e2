"""Relations of wrong answers to right ones are seen where they are, and only there."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.evidence import Outcome, Trial
from grader.explain import looks
from grader.explain.pairs import Look, Pair
from grader.explain.relations import RELATIONS, pair_of, relation_seen
from grader.explore import draw_question
from grader.gather import Question
from reference.assignment1 import ASSIGNMENT

CONCEPTS = {exercise.name: (concept, exercise) for concept, exercise in ASSIGNMENT.exercises}
Spoil = Callable[[np.ndarray], Any]


@functools.cache
def question(name: str) -> Question:
    """Return forty calls of an exercise with their right answers."""
    return draw_question(*CONCEPTS[name], seed=3, examples=40)


def wrong_trials(name: str, spoil: Spoil) -> list[Trial]:
    """Return the calls on which a spoilt answer is wrong."""
    of = question(name)
    trials = [
        of.trial(arguments, Outcome("returned", value=spoil(right.copy())), right)
        for arguments, right in zip(of.calls, of.right, strict=True)
    ]
    return [trial for trial in trials if not trial.is_right]


def seen(name: str, spoil: Spoil) -> str | None:
    """Return the id of the relation that is seen in the wrong answers."""
    found = relation_seen(CONCEPTS[name][1], wrong_trials(name, spoil))
    return None if found is None else found[0]


def spoilt_at(*places: Any) -> Spoil:
    """Return what makes the numbers at some places wrong, each in another way."""

    def spoil(right: np.ndarray) -> np.ndarray:
        off = np.random.default_rng(right.size).uniform(1.0, 9.0, right.shape)
        here = np.zeros(right.shape, bool)
        for place in places:
            here[place] = True
        return right + off * here * (1 + np.abs(right))

    return spoil


def by_channel(right: np.ndarray) -> np.ndarray:
    """Add another number in each channel."""
    return right + np.arange(1.0, 1.0 + right.shape[-1])


def spoilt_below_zero(right: np.ndarray) -> np.ndarray:
    """Make negative numbers wrong, each in another way."""
    return np.where(right < 0, right * np.random.default_rng(1).uniform(2, 3, right.shape), right)


SPOILT: tuple[tuple[str, str, Spoil], ...] = (
    ("all-zeros", "conv2d", np.zeros_like),
    ("sign-flipped", "conv2d", np.negative),
    ("transposed", "conv2d_single", lambda right: right.T),
    ("transposed", "conv2d", lambda right: right.swapaxes(0, 1)),
    ("upside-down", "conv2d", lambda right: right[::-1]),
    ("mirrored", "conv2d_single", lambda right: right[:, ::-1]),
    ("turned", "conv2d", lambda right: right[::-1, ::-1]),
    ("back-to-front", "conv1d", lambda right: right[::-1]),
    ("channels-exchanged", "conv2d", lambda right: right[..., ::-1]),
    ("channels-exchanged", "conv2d", lambda right: np.roll(right, 1, axis=2)),
    ("channels-first", "conv2d", lambda right: right.transpose(2, 0, 1)),
    ("axes-exchanged", "conv2d", lambda right: right.transpose(0, 2, 1)),
    ("axes-of-one", "conv2d", lambda right: right[np.newaxis]),
    ("axes-of-one", "conv1d", lambda right: right[:, np.newaxis]),
    ("end-missing", "conv2d", lambda right: right[:-1] if len(right) > 1 else right),
    ("end-extra", "conv2d_single", lambda right: np.pad(right, ((0, 1), (0, 1)))),
    ("clipped", "conv2d", lambda right: np.maximum(right, 0)),
    ("cut-to-whole", "conv1d", np.trunc),
    ("cut-to-whole", "conv1d", lambda right: right.astype(np.int64)),
    ("rounded-down", "conv2d", np.floor),
    ("rounded", "avg_pool2d", np.rint),
    ("off-by-constant", "conv2d", lambda right: right + 1),
    ("off-by-constant", "conv1d", lambda right: (right - 0.5).astype(np.float32)),
    ("off-by-constant", "zero_pad", lambda right: right - 1),
    ("scaled", "conv2d", lambda right: right / 9),
    ("scaled", "max_pool2d", lambda right: (-3 * right).astype(np.float32)),
    ("off-by-channel", "conv2d", by_channel),
    ("last-number", "conv1d", spoilt_at(-1)),
    ("first-number", "conv1d", spoilt_at(0)),
    ("ends", "conv1d", spoilt_at(0, -1)),
    ("last-row", "conv2d", spoilt_at(-1)),
    ("last-column", "conv2d_single", spoilt_at(np.s_[:, -1])),
    ("first-row", "conv2d_single", spoilt_at(0)),
    ("first-column", "conv2d", spoilt_at(np.s_[:, 0])),
    ("last-row-or-column", "conv2d", spoilt_at(-1, np.s_[:, -1])),
    ("first-row-or-column", "conv2d", spoilt_at(0, np.s_[:, 0])),
    ("border", "conv2d", spoilt_at(0, -1, np.s_[:, 0], np.s_[:, -1])),
    ("negative-only", "conv2d", spoilt_below_zero),
)


@pytest.mark.parametrize(("id_", "name", "spoil"), SPOILT)
def test_a_relation_is_seen(id_: str, name: str, spoil: Spoil):
    """The relation by which the answers were spoilt is the one that is told."""
    assert seen(name, spoil) == id_


def test_every_relation_is_tested():
    """The table above has every relation, and none has another's name."""
    assert {id_ for id_, _, _ in SPOILT} == {relation.id for relation in RELATIONS}
    assert len({relation.id for relation in RELATIONS}) == len(RELATIONS)


@pytest.mark.parametrize(("id_", "name", "spoil"), SPOILT)
def test_one_answer_without_it_silences_a_relation(id_: str, name: str, spoil: Spoil):
    """A relation that a single wrong answer does not have is not told."""
    trials = wrong_trials(name, spoil)
    of = question(name)
    large = max(trials, key=lambda trial: trial.right.size)
    noise = np.random.default_rng(5).uniform(100, 200, large.right.shape)
    outcome = Outcome("returned", value=large.right + noise * (1 + np.abs(large.right)))
    trials.append(of.trial(large.arguments, outcome, large.right))
    found = relation_seen(of.exercise, trials)
    assert found is None or found[0] != id_


@pytest.mark.parametrize(("id_", "name", "spoil"), SPOILT)
def test_two_answers_are_too_few(id_: str, name: str, spoil: Spoil):
    """Nothing is told of two wrong answers, however large."""
    trials = sorted(wrong_trials(name, spoil), key=lambda trial: trial.right.size)
    assert relation_seen(question(name).exercise, trials[-2:]) is None, id_


@pytest.mark.parametrize(("id_", "name", "spoil"), SPOILT)
def test_answers_of_one_number_tell_nothing(id_: str, name: str, spoil: Spoil):
    """A single number is always off by a constant, and at an end, and mirrored."""
    trials = [trial for trial in wrong_trials(name, spoil) if trial.right.size == 1] * 20
    assert relation_seen(CONCEPTS[name][1], trials) is None, id_


def test_answers_of_equal_numbers_tell_nothing():
    """Ones that should be twos are off by 1, half as large, or all alike: who knows."""
    of = question("conv1d")
    right = np.full(5, 2.0)
    call = {"x": np.ones(6), "w": np.ones(2), "b": 0.0}
    trial = of.trial(call, Outcome("returned", value=np.ones(5)), right)
    assert relation_seen(of.exercise, [trial] * 20) is None


def test_a_few_mistakes_at_the_border_may_be_luck():
    """Three single mistakes that lie in the last row tell nothing; ten in a large picture do."""
    of = question("conv2d_single")
    call = {"x": np.ones((5, 5)), "w": np.ones((2, 2)), "b": 0.0}
    right = np.arange(16.0).reshape(4, 4)
    value = right.copy()
    value[-1, 2] += 1
    trial = of.trial(call, Outcome("returned", value=value), right)
    assert relation_seen(of.exercise, [trial] * 3) is None
    told = relation_seen(of.exercise, [trial] * 10)
    assert told is not None
    assert told[0] == "last-row"


def test_answers_without_an_inside_do_not_speak_of_the_border():
    """In pictures of two rows every mistake is at the border."""
    of = question("conv2d_single")
    call = {"x": np.ones((3, 6)), "w": np.ones((2, 2)), "b": 0.0}
    right = np.arange(10.0).reshape(2, 5)
    trial = of.trial(call, Outcome("returned", value=right * right + 1), right)
    assert relation_seen(of.exercise, [trial] * 20) is None


def test_huge_numbers_hide_no_constant():
    """Next to 2 to the power of 101 a floor at -1e9 is not taken for zeros."""
    assert seen("max_pool2d", lambda right: np.maximum(right, -1e9)) is None


def test_only_the_type_is_wrong():
    """Right values of a wrong dtype, or with a changed argument, have no relation."""
    of = question("conv1d")
    trials = [
        of.trial(arguments, Outcome("returned", value=right, changed=("x",)), right)
        for arguments, right in zip(of.calls, of.right, strict=True)
    ]
    assert relation_seen(of.exercise, trials) is None
    assert seen("conv2d", lambda right: right.astype(np.float16)) is None


def test_one_less_is_not_cut():
    """Whole numbers that are one too small are not "cut to whole numbers", nor is a half."""
    of = question("conv1d")
    call = {"x": np.ones(6), "w": np.ones(2), "b": 0.0}
    right = np.arange(2.0, 7.0)
    for off in (1.0, 0.5):
        trial = of.trial(call, Outcome("returned", value=right - off), right)
        told = relation_seen(of.exercise, [trial] * 5)
        assert told is not None
        assert told[0] == "off-by-constant"


@pytest.mark.parametrize("value", [None, 1.0, [1.0], np.array([]), np.array([1j]), np.float64(1)])
def test_what_is_no_array_of_numbers_has_no_relation(value: Any):
    """Values that cannot be compared are left alone."""
    of = question("conv1d")
    trial = of.trial(of.calls[0], Outcome("returned", value=value), of.right[0])
    assert pair_of(of.exercise, trial) is None
    assert relation_seen(of.exercise, [trial] * 9) is None


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 1e308])
def test_numbers_without_an_end_do_no_harm(number: float):
    """Answers of nan, inf or the largest number give no warning, and no relation."""
    assert seen("conv2d", lambda right: np.full_like(right, number)) is None


def test_right_values_fit_a_cut_only_if_they_are_whole():
    """An answer that is right but for a changed argument is not "cut to whole numbers"."""
    of = question("conv1d")
    trials = wrong_trials("conv1d", np.floor)
    whole = of.trial(of.calls[0], Outcome("returned", np.array([2]), ()), np.array([2.0]))
    half = of.trial(of.calls[0], Outcome("returned", np.array([2.5]), ("x",)), np.array([2.5]))
    told = relation_seen(of.exercise, [*trials, whole])
    assert told is not None
    assert told[0] == "rounded-down"
    assert relation_seen(of.exercise, [*trials, half]) is None


def test_two_numbers_match_easily():
    """Two numbers that have changed places are not "back to front"."""
    trials = wrong_trials("conv1d", lambda right: right[::-1])
    two = [trial for trial in trials if trial.right.size == 2]
    assert two
    assert relation_seen(question("conv1d").exercise, two * 9) is None


def test_two_large_pictures_are_too_few():
    """However unlikely in two pictures, mistakes at one place are told of three at least."""
    of = question("conv2d_single")
    right = np.arange(36.0).reshape(6, 6)
    value = right + np.eye(6)[:, -1:] * np.arange(1.0, 7.0) ** 2
    large = {"x": np.ones((7, 7)), "w": np.ones((2, 2)), "b": 0.0}
    small = {"x": np.ones((2, 7)), "w": np.ones((2, 2)), "b": 0.0}
    one = of.trial(large, Outcome("returned", value=value), right)
    flat = of.trial(small, Outcome("returned", value=value[-1:]), right[-1:])
    assert relation_seen(of.exercise, [one, one, flat]) is None
    assert relation_seen(of.exercise, [one, one, one, flat]) is not None


def test_right_values_have_no_mistakes_anywhere():
    """An answer whose dtype alone is wrong speaks against "mistakes only in the last row"."""
    of = question("conv2d_single")
    trials = wrong_trials("conv2d_single", spoilt_at(-1))
    call, right = of.calls[0], of.right[0]
    other = of.trial(call, Outcome("returned", value=right, changed=("x",)), right)
    assert relation_seen(of.exercise, trials) is not None
    assert relation_seen(of.exercise, [*trials, other]) is None


def test_a_dtype_alone_is_no_cut():
    """Whole numbers that are right, but integers, were not "cut to whole numbers"."""
    of = question("conv1d")
    call = {"x": np.ones(6), "w": np.ones(2), "b": 0.0}
    right = np.arange(2.0, 7.0)
    trial = of.trial(call, Outcome("returned", value=right.astype(np.int64)), right)
    assert relation_seen(of.exercise, [trial] * 9) is None


def test_one_channel_for_all_is_no_exchange():
    """Where every channel is the first one, channels have not changed places."""
    assert seen("conv2d", lambda right: np.repeat(right[..., :1], right.shape[2], axis=2)) is None


def test_missing_channels_are_no_missing_end():
    """An answer that ends early has all its channels."""
    assert seen("conv2d", lambda right: right[..., :-1] if right.shape[2] > 1 else right) is None


def pair(value: Any, right: Any, allowed: float = 0.0) -> Pair:
    """Return a wrong answer and the right one."""
    right = np.asarray(right, float)
    return Pair(np.asarray(value, float), right, np.full_like(right, allowed))


def test_a_factor_holds_for_zeros_too():
    """Twice nothing is nothing."""
    assert looks.scaled(pair([0, 2, 4], [0, 1, 2])) is not None
    assert looks.scaled(pair([5, 2, 4], [0, 1, 2])) is None
    assert looks.scaled(pair([5, 2, 4], [0, 0, 0])) is None


def test_rounding_is_no_factor_and_no_constant():
    """A factor that may be 1, and a constant that may be 0, tell nothing."""
    assert looks.scaled(pair([1.15, 2, 3], [1, 2, 3], 0.1)) is None
    large = np.array([1e6, 2e6, 3e6])
    assert looks.shifted(pair(large + 0.15, large, 0.1)) is None
    assert looks.shifted(pair(large + 9, large, 0.1)) is not None


def test_a_constant_for_each_channel_tells_something_if_they_differ():
    """One constant for all is another relation, and beside huge ones nothing can be seen."""
    right, one_two = np.arange(12.0).reshape(3, 2, 2), np.array([1.0, 2.0])
    assert looks.shifted_by_channel(pair(right + one_two, right)) == Look(0.05)
    assert looks.shifted_by_channel(pair(right + 1, right)) == Look(1.0)
    assert looks.shifted_by_channel(pair(right + 1e9 * one_two, right)) == Look(1.0)
    assert looks.shifted_by_channel(pair((right + one_two)[:1, :1], right[:1, :1])) == Look(1.0)
    assert looks.shifted_by_channel(pair(right * right, right)) is None
