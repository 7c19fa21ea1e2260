"""Mails of complaints: something waits, and the door of the house; neither which thing nor about whom."""

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from liaison.complaints.models import Complaint
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import people
from liaison.complaints.queries.standing import standings_of
from liaison.complaints.rules.relations import COMPLAINANT, OFFICIAL, RESPONDENT, Standing
from liaison.complaints.rules.words import Person, Words
from liaison.core.sides import Actor, Role, Side
from liaison.store import outbox
from liaison.store.users import User
from liaison.web.frame import features

SETTINGS = "liaison.settings"
_is_silent: ContextVar[bool] = ContextVar("complaint_notices_silent", default=False)


@contextmanager
def silenced() -> Iterator[None]:
    """Within the block nobody is told: what a demonstration tells of its past happened long ago."""
    token = _is_silent.set(True)
    try:
        yield
    finally:
        _is_silent.reset(token)


def send(complaint: Complaint, told: Collection[str], by: Actor | None) -> None:
    """Queue a mail to each who hears of it, except who acts.

    The key is drawn at random and the address is that of the home page: a row of the outbox ties nobody to anything.
    """
    if _is_silent.get():
        return
    for user in _recipients(complaint, told):
        _tell(user, by)


def _tell(user: User, by: Actor | None) -> None:
    url = f"{current_app.extensions[SETTINGS].public_url}/"
    if not user.email or (by is not None and user.id == by.id):
        return
    with force_locale(user.language or "zh"):
        subject = _("有事项需要您登录查看")
        body = _("您好：\n\n有事项等待您处理，请登录法官律师联络平台查看：\n%(url)s", url=url)
    outbox.queue(f"notice:{secrets.token_hex(16)}", user.email, subject, body)


def tell_offices(
    role: Role, by: Actor, keeps_away: Callable[[Standing, Complaint], bool], told: Collection[Complaint]
) -> None:
    """Tell those of both sides who hold a role that something waits, but nobody who must keep away from it."""
    if _is_silent.get():
        return
    users = people.with_roles(set(Side), {role})
    standings = standings_of(users) if users else {}
    for user in users:
        if not any(keeps_away(standings[user.id], complaint) for complaint in told):
            _tell(user, by)


def _recipients(complaint: Complaint, told: Collection[str]) -> list[User]:
    found = people.with_relations(complaint, set(told) & OFFICIAL) if set(told) & OFFICIAL else []
    content = queries.content_of(complaint) if {COMPLAINANT, RESPONDENT} & set(told) else None
    if content is not None and COMPLAINANT in told:
        person = Person.from_json(content.identity)
        user = people.find(person.user_id) if person is not None and person.user_id else None
        found += [user] if user is not None else []
    if content is not None and RESPONDENT in told and complaint.is_notified:
        respondent_id = Words.from_json(content.words).respondent_id
        user = people.with_person(features().offer("person_now")(respondent_id)) if respondent_id else None
        found += [user] if user is not None else []
    return found
