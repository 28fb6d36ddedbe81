"""Pages of evaluation: the trainee's own, the grader's, the cohort's."""
