"""Empty but for this line."""
