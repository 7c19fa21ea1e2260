"""Every select of accounts."""
