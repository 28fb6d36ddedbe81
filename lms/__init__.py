"""Foundations and roof: settings, database, people, roles, jobs, audit and the web shell."""
