"""The tables of issued things, one noun a file."""
