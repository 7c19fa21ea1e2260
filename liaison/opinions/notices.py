"""Mails of opinions: something waits, and where; nothing of what it says."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from liaison.core.sides import Actor, Role, Side
from liaison.opinions import queries
from liaison.opinions.models import Opinion, OpinionEvent
from liaison.opinions.rules import AT_BOTH_SIDES, OTHER_OFFICER, OWN_OFFICER, PROPOSER
from liaison.store import outbox

SETTINGS = "liaison.settings"
TOLD: dict[str, set[str]] = {
    "lodge": {OWN_OFFICER},
    "enter": set(),
    "amend": {OWN_OFFICER},
    "screen": {OTHER_OFFICER, PROPOSER},
    "table": {PROPOSER},
    "untable": {PROPOSER},
    "return": {PROPOSER},
    "merge": {OWN_OFFICER, OTHER_OFFICER, PROPOSER},
    "absorb": {PROPOSER},
    "withdraw": {OWN_OFFICER, PROPOSER},
    "assign": {OTHER_OFFICER},
    "comment": set(),
    "extend": {OWN_OFFICER, OTHER_OFFICER, PROPOSER},
    "reply": {OWN_OFFICER, PROPOSER},
    "rate": {OWN_OFFICER, OTHER_OFFICER},
    "reopen": {OWN_OFFICER, OTHER_OFFICER},
    "close": {OTHER_OFFICER, PROPOSER},
    "lapse": {OWN_OFFICER, OTHER_OFFICER, PROPOSER},
    "correct": {OTHER_OFFICER, PROPOSER},
    "redate": {OWN_OFFICER, OTHER_OFFICER, PROPOSER},
}
"""Who hears of a move; the one who makes it never does."""

BEFORE, ON_THE_DAY, AFTER = timedelta(-3), timedelta(0), timedelta(7)
ESCALATED = (Role.OFFICER, Role.HEAD_OF_SUPERVISION, Role.ORGANISER)


def send(event: OpinionEvent, opinion: Opinion, by: Actor | None) -> None:
    """Queue a mail to each who hears of the move and has an address, in the language of their pages.

    The other side hears of nothing that it was never shown; whose opinion was merged hears what its proposer hears.
    """
    told = TOLD[event.verb]
    if opinion.status not in AT_BOTH_SIDES and opinion.screened_on is None:
        told = told - {OTHER_OFFICER}
    goes_along = opinion.status in AT_BOTH_SIDES and event.verb != "absorb"
    people = [opinion, *(opinion.merged if goes_along else ())] if PROPOSER in told else []
    ids = {one.proposer_user_id for one in people if one.proposer_user_id is not None}
    roles = [(side, Role.OFFICER) for side in _sides(opinion.side, told)]
    _queue(opinion, str(event.id), queries.addresses(roles, ids, but=by.id if by else None))


def remind(opinion: Opinion, today: date) -> None:
    """Remind of a reply three days before it is due, on the day, and a week after, then the head and organisers too.

    Each once, whoever asks how often: the key of a mail names the day that was due and the occasion. Of several
    occasions that have come by, only the last is told.
    """
    due_on = opinion.reply_due_on
    assert due_on is not None, "a screened opinion has a day for its reply"
    come = [after for after in (AFTER, ON_THE_DAY, BEFORE) if today >= due_on + after]
    if come:
        roles = [(opinion.side.other, role) for role in (ESCALATED if come[0] == AFTER else (Role.OFFICER,))]
        _queue(opinion, f"due:{due_on}:{come[0].days}", queries.addresses(roles, (), but=None))


def _queue(opinion: Opinion, occasion: str, people: Iterable[tuple[int, str, str | None]]) -> None:
    url = f"{current_app.extensions[SETTINGS].public_url}/opinions/{opinion.id}"
    for user_id, address, language in people:
        with force_locale(language or "zh"):
            subject = _("有一件意见建议需要您查看")
            body = _("您好：\n\n一件意见建议有了新的进展，请登录法官律师联络平台查看：\n%(url)s", url=url)
        outbox.queue(f"opinion:{opinion.id}:{occasion}:{user_id}", address, subject, body)


def _sides(own: Side, told: Collection[str]) -> list[Side]:
    return [side for side, relation in ((own, OWN_OFFICER), (own.other, OTHER_OFFICER)) if relation in told]
