"""The page in a real browser: readable at any width, and asking nobody for anything.

Chromium has to be installed; without it these tests are skipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.drawing import Calculation, Drawing, DrawnPlane
from grader.language import speaking
from grader.model import Picture, Report
from grader.report.formats import Setting
from grader.report.html import fragment, render
from grader.report.svg import draw
from grader.report.told import told
from tests.unit.reports import SMALL, samples
from tests.unit.test_svg import CALCULATION

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

#: What is asked of a page that has been loaded.
QUESTIONS = """() => {
    const inside = (one) => {
        const box = one.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && box.left >= 0 && box.right <= innerWidth + 0.5;
    };
    const all = (selector) => [...document.querySelectorAll(selector)];
    const brightness = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map(Number)
        .reduce((sum, one) => sum + one, 0) / 3;
    return {
        fits: document.scrollingElement.scrollWidth <= innerWidth,
        text: document.body.innerText,
        drawn: all('svg text').map((one) => one.textContent),
        outside: all('svg, p, h1, h2, h3, td, pre, figure').filter((one) => !inside(one)
            && !one.closest('details:not([open])')).map((one) => one.outerHTML.slice(0, 80)),
        cut: all('svg').filter((one) => {
            const box = one.getBoundingClientRect();
            return [...one.querySelectorAll('text, rect, path')].some((part) => {
                const own = part.getBoundingClientRect();
                return own.left < box.left - 1 || own.right > box.right + 1
                    || own.top < box.top - 1 || own.bottom > box.bottom + 1;
            });
        }).map((one) => one.textContent),
        marks: all('svg path.grader-wrong').filter(inside).length,
        smallest: Math.min(99, ...all('svg text').map((one) => one.getBoundingClientRect().height)),
        page: brightness(getComputedStyle(document.documentElement).backgroundColor),
        ink: brightness(getComputedStyle(document.body).color),
        scripts: document.scripts.length,
    };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Start a browser, once."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


def wide() -> Report:
    """Return a report with a picture that is too wide, and a title that cannot be broken."""
    row = tuple(f"{at}.25" for at in range(10))
    plane = DrawnPlane((row,), ((False,) * 10,), (0,), (0, 9))
    drawing = Drawing("output 0", "x", "w", Calculation("0.25 + 9.25 = 9.5", (plane,)))
    finding = SMALL.findings[2]
    assert finding.counterexample is not None
    picture = Picture("", ("x",), drawing)
    example = msgspec.structs.replace(finding.counterexample, picture=picture)
    findings = (msgspec.structs.replace(finding, counterexample=example),)
    return msgspec.structs.replace(SMALL, title="wide" * 50, findings=findings)


def looked_at(browser, path: Path, width: int, scheme: str) -> dict:
    """Open a page and ask it everything; it may load itself alone, and complain of nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    asked_for: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    found = page.evaluate(QUESTIONS)
    context.close()
    assert asked_for == [path.as_uri()]
    assert complaints == []
    return found


def marks(report: Report) -> int:
    """Return how many pictures of failures there are with one wrong result."""
    examples = [one.finding.counterexample for one in told(report)]
    return sum(one is not None and one.picture is not None for one in examples)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("name", ["wrong", "hostile", "korean"])
def test_a_page_is_read_at_any_width(browser, tmp_path: Path, name: str, width: int, scheme: str):
    """Nothing is wider than the window or cut off, and all is there, in light and in dark."""
    report = samples()[name]
    path = tmp_path / "feedback.html"
    with speaking(report.language):
        path.write_text(render(report, Setting()), encoding="utf-8")
    found = looked_at(browser, path, width, scheme)
    assert found["fits"]
    assert found["outside"] == found["cut"] == []
    assert found["scripts"] == 0
    assert (found["page"] > 200, found["ink"] > 200) == (scheme == "light", scheme == "dark")
    for finding in report.findings:
        assert finding.exercise in found["text"]
    assert found["marks"] >= marks(report)
    if name != "hostile":
        assert {"11.5", "10.5", "(1, 0)"} <= set(found["drawn"])
        assert found["smallest"] > 11
    else:
        assert "<script>alert(1)</script>" in found["text"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_fragment_takes_the_colours_around_it(browser, tmp_path: Path, scheme: str):
    """In a notebook's narrow cell nothing is cut off either, nor is a wide picture."""
    report = samples()["wrong"]
    path = tmp_path / "cell.html"
    page, ink = ("#fff", "#000") if scheme == "light" else ("#111", "#eee")
    both = [(report, one) for report in (report, wide()) for one in told(report)]
    cells = "".join(fragment(report, one) for report, one in both)
    around = f'<html style="background:{page}"><body style="color:{ink}">{cells}'
    path.write_text(f"<!doctype html><meta charset=utf-8>{around}", encoding="utf-8")
    found = looked_at(browser, path, 360, scheme)
    assert found["fits"]
    assert found["cut"] == []
    assert {"11.5", "10.5", "(1, 0)"} <= set(found["drawn"])
    assert found["marks"] >= marks(report)


def test_what_is_too_wide_is_made_smaller(browser, tmp_path: Path):
    """A picture wider than a telephone becomes smaller, and a long word is broken."""
    path = tmp_path / "feedback.html"
    path.write_text(render(wide(), Setting()), encoding="utf-8")
    found = looked_at(browser, path, 360, "light")
    assert found["fits"]
    assert found["outside"] == found["cut"] == []
    assert {"0.25", "9.25", "9.5"} <= set(found["drawn"])


def test_a_picture_is_a_file(browser, tmp_path: Path):
    """A picture alone is an image that a browser opens."""
    path = tmp_path / "picture.svg"
    path.write_text(draw(CALCULATION, alone=True) or "", encoding="utf-8")
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(path.as_uri())
    colours = page.evaluate("() => getComputedStyle(document.documentElement).color")
    texts = page.evaluate("() => [...document.querySelectorAll('text')].map(t => t.textContent)")
    context.close()
    assert colours == "rgb(230, 237, 243)"
    assert "2x3 + 0x4" in texts
