"""Files for other programs are what those read, whatever a report holds."""

from __future__ import annotations

import io
import json
import os
import unittest
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from gradescope_utils.autograder_utils.decorators import leaderboard, number, tags, weight
from gradescope_utils.autograder_utils.decorators import visibility as seen
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validators
from junitparser import JUnitXml, TestCase
from msgspec.structs import replace
from sarif.loader import load_sarif_files

from grader.language import speaking
from grader.model import Diagnosis, Finding, Location, Report
from grader.report import classroom50, gradescope, junit, sarif
from grader.report.formats import FORMATS, Setting, files_of, printed_of
from grader.report.text import plain
from grader.report.told import MAX_SENTENCE, by_concept, one_sentence, text_alone
from tests.unit.reports import SMALL, SMUGGLED, samples
from tests.unit.test_model import REPORTS

HERE = Path(__file__).parent
SCHEMAS = HERE.parent / "schemas"
NAMES = ("finished", "wrong", "unfinished", "hostile", "korean")
JSON_FORMATS = ("sarif", "gradescope", "classroom50")
SETTING = Setting(
    now=datetime(2026, 11, 21, 19, 0, 5, tzinfo=timezone(timedelta(hours=9))),
    environment={
        "CLASSROOM": "ml",
        "ASSIGNMENT": "building-blocks",
        "ASSIGNMENT_TYPE": "group",
        "OWNER": "ada",
        "USERNAME": "grace",
        "SUBMISSION_TAG": "submit/2026-11-21T10-00-01Z-5eed012",
        "COMMIT_URL": "https://example.org/commit/5eed012",
        "RELEASE_URL": "https://example.org/release/1",
        "REVIEW_URL": "https://example.org/compare/1",
    },
)
#: Python's json reads 2.0 as a float, and a schema takes it for an integer. Here it is none.
Strict = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _checker, value: type(value) is int
    ),
)
PROBLEMS = settings(
    max_examples=50, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)

TEXTS = st.lists(
    st.sampled_from(SMUGGLED) | st.text(st.characters(exclude_categories=()), max_size=9),
    max_size=5,
).map("".join)


@st.composite
def hostile_reports(draw: st.DrawFn) -> Report:
    """Return any report at all, with texts that would do harm, and halves of surrogate pairs."""
    report = draw(REPORTS)
    findings = tuple(
        replace(
            finding,
            exercise=finding.exercise + draw(TEXTS),
            concept=draw(st.sampled_from([finding.concept, *(c.id for c in report.concepts)])),
            headline=draw(TEXTS),
            details=(draw(TEXTS) * 20,),
            hint=draw(TEXTS),
            location=finding.location and Location(draw(TEXTS), finding.location.line, draw(TEXTS)),
        )
        for finding in report.findings
    )
    texts = {name: draw(TEXTS) for name in ("assignment", "submission", "folder", "commit")}
    return replace(report, findings=findings, versions={"grader": draw(TEXTS)}, **texts)


def listed(report: Report) -> list[Finding]:
    """Return the findings in the order in which they are written."""
    return [finding for _concept, findings in by_concept(report) for finding in findings]


def written(name: str, report: Report, setting: Setting = SETTING) -> str:
    """Return what a format makes of a report, in the report's language."""
    with speaking("ko" if report.language == "ko" else "en"):
        return printed_of(name, report, setting)


def validator(name: str) -> Any:
    """Return what holds data against a schema of ours."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Strict(schema)


GRADESCOPE = validator("gradescope-results")
CLASSROOM50 = validator("classroom50-result-v1")


def texts_in(data: Any) -> Iterator[str]:
    """Yield every text in JSON data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts_in(value)


def is_safe(text: str) -> bool:
    """Say whether all of a text can be printed, and no line is a command of a CI log."""
    lines = text.split("\n")
    return all(line.isprintable() and not line.lstrip().startswith(("::", "##[")) for line in lines)


