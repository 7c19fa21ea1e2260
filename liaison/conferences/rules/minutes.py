"""Minutes: who reads them, which verb a change of them is, and what is still missing for a verb."""

from datetime import date
from typing import Final

from liaison.conferences.models import Conference, ConferenceStatus, MinutesComment, Reopening
from liaison.conferences.rules.moves import MEMBER, MINUTES_OPEN, ORGANISER, S
from liaison.conferences.rules.standing import has_issue, is_visible, relations, was_there
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Side

EARLIEST: Final = date(1990, 1, 1)


def revising(status: ConferenceStatus) -> str:
    """The verb that a new revision of the minutes stands for: it takes countersigned ones back."""
    return "recall" if status is S.COUNTERSIGNED else "revise"


def may_read_minutes(user: Actor, conference: Conference) -> bool:
    """Minutes in force are everybody's who sees the conference; a draft is theirs who may read it."""
    if has_issue(conference) and is_visible(user, conference):
        return True
    return may_read_draft(user, conference)


def may_read_draft(user: Actor, conference: Conference) -> bool:
    """The draft is the organisers', a circulated one both sides' and theirs who were there."""
    who = relations(user, conference)
    if conference.status is S.HELD:
        return ORGANISER in who
    return conference.status in MINUTES_OPEN and (MEMBER in who or was_there(user, conference))


def may_read_revisions(user: Actor, conference: Conference) -> bool:
    """What was drafted and reworded on the way stays with the two sides."""
    is_over = conference.status is S.ISSUED and is_visible(user, conference)
    return MEMBER in relations(user, conference) and (is_over or may_read_draft(user, conference))


def may_read_comments(user: Actor, conference: Conference) -> bool:
    """What was said of a draft is for those who may say something, and for the two sides."""
    return may_read_revisions(user, conference) or may_read_draft(user, conference)


def pending(conference: Conference) -> Reopening | None:
    """The wish of one side to reopen the minutes that waits for the other's answer."""
    return next((one for one in conference.reopenings if one.is_agreed is None), None)


def unanswered(conference: Conference) -> list[MinutesComment]:
    """The comments of which nobody has said yet what comes of them."""
    return [one for one in conference.comments if not one.is_answered]


def why_not_comment_today(until: date, today: date) -> Refusal | None:
    """Why nothing more is said of a circulated draft: the time is over."""
    return Refusal(N_("征求意见已于%(day)s截止。"), {"day": until.isoformat()}) if until < today else None


def why_not_latest(has_later: bool) -> Refusal | None:
    """Why minutes are not reopened: only the latest of its kind are, on which nothing builds yet."""
    return Refusal(N_("只有同类会议中最近一次印发的纪要可以重新修订。")) if has_later else None


def check_answer(taken_up_in: int | None, answer: str, comment: MinutesComment, latest: int) -> None:
    """A comment is taken up in a revision made after it, or there is a word why not. Raises RuleBroken."""
    if taken_up_in is None and not answer.strip():
        raise RuleBroken(N_("没有采纳的，请写明原因。"), field="answer")
    if taken_up_in is not None and not comment.revision_number < taken_up_in <= latest:
        raise RuleBroken(N_("请选择该意见之后保存的修订稿；还没有改的，先修改纪要并保存。"), field="taken_up_in")


def is_signed_by_both(sides: set[Side]) -> bool:
    """Whether both sides have countersigned."""
    return sides == {Side.BAR, Side.BENCH}


def _why_not_draft(conference: Conference, _user: Actor) -> Refusal | None:
    return Refusal(N_("纪要已经起草，请在最新修订稿上修改。")) if conference.revisions else None


def _why_not_undrafted(conference: Conference, _user: Actor) -> Refusal | None:
    return None if conference.revisions else Refusal(N_("还没有起草纪要。"))


def _why_not_countersign(conference: Conference, user: Actor) -> Refusal | None:
    signed = {signature.side for signature in conference.revisions[-1].signatures}
    if user.side in signed:
        return Refusal(N_("本方已会签当前修订稿。"))
    if waiting := len(unanswered(conference)):
        return Refusal(N_("还有%(n)s条对纪要的意见没有答复，答复后再会签。"), {"n": waiting})
    return None


def _why_not_ask_reopening(conference: Conference, _user: Actor) -> Refusal | None:
    if conference.paper_id is None:
        return Refusal(N_("补录的往届纪要不能重新修订。"))
    if pending(conference) is not None:
        return Refusal(N_("已有一方申请重新修订，等待对方答复。"))
    return None


def _why_not_agree_reopening(conference: Conference, user: Actor) -> Refusal | None:
    asked = pending(conference)
    if asked is None:
        return Refusal(N_("没有等待答复的重新修订申请。"))
    return Refusal(N_("本方提出的申请，由对方答复。"), {}, "forbidden") if asked.side is user.side else None


def _why_not_decline_reopening(conference: Conference, _user: Actor) -> Refusal | None:
    return None if pending(conference) is not None else Refusal(N_("没有等待答复的重新修订申请。"))


def check_old_day(held_on: date, today: date) -> None:
    """Old minutes are of a day gone by. Raises RuleBroken on `held_on`."""
    if not EARLIEST <= held_on <= today:
        raise RuleBroken(N_("会议日期应当在1990年之后，且不晚于今天。"), field="held_on")


def check_correction(conference: Conference, kind: str, held_on: date) -> None:
    """What resolutions build on stays: the kind that has them in its ledger, the year of their numbers.

    Raises RuleBroken on `kind` or `held_on`.
    """
    if not conference.resolutions:
        return
    if kind != conference.kind:
        raise RuleBroken(N_("已补录议定事项，不能改变会议类别。"), field="kind")
    if held_on.year != conference.held_on.year:
        raise RuleBroken(N_("已补录的议定事项按会议年份编号，会议日期不能改到其他年份。"), field="held_on")
    if any(row.due_on is not None and row.due_on < held_on for row in conference.resolutions):
        raise RuleBroken(N_("会议日期不能晚于已补录议定事项的完成期限。"), field="held_on")


def _why_not_correct(conference: Conference, _user: Actor) -> Refusal | None:
    return None if conference.is_from_archive else Refusal(N_("只有补录的往届纪要可以这样更正。"))


def _why_not_enter(conference: Conference, _user: Actor) -> Refusal | None:
    return None if conference.is_from_archive else Refusal(N_("只有补录的往届会议可以补录议定事项。"))


def _why_not_render(conference: Conference, _user: Actor) -> Refusal | None:
    paper = conference.paper
    if paper is None:
        return Refusal(N_("补录的往届纪要没有需要生成的文件。"))
    if paper.pdf_id is not None and paper.docx_id is not None:
        return Refusal(N_("文件已经生成。"))
    if paper.job is not None and paper.job.finished_at is None:
        return Refusal(N_("文件正在生成，请稍候。"))
    return None


CONDITIONS = {
    "draft": _why_not_draft,
    "revise": _why_not_undrafted,
    "circulate": _why_not_undrafted,
    "countersign": _why_not_countersign,
    "ask_reopening": _why_not_ask_reopening,
    "agree_reopening": _why_not_agree_reopening,
    "decline_reopening": _why_not_decline_reopening,
    "correct": _why_not_correct,
    "enter": _why_not_enter,
    "render": _why_not_render,
}
