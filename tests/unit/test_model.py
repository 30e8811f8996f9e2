"""The Report survives its JSON round trip, and keeps to the committed schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from grader import model
from grader.course import find_course
from grader.model import (
    ArrayValue,
    Calculation,
    CasebookState,
    ConceptTitle,
    Counterexample,
    Diagnosis,
    Drawing,
    DrawnPlane,
    Finding,
    Location,
    MappingValue,
    OpaqueValue,
    OracleState,
    Picture,
    Report,
    Rows,
    SequenceValue,
    Windows,
    decode_report,
    encode_report,
    report_schema,
)
from grader.session import Options, grade

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "assignment1"
SCHEMA = ROOT / "grader" / "report" / "report.schema.json"

#: What one answer of each odd kind looks like; put behind the finished example.
ODD_ANSWERS = {
    "convolution": """
def conv1d(x, w, b):
    return np.full(len(x) - len(w) + 1, np.nan)
def conv2d_single(x, w, b):
    return np.full((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1), -np.inf)
def conv2d(x, kernel, bias):
    return np.array([1 + 2j])
""",
    "padding": """
def zero_pad(x, pad_height, pad_width):
    return np.array([None])
def same_padding(size, kernel_size, stride):
    return {1, 2}
def conv2d_same(x, kernel, bias):
    print("\\x1b[31m\\u202e\\ud800 ::error::")
    raise ValueError("\\x1b[31m\\u202e\\ud800 ::error::")
""",
    "stride": """
def conv2d_strided(x, kernel, bias, strides, padding):
    return np.zeros((100, 100))
""",
    "pooling": """
def max_pool2d(x, pool_size, strides, padding):
    return [[float("nan"), 10**400], "text", None, True, np.float16(1)]
def avg_pool2d(x, pool_size, strides, padding):
    return max_pool2d(x, pool_size, strides, padding)[::-1]
""",
    "output_shape": """
def output_size(size, kernel_size, stride, padding):
    return float("inf")
def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    return 10**100, 2**60, np.nan
def pool_output_shape(input_shape, pool_size, strides, padding):
    return object()
""",
}

TEXT = st.text(max_size=20)
INTS = st.integers(-(2**53), 2**53)
COUNTS = st.integers(0, 2**53)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
INDICES = st.lists(st.integers(0, 9), max_size=3).map(tuple)


def structs(kind: type, /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for a struct; every one of its fields has to be given."""
    assert set(fields) == set(kind.__struct_fields__) - {"schema"}
    return st.builds(kind, **fields)