@pytest.mark.parametrize("name", ["junit", *JSON_FORMATS])
def test_a_small_report(name: str):
    """A report with one exercise of each status is written exactly as it lies here."""
    for file, text in files_of(name, SMALL, SETTING).items():
        if file.endswith(".md"):
            continue
        path = HERE / "written" / file
        if os.environ.get("GOLDEN_UPDATE"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_junit_is_what_junitparser_reads(name: str):
    """Suites are concepts, cases exercises, with their counts, places, points and results."""
    report = samples()[name]
    read = JUnitXml.fromstring(written("junit", report).encode())
    assert read.name == "assignment1"
    assert read.time == round(report.seconds, 3)
    assert [suite.name for suite in read] == [f"assignment1.{one.id}" for one in report.concepts]
    for suite, (_concept, findings) in zip(read, by_concept(report), strict=True):
        assert suite.time == round(sum(one.seconds for one in findings), 3)
        points = {one.name: int(one.value) for one in suite.properties()}
        assert points == {
            "grader.points": sum(one.points for one in findings),
            "grader.max_points": sum(one.max_points for one in findings),
        }
        for case, finding in zip(suite, findings, strict=True):
            assert (case.classname, case.name) == (suite.name, finding.exercise)
            assert case.time == finding.seconds
            assert results_of(case) == expected_results(report, finding)
            place = finding.location
            file = place and f"assignments/assignment1/{place.file}"
            assert case._elem.get("file") == file
            assert case._elem.get("line") == (str(place.line) if place else None)
    before = counts_of(read), [counts_of(suite) for suite in read]
    read.update_statistics()
    for suite in read:
        suite.update_statistics()
    assert before == (counts_of(read), [counts_of(suite) for suite in read])


def counts_of(element: Any) -> tuple[int, ...]:
    """Return the counts that stand in an element."""
    return (element.tests, element.failures, element.errors, element.skipped)


def results_of(case: TestCase) -> list[tuple[str, str, str]]:
    """Return tag, message and text of what a case resulted in."""
    return [(one._elem.tag, one.message, one.text or "") for one in case.result]


def expected_results(report: Report, finding: Finding) -> list[tuple[str, str, str]]:
    """Return the same for a finding."""
    tags = {
        "failed": "failure",
        "not_graded": "error",
        "broken": "error",
        "not_started": "skipped",
    }
    if finding.status == "passed":
        return []
    with speaking("ko" if report.language == "ko" else "en"):
        text = "" if finding.status == "not_started" else text_alone(report, finding)
        return [(tags[finding.status], one_sentence(finding), text)]


@seed(1)
@PROBLEMS
@given(report=hostile_reports())
def test_junit_is_well_formed_and_loses_nothing(report: Report):
    """Of any report each exercise has its case, and each text all of its characters."""
    text = written("junit", report)
    assert is_safe(text)
    root = ET.fromstring(text.encode("utf-8"))  # noqa: S314  (we have written it)
    cases = list(root.iter("testcase"))
    for case, finding in zip(cases, listed(report), strict=True):
        assert case.get("name") == plain(finding.exercise)
        assert case.get("classname") == plain(f"{report.assignment}.{finding.concept}")
        results = [(one.tag, one.get("message", ""), one.text or "") for one in case]
        assert results == expected_results(report, finding)
    statuses = [finding.status for finding in report.findings]
    errors = statuses.count("broken") + statuses.count("not_graded")
    expected = (len(cases), statuses.count("failed"), errors, statuses.count("not_started"))
    for every in ([root], root.findall("testsuite")):
        names = ("tests", "failures", "errors", "skipped")
        counts = tuple(sum(int(one.get(name, "")) for one in every) for name in names)
        assert counts == expected


@pytest.mark.parametrize("seconds", [-1.0, 1e308])
def test_junit_has_no_time_that_cannot_be(seconds: float):
    """A stored report may have any number of seconds: XML gets one that can be read."""
    findings = tuple(replace(one, seconds=seconds) for one in SMALL.findings)
    read = JUnitXml.fromstring(
        junit.render(replace(SMALL, seconds=seconds, findings=findings), SETTING).encode()
    )
    times = [read.time, *(suite.time for suite in read), *(c.time for s in read for c in s)]
    assert set(times) == {min(max(seconds, 0), 1_000_000)}


@seed(1)
@PROBLEMS
@given(report=hostile_reports())
def test_json_of_any_report_is_valid_and_safe(report: Report):
    """Of any report the files are valid, and hold nothing that cannot be printed."""
    found = {}
    for name in JSON_FORMATS:
        text = written(name, report, Setting())
        text.encode("utf-8")
        assert is_safe(text)
        found[name] = json.loads(text, parse_constant=pytest.fail)
        assert all(map(is_safe, texts_in(found[name]))), name
    GRADESCOPE.validate(found["gradescope"])
    CLASSROOM50.validate(found["classroom50"])
    assert len(found["gradescope"]["tests"]) == len(report.findings)
    assert len(found["classroom50"]["tests"]) == len(report.findings)


@pytest.mark.parametrize("name", ["junit", *JSON_FORMATS])
def test_nothing_of_a_hostile_submission_breaks_out(name: str):
    """What student code chose stays text: no command, no element, no link, no raw character."""
    report = samples()["hostile"]
    text = written(name, report)
    assert "stop-commands" in text
    assert is_safe(text)
    if name == "junit":
        root = ET.fromstring(text)  # noqa: S314  (as above)
        tags = {"testsuites", "testsuite", "properties", "property", "testcase", "failure"}
        assert {one.tag for one in root.iter()} == tags
        assert "]]>" not in text
        assert "<script" not in text
    else:
        assert all(map(is_safe, texts_in(json.loads(text))))
    # What is sent is not much longer than what a terminal shows.
    assert len(text) < 25_000


@pytest.mark.parametrize("name", NAMES)
def test_sarif_is_what_sarif_tools_reads(name: str, tmp_path: Path):
    """The records are the exercises that have not passed, at their places, by severity."""
    report = samples()[name]
    (tmp_path / "report.sarif").write_text(written("sarif", report), encoding="utf-8")
    read = load_sarif_files(str(tmp_path / "report.sarif"))
    levels = {"failed": "error", "not_started": "note", "not_graded": "warning"}
    with speaking("ko" if report.language == "ko" else "en"):
        expected = [
            {
                "Tool": "grader",
                "Severity": levels[finding.status],
                "Code": f"assignment1/{finding.concept}/{finding.exercise}",
                "Description": one_sentence(finding).replace("](", "] ("),
                "Location": f"assignments/assignment1/{file_of(finding)}",
                "Line": finding.location.line if finding.location else "1",
            }
            for finding in listed(report)
            if finding.status in levels
        ]
    assert read.get_records() == expected
    data = json.loads(written("sarif", report))
    (run,) = data["runs"]
    assert run["tool"]["driver"]["semanticVersion"] == "0.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["Code"] for one in expected
    ]
    assert run["invocations"] == [{"executionSuccessful": True}]


