"""The pages of holder and registrar; `blueprint.py` is what they share."""
