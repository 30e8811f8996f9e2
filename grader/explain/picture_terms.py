"""A calculation written out: ``1x3 + 2x4 + 0.5 = 11.5``, and whether it adds up.

What is shown is done with a pencil, so nothing is shown that a pencil would not confirm.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from grader.explain.picture_text import EXACT, number
from grader.language import _
from grader.trace import Term, Trace

__all__ = ["KEEPS", "Keep", "adds_up", "elided", "ending", "gives", "settled", "terms_of", "tokens"]

#: What a student's float32 may be away from the exact result, in parts of what was added up.
_FLOAT32 = 1e-5
#: How exactly the numbers shown must give the result shown, and in parts of what.
_PENCIL = 1e-5
_CANCELLED = 1e-2
#: What is less, in parts of what is added up, comes from float64.
_NOISE = 1e-13

Keep = Callable[[Term], bool]


def _everything(_term: Term) -> bool:
    return True


def _all_but_padding(term: Term) -> bool:
    return not term.outside or _product(term) != 0


def _all_but_zeros(term: Term) -> bool:
    return _product(term) != 0


#: Which terms are written; a later one where an earlier one takes too much room.
KEEPS: tuple[Keep, ...] = (_everything, _all_but_padding, _all_but_zeros)


def gives(trace: Trace, answer: object) -> bool:
    """Tell whether an answer is what a trace leads to, give or take a float32.

    Example:
        >>> sum_of = Trace((0,), (), ((Term(0.1, 3.0),),), "sum", total=0.1 * 3)
        >>> gives(sum_of, 0.30000001192), gives(sum_of, 0.4), gives(sum_of, "nan")
        (True, False, False)
    """
    if not isinstance(answer, (int, float, str)):
        return False
    try:
        value = float(answer)
    except (ValueError, OverflowError):
        return False
    return _near(value, trace.total, _FLOAT32 * _scale(trace))


def adds_up(trace: Trace, digits: int = EXACT) -> bool:
    """Tell whether the terms, written with so many digits, give the total.

    Example:
        >>> near = Trace((0,), (), ((Term(123456.7), Term(-123456.0)),), "sum", total=0.7)
        >>> adds_up(near, 6), adds_up(near, 9)
        (False, True)
    """
    return _divisor(trace, digits) is not None


def settled(trace: Trace) -> Trace:
    """Return a trace without a bias that is only a rounding error.

    Example:
        >>> settled(Trace((0,), (), ((Term(3.0),),), "sum", added=1e-16, total=3.0)).added
        0.0
    """
    is_noise = abs(trace.added) <= _NOISE * _scale(replace(trace, added=0.0))
    return replace(trace, added=0.0) if is_noise else trace


def terms_of(trace: Trace, group: Iterable[Term], keep: Keep, digits: int) -> list[str]:
    """Write those terms of one plane that are to be kept.

    A largest or an average of numbers is of all of them, so only products are left out.

    Example:
        >>> trace = Trace((0,), (), ((Term(1.0, 3.0), Term(0.0, 4.0, outside=True)),), "sum")
        >>> [terms_of(trace, trace.terms[0], keep, 6) for keep in KEEPS]
        [['1x3', '0x4'], ['1x3'], ['1x3']]
    """
    texts = []
    for term in group:
        if trace.how == "sum" and term.weight is not None and not keep(term):
            continue
        if term.weight is not None:
            texts.append(f"{_factor(term.value, digits)}x{_factor(term.weight, digits)}")
        elif trace.how in {"max", "min"} or not texts:
            texts.append(number(term.value, digits))
        else:
            texts.append(_factor(term.value, digits))
    return texts


def tokens(trace: Trace, digits: int, keep: Keep = _everything) -> list[str]:
    """Write a calculation in pieces between which a line may be broken.

    Example:
        >>> pool = Trace((0,), (), ((Term(6.0), Term(0.0)),), "mean", total=3.0)
        >>> tokens(pool, 6)
        ['(6', '+ 0)', '/ 2', '= 3']
    """
    every = [term for group in trace.terms for term in group]
    texts = terms_of(trace, every, keep, digits) or terms_of(trace, every[:1], KEEPS[0], digits)
    return _joined(trace, texts or ["0"], digits)


def elided(trace: Trace, digits: int) -> list[str]:
    """Write only two terms, the first that are not 0, and how many there are.

    Example:
        >>> long = Trace((0,), (), ((Term(1.0, 2.0),) * 18,), "sum", total=36.0)
        >>> " ".join(elided(long, 6))
        '1x2 + 1x2 + ... (18 products) = 36'
    """
    every = [term for group in trace.terms for term in group]
    few = 3
    if len(every) <= few:
        return tokens(trace, digits)
    many = _("({count} products)") if every[0].weight is not None else _("({count} numbers)")
    first = terms_of(trace, every, _all_but_zeros, digits)[: few - 1]
    return _joined(trace, [*first, f"... {many.format(count=len(every))}"], digits)


def ending(trace: Trace, digits: int) -> list[str]:
    """Write what follows the terms of a plain sum: the bias, and the result.

    Example:
        >>> ending(Trace((0,), (), ((),), "sum", added=-0.5, total=6.0), 6)
        ['+ (-0.5)', '= 6']
    """
    added = [f"+ {_factor(trace.added, digits)}"] if trace.added else []
    return [*added, f"= {number(trace.total, digits)}"]


def _joined(trace: Trace, texts: list[str], digits: int) -> list[str]:
    """Put the signs between the terms of a calculation, and its end behind them."""
    total = number(trace.total, digits)
    if trace.how in {"max", "min"}:
        parts = [f"{text}," for text in texts[:-1]] + [f"{texts[-1]})"]
        parts[0] = f"{trace.how}({parts[0]}"
        return [*parts, *ending(trace, digits)]
    parts = [texts[0], *(f"+ {text}" for text in texts[1:])]
    divisor = _divisor(trace, digits)
    if trace.how == "mean" or trace.divisor != 1:
        if len(parts) > 1:
            parts[0], parts[-1] = f"({parts[0]}", f"{parts[-1]})"
        parts.append(f"/ {number(trace.divisor if divisor is None else divisor, digits)}")
    # A number that is only copied equals itself: no need to say it.
    return parts if not trace.added and parts == [total] else [*parts, *ending(trace, digits)]


def _factor(value: float, digits: int) -> str:
    text = number(value, digits)
    return f"({text})" if text.startswith("-") else text


def _product(term: Term) -> float:
    return term.value if term.weight is None else term.value * term.weight


def _divisor(trace: Trace, digits: int) -> float | None:
    """Return the divisor with which the terms give the total; ``None`` if none does."""

    def read(value: float) -> float:
        return float(number(value, digits))

    products = [
        read(term.value) * (1.0 if term.weight is None else read(term.weight))
        for group in trace.terms
        for term in group
    ]
    allowed = _PENCIL * max(abs(trace.total), _CANCELLED * _scale(trace))
    for divisor in _divisors(trace):
        result = _result(trace, products, read(divisor)) + read(trace.added)
        if _near(result, read(trace.total), allowed):
            return divisor
    return None


def _divisors(trace: Trace) -> tuple[float, ...]:
    if trace.how != "mean":
        return (trace.divisor,)
    count = float(sum(map(len, trace.terms)))
    # Authors may give the divisor of a mean, or leave it at 1 for the usual one.
    return (count, 1.0) if trace.divisor == 1 else (trace.divisor, count)


def _result(trace: Trace, products: list[float], divisor: float) -> float:
    if trace.how in {"max", "min"}:
        if not products or any(map(math.isnan, products)):
            return math.nan
        return max(products) if trace.how == "max" else min(products)
    total = sum(products)
    if divisor:
        return total / divisor
    return total * math.inf  # As numpy does: 0 / 0 is nan.


def _scale(trace: Trace) -> float:
    """Return the size of what is added up: rounding errors are parts of it."""
    sizes = [abs(_product(term)) for group in trace.terms for term in group]
    largest = max(sizes, default=0.0) if trace.how in {"max", "min"} else sum(sizes)
    return max(abs(trace.total), largest / (abs(trace.divisor) or 1.0) + abs(trace.added))


def _near(one: float, other: float, allowed: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or abs(one - other) <= (allowed if math.isfinite(allowed) else 0.0)