def file_of(finding: Finding) -> str:
    """Return the file of an exercise, which is its concept's where no line is known."""
    return finding.location.file if finding.location else f"{finding.concept}.py"


def sarif_run(report: Report) -> Any:
    """Return the only run."""
    return json.loads(sarif.render(report, SETTING))["runs"][0]


@pytest.mark.parametrize(
    ("location", "uri", "line"),
    [
        (Location("풀이 1.py", 3), "assignments/assignment1/%ED%92%80%EC%9D%B4%201.py", 3),
        (Location("a#b?c%d:e.py", 0), "assignments/assignment1/a%23b%3Fc%25d%3Ae.py", None),
        (Location("a.py", -1), "assignments/assignment1/a.py", None),
        (Location("\ud800.py", 1), "assignments/assignment1/%5Cud800.py", 1),
    ],
)
def test_sarif_names_files_by_uri(location: Location, uri: str, line: int | None):
    """A path is percent-encoded, and a line that is not known is left out."""
    failed = replace(SMALL.findings[2], location=location)
    (result,) = sarif_run(replace(SMALL, findings=(failed,)))["results"]
    (place,) = (one["physicalLocation"] for one in result["locations"])
    assert place.pop("artifactLocation") == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert place == ({"region": {"startLine": line}} if line else {})


@pytest.mark.parametrize(
    ("folder", "file"), [("/", "/example.org/x.py"), ("..", "../example.org/./x.py")]
)
def test_sarif_paths_stay_in_the_repository(folder: str, file: str):
    """No path is taken for another host, for the disk's root, or for a folder above."""
    failed = replace(SMALL.findings[2], location=Location(file, 1))
    (result,) = sarif_run(replace(SMALL, folder=folder, findings=(failed,)))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "example.org/x.py"


