"""The shape of what is filled in about settings."""
