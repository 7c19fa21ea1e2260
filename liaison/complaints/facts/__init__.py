"""The facts of the papers of complaints: fixed sentences that the office may word anew, and what each paper says."""

from liaison.complaints.facts.circulars import CIRCULAR_WORDINGS
from liaison.complaints.facts.letters import LETTERS, Telling, letter
from liaison.complaints.facts.wordings import CLOSINGS, OPENINGS
from liaison.complaints.facts.wordings import WORDINGS as LETTER_WORDINGS

WORDINGS = (*LETTER_WORDINGS, *CIRCULAR_WORDINGS)

__all__ = ["CLOSINGS", "LETTERS", "OPENINGS", "WORDINGS", "Telling", "letter"]
