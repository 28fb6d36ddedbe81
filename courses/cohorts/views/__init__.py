"""The coordination's pages over cohorts; `blueprint.py` is what they share."""
