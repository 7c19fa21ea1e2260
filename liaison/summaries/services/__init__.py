"""The verbs of summaries and of opening balances."""
