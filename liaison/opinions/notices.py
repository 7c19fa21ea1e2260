"""Mails of opinions: something waits, and where; nothing of what it says."""

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from liaison.core.sides import Actor, Side
from liaison.opinions import queries
from liaison.opinions.models import Opinion, OpinionEvent
from liaison.opinions.rules import OTHER_OFFICER, OWN_OFFICER, PROPOSER
from liaison.store import outbox

SETTINGS = "liaison.settings"
TOLD = {
    "lodge": {OWN_OFFICER},
    "amend": {OWN_OFFICER},
    "screen": {OTHER_OFFICER, PROPOSER},
    "table": {PROPOSER},
    "return": {PROPOSER},
    "withdraw": {OWN_OFFICER, PROPOSER},
    "reply": {OWN_OFFICER, PROPOSER},
    "close": {OTHER_OFFICER},
    "redate": {OWN_OFFICER, OTHER_OFFICER, PROPOSER},
}
"""Who hears of a move; the one who makes it never does."""


def send(event: OpinionEvent, opinion: Opinion, by: Actor | None) -> None:
    """Queue a mail to each who hears of the move and has an address, in the language of their pages."""
    told = TOLD[event.verb]
    sides = _sides(opinion.side, told)
    proposer_ids = [opinion.proposer_user_id] if PROPOSER in told and opinion.proposer_user_id else []
    url = f"{current_app.extensions[SETTINGS].public_url}/opinions/{opinion.id}"
    for user_id, address, language in queries.addresses(sides, proposer_ids, but=by.id if by else None):
        with force_locale(language or "zh"):
            subject = _("有一件意见建议需要您查看")
            body = _("您好：\n\n一件意见建议有了新的进展，请登录法官律师联络平台查看：\n%(url)s", url=url)
        outbox.queue(f"opinion:{opinion.id}:{event.id}:{user_id}", address, subject, body)


def _sides(own: Side, told: set[str]) -> list[Side]:
    return [side for side, relation in ((own, OWN_OFFICER), (own.other, OTHER_OFFICER)) if relation in told]
