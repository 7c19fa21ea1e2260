"""Who may do what to a complaint, in which state, and who learns of it: tables first, plain functions beside."""
