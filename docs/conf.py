"""Settings of Sphinx: ``python -m sphinx docs docs/_build/en``, or ``make docs``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "_ext")]

from grader import __version__  # noqa: E402  (found by the line above)

project = "cnn-grader"
author = "the authors of cnn-grader"
copyright = author  # noqa: A001  (Sphinx calls it so)
release = version = __version__
extensions = ["myst_parser", "generated_pages", "translated_blocks"]
exclude_patterns = ["_build", "locale"]
nitpicky = True
myst_heading_anchors = 3
# Two hyphens are an option of a command, not a dash.
smartquotes = False
# What is in no language that Pygments knows stays as it is.
highlight_language = "text"

html_theme = "furo"
html_title = "cnn-grader"
html_copy_source = False
html_show_sphinx = False
templates_path = ["_templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/languages.html",
        "sidebar/scroll-end.html",
    ]
}

# One catalogue for all pages. What the tool prints is translated too: it speaks Korean itself.
language = "en"
locale_dirs = ["locale"]
gettext_compact = "pages"
gettext_uuid = False
gettext_location = True
gettext_additional_targets = ["literal-block"]


def _korean(_app: object, config: Config) -> None:
    """Choose fonts in which a Korean letter is as wide as two others: drawings need it."""
    if config.language == "ko":
        fonts = "D2Coding, 'Nanum Gothic Coding', 'Noto Sans Mono CJK KR', GulimChe, monospace"
        # An even number of pixels: then half a letter is whole pixels, too.
        variables = {"font-stack--monospace": fonts, "code-font-size": "14px"}
        config.html_theme_options = {"light_css_variables": variables}


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, which knows the language only now."""
    app.connect("config-inited", _korean)
