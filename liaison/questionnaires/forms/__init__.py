"""The shape of what is filled in about questionnaires; what people answer has no form class (rules.validating)."""
