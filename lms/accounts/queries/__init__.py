"""Reading the people of an installation into frozen values, one noun a file."""
