"""The verbs of settings: each keeps the old value, the reason and what moved with it."""
