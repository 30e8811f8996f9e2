"""Hostile and broken submissions against the real exercises; see ``case.py`` for their form."""
