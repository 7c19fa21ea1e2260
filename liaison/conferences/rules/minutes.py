"""Minutes: who reads them, which verb a change of them is, and what is still missing for a verb."""

from liaison.conferences.models import Conference, ConferenceStatus
from liaison.conferences.rules.moves import MEMBER, MINUTES_OPEN, ORGANISER, S
from liaison.conferences.rules.standing import is_visible, relations
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side


def revising(status: ConferenceStatus) -> str:
    """The verb that a new revision of the minutes stands for: it takes countersigned ones back."""
    return "recall" if status is S.COUNTERSIGNED else "revise"


def may_read_minutes(user: Actor, conference: Conference) -> bool:
    """The draft is the organisers', a circulated one both sides', an issued one everybody's who sees the conference."""
    if conference.status is S.ISSUED:
        return is_visible(user, conference)
    wanted = ORGANISER if conference.status is S.HELD else MEMBER
    return conference.status in MINUTES_OPEN and wanted in relations(user, conference)


def may_read_revisions(user: Actor, conference: Conference) -> bool:
    """What was drafted and reworded on the way stays with the two sides."""
    return MEMBER in relations(user, conference) and may_read_minutes(user, conference)


def is_signed_by_both(sides: set[Side]) -> bool:
    """Whether both sides have countersigned."""
    return sides == {Side.BAR, Side.BENCH}


def _why_not_draft(conference: Conference, _user: Actor) -> Refusal | None:
    return Refusal(N_("纪要已经起草，请在最新修订稿上修改。")) if conference.revisions else None


def _why_not_undrafted(conference: Conference, _user: Actor) -> Refusal | None:
    return None if conference.revisions else Refusal(N_("还没有起草纪要。"))


def _why_not_countersign(conference: Conference, user: Actor) -> Refusal | None:
    signed = {signature.side for signature in conference.revisions[-1].signatures}
    return Refusal(N_("本方已会签当前修订稿。")) if user.side in signed else None


def _why_not_render(conference: Conference, _user: Actor) -> Refusal | None:
    paper = conference.paper
    if paper is not None and paper.pdf_id is not None and paper.docx_id is not None:
        return Refusal(N_("文件已经生成。"))
    if paper is not None and paper.job is not None and paper.job.finished_at is None:
        return Refusal(N_("文件正在生成，请稍候。"))
    return None


CONDITIONS = {
    "draft": _why_not_draft,
    "revise": _why_not_undrafted,
    "circulate": _why_not_undrafted,
    "countersign": _why_not_countersign,
    "render": _why_not_render,
}
