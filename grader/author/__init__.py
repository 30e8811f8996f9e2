"""For people who write assignments: what is generated from the reference."""
