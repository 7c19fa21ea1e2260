"""The mails of a conference. They alone carry facts: what is on, when and where."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import current_app

from liaison.conferences.models import Attendance, Conference, Presence
from liaison.conferences.queries.attendance import user_addresses
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date, weekday_zh
from liaison.core.wordings import Wording
from liaison.store import outbox, wordings

SETTINGS: Final = "liaison.settings"
TITLE: Final = {"会议名称": "云江市律师协会、云江市法官协会第五次联席会议"}
REASON: Final = {**TITLE, "原因": "会场检修"}
NAMED: Final = frozenset(TITLE)
SUBJECTS: Final = {
    "announced": Wording("conference.announced.subject", N_("会议通知：邮件标题"), "会议通知：{会议名称}",
                         blanks=TITLE, needed=NAMED),
    "amended": Wording("conference.amended.subject", N_("会议变更通知：邮件标题"), "会议变更通知：{会议名称}",
                       blanks=TITLE, needed=NAMED),
    "postponed": Wording("conference.postponed.subject", N_("会议延期通知：邮件标题"), "会议延期通知：{会议名称}",
                         blanks=TITLE, needed=NAMED),
    "cancelled": Wording("conference.cancelled.subject", N_("会议取消通知：邮件标题"), "会议取消通知：{会议名称}",
                         blanks=TITLE, needed=NAMED),
}  # fmt: skip
OPENINGS: Final = {
    "announced": Wording("conference.announced.opening", N_("会议通知：开头"),
                         "现定于下列时间、地点召开{会议名称}，请准时参加；不能参加的，请及时告知会议联系人。",
                         blanks=TITLE, needed=NAMED, is_long=True),
    "amended": Wording("conference.amended.opening", N_("会议变更通知：开头"),
                       "{会议名称}的安排有变，请以下列时间、地点为准。", blanks=TITLE, needed=NAMED, is_long=True),
    "postponed": Wording("conference.postponed.opening", N_("会议延期通知：开头"),
                         "{会议名称}延期召开，时间另行通知。原因：{原因}", blanks=REASON, needed=NAMED, is_long=True),
    "cancelled": Wording("conference.cancelled.opening", N_("会议取消通知：开头"),
                         "{会议名称}取消召开。原因：{原因}", blanks=REASON, needed=NAMED, is_long=True),
}  # fmt: skip
WORDINGS: Final = (*SUBJECTS.values(), *OPENINGS.values())
"""What the office may word anew, for the declaration of the feature."""
WITH_AGENDA: Final = {"announced", "amended"}


def send(
    occasion: str, conference: Conference, addresses: Mapping[int, str], rows: Sequence[Attendance] | None = None
) -> None:
    """Queue one mail to each of those invited who can be reached: at the address of their user, else the directory's.

    `rows` None: everybody.
    The key names the occasion, the version it led to and the person: however often it is called, each hears once.
    """
    told = conference.attendances if rows is None else rows
    person_ids = [row.person_id for row in told if row.person_id is not None]
    reached = {**addresses, **user_addresses(person_ids)}
    subject, body = wordings.write(SUBJECTS[occasion], _values(conference)), body_of(occasion, conference)
    for row in told:
        address = reached.get(row.person_id or 0, "")
        if address and row.presence is not Presence.EXCUSED:
            outbox.queue(f"conference:{conference.id}:{occasion}:{conference.version}:{row.id}", address, subject, body)


def body_of(occasion: str, conference: Conference) -> str:
    """The text of the mail: plain lines, in Chinese as the office writes."""
    opening = wordings.write(OPENINGS[occasion], _values(conference))
    lines = [opening, ""]
    if occasion in WITH_AGENDA:
        until = f"-{conference.ends_at:%H:%M}" if conference.ends_at else ""
        day = f"{chinese_date(conference.held_on)}（{weekday_zh(conference.held_on)}）"
        lines += [f"时间：{day}{conference.starts_at:%H:%M}{until}", f"地点：{conference.place}"]
        lines += [f"主持：{conference.chair}", "", "议程："]
        lines += [f"{place}. {item.title}" for place, item in enumerate(conference.items, 1)]
        lines += [""]
    public_url = current_app.extensions[SETTINGS].public_url
    lines += [f"详情：{public_url}/conferences/{conference.id}"]
    return "\n".join(lines) + "\n"


def _values(conference: Conference) -> dict[str, str]:
    return {"会议名称": conference.title, "原因": conference.reason}
