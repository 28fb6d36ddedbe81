"""Reading results, and what waits for a grader."""
