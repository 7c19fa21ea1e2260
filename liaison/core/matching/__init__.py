"""Whether two names may be of one person or body: yes, possible or no, and why; for checks of conflicts of interest."""

from liaison.core.matching.answer import WHY_LABELS, Answer, Match, Why
from liaison.core.matching.case_numbers import same_case
from liaison.core.matching.comparing import compare, prepare
from liaison.core.matching.keys import keys_of
from liaison.core.matching.spelling import Name

__all__ = ["WHY_LABELS", "Answer", "Match", "Name", "Why", "compare", "keys_of", "prepare", "same_case"]
