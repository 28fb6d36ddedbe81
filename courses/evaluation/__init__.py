"""Attempts as append-only steps, scoring and marking."""
