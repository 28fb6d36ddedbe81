"""Staff pages over the foundations: people, roles, institutions, appointments, duplicates, the log."""
