"""The trainee's own pages: her courses, lessons, hours and next step."""
