"""The frozen facts of each kind of paper: what it says, not how it is set."""
