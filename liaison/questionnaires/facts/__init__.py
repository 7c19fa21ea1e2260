"""The frozen facts of the papers of questionnaires: slips and posters, reports and feedback sheets."""
