"""The verbs of attendance, one noun a file."""
