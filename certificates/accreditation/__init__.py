"""The Superior Court's own act of accreditation, apart from the certificate."""
