"""The mails of a conference. They alone carry facts: what is on, when and where, with a calendar file."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from flask import current_app

from liaison.conferences.models import Attendance, Conference, Presence
from liaison.conferences.queries.attendance import user_addresses
from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date, weekday_zh
from liaison.core.wordings import Wording
from liaison.store import outbox, wordings
from liaison.web import ics

SETTINGS: Final = "liaison.settings"
TITLE: Final = {"会议名称": "云江市律师协会、云江市法官协会第五次联席会议"}
REASON: Final = {**TITLE, "原因": "会场检修"}
NAMED: Final = frozenset(TITLE)
SUBJECTS: Final = {
    "announced": Wording("conference.announced.subject", N_("会议通知：邮件标题"), "会议通知：{会议名称}",
                         blanks=TITLE, needed=NAMED),
    "reminded": Wording("conference.reminded.subject", N_("催报回执：邮件标题"), "请填写回执：{会议名称}",
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
                         "现定于下列时间、地点召开{会议名称}，请准时参加，并填写回执；不能参加的，请在回执中说明或者委派他人。",
                         blanks=TITLE, needed=NAMED, is_long=True),
    "reminded": Wording("conference.reminded.opening", N_("催报回执：开头"),
                        "{会议名称}的会议通知已经发给您，我们还没有收到您的回执，请尽快填写。",
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
WITH_AGENDA: Final = {"announced", "amended", "reminded"}
STRUCK_OUT: Final = {"postponed", "cancelled"}


def send(
    occasion: str, conference: Conference, addresses: Mapping[int, str], rows: Sequence[Attendance] | None = None
) -> int:
    """Queue one mail to each of those invited who can be reached; gives how many.

    At the address of their user, else the directory's, else the one typed in with a guest. `rows` None: everybody.
    The key names the occasion, the version it led to (of reminders: the day) and the person: however often it is
    called, each hears once.
    """
    told = conference.attendances if rows is None else rows
    person_ids = [row.person_id for row in told if row.person_id is not None]
    reached = {**addresses, **user_addresses(person_ids)}
    subject, body = wordings.write(SUBJECTS[occasion], _values(conference)), body_of(occasion, conference)
    state = clock.today().isoformat() if occasion == "reminded" else str(conference.version)
    count = 0
    for row in told:
        address = reached.get(row.person_id or 0, "") or row.email
        if not address or row.presence is Presence.EXCUSED:
            continue
        key = f"conference:{conference.id}:{occasion}:{state}:{row.id}"
        event = calendar_file(conference, address, is_cancelled=occasion in STRUCK_OUT)
        secret = slip_words(row) if occasion in WITH_AGENDA else None
        outbox.queue(key, address, subject, body, secret=secret, event=event)
        row.told_at = clock.now()
        count += 1
    return count


def body_of(occasion: str, conference: Conference) -> str:
    """The text of the mail: plain lines, in Chinese as the office writes."""
    opening = wordings.write(OPENINGS[occasion], _values(conference))
    lines = [opening, ""]
    if occasion in WITH_AGENDA:
        until = f"-{conference.ends_at:%H:%M}" if conference.ends_at else ""
        day = f"{chinese_date(conference.held_on)}（{weekday_zh(conference.held_on)}）"
        lines += [f"时间：{day}{conference.starts_at:%H:%M}{until}", f"地点：{conference.place}"]
        lines += [f"主持：{conference.chair}"]
        lines += [f"联系人：{conference.contact}"] if conference.contact else []
        lines += ["", "议程："]
        lines += [f"{place}. {item.title}" for place, item in enumerate(conference.items, 1)]
        lines += [""]
        lines += [f"回执请于{chinese_date(conference.reply_by)}前填写。"] if conference.reply_by else []
        lines += [outbox.SECRET_PLACE, ""]
    lines += [f"详情：{public_url()}/conferences/{conference.id}"]
    return "\n".join(lines) + "\n"


def _values(conference: Conference) -> dict[str, str]:
    return {"会议名称": conference.title, "原因": conference.reason}


def slip_words(row: Attendance) -> str:
    """What opens this person's reply slip, and what is typed at the door; both are nobody else's."""
    if row.slip_code is None:
        return ""
    return f"您的回执：{slip_address(row)}\n您的签到码：{row.door_code}（到会时使用，只能用一次，请勿转发）"


def slip_address(row: Attendance) -> str:
    """The personal link to the reply slip."""
    return f"{public_url()}/conferences/slip/{row.slip_code}"


def door_address(conference: Conference) -> str:
    """Where people check in by themselves."""
    return f"{public_url()}/conferences/door/{conference.door_token}"


def calendar_file(conference: Conference, address: str, *, is_cancelled: bool = False) -> str:
    """The conference as an entry for the reader's calendar; its sequence is the version that the row will have."""
    host = urlsplit(public_url()).hostname or "localhost"
    event = ics.Event(
        uid=f"conference-{conference.id}@{host}",
        title=conference.title,
        on=conference.held_on,
        starts_at=conference.begins_at,
        ends_at=conference.finishes_at,
        place=conference.place,
        url=f"{public_url()}/conferences/{conference.id}",
        sequence=conference.version,
        is_cancelled=is_cancelled,
    )
    return ics.invitation(event, f"liaison@{host}", address)


def public_url() -> str:
    """The address of the site as people type it."""
    return str(current_app.extensions[SETTINGS].public_url)
