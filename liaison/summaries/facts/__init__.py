"""The frozen facts of summaries: the report of a period, and the bureau's table with its letter."""
