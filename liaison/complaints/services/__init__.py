"""The verbs of complaints: lodging, moving, clocks, papers, the redacted copy, messages."""
