"""States, revocation, correction, and the pages of holder and registrar."""
