"""The shapes of input on the pages of accounts."""
