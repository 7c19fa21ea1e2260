"""Mails of resolutions: something waits, and where; nothing of what it says."""

from collections.abc import Iterable
from typing import Final

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.conferences.models import Resolution, ResolutionEvent
from liaison.conferences.queries import resolutions as queries
from liaison.core.sides import Actor, Role, Side
from liaison.store import outbox
from liaison.web.frame import features

SETTINGS: Final = "liaison.settings"
CHANGED: Final = _l("有一项议定事项有了新的进展")
WAITS: Final = _l("有一项议定事项等您办理")
LATE: Final = _l("有一项议定事项逾期未办结")


def send(event: ResolutionEvent, resolution: Resolution, by: Actor | None) -> None:
    """Tell the named person and the organisers of both sides of a move; the one who made it hears nothing."""
    key = f"resolution:{resolution.id}:{event.id}"
    _tell(key, CHANGED, resolution, [(tuple(Side), Role.ORGANISER)], by)


def remind(resolution: Resolution, key: str) -> None:
    """Tell the named person and the organisers of the side that leads that its day is near, there, or gone by."""
    _tell(key, WAITS, resolution, [(_leading(resolution), Role.ORGANISER)])


def escalate(resolution: Resolution, key: str) -> None:
    """Tell the organisers of both sides and the head of supervision of the side that leads that it is late."""
    told = [(tuple(Side), Role.ORGANISER), (_leading(resolution), Role.HEAD_OF_SUPERVISION)]
    _tell(key, LATE, resolution, told, is_named_told=False)


def _leading(resolution: Resolution) -> tuple[Side, ...]:
    """The side that leads; both where the unit belongs to neither."""
    return (resolution.lead_side,) if resolution.lead_side is not None else tuple(Side)


def _tell(
    key: str, subject: object, resolution: Resolution, offices: Iterable[tuple[tuple[Side, ...], Role]],
    by: Actor | None = None, *, is_named_told: bool = True,
) -> None:  # fmt: skip
    """Queue one mail to each; the key names the occasion and the person, so that nobody hears of one twice."""
    named = resolution.person_id if is_named_told else None
    but = by.id if by else None
    rows = [row for sides, role in offices for row in queries.addresses(named, sides, role, but)]
    told = {user_id: (address, language) for user_id, address, language, _person in rows}
    for user_id, (address, language) in told.items():
        _queue(f"{key}:{user_id}", address, language, subject, resolution)
    is_reached = named in {person_id for *_rest, person_id in rows} or (by is not None and by.person_id == named)
    if named is not None and not is_reached:
        for person_id, address in features().offer("addresses")([named]).items():
            _queue(f"{key}:p{person_id}", address, None, subject, resolution)


def _queue(key: str, address: str, language: str | None, subject: object, resolution: Resolution) -> None:
    url = f"{current_app.extensions[SETTINGS].public_url}/resolutions/{resolution.id}"
    with force_locale(language or "zh"):
        said = str(subject)
        body = _("您好：\n\n%(subject)s，请登录法官律师联络平台查看：\n%(url)s", subject=said, url=url)
    outbox.queue(key, address, said, body)
