"""Background work: the job row is the truth, huey carries the wake-up."""
