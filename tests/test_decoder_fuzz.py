"""The decoder against seconds of damaged frames: it reads a value or refuses, and that fast.

Whatever a hostile process writes, the judge's end must come to no harm. Frames are made from
real ones by fixed seeds: a failure names the seed of its frame.
"""

from __future__ import annotations

import os
import random
import struct
import time
from collections import Counter

import numpy as np
import pytest

from grader.evidence import Outcome
from grader.worker.reply import read_reply
from grader.worker.wire import MAX_FRAME, Opaque, WireError, decode, encode

#: How long frames are tried, in seconds: this is about the number of frames, not about speed.
#: Half a minute of them in `make proof`.
SECONDS = 30 if os.environ.get("PROOF") else 10
#: No frame may keep the judge busy for longer, in seconds of its processor time.
PATIENCE = 1.0

PARAMETERS = ("x", "w", "b")
SOURCES = {"a": "def f(): raise ValueError"}
REQUEST = 2**55
FRAME = {"type": "ValueError", "message": "m", "module": "", "frames": (("a.py", 1, "f"),)}
SEEDS = [
    encode(("returned", REQUEST, value, (0, 2), "printed"))
    for value in (
        None,
        True,
        -(2**70),
        1.5,
        "text",
        (1, [2, {"a": None, "b": (3.0,)}]),
        np.arange(12.0).reshape(2, 3, 2),
        np.zeros((3, 0, 2), dtype="float32"),
        np.array([True, False]),
        np.array([1 + 2j]),
        np.float32(2.5),
        Opaque("ndarray", "object", (2, 3)),
    )
] + [
    encode(("raised", REQUEST, FRAME, "")),
    encode(("opened", REQUEST, 12)),
    encode(("missing", REQUEST, ("conv_2d", "pool"))),
    encode(("other_parameters", REQUEST, "(x)", 3)),
    encode(("flooded", REQUEST)),
]
#: Lengths, counts and sizes at which something changes.
NUMBERS = (0, 1, 2, 8, 9, 127, 128, 129, 255, 2**16, 2**31 - 1, 2**31, 2**32 - 1)
TAGS = b"NTFidstlmago"


def damaged(seed: int) -> bytes:
    """Return one damaged frame; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  (to be the same each time)
    body = bytearray(rng.choice(SEEDS))
    for _ in range(rng.choice((1, 1, 1, 2, 4, 16))):
        at = rng.randrange(len(body) + 1)
        rng.choice((_flip, _tag, _number, _cut, _repeat, _splice, _deepen))(rng, body, at)
        if not body:
            break
    return bytes(body[:MAX_FRAME])


def _flip(rng: random.Random, body: bytearray, at: int) -> None:
    body[at : at + 1] = bytes((rng.randrange(256),))


def _tag(rng: random.Random, body: bytearray, at: int) -> None:
    body[at : at + rng.randrange(2)] = bytes((rng.choice(TAGS),))


def _number(rng: random.Random, body: bytearray, at: int) -> None:
    size = rng.choice((1, 4, 8))
    number = rng.choice(NUMBERS) if size > 1 else rng.choice(NUMBERS) % 256
    body[at : at + size] = number.to_bytes(size, "little")


def _cut(rng: random.Random, body: bytearray, at: int) -> None:
    del body[at : at + rng.choice((1, 4, len(body)))]


def _repeat(rng: random.Random, body: bytearray, at: int) -> None:
    piece = bytes(body[at : at + rng.randrange(1, 40)])
    body[at:at] = piece * rng.choice((1, 2, 300))


def _splice(rng: random.Random, body: bytearray, at: int) -> None:
    other = rng.choice(SEEDS)
    body[at:] = other[rng.randrange(len(other)) :]


def _deepen(rng: random.Random, body: bytearray, at: int) -> None:
    body[at:at] = rng.choice(
        (b"l\x01\0\0\0", b"t\x01\0\0\0", b"m\x01\0\0\0s\0\0\0\0")
    ) * rng.choice((1, 7, 9, 500))


def read(body: bytes) -> str:
    """Read a frame as the judge does, after one question or the other; say what came of it."""
    word = "open" if len(body) % 2 else "call"
    try:
        value = decode(body)
    except WireError:
        return "refused"
    encode(value)  # What was read can be written: the judge does so to compare answers.
    try:
        outcome = read_reply(value, (word, REQUEST), PARAMETERS, SOURCES)
    except (WireError, TypeError, ValueError, LookupError, AttributeError):
        return "no reply"
    assert isinstance(outcome, Outcome)
    return "a reply"


@pytest.mark.timeout(10 * SECONDS)
def test_damaged_frames_are_read_or_refused():
    """Hundreds of thousands of damaged frames give a value or a WireError, each one soon."""
    counts: Counter[str] = Counter()
    end = time.monotonic() + SECONDS
    seed = 0
    while time.monotonic() < end:
        body = damaged(seed)
        began = time.process_time()
        try:
            counts[read(body)] += 1
        except Exception as error:
            raise AssertionError(f"the frame of seed {seed}") from error
        assert time.process_time() - began < PATIENCE, f"the frame of seed {seed}"
        seed += 1
    assert min(counts[word] for word in ("refused", "no reply", "a reply")) > 1_000, counts


def test_the_largest_frames_are_read_or_refused_soon():
    """Frames of 8 MiB made to take long are done with in a second of processor time each."""
    one = struct.pack("<I", 10_000)
    frames = {
        "lists of nothing": b"l" + one + (b"l" + one + b"N" * 10_000) * 838,
        "empty lists": b"l" + one + b"l\0\0\0\0" * (2**20),
        "empty texts": b"l" + one + b"s\0\0\0\0" * (2**20),
        "keys": b"m" + one + b"s\x01\0\0\0aN" * (2**20),
        "small arrays": b"l" + one + (b"a\x00\x00\x00") * (2**21),
        "one array": encode(np.zeros(2**19 - 1)),
        "one bool array": encode(np.ones(2**22 - 1, dtype=bool)),
        "one text": encode("x" * 2**20),
    }
    for name, body in frames.items():
        began = time.process_time()
        read(body[:MAX_FRAME])
        assert time.process_time() - began < PATIENCE, name
