"""Pages of sessions, attendance, booklets and hours; `blueprint.py` is what they share."""
