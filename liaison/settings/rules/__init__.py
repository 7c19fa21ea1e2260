"""The rules of settings: what an arrangement must be, which deadlines move, what a new office begins with."""
