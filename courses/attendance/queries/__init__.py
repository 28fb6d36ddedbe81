"""Reading sessions, attendance and hours into frozen values, one noun a file."""
