"""Mails of minutes: something waits, and where; nothing of what it says."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Row

from liaison.conferences.models import Conference, MinutesRevision
from liaison.conferences.queries import minutes as queries
from liaison.core.sides import Actor
from liaison.store import outbox

SETTINGS: Final = "liaison.settings"
SUBJECTS: Final = {
    "circulate": _l("有一份会议纪要征求您的意见"),
    "countersign": _l("有一份会议纪要有了新的会签"),
    "recall": _l("有一份已会签的会议纪要又有修改"),
    "issue": _l("有一份会议纪要已经印发"),
    "redate": _l("有一份会议纪要的征求意见期限有变动"),
    "comment": _l("有一份会议纪要收到了新的意见"),
    "answer": _l("您对会议纪要的意见有了答复"),
    "ask_reopening": _l("对方申请重新修订一份会议纪要"),
    "agree_reopening": _l("有一份会议纪要重新修订"),
    "decline_reopening": _l("重新修订会议纪要的申请没有通过"),
    "excerpt": _l("您提出的意见建议已写入会议纪要"),
}
FOR_ATTENDEES: Final = {"circulate", "issue", "redate"}
"""Those who were there hear of these; the organisers of both sides of all. The one who acts hears of none."""


def send(verb: str, conference: Conference, revision: MinutesRevision, by: Actor | None, mark: str = "") -> None:
    """Queue a mail to each who hears of the verb and has an address, in the language of their pages.

    `mark` tells one occasion from the next where a verb may come again on the same revision.
    """
    told = queries.addresses(conference, by.id if by else None, is_for_attendees=verb in FOR_ATTENDEES)
    _queue(verb, conference, told, f"{revision.number}:{mark or (by.side if by else None)}")


def send_to(verb: str, conference: Conference, user_ids: Collection[int], by: Actor | None, mark: str) -> None:
    """The same to certain people."""
    told = queries.addresses_of(user_ids, by.id if by else None)
    _queue(verb, conference, told, mark)


def _queue(
    verb: str, conference: Conference, told: Iterable[Row[int, str, str | None]], mark: str, place: str = "minutes"
) -> None:
    url = f"{current_app.extensions[SETTINGS].public_url}/conferences/{conference.id}/{place}"
    for user_id, address, language in told:
        with force_locale(language or "zh"):
            subject = str(SUBJECTS[verb])
            body = _("您好：\n\n%(subject)s，请登录法官律师联络平台查看：\n%(url)s", subject=subject, url=url)
        outbox.queue(f"minutes:{conference.id}:{verb}:{mark}:{user_id}", address, subject, body)


def send_excerpts(conference: Conference, proposers: Mapping[int, int], by: Actor, mark: str) -> None:
    """Tell the proposers (user by opinion) that the minutes say something of their opinions, and where."""
    for opinion_id, user_id in proposers.items():
        place = f"minutes/excerpts/{opinion_id}"
        _queue("excerpt", conference, queries.addresses_of([user_id], by.id), f"{mark}:{opinion_id}", place)
