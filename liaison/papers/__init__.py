"""Papers: frozen facts become PDF, Word and spreadsheets; no feature is known here."""
