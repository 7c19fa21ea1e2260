"""Files that people hand in as evidence: what they are by their content, and copies without metadata. Pure."""
