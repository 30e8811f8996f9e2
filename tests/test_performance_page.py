"""docs/performance.md has the figures that were measured, and no others."""

from __future__ import annotations

import json

from benchmarks.__main__ import GROUPS, PAGE, RESULTS, with_figures


def test_the_page_has_the_figures_of_the_results():
    """The tables are those of benchmarks/results.json, to the letter, with every group."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_figures(page, results)
    assert [group["name"] for group in results["groups"]] == list(GROUPS)