def test_sarif_has_no_links():
    """In a message of SARIF [words](address) is a link: what looks like one is broken."""
    failed = replace(
        SMALL.findings[2], headline="f raised E: [see](https://example.org)", diagnosis=None
    )
    (result,) = sarif_run(replace(SMALL, findings=(failed,)))["results"]
    assert result["message"]["text"].startswith("f raised E: [see] (https://example.org).")


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.2.3", {"semanticVersion": "1.2.3"}),
        ("1.2.3-rc.1", {"semanticVersion": "1.2.3-rc.1"}),
        ("1.2.3.dev4", {"version": "1.2.3.dev4"}),
        ("", {"version": "?"}),
    ],
)
def test_sarif_calls_a_version_by_its_kind(version: str, told: dict[str, str]):
    """Only a semantic version is called one."""
    driver = sarif_run(replace(SMALL, versions={"grader": version}))["tool"]["driver"]
    del driver["rules"]
    assert driver == {"name": "grader", **told}


@pytest.mark.parametrize("name", NAMES)
def test_gradescope_adds_up_to_the_points(name: str):
    """The tests are the exercises, and their scores the report's points."""
    report = samples()[name]
    data = json.loads(written("gradescope", report))
    GRADESCOPE.validate(data)
    assert "score" not in data
    assert sum(one["score"] for one in data["tests"]) == report.points
    assert sum(one["max_score"] for one in data["tests"]) == report.max_points
    titles = {one.id: one.title for one in report.concepts}
    assert [one["name"] for one in data["tests"]] == [
        f"{titles[one.concept]}: {one.exercise}" for one in report.findings
    ]
    assert [one["number"] for one in data["tests"]][2:5] == ["1.3", "2.1", "2.2"]


def test_gradescope_needs_a_sum_where_there_are_no_tests():
    """A report without exercises has the points itself: Gradescope asks for one of them."""
    data = json.loads(gradescope.render(replace(SMALL, findings=()), SETTING))
    GRADESCOPE.validate(data)
    assert data["score"] == SMALL.points
    del data["score"]
    assert not GRADESCOPE.is_valid(data)


class Example(unittest.TestCase):
    """What an instructor's own test looks like with gradescope-utils."""

    __test__ = False  # It is not for pytest.

    @weight(2)
    @number("1.1")
    @tags("padding")
    @seen("visible")
    def test_passes(self):
        """Passes."""

    @weight(1)
    @number("1.2")
    def test_fails(self):
        """Fails."""
        self.fail("on purpose")

    @leaderboard("points", "desc")
    def test_leads(self, set_leaderboard_value: Any = None):
        """Leads."""
        set_leaderboard_value(7)


def test_gradescope_has_the_keys_that_its_own_runner_writes():
    """What gradescope-utils writes is of our schema, and what we write has the same keys."""
    stream = io.StringIO()
    runner = JSONTestRunner(stream=stream, visibility="visible", stdout_visibility="hidden")
    runner.run(unittest.defaultTestLoader.loadTestsFromTestCase(Example))
    theirs = json.loads(stream.getvalue())
    # As a text, though the documentation says a number.
    theirs["execution_time"] = float(theirs["execution_time"])
    GRADESCOPE.validate(theirs)
    ours = json.loads(gradescope.render(SMALL, SETTING))
    assert theirs.keys() - ours.keys() == {"score", "leaderboard"}
    assert ours.keys() - theirs.keys() == {"output", "output_format", "extra_data"}
    keys = [set().union(*(one.keys() for one in data["tests"])) for data in (theirs, ours)]
    assert keys[0] - keys[1] == {"visibility"}
    assert keys[1] - keys[0] == {"output_format"}


@pytest.mark.parametrize(
    ("key", "value"),
    [("scores", 1), ("output_format", "markdown"), ("visibility", "shown"), ("tests", {})],
)
def test_the_schema_of_gradescope_is_closed(key: str, value: Any):
    """A key or a word that Gradescope does not have is seen."""
    data = json.loads(gradescope.render(SMALL, SETTING))
    with pytest.raises(ValidationError):
        GRADESCOPE.validate({**data, key: value})
    with pytest.raises(ValidationError):
        GRADESCOPE.validate({**data, "tests": [{**data["tests"][0], key: value}]})


