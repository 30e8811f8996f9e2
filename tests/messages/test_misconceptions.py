"""What is printed about known misconceptions, in both languages, to the letter.

The wrong functions are those of ``tests/handwritten``, one exercise of a folder each; the
texts lie in ``tests/messages/misconceptions``. ``GOLDEN_UPDATE=1 pytest
tests/messages/test_misconceptions.py`` writes them anew; read the difference before you
commit it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.language import LANGUAGES, speaking
from grader.model import Report
from grader.report.console import render
from grader.width import display_width
from tests.test_main_job import FINISHED, HANDWRITTEN, checked

TEXTS = Path(__file__).parent / "misconceptions"

#: From the id of a misconception to a folder of handwritten mistakes and the exercise that is told.
TOLD = {
    # Numbers that a picture explains.
    "kernel-flipped": ("kernel-flipped", "conv2d_single"),
    "bias-forgotten": ("bias-forgotten", "conv1d"),
    "accumulator-not-reset": ("accumulator-not-reset", "conv1d"),
    "window-mean-not-sum": ("window-mean-not-sum", "conv2d_single"),
    "only-first-channel": ("only-first-channel", "conv2d"),
    "bias-per-tap": ("bias-per-tap", "conv2d"),
    "relu-applied": ("relu-applied", "conv2d"),
    "pad-with-ones": ("pad-with-ones", "zero_pad"),
    "pad-edge": ("pad-edge", "conv2d_same"),
    "subsample-offset": ("subsample-offset", "conv2d_strided"),
    "stride-as-dilation": ("stride-as-dilation", "conv2d_strided"),
    "maxpool-zero-padded": ("maxpool-zero-padded", "max_pool2d"),
    "pool-min": ("pool-min", "max_pool2d"),
    "max-avg-swapped": ("max-avg-swapped", "avg_pool2d"),
    "avgpool-counts-padding": ("avgpool-counts-padding", "avg_pool2d"),
    "avgpool-sum-only": ("avgpool-sum-only", "avg_pool2d"),
    # Numbers at a place of their own, or of another kind.
    "output-int-dtype": ("output-int-dtype", "avg_pool2d"),
    "only-first-filter": ("only-first-filter", "conv2d_same"),
    # Shapes.
    "full-or-same-mode": ("full-or-same-mode", "conv1d"),
    "output-missing-plus-one": ("output-missing-plus-one", "conv2d_single"),
    "pad-axes-swapped": ("pad-axes-swapped", "zero_pad"),
    "strides-swapped": ("strides-swapped", "conv2d_strided"),
    "stride-ignored": ("stride-ignored", "conv2d_strided"),
    "pool-default-stride-1": ("pool-default-stride-1", "avg_pool2d"),
    "pool-across-channels": ("pool-across-channels", "max_pool2d"),
    # Sizes.
    "same-extra-before": ("same-extra-before", "same_padding"),
    "same-no-clamp": ("same-no-clamp", "same_padding"),
    "same-total-each-side": ("same-total-each-side", "same_padding"),
    "valid-ceil": ("valid-ceil", "output_size"),
    "channels-not-filters": ("channels-not-filters", "conv_output_shape"),
    "shape-hw-swapped": ("shape-hw-swapped", "pool_output_shape"),
    "pool-drops-channels": ("pool-drops-channels", "pool_output_shape"),
    # The form of the answer.
    "returns-list": ("returns-list", "conv1d"),
    "returns-scalar-channel-lost": ("returns-scalar-channel-lost", "conv2d"),
    "input-modified": ("input-modified", "conv2d_single"),
    "output-not-int": ("output-not-int", "output_size"),
    # Exceptions, and calls on which the mistake gives no answer.
    "pool-strides-none-crash": ("pool-strides-none-crash", "max_pool2d"),
    "kernel-cf-swapped": ("kernel-cf-swapped", "conv2d"),
    "padding-arg-ignored": ("padding-arg-ignored", "conv2d_strided"),
    "pad-reflect": ("pad-reflect", "zero_pad"),
}


def graded(name: str, language: str, place: Path) -> Report:
    """Grade the one exercise in which a misconception is told, in a language."""
    folder, exercise = TOLD[name]
    submission = shutil.copytree(FINISHED, place / "submission")
    shutil.copytree(HANDWRITTEN / folder, submission, dirs_exist_ok=True)
    with speaking(language):
        return checked(submission, only=(exercise,), examples=100)


def rendered(report: Report) -> str:
    """Return what is printed of a report, however long it took."""
    with speaking(report.language):
        return render(replace(report, seconds=1.0))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOLD)
def test_misconception(name: str, language: str, tmp_path: Path):
    """This misconception is named by its id, and told in exactly these words of 80 columns."""
    report = graded(name, language, tmp_path)
    text = rendered(report)
    path = TEXTS / f"{name}.{language}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        TEXTS.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    (finding,) = report.findings
    assert finding.diagnosis is not None
    assert finding.diagnosis.misconceptions == (name,)
    assert [line for line in text.splitlines() if display_width(line) > 80] == []


def test_texts_are_those_that_are_told():
    """There are texts of 30 misconceptions at least, and none that no test reads."""
    names = {path.name for path in TEXTS.iterdir()}
    assert names == {f"{name}.{language}.txt" for name in TOLD for language in LANGUAGES}
    assert len(TOLD) >= 30
