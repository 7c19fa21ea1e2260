"""Liaison: a lawyers' association and a judges' association meet, supervise and answer each other."""

__version__ = "0.1.0"
