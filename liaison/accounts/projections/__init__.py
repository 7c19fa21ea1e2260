"""What one person may see of accounts."""
