"""Reading certificates and their signatories into frozen values."""
