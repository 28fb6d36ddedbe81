"""The tables of people and their access, one noun a file."""
