"""Translates code blocks of Markdown pages: what the tool prints, it prints in Korean, too.

Sphinx can only do this for pages in reStructuredText: it would write a Markdown block as "::".
So its own way is for extracting alone, and blocks are looked up here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import init
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["TranslatedBlocks", "setup"]


class TranslatedBlocks(SphinxTransform):
    """Puts the translation of a code block into its place."""

    default_priority = 21  # Behind Sphinx's own translations.

    def apply(self, **_options: Any) -> None:
        """Look up all blocks of a page."""
        folders = [self.env.srcdir / folder for folder in self.config.locale_dirs]
        domain = str(self.config.gettext_compact)
        catalogue, is_there = init(folders, self.config.language, domain)
        if not is_there:
            return
        for block in self.document.findall(nodes.literal_block):
            text = catalogue.gettext(block.astext())
            # It is coloured only where both are the same.
            block.rawsource = text
            block.children = []
            block.append(nodes.Text(text))


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    app.add_transform(TranslatedBlocks)
    app.connect("builder-inited", _extract_only)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _extract_only(app: Sphinx) -> None:
    if app.builder.name != "gettext":
        app.config.gettext_additional_targets = []
