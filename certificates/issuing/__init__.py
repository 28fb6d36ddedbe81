"""Claims, serials, keys, signatures and the certificate itself."""
