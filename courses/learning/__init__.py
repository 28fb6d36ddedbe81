"""The trainee's own pages: her courses, lessons and booklets."""
