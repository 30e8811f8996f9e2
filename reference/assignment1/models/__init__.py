"""The exercises once more, built from rules that a misconception can replace."""
