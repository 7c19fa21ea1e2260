"""What holds for files on every part of a conference."""

from liaison.conferences.models import Conference
from liaison.conferences.rules.moves import ORGANISER, RELATION_LABELS
from liaison.conferences.rules.standing import relations
from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal
from liaison.core.sides import Actor


def why_not_attach(user: Actor, conference: Conference) -> Refusal | None:
    """Papers and evidence are added by organisers of either side."""
    if ORGANISER in relations(user, conference):
        return None
    return Refusal(N_("此操作由%(who)s办理。"), {"who": (Term(RELATION_LABELS[ORGANISER]),)}, "forbidden")


def not_in(state: str) -> Refusal:
    """The refusal of files in a state, named as the page names it."""
    return Refusal(N_("当前状态为“%(status)s”，不能添加材料。"), {"status": Term(state)}, "state")
