"""What accounts ask of names, passwords, codes, roles and those who act; all of it pure."""
