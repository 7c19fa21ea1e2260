"""The rules of conferences, by what they are about."""
