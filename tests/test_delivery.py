"""Where reports go: the standard output, files of a folder, and what GitHub's runner reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import main
from grader.model import decode_report
from grader.report.formats import FORMATS
from tests.golden_run import ROOT

FIRST_ATTEMPT = ROOT / "examples" / "assignment1" / "first_attempt"
#: The files of each format.
FILES = {
    "text": {"feedback.txt"},
    "json": {"report.json"},
    "markdown": {"feedback.md"},
    "html": {"feedback.html"},
    "github": {"summary.md"},
    "comment": {"comment.md"},
    "junit": {"junit.xml"},
    "gradescope": {"results.json"},
    "classroom50": {"result.json", "release-body.md"},
    "sarif": {"report.sarif"},
}


def run(*words: object, **environment: str | None) -> Result:
    """Run a command in this process."""
    kept = {"GITHUB_STEP_SUMMARY": None, "GITHUB_OUTPUT": None, **environment}
    return CliRunner(env=kept).invoke(main, [str(word) for word in words])


def check(*words: object, **environment: str | None) -> Result:
    """Check the first attempt on recorded inputs, two exercises of it."""
    given = ("check", "assignment1", FIRST_ATTEMPT, "--quick", "--only", "padding", "--seed", 1)
    return run(*given, *words, **environment)


def options(formats: object) -> list[str]:
    """Return the options that ask for these formats."""
    return [word for name in formats for word in ("--format", name)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every file of every format."""
    folder = tmp_path_factory.mktemp("written") / "made" / "on the way"
    result = check(*options(FORMATS), "--output", folder)
    assert result.exit_code == 1, result.output
    return folder


def test_all_formats_are_written_at_once(written: Path):
    """Each format has its files, no two the same, and nothing else is left behind."""
    assert FILES.keys() == FORMATS.keys()
    assert {path.name for path in written.iterdir()} == set().union(*FILES.values())
    assert sum(map(len, FILES.values())) == len(set().union(*FILES.values()))


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"github", "classroom50", "text"}))
def test_a_stored_report_is_written_again(name: str, written: Path, tmp_path: Path):
    """`grader render` makes of report.json the very files that the check has made."""
    result = run("render", written / "report.json", "--format", name, "--output", tmp_path)
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == FILES[name]
    for file in FILES[name]:
        assert (tmp_path / file).read_bytes() == (written / file).read_bytes()


def test_text_is_printed_beside_the_files(tmp_path: Path):
    """With --output, people still read the feedback; --format alone takes its place."""
    beside = check("--format", "json", "--output", tmp_path).output
    assert beside.startswith("assignment1  Building blocks")
    alone = check("--format", "json").output
    assert json.loads(alone)["assignment"] == "assignment1"
    assert (
        check("--output", tmp_path).output.partition("points.")[0]
        == ((tmp_path / "feedback.txt").read_text(encoding="utf-8").partition("points.")[0])
    )


def test_github_gets_a_summary_and_outputs(tmp_path: Path):
    """Where the runner names its files, they are added to; what was there stays."""
    summary, output = tmp_path / "summary", tmp_path / "output"
    for path in (summary, output):
        path.write_text("before=1\n", encoding="utf-8")
    runner = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}
    result = check("--format", "github", "--output", tmp_path / "files", **runner)
    assert output.read_text(encoding="utf-8") == "before=1\npoints=15\nmax-points=20\n"
    made = (tmp_path / "files" / "summary.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == f"before=1\n{made}"
    lines = result.output.splitlines()
    assert re.fullmatch("::stop-commands::[0-9a-f]{32}", lines[0])
    assert lines[-1] == "::notice title=assignment1::15 of 20 points."


def test_the_token_is_another_each_time():
    """What ends the part without commands cannot be guessed from an earlier run."""
    tokens = {check("--format", "github").output.splitlines()[0] for _ in range(2)}
    assert len(tokens) == 2


def test_other_formats_leave_the_runner_alone(tmp_path: Path):
    """Without --format github, nothing is written to the runner's files."""
    output = tmp_path / "output"
    check("--format", "junit", GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(output))
    assert not output.exists()


def test_a_commit_gives_the_seed():
    """The same commit has the same inputs; a seed that is given goes before it."""
    commit = "0000002A" + "b" * 32
    report = decode_report(check("--format", "json", "--commit", commit).output.encode())
    assert (report.commit, report.seed) == (commit.lower(), 1)
    words = ("check", "assignment1", FIRST_ATTEMPT, "--quick", "--only", "output_size")
    report = decode_report(run(*words, "--commit", commit, "--format", "json").output.encode())
    assert (report.commit, report.seed) == (commit.lower(), 42)


def test_a_folder_that_cannot_be_is_told_before_the_check(tmp_path: Path):
    """A file in the place of the folder is told at once, and nothing is checked."""
    target = tmp_path / "file"
    target.touch()
    result = check("--format", "json", "--output", target)
    assert result.exit_code == 2
    assert result.output == f"{target} cannot be written: File exists.\n"


def test_a_report_speaks_its_language(tmp_path: Path):
    """A stored report is told in the language that it was made in, unless another is asked for."""
    path = tmp_path / "korean.json"
    check("--json", path, "--lang", "ko")
    assert "20점 만점에 15점입니다" in run("render", path, GRADER_LANG="en").output
    assert "15 of 20 points." in run("render", path, "--lang", "en").output


def test_a_page_is_written_beside_the_text(tmp_path: Path):
    """`--html` writes what the format is, in the check's language; no folder is told."""
    page, report = tmp_path / "page.html", tmp_path / "report.json"
    shown = check("--html", page, "--json", report, "--lang", "ko").output
    assert "20점 만점에 15점입니다" in shown
    again = run("render", report, "--format", "html").output
    assert page.read_text(encoding="utf-8") == again
    assert '<html lang="ko">' in again
    target = tmp_path / "nowhere" / "page.html"
    result = check("--html", target)
    assert result.exit_code == 2
    assert result.output == f"There is no folder {target.parent} to write page.html to.\n"


def test_what_is_no_report_is_told(tmp_path: Path):
    """`grader render` refuses with a sentence and exit code 2, and writes nothing."""
    path = tmp_path / "report.json"
    path.write_text('{"schema": 1}', encoding="utf-8")
    result = run("render", path, "--format", "comment", "--output", tmp_path / "body")
    assert result.exit_code == 2
    sentence = f"{path} is not a report: Object missing required field `assignment`."
    assert result.output == f"{sentence}\n"
    assert list((tmp_path / "body").iterdir()) == []
