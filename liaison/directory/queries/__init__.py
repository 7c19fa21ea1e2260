"""Every select of the directory."""
