"""Sessions, attendance in minutes and the hours ledger."""
