"""Reading cohorts and their people into frozen values, one noun a file."""
