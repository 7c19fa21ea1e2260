"""The shape of what is filled in about complaints."""
