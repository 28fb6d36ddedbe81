"""Issuing certificates, and recording who signs them."""
