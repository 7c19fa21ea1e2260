"""Mails of minutes: something waits, and where; nothing of what it says."""

from typing import Final

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

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
}
FOR_ATTENDEES: Final = {"circulate", "issue", "redate"}
"""Those who were there hear of these; the organisers of both sides of all. The one who acts hears of none."""


def send(verb: str, conference: Conference, revision: MinutesRevision, by: Actor | None, mark: str = "") -> None:
    """Queue a mail to each who hears of the verb and has an address, in the language of their pages.

    `mark` tells one occasion from the next where a verb may come again on the same revision.
    """
    url = f"{current_app.extensions[SETTINGS].public_url}/conferences/{conference.id}/minutes"
    told = queries.addresses(conference, by.id if by else None, is_for_attendees=verb in FOR_ATTENDEES)
    for user_id, address, language in told:
        with force_locale(language or "zh"):
            subject = str(SUBJECTS[verb])
            body = _("您好：\n\n%(subject)s，请登录法官律师联络平台查看：\n%(url)s", subject=subject, url=url)
        key = f"minutes:{conference.id}:{verb}:{revision.number}:{mark or (by.side if by else None)}:{user_id}"
        outbox.queue(key, address, subject, body)
