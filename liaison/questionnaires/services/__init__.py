"""The verbs of questionnaires, split by what they are about."""
