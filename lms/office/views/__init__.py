"""Staff pages, one noun a file."""
