"""Issuing, rendering, keeping, relating and verifying certificates."""
