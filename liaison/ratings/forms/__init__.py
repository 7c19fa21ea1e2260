"""The shape of what is filled in about court cases and ratings."""
