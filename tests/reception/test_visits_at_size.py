"""Visits and their figures with very many rows: statements stay as they are, and time grows far less than the rows."""

import sys
from datetime import date, timedelta
from functools import cache
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import insert

from liaison.core.sides import Role
from liaison.reception.models import Speciality
from liaison.reception.models.visits import Visit, VisitKey, VisitOutcome, VisitStatus, VisitWay
from liaison.reception.services import identity
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import cost_of
from tests.makers.accounts import signed_in
from tests.makers.visits import make_desk

V = VisitStatus
ADDRESSES = {
    "list": "/reception/visits",
    "kind": "/reception/visits?kind=civil",
    "state": "/reception/visits?status=done&from=2011-01-01",
    "outcome": "/reception/visits?outcome=legal_aid",
    "deep": "/reception/visits?page={deep}",
    "search": f"/reception/visits?q={quote('欧阳守信')}",
    "figures": "/reception/figures?from=2000-01-01&to=2030-01-01",
}
BARS = {"search": 10, "figures": 10}
"""How many times as long as with 1,000 visits, 3 where nothing else is said.

A page of figures reads every visit of its span, since nobody keeps counters: 5 times as long on an idle machine, on a
busy one more.
"""
STATES = (V.LEFT, V.WAITING, *(V.DONE,) * 18)
STATEMENTS, FIGURES_STATEMENTS, BATCH = 12, 60, 5000


def fill(first: int, wanted: int) -> None:
    """Visits of one day from `first` on until there are so many; one name in a thousand is the one looked for."""
    with unit.transaction():
        visit = db.session.query(Visit).order_by(Visit.id).first()
        day = visit.day if visit is not None else make_desk().day
        lawyer_id, court_id = day.on_duty[0].lawyer_id, day.place.court_id
        last = db.session.query(Visit).count()
        for start in range(first, wanted, BATCH):
            places = range(start, min(start + BATCH, wanted))
            db.session.execute(insert(Visit.__table__), [_row(n, day.id, lawyer_id, court_id) for n in places])
            keys = [(n + 1, _key(n, at)) for n in places for at in range(3)]
            rows = [{"visit_id": id, "side": "visitor", "key": key} for id, key in keys]
            db.session.execute(insert(VisitKey.__table__), rows)
        assert last == first, "visits are numbered from one"


@cache
def _wanted() -> list[int]:
    return sorted(identity.keys_for("欧阳守信"))


def _key(place: int, at: int) -> int:
    is_wanted = place % 1000 == 0 and at < len(_wanted())
    return _wanted()[at] if is_wanted else 10**9 + place * 3 + at


def _row(place: int, day_id: int, lawyer_id: int, court_id: int) -> dict[str, object]:
    status, on = STATES[place % len(STATES)], date(2010, 1, 4) + timedelta(days=place % 5000)
    is_done, outcomes = status is V.DONE, list(VisitOutcome)
    return {
        "id": place + 1, "reference": f"访-{place:08}", "day_id": day_id, "on": on, "number": place + 1,
        "way": VisitWay.WALK_IN, "status": status, "kind": list(Speciality)[place % 6], "court_id": court_id,
        "lawyer_id": lawyer_id, "people": 1 + place % 7, "received": 1 + place % 5, "is_repeat": place % 9 == 0,
        "is_same_matter": place % 18 == 0, "is_from_paper": False, "consents": ["recorded"],
        "outcome": outcomes[place % len(outcomes)] if is_done else None, "is_advised": is_done and place % 2 == 0,
        "notices": [], "name": "欧阳守信" if place % 1000 == 0 else f"来访{place}", "phone": None,
        "phone_hash": "", "id_hash": "", "case_hash": "", "version": 1,
    }  # fmt: skip


def measured(app: Flask, cookie: str, deep: int) -> dict[str, tuple[float, int]]:
    """What each page costs, and its statements."""
    return {name: cost_of(app, address.format(deep=deep), cookie) for name, address in ADDRESSES.items()}


@pytest.mark.long
@pytest.mark.parametrize("many", [20_000, 100_000])
def test_pages_of_visits_hold_their_bars(
    app: Flask, database: None, capsys: pytest.CaptureFixture[str], many: int
) -> None:
    cookie = signed_in(app, "officer", roles={Role.OFFICER}).client.get_cookie("liaison")
    assert cookie is not None
    fill(0, 1000)
    few = measured(app, cookie.value, 10)
    fill(1000, many)
    lot = measured(app, cookie.value, many // 100)
    wrong = []
    for name, (seconds, statements) in lot.items():
        before, count = few[name]
        with capsys.disabled():
            spent = f"{before * 1000:.0f} -> {seconds * 1000:.0f} ms of CPU, {statements} statements"
            sys.stdout.write(f"\n  {name} with {many} visits: {spent}")
        # A session that is touched meanwhile costs a few statements more; a statement a row would cost thousands.
        bound = FIGURES_STATEMENTS if name == "figures" else STATEMENTS
        assert max(statements, count) <= bound, (name, count, statements)
        if seconds > BARS.get(name, 3) * before:
            wrong.append(f"{name}: {before * 1000:.0f} ms with 1,000, {seconds * 1000:.0f} ms with {many}")
    assert not wrong, "\n".join(wrong)
