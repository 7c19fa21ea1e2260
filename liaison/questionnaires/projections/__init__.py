"""What one person may see of a questionnaire; pages, exports and cards are made from nothing else."""
