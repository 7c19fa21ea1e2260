"""What of the directory is shown, to whom: entries as their readers see them, and what other features get."""
