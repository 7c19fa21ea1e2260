"""Every select of reception day, by what is asked about."""