def tuples(items: st.SearchStrategy[Any], size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a strategy for tuples of any length up to ``size``."""
    return st.lists(items, max_size=size).map(tuple)


def one_of(kind: object) -> st.SearchStrategy[Any]:
    """Return a strategy for the texts of a ``Literal``."""
    return st.sampled_from(get_args(kind))


ARRAYS = structs(ArrayValue, shape=INDICES, dtype=TEXT, cells=tuples(FLOATS | TEXT))
OPAQUE = structs(OpaqueValue, type=TEXT, text=TEXT)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), INTS, FLOATS, TEXT, ARRAYS, OPAQUE),
    lambda inner: (
        structs(SequenceValue, type=st.sampled_from(["tuple", "list"]), items=tuples(inner))
        | structs(MappingValue, items=tuples(st.tuples(TEXT, inner)))
    ),
    max_leaves=4,
)
LOCATIONS = structs(Location, file=TEXT, line=COUNTS, source=TEXT, cell=COUNTS)
PLANES = structs(
    DrawnPlane,
    cells=tuples(tuples(TEXT)),
    outside=tuples(tuples(st.booleans())),
    rows=INDICES,
    columns=INDICES,
    weights=tuples(tuples(TEXT)),
)
ROWS = structs(
    Rows,
    text=TEXT,
    columns=tuples(TEXT),
    total=COUNTS,
    numbers=INDICES,
    rows=tuples(tuples(TEXT)),
)
DRAWN = (
    ROWS
    | structs(Calculation, text=TEXT, planes=tuples(PLANES, 2))
    | structs(
        Windows, text=TEXT, size=COUNTS, before=COUNTS, after=COUNTS, kernel=COUNTS, starts=INDICES
    )
)
DRAWINGS = structs(
    Drawing, title=TEXT, picture=TEXT, kernel=TEXT, right=DRAWN, yours=st.none() | DRAWN
)
PICTURES = structs(Picture, text=TEXT, lines=tuples(TEXT), drawing=st.none() | DRAWINGS)
COUNTEREXAMPLES = structs(
    Counterexample,
    call=TEXT,
    arguments=st.dictionaries(TEXT, VALUES, max_size=3),
    yours=VALUES,
    right=VALUES,
    wrong=tuples(INDICES),
    returned=st.booleans(),
    printed=TEXT,
    picture=st.none() | PICTURES,
)
DIAGNOSES = structs(
    Diagnosis,
    kind=st.sampled_from(["misconception", "pair", "tie", "symptoms"]),
    misconceptions=tuples(TEXT),
    agrees=COUNTS,
    calls=COUNTS,
    discriminating=COUNTS,
    symptoms=tuples(TEXT),
    says=TEXT,
    hint=TEXT,
)
FINDINGS = structs(
    Finding,
    exercise=TEXT,
    concept=TEXT,
    status=one_of(model.Status),
    points=COUNTS,
    max_points=COUNTS,
    headline=TEXT,
    outcome=one_of(model.OutcomeName),
    calls=COUNTS,
    wrong_calls=COUNTS,
    recorded_calls=COUNTS,
    recorded_wrong=COUNTS,
    details=tuples(TEXT),
    hint=TEXT,
    location=st.none() | LOCATIONS,
    counterexample=st.none() | COUNTEREXAMPLES,
    diagnosis=st.none() | DIAGNOSES,
    because_of=st.none() | TEXT,
    traceback=tuples(LOCATIONS),
    seconds=FLOATS,
)
REPORTS = structs(
    Report,
    assignment=TEXT,
    title=TEXT,
    language=TEXT,
    submission=TEXT,
    folder=TEXT,
    commit=TEXT,
    points=COUNTS,
    max_points=COUNTS,
    seed=COUNTS,
    examples=COUNTS,
    containment=st.sampled_from(["full", "partial", "none"]),
    containment_note=TEXT,
    seconds=FLOATS,
    versions=st.dictionaries(TEXT, TEXT, max_size=3),
    oracle=structs(
        OracleState,
        state=st.sampled_from(["agreed", "disagreed", "off", "not_installed", "died"]),
        text=TEXT,
        compared=COUNTS,
    ),
    casebook=structs(
        CasebookState,
        state=st.sampled_from(["used", "none", "refused"]),
        text=TEXT,
        made=TEXT,
        tensorflow=TEXT,
        digest=TEXT,
        alone=st.booleans(),
        missed=tuples(TEXT),
    ),
    notes=tuples(TEXT),
    concepts=tuples(structs(ConceptTitle, id=TEXT, title=TEXT)),
    findings=tuples(FINDINGS),
)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Return what holds a JSON text against the committed schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def graded(folder: Path) -> Report:
    """Grade a folder with few inputs and without tf.nn."""
    options = Options(seed=1, examples=20, oracle="off")
    return grade(find_course(ROOT), "assignment1", folder, options)


@pytest.fixture(scope="module")
def first_attempt() -> Report:
    """Return the report on the example with typical mistakes."""
    return graded(EXAMPLES / "first_attempt")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return the report on a submission that answers with oddities only."""
    folder = tmp_path_factory.mktemp("odd")
    for module, text in ODD_ANSWERS.items():
        shutil.copy(EXAMPLES / "finished" / f"{module}.py", folder)
        with (folder / f"{module}.py").open("a", encoding="utf-8") as file:
            file.write(f"\n\nimport numpy as np\n{text}")
    shutil.copy(EXAMPLES / "finished" / "windows.py", folder)
    return graded(folder)


@seed(1)
@settings(max_examples=100, database=None, deadline=None)
@given(report=REPORTS)
def test_any_report_survives_the_round_trip(report: Report, validator: Draft202012Validator):
    """Reading what was written gives an equal report, and the text keeps to the schema."""
    text = encode_report(report)
    assert decode_report(text) == report
    validator.validate(json.loads(text))


def test_the_committed_schema_is_current():
    """``report.schema.json`` is what ``report_schema()`` gives."""
    assert report_schema() == SCHEMA.read_bytes(), "write it anew with grader.model.report_schema()"


def test_the_schema_knows_this_version_only():
    """A report of another schema version is refused, and the message has the path."""
    with pytest.raises(msgspec.ValidationError, match=r"\$\.schema"):
        decode_report(b'{"schema": 2}')


@pytest.mark.parametrize("name", ["first_attempt", "odd"])
def test_real_reports_keep_to_the_schema(
    name: str, validator: Draft202012Validator, request: pytest.FixtureRequest
):
    """What a run writes is valid JSON of the committed schema, and survives the round trip."""
    report = request.getfixturevalue(name)
    text = encode_report(report)
    validator.validate(json.loads(text, parse_constant=pytest.fail))
    assert decode_report(text) == report


def test_the_schema_is_strict_about_words(validator: Draft202012Validator, first_attempt: Report):
    """A status that does not exist is not of the schema."""
    spoiled = json.loads(encode_report(first_attempt))
    spoiled["findings"][0]["status"] = "fine"
    assert not validator.is_valid(spoiled)


def test_a_report_has_the_promised_keys(first_attempt: Report):
    """The keys that others read are all there, also where their values are the defaults."""
    report = json.loads(encode_report(first_attempt))
    assert report["schema"] == 1
    promised = {"assignment", "points", "max_points", "seed", "containment", "seconds", "versions"}
    assert promised <= report.keys()
    assert {"grader", "reference", "python", "numpy", "hypothesis"} <= report["versions"].keys()
    keys = {
        *("exercise", "concept", "status", "points", "max_points", "headline", "outcome"),
        *("calls", "wrong_calls", "counterexample", "diagnosis", "because_of"),
    }
    for finding in report["findings"]:
        assert keys <= finding.keys()
        # Null where there is nothing to explain, and only there.
        assert (finding["diagnosis"] is None) == (finding["status"] != "failed")
    assert [one["exercise"] for one in report["findings"]][:2] == ["conv1d", "conv2d_single"]


def test_odd_answers_are_kept_as_texts(odd: Report):
    """What JSON has no number for stands in the report as a text."""
    yours = {
        finding.exercise: finding.counterexample.yours
        for finding in odd.findings
        if finding.counterexample is not None
    }
    assert yours["conv1d"] == ArrayValue((1,), "float64", ("nan",))
    assert yours["conv2d_single"] == ArrayValue((1, 1), "float64", ("-inf",))
    assert yours["conv2d"] == ArrayValue((1,), "complex128", ("1+2j",))
    assert yours["zero_pad"] == OpaqueValue("ndarray", "shape (1,), dtype object")
    assert yours["same_padding"] == OpaqueValue("set", "")
    assert yours["conv2d_strided"] == ArrayValue((100, 100), "float64", ())
    assert yours["output_size"] == OpaqueValue("float", "inf")
    assert yours["pool_output_shape"] == OpaqueValue("object", "")
    assert yours["max_pool2d"] == SequenceValue(
        "list",
        (
            SequenceValue(
                "list",
                (
                    OpaqueValue("float", "nan"),
                    OpaqueValue("int", "a number with hundreds of digits"),
                ),
            ),
            "text",
            None,
            True,
            ArrayValue((), "float16", (1.0,)),
        ),
    )
    assert isinstance(yours["conv_output_shape"].items[0], OpaqueValue)


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], 0),
        (["passed"], 0),
        (["passed", "failed"], 1),
        (["not_started"], 1),
        (["passed", "not_graded"], 1),
        (["passed", "broken"], 3),
        (["failed", "broken"], 3),
    ],
)
def test_exit_code(statuses: list[model.Status], code: int, first_attempt: Report):
    """The exit code is the worst of all findings'."""
    findings = tuple(Finding("f", "c", status, 0, 1) for status in statuses)
    assert msgspec.structs.replace(first_attempt, findings=findings).exit_code == code
