"""Puts many records into the demonstration city: opinions by the thousand, one of them with a long history."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from liaison.opinions.models import Opinion, OpinionEvent, OpinionStatus
from liaison.opinions.rules import AT_BOTH_SIDES
from liaison.store import unit
from liaison.store.base import db

FIRST_YEAR = 1000
NUMBERS_A_YEAR = 1000
BATCH = 2000


def fill_opinions(app: Flask, wanted: int) -> None:
    """Copy the demonstration's opinions, texts and all, until there are so many that both sides see."""
    shared = select(Opinion.__table__).where(Opinion.status.in_(AT_BOTH_SIDES))
    with app.app_context(), unit.transaction():
        models = [dict(row) for row in db.session.execute(shared).mappings()]
        copies = _copies(models, range(len(models), wanted))
        while batch := list(islice(copies, BATCH)):
            db.session.execute(insert(Opinion.__table__), batch)


def longest_history(app: Flask, entries: int) -> int:
    """Give the first opinion that was answered a history of so many entries; returns its id."""
    answered = select(Opinion).where(Opinion.status == OpinionStatus.REPLIED).order_by(Opinion.id).limit(1)
    with app.app_context(), unit.transaction():
        opinion = db.session.scalars(answered).one()
        known = list(opinion.events)
        for number in range(len(known), entries):
            model = known[number % len(known)]
            at = known[-1].at + timedelta(hours=number)
            db.session.add(OpinionEvent(opinion_id=opinion.id, verb=model.verb, at=at, side=model.side, note="续办"))
        return opinion.id


def _copies(models: Sequence[dict[str, Any]], places: range) -> Iterator[dict[str, Any]]:
    """The models in turn, each under a number of its own and on a day of its own."""
    for place in places:
        model = models[place % len(models)]
        year, number = FIRST_YEAR + place // NUMBERS_A_YEAR, 1 + place % NUMBERS_A_YEAR
        yield {name: value for name, value in model.items() if name != "id"} | {
            "year": year,
            "number": number,
            "full_number": f"意见〔{year}〕{number}号",
            "received_on": model["received_on"] - timedelta(days=place % 365),
        }
