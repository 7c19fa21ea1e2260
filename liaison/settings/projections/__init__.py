"""Settings as their pages show them."""
