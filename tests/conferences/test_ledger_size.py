"""The ledger with very many resolutions: statements stay as they are, and time grows far less than the rows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from liaison.conferences.models import (
    Conference,
    ConferenceKind,
    ConferenceStatus,
    Resolution,
    ResolutionStatus,
)
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import cost_of
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content, make_conference

ADDRESSES = {
    "list": "/resolutions",
    "filter": "/resolutions?status=unsettled&side=bench&sort=due",
    "deep": "/resolutions?page={deep}",
    "search": "/resolutions?q=%E5%8D%81%E4%BA%8C%E5%8F%B7%E7%AA%97",
}
CONFERENCES, TENTH = 40, 10
STATEMENTS = 12


def fill(wanted: int) -> None:
    """So many numbered resolutions of forty conferences, one in ten open, as the services would leave them."""
    with unit.transaction():
        first = make_conference(ConferenceStatus.HELD, days=0, content=Content(resolved=()))
        models = [
            Conference(
                kind=ConferenceKind.REGULAR, ordinal=1000 + place, title="会议", convening_side=Side.BAR,
                held_on=date(2000, 1, 1) + timedelta(days=200 * place), starts_at=first.starts_at, place="会议室",
                chair="周砚秋", status=ConferenceStatus.ISSUED,
            )
            for place in range(CONFERENCES)
        ]  # fmt: skip
        db.session.add_all(models)
        db.session.flush()
        ids = [row.id for row in models]
        db.session.execute(insert(Resolution.__table__), [_row(place, ids) for place in range(wanted)])


def _row(place: int, ids: list[int]) -> dict[str, object]:
    is_open = place % TENTH == 0
    return {
        "conference_id": ids[place % CONFERENCES], "position": 1, "year": 1000 + place // 1000,
        "number": 1 + place % 1000, "full_number": f"议定〔{1000 + place // 1000}〕{1 + place % 1000}号",
        "text": f"第{place}项：立案窗口增设十二号窗，预约后四十八小时内答复并登记在册。",
        "lead_name": f"单位{place % 30}", "lead_side": list(Side)[place % 2], "joint_names": [], "person": "韩雪梅",
        "due_on": date(2020, 1, 1) + timedelta(days=place % 3000), "extensions": 0, "done_note": "", "version": 1,
        "status": ResolutionStatus.UNDER_WAY if is_open else ResolutionStatus.DONE, "confirmed_by": "",
        "done_on": None if is_open else date(2021, 1, 1), "is_reported": not is_open,
    }  # fmt: skip


def measured(app: Flask, cookie: str, deep: int) -> dict[str, tuple[float, int]]:
    """What each page costs, and its statements."""
    return {name: cost_of(app, address.format(deep=deep), cookie) for name, address in ADDRESSES.items()}


@pytest.mark.long
@pytest.mark.parametrize(("many", "most"), [(20_000, 3.0), (100_000, 3.0)])
def test_pages_of_the_ledger_hold_their_bars(
    app: Flask, database: None, record_property: Callable[[str, object], None], many: int, most: float
) -> None:
    browser = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.ORGANISER})
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    fill(1000)
    few = measured(app, cookie.value, 20)
    with unit.transaction():
        rows = db.session.query(Resolution.__table__.c.conference_id).distinct().all()
        ids = sorted(id for (id,) in rows)
        db.session.execute(insert(Resolution.__table__), [_row(place, ids) for place in range(1000, many)])
    lot = measured(app, cookie.value, many // 50)
    for name, (seconds, statements) in lot.items():
        before, count = few[name]
        bar = 10 if name == "search" else most
        record_property(name, f"{before * 1000:.0f} -> {seconds * 1000:.0f} ms, {statements} statements")
        assert statements == count <= STATEMENTS
        assert seconds <= bar * before, f"{name}: {before:.3f} s with 1,000, {seconds:.3f} s with {many}"
