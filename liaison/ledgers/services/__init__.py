"""The verbs of old ledgers: upload, confirm, make, discard, undo; and where series of numbers start."""
