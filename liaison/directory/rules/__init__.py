"""Who may do what in the directory, what an entry must be, and what an imported roster would change."""
