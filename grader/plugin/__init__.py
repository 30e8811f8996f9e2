"""What pytest shows of a submission; pytest itself loads :mod:`grader.pytest_plugin`."""
