"""The verbs of files handed in: add and withdraw at once, or begin, receive and finish piece by piece."""
