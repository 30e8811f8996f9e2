"""The commands, one module for each group of them: the only modules that print."""
