"""What one reader may see: the book of a period, and a summary on its page and on those of others."""
