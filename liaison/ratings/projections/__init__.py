"""What one person may see of court cases and ratings: never a single sheet."""
