"""People, documents, organisations, roles, licences to train, login and guards."""
