"""Mails of ratings: something waits, and where; neither the court case nor whom it is about."""

from collections.abc import Iterable

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from liaison.ratings import queries
from liaison.ratings.models import Rating
from liaison.store import outbox

SETTINGS = "liaison.settings"


def asked(ratings: Iterable[Rating], occasion: str) -> None:
    """Write to those who are asked: once a person and occasion, however many ratings wait."""
    by_person = {rating.rater_id: rating for rating in ratings}
    url = f"{current_app.extensions[SETTINGS].public_url}/ratings"
    for person_id, user_id, address, language in queries.addresses(list(by_person)):
        if person_id is None:
            continue
        with force_locale(language or "zh"):
            subject = _("有案件互评等您填写")
            body = _("您好：\n\n有案件互评等您填写，自愿、背靠背，请登录法官律师联络平台查看：\n%(url)s", url=url)
        outbox.queue(f"rating:{by_person[person_id].id}:{occasion}:{user_id}", address, subject, body)
