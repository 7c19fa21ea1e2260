"""What is kept: tables shared by all features and the rules of writing to them. Knows no request."""
