"""All that is kept of one person, as the copy that the person may have (personal information protection law, 45)."""

from collections.abc import Sequence
from typing import Final

from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.reception.models.visits import Talk, Visit
from liaison.reception.projections import following, visits
from liaison.reception.projections.following import Following
from liaison.reception.queries import visits as queries
from liaison.reception.services.talks import SAID
from liaison.web.language import date_text, tr

HEADS: Final = (
    N_("编号"), N_("日期"), N_("姓名"), N_("电话"), N_("证件号码"), N_("住址"), N_("一行人数"), N_("同意"),
    N_("案件类型"), N_("法院"), N_("案号"), N_("对方当事人"), N_("对方律师事务所"), *SAID.values(),
    N_("涉及的期限"), N_("办理结果"),
    N_("未能帮助的原因"), N_("转交"), N_("法律意见"), N_("回访"), N_("满意度"),
)  # fmt: skip
"""The columns of the copy."""


def copy_of(user: Actor, visit: Visit, court: str) -> Sequence[object]:
    """One visit as a line of the copy, for the officer who hands it out: nothing of it is masked."""
    seen, talk, after = visits.as_seen_by(user, visit), queries.talk_of(visit), following.following_of(user, visit)
    limits = [f"{date_text(limit.ends_on)} {limit.name}" for limit in visits.limits_of(visit)]
    return [
        seen.reference, seen.on, seen.name, seen.phone, visit.id_number or "", seen.address, seen.people,
        tr("、").join(tr(each) for each in seen.consents), tr(seen.kind_label), court, seen.case_number,
        seen.other_parties, seen.other_firms, *_said(talk), "\n".join(limits), tr(seen.outcome_label),
        talk.reason if talk else "", *_followed(seen, after),
    ]  # fmt: skip


def _said(talk: Talk | None) -> list[str]:
    return [getattr(talk, name) if talk else "" for name in SAID]


def _followed(seen: visits.SeenVisit, after: Following) -> list[str]:
    sent = [
        _line(each.body, date_text(each.sent_on), tr(each.status_label), tr(each.result_label), each.text, each.note)
        for each in after.referrals
    ]
    told = [
        _line(date_text(each.submitted_on), tr(each.status_label), each.text, each.reason) for each in after.opinions
    ]
    called = _line(tr(seen.follow_up_label), after.follow_up_note)
    rated = _line(tr(after.satisfaction.label), after.satisfaction.remark) if after.satisfaction else ""
    return ["\n".join(sent), "\n".join(told), called, rated]


def _line(*parts: str) -> str:
    return tr("，").join(part for part in parts if part)
