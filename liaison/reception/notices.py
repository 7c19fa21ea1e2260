"""Mails of reception day: something waits, and where; date and place are no secret, nothing of a visitor is said."""

from collections.abc import Iterable, Sequence

from flask import current_app
from flask_babel import force_locale

from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.reception.models import Duty, ReceptionDay, Swap
from liaison.reception.queries import people
from liaison.reception.queries.people import Address
from liaison.store import outbox
from liaison.web.language import date_text, tr

SETTINGS = "liaison.settings"
MINE = "/reception/mine"
SUBJECTS = {
    "duty_assigned": N_("您有一次接访值班待确认（%(day)s）"),
    "duty_released": N_("您%(day)s的接访值班已解除"),
    "duty_remind": N_("请确认%(day)s的接访值班"),
    "duty_eve": N_("提醒：%(day)s接访值班"),
    "duty_swapped": N_("%(day)s的接访值班已换班"),
    "swap_offered": N_("有律师希望与您换班（%(day)s）"),
    "swap_refused": N_("%(day)s的换班未被接受"),
    "seat_open": N_("%(day)s的接访值班缺人"),
    "duty_late": N_("%(day)s的接访值班仍未确认"),
    "day_changed": N_("%(day)s的接访日有变动"),
    "day_cancelled": N_("%(day)s的接访日已取消"),
}
BODY = N_("您好：\n\n%(subject)s。地点：%(place)s。请登录法官律师联络平台查看：\n%(url)s")


def tell_lawyer(kind: str, duty: Duty, by: Actor | None, once: str = "") -> None:
    """Tell the lawyer of a duty, once the rota is published. `once` makes the mail one a duty, whatever happens."""
    if duty.day.published_at is None:
        return
    key = f"{kind}:{duty.id}:{once or duty.version}"
    _send(kind, key, duty.day, MINE, people.of_persons([duty.lawyer.person_id], by.id if by else None))


def tell_officers(kind: str, duty: Duty, by: Actor | None, once: str = "") -> None:
    """Tell the bar's officers of a seat that is open again or still not confirmed."""
    if duty.day.published_at is None:
        return
    key = f"{kind}:{duty.id}:{once or duty.version}"
    _send(kind, key, duty.day, _page(duty.day), people.of_officers(by.id if by else None))


def tell_team(kind: str, day: ReceptionDay, duties: Iterable[Duty], by: Actor | None) -> None:
    """Tell those on duty that their day moved or is off."""
    if day.published_at is not None:
        persons = [duty.lawyer.person_id for duty in duties]
        _send(
            kind, f"{kind}:{day.id}:{day.version}", day, _page(day), people.of_persons(persons, by.id if by else None)
        )


def tell_swap(kind: str, swap: Swap, by: Actor) -> None:
    """Tell the other one of a swap; an offer to whoever volunteers is told to nobody, it stands on their page."""
    if kind == "swap_offered":
        persons = [swap.to.person_id] if swap.to is not None else []
    else:
        persons = [swap.duty.lawyer.person_id]
    key = f"{kind}:{swap.id}:{swap.version}"
    told = list(people.of_persons(persons, by.id)) + (list(people.of_officers(by.id)) if kind == "duty_swapped" else [])
    _send(kind, key, swap.duty.day, MINE, told)


def _send(kind: str, key: str, day: ReceptionDay, path: str, told: Sequence[Address]) -> None:
    url = f"{current_app.extensions[SETTINGS].public_url}{path}"
    for user_id, address, language in told:
        with force_locale(language or "zh"):
            subject = tr(SUBJECTS[kind], day=date_text(day.on))
            body = tr(BODY, subject=subject, place=day.place.name, url=url)
        outbox.queue(f"reception:{key}:{user_id}", address, subject, body)


def _page(day: ReceptionDay) -> str:
    return f"/reception/days/{day.id}"