@pytest.mark.parametrize("environment", [{}, SETTING.environment])
@pytest.mark.parametrize("name", NAMES)
def test_classroom50_takes_every_report(name: str, environment: dict[str, str]):
    """A result is valid with all variables and with none, and its points are the report's."""
    report = samples()[name]
    data = json.loads(written("classroom50", report, Setting(environment=environment)))
    CLASSROOM50.validate(data)
    assert (data["score"], data["max-score"]) == (report.points, report.max_points)
    assert sum(one["score"] for one in data["tests"]) == report.points
    assert [one["passed"] for one in data["tests"]] == [
        finding.status == "passed" for finding in report.findings
    ]


def test_classroom50_without_variables():
    """What a missing variable would have said is taken from the report, or unknown."""
    data = json.loads(classroom50.render(SMALL, replace_environment({})))
    assert {key: data[key] for key in list(data)[1:10]} == {
        "classroom": "unknown",
        "assignment": "assignment1",
        "assignment_type": "individual",
        "owner": "ada",
        "submission": "submit/2026-11-21T10-00-05Z-5eed012",
        "commit": "5eed0123456789abcdef0123456789abcdef0123",
        "release": "unknown",
        "review": "5eed0123456789abcdef0123456789abcdef0123",
        "datetime": "2026-11-21T10:00:05Z",
    }
    bare = replace(SMALL, commit="", submission="")
    data = json.loads(classroom50.render(bare, replace_environment({})))
    assert (data["owner"], data["commit"]) == ("unknown", "unknown")
    assert data["submission"] == "submit/2026-11-21T10-00-05Z-unknown"


def test_classroom50_with_odd_variables():
    """A variable with a value that is not allowed counts as missing, an empty one too."""
    odd = {
        "ASSIGNMENT_TYPE": "solo",
        "SUBMISSION_TAG": "refs/heads/main",
        "OWNER": "",
        "USERNAME": "grace\n::error::",
        "COMMIT_URL": "https://example.org/commit/1",
    }
    data = json.loads(classroom50.render(SMALL, replace_environment(odd)))
    CLASSROOM50.validate(data)
    assert data["assignment_type"] == "individual"
    assert data["submission"] == "submit/2026-11-21T10-00-05Z-5eed012"
    assert data["owner"] == "grace\\n::error::"
    assert data["review"] == "https://example.org/commit/1"


def replace_environment(environment: dict[str, str]) -> Setting:
    """Return the setting with other variables."""
    return Setting(now=SETTING.now, environment=environment)


@pytest.mark.parametrize(
    "spoil",
    [
        {"score": 1.5},
        {"score": 2.0},
        {"score": True},
        {"max-score": -1},
        {"datetime": "2026-11-21T10:00:05+00:00"},
        {"submission": "main"},
        {"owner": ""},
        {"assignment_type": "solo"},
        {"usernames": ["ada"]},
        {"schema": "classroom50/result/v2"},
    ],
)
def test_the_schema_of_classroom50_is_strict(spoil: dict[str, Any]):
    """Points that are no integers, and fields that are not of the format, are refused."""
    data = json.loads(classroom50.render(SMALL, SETTING))
    CLASSROOM50.validate(data)
    with pytest.raises(ValidationError):
        CLASSROOM50.validate({**data, **spoil})


@pytest.mark.parametrize("score", [2.5, 2.0, True, -1])
def test_the_schema_of_classroom50_looks_at_each_test(score: Any):
    """A test's points are integers too."""
    data = json.loads(classroom50.render(SMALL, SETTING))
    data["tests"][0]["score"] = score
    assert not CLASSROOM50.is_valid(data)


SENTENCES = {
    "conv1d": "Right on all 60 tests.",
    "conv2d": "conv2d was not graded: the time for the whole submission was used up.",
    "same_padding": "When the number of zeros is odd, the extra zero goes in front. "
    "Wrong on 22 of 60 tests.",
    "conv2d_same": "It fails for the same reason as same_padding and keeps its points.",
    "zero_pad": "zero_pad is not started.",
    "crop": "crop could not be graded: the reference and tf.nn do not agree. "
    "This is the grader's fault, and costs no points.",
}


