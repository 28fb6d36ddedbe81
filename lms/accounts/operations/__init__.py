"""The verbs over people and their access, one noun a file."""
