"""The shape of what is filled in about reception days."""
