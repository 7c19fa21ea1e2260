"""Selects of the pages of oversight: the audit trail, the work of the worker, the machine."""