@pytest.mark.parametrize("finding", SMALL.findings, ids=lambda finding: finding.exercise)
def test_one_sentence(finding: Finding):
    """The reason comes first where it is known; else what came back, or why nothing did."""
    assert one_sentence(finding) == SENTENCES[finding.exercise]


def test_one_sentence_without_a_reason():
    """Where no misconception explains it, the sentence says what came back."""
    finding = replace(SMALL.findings[2], diagnosis=Diagnosis("symptoms", says="What I see: rows."))
    assert one_sentence(finding) == (
        "same_padding returned (1, 0), but should return (0, 1). Wrong on 22 of 60 tests."
    )
    assert one_sentence(replace(finding, headline="", wrong_calls=0)) == "values."
    assert one_sentence(replace(finding, headline="Is it?", wrong_calls=0)) == "Is it?"


@pytest.mark.parametrize(("char", "details"), [("x", 90), ("\U000e0001", 10), ("\n", 45)])
def test_texts_are_cut(char: str, details: int):
    """A sentence has 300 characters at most and still its counts, a finding 20 kB."""
    long = char * 5_000
    finding = replace(
        SMALL.findings[2], diagnosis=None, headline=long, details=(long,) * details, because_of=None
    )
    sentence = one_sentence(finding)
    assert len(sentence) <= MAX_SENTENCE
    assert sentence.endswith("... Wrong on 22 of 60 tests.") or char == "\n"
    for other in (replace(finding, because_of=long), replace(finding, status="broken")):
        assert len(one_sentence(other)) <= MAX_SENTENCE
    text = text_alone(SMALL, finding)
    assert 15_000 < len(text.encode()) <= 20_004
    assert text.endswith(" ...")


def test_a_finding_alone_names_what_follows_from_it_and_what_it_follows_from():
    """An exercise that fails for another's reason says so, and so does the other one."""
    cause, effect = (text_alone(SMALL, finding) for finding in SMALL.findings[2:4])
    assert "\n  conv2d_same fails for the same reason (no points lost twice).\n" in cause
    assert effect.endswith(
        "\n\n  It fails for the same reason as same_padding and keeps its points."
    )
    assert effect.startswith("X conv2d_same ")


def test_no_finding_is_left_out():
    """A finding of a concept that the report does not name stands behind all others."""
    lost = replace(SMALL.findings[0], concept="lost")
    report = replace(SMALL, findings=(lost, *SMALL.findings))
    assert listed(report) == [*SMALL.findings, lost]
    read = JUnitXml.fromstring(junit.render(report, SETTING).encode())
    assert [suite.name for suite in read][-1] == "assignment1.lost"
    data = json.loads(gradescope.render(report, SETTING))
    assert (data["tests"][-1]["number"], data["tests"][-1]["name"]) == ("3.1", "lost: conv1d")


def test_a_concept_keeps_its_number_when_another_was_not_asked_for():
    """With --only, suites without exercises are left out, and numbers stay what they are."""
    report = replace(SMALL, findings=SMALL.findings[2:])
    read = JUnitXml.fromstring(junit.render(report, SETTING).encode())
    assert [suite.name for suite in read] == ["assignment1.padding"]
    data = json.loads(gradescope.render(report, SETTING))
    assert [one["number"] for one in data["tests"]] == ["2.1", "2.2", "2.3", "2.4"]


def test_korean_is_written_as_it_is():
    """Korean stands in all files as Korean, not as numbers of its characters."""
    report = samples()["korean"]
    for name in ("junit", *JSON_FORMATS):
        assert "0의 개수가 홀수일 때" in written(name, report)


def test_the_registry_knows_these_formats():
    """Each format is written to the file that its reader looks for."""
    files = {name: set(FORMATS[name].files) for name in ("junit", *JSON_FORMATS)}
    assert files == {
        "junit": {"junit.xml"},
        "sarif": {"report.sarif"},
        "gradescope": {"results.json"},
        "classroom50": {"result.json", "release-body.md"},
    }
