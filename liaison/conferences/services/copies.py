"""Who gets a copy of issued minutes (抄送): the addresses of such bodies, and the notice that one is on its way."""

import re
from collections.abc import Sequence
from typing import Final

from flask import current_app

from liaison.conferences.models import CopyAddress
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules.moves import ORGANISER, RELATION_LABELS
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal, refuse
from liaison.core.sides import Actor, Role
from liaison.store import audit, outbox
from liaison.store.base import db
from liaison.store.papers import Paper

SETTINGS: Final = "liaison.settings"
ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SUBJECT: Final = "有一份抄送贵单位的会议纪要已经印发"
BODY: Final = (
    "您好：\n\n有一份抄送贵单位的会议纪要已经印发，文本由会议组织人另行送达。\n"
    "收到后，可以在下列网址凭文号和验证码核验：\n{url}\n"
)


def why_not_keep(user: Actor) -> Refusal | None:
    """Why somebody may not keep the list: it is the organisers'."""
    if user.side is not None and user.has(Role.ORGANISER):
        return None
    return Refusal(N_("此操作由%(who)s办理。"), {"who": (Term(RELATION_LABELS[ORGANISER]),)}, "forbidden")


def add(name: str, email: str, *, by: Actor) -> CopyAddress:
    """Note where a body is reached. Raises Forbidden, or RuleBroken on `name` or `email`."""
    refuse(why_not_keep(by))
    _check(email)
    if queries.copy_addresses([name]):
        raise RuleBroken(N_("已登记该单位的邮箱，请直接修改。"), field="name")
    row = CopyAddress(name=name, email=email)
    db.session.add(row)
    db.session.flush()
    audit.record("copy_address.added", row, by)
    return row


def amend(row: CopyAddress, email: str, *, by: Actor) -> CopyAddress:
    """Note another address. Raises Forbidden, or RuleBroken on `email`."""
    refuse(why_not_keep(by))
    _check(email)
    row.email = email
    audit.record("copy_address.amended", row, by)
    db.session.flush()
    return row


def remove(row: CopyAddress, *, by: Actor) -> None:
    """Strike a body from the list. Raises Forbidden."""
    refuse(why_not_keep(by))
    audit.record("copy_address.removed", row, by)
    db.session.delete(row)
    db.session.flush()


def tell(paper: Paper, names: Sequence[str]) -> None:
    """Queue the notice for each of these bodies that has an address; each hears of a paper once."""
    url = f"{current_app.extensions[SETTINGS].public_url}/verify"
    for row in queries.copy_addresses(names) if names else ():
        outbox.queue(f"minutes-copy:{paper.id}:{row.id}", row.email, SUBJECT, BODY.format(url=url))


def _check(email: str) -> None:
    if not ADDRESS.fullmatch(email):
        raise RuleBroken(N_("电子邮箱格式不正确，应如 name@example.com。"), field="email")
