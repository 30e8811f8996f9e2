"""A stored report may be anybody's: it is one of ours in form, or it is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from grader.model import MappingValue, SequenceValue, decode_report, encode_report
from grader.stored import MAX_REPORT, StoredError, read_report
from tests.unit.reports import samples


def changed(path: tuple[str | int, ...], value: Any) -> bytes:
    """Return a real report with another value somewhere in it."""
    report = json.loads(encode_report(samples()["wrong"]))
    place = report
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(report).encode()


def deep(depth: int) -> bytes:
    """Return a report with a tuple within a tuple within a tuple as an answer."""
    begin, end = b'{"kind":"sequence","type":"tuple","items":[', b"]}"
    found = changed(("findings", 1, "counterexample", "yours"), "HERE")
    return found.replace(b'"HERE"', begin * depth + end * depth)


def inside(value: Any) -> bytes:
    """Return a report with a value in a list in a dict as an argument."""
    items = [["key", {"kind": "sequence", "type": "list", "items": [value]}]]
    arguments = {"x": {"kind": "mapping", "items": items}}
    return changed(("findings", 1, "counterexample", "arguments"), arguments)


def mappings(depth: int) -> bytes:
    """Return a report with a dict within a dict within a dict as an answer."""
    begin, end = b'{"kind":"mapping","items":[["k",', b"]]}"
    found = changed(("findings", 1, "counterexample", "yours"), "HERE")
    return found.replace(b'"HERE"', begin * depth + b"1" + end * depth)


def refusal(path: Path) -> str:
    """Return why a file is refused, without its name."""
    with pytest.raises(StoredError) as caught:
        read_report(path)
    return str(caught.value).replace(str(path), "FILE")


@pytest.mark.parametrize("name", sorted(samples()))
def test_what_a_check_has_written_is_read(name: str, tmp_path: Path):
    """The reports of every kind of submission come back as they were."""
    path = tmp_path / "report.json"
    path.write_bytes(encode_report(samples()[name]))
    assert read_report(path) == samples()[name] == decode_report(path.read_bytes())


def test_dicts_are_read(tmp_path: Path):
    """A dict in a report comes back as it was, with what is in it."""
    path = tmp_path / "report.json"
    path.write_bytes(inside({"kind": "mapping", "items": [["size", 3]]}))
    example = read_report(path).findings[1].counterexample
    assert example is not None
    inner = SequenceValue("list", (MappingValue((("size", 3),)),))
    assert example.arguments == {"x": MappingValue((("key", inner),))}


def array(shape: tuple[int, ...], cells: list[float], wrong: Any = ()) -> bytes:
    """Return a report with such an array as an answer."""
    value = {"kind": "array", "shape": shape, "dtype": "float64", "cells": cells}
    report = json.loads(changed(("findings", 1, "counterexample", "yours"), value))
    report["findings"][1]["counterexample"]["wrong"] = wrong
    return json.dumps(report).encode()


CELLS = "an array in it has other cells than its shape says."
NOT = "FILE is not a report: "


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", f"{NOT}Input data was truncated."),
        (b"null", f"{NOT}Expected `object`, got `null`."),
        (b"[" * 100_000, f"{NOT}Expected `object`, got `array`."),
        (deep(40), f"{NOT}a value in it is too deep."),
        (mappings(40), f"{NOT}a value in it is too deep."),
        (deep(20_000), f"{NOT}maximum recursion depth exceeded"),
        (b" " * (MAX_REPORT + 1), f"{NOT}it is larger than any report."),
        (changed(("schema",), 2), f"{NOT}Invalid enum value 2 - at `$.schema`."),
        (changed(("points",), "45"), f"{NOT}Expected `int`, got `str` - at `$.points`."),
        (changed(("points",), 100), f"{NOT}its points do not add up."),
        (changed(("language",), "xx"), f"{NOT}its language is not known."),
        (changed(("assignment",), "../x"), f"{NOT}it has a name that is not a valid one."),
        (
            changed(("findings", 0, "exercise"), "@everyone"),
            f"{NOT}it has a name that is not a valid one.",
        ),
        (changed(("findings", 0, "exercise"), "conv2d"), f"{NOT}a name is in it twice."),
        (changed(("findings", 0, "concept"), "else"), f"{NOT}it names what is not in it."),
        (changed(("findings", 0, "because_of"), "else"), f"{NOT}it names what is not in it."),
        (array((3, 3), [1.0]), f"{NOT}{CELLS}"),
        (
            inside({"kind": "array", "shape": [2], "dtype": "uint8", "cells": [1.0]}),
            f"{NOT}{CELLS}",
        ),
        (array((0, 0, 10**12), []), f"{NOT}{CELLS}"),
        (array((-1, -1), [1.0]), f"{NOT}{CELLS}"),
        (array((1, 2), [1.0, 2.0], wrong=[[0, 2]]), f"{NOT}{CELLS}"),
        (array((1, 2), [1.0, 2.0], wrong=[[0]]), f"{NOT}{CELLS}"),
        (changed(("findings", 0, "points"), -5), f"{NOT}its numbers are not possible."),
        (changed(("findings", 0, "calls"), 10**12), f"{NOT}its numbers are not possible."),
        (changed(("findings", 0, "wrong_calls"), 61), f"{NOT}its numbers are not possible."),
    ],
)
def test_what_is_no_report_is_refused(content: bytes, sentence: str, tmp_path: Path):
    """Another form, another size, or sums that do not fit: a sentence, and nothing is shown."""
    path = tmp_path / "report.json"
    path.write_bytes(content)
    assert refusal(path).startswith(sentence)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has links and pipes for everybody")
def test_links_and_pipes_are_not_read(tmp_path: Path):
    """A link is not followed, a pipe not waited for, and what is not there is told."""
    real = tmp_path / "real.json"
    real.write_bytes(encode_report(samples()["finished"]))
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(real)
    os.mkfifo(pipe)
    for path in (link, pipe):
        assert refusal(path) == "FILE is not a regular file (links and devices are not read)."
    assert refusal(tmp_path / "none") == "FILE cannot be read: No such file or directory."
