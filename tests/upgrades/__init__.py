"""Data of every released version, and whether they come along and lead back."""
