"""The verbs of cohorts, one noun a file."""
