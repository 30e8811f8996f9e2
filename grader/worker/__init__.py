"""The student's side: a process that runs a submission, and the judge's end of it."""
