"""Invented papers of every kind, to look at before real ones are made: nobody and nothing in them exists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from liaison.core.text import N_
from liaison.papers.canonical import Frozen
from liaison.papers.samples import letters, minutes, reports


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its name (a message id), the kind of paper, and what makes its facts."""

    label: str
    kind: str
    facts: Callable[[], Frozen]


SAMPLES: Final[dict[str, Sample]] = {
    "minutes": Sample(N_("会议纪要"), "minutes", minutes.minutes),
    "letter": Sample(N_("函"), "letter", letters.letter),
    "notice": Sample(N_("会议通知（附回执）"), "notice", letters.notice),
    "circular": Sample(N_("通报"), "circular", letters.circular),
    "excerpt": Sample(N_("会议纪要摘录"), "excerpt", letters.excerpt),
    "decision": Sample(N_("处理决定"), "letter", letters.decision),
    "report": Sample(N_("情况报告（含图表）"), "report", reports.report),
    "annual-report": Sample(N_("年度报告（约200页）"), "report", reports.annual_report),
    "summary": Sample(N_("工作总结"), "summary", reports.summary),
    "summary-table": Sample(N_("年度统计表（报司法局）"), "summary_table", letters.summary_table),
    "sign-in": Sample(N_("签到表"), "register", letters.sign_in),
    "telephone-list": Sample(N_("电话通知单"), "register", letters.telephone_list),
    "reply-slip": Sample(N_("回执"), "form", letters.reply_slip),
    "plates": Sample(N_("席卡"), "plates", letters.plates),
    "card": Sample(N_("速查卡"), "card", letters.card),
    "poster": Sample(N_("问卷海报"), "poster", letters.poster),
    "slips": Sample(N_("裁切条"), "slips", letters.slips),
    "visitor-note": Sample(N_("来访人回执"), "visitor_note", letters.visitor_note),
}
