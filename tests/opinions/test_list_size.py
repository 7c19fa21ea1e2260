"""The list of opinions with very many rows: statements stay as they are, and time grows far less than the rows."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import insert

from liaison.core.sides import Role, Side
from liaison.opinions.models import Channel, Opinion, OpinionStatus, Outcome, ProposerKind
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import costs_of, over_the_bar
from tests.makers.accounts import signed_in
from tests.makers.opinions import make_opinion

S = OpinionStatus
ADDRESSES = {
    "list": "/opinions",
    "filter": "/opinions?status=closed&side=bench",
    "due": "/opinions?status=screened&side=bench&sort=due",
    "deep": "/opinions?page={deep}",
    "search": f"/opinions?q={quote('十二号窗')}",
}
PEOPLE = {
    "officer": (Side.BAR, Role.OFFICER), "lawyer": (Side.BAR, Role.LAWYER), "observer": (None, Role.OBSERVER),
}  # fmt: skip
# One in ten is open, as in an office that answers what it gets.
STATES = (S.SCREENED, S.REPLIED, *(S.CLOSED,) * 17, S.LODGED)
STATEMENTS, BATCH = 12, 5000


def fill(first: int, wanted: int) -> None:
    """Numbered opinions of both sides from `first` on until there are so many, as the services would leave them."""
    with unit.transaction():
        model = db.session.query(Opinion).order_by(Opinion.id).first() or make_opinion(S.SCREENED)
        category_id, lead_id = model.category_id, model.lead_id
        for start in range(first, wanted, BATCH):
            places = range(start, min(start + BATCH, wanted))
            rows = [_row(place, category_id, lead_id) for place in places]
            db.session.execute(insert(Opinion.__table__), rows)


def _row(place: int, category_id: int, lead_id: int | None) -> dict[str, object]:
    status, day = STATES[place % len(STATES)], date(2000, 1, 1) + timedelta(days=place % 9000)
    is_answered = status in {S.REPLIED, S.CLOSED}
    return {
        "year": 1000 + place // 1000, "number": 1 + place % 1000,
        "full_number": f"意见〔{1000 + place // 1000}〕{1 + place % 1000}号",
        "side": list(Side)[place % 3 == 0], "status": status,
        "category_id": category_id, "title": f"第{place}件：阅卷预约应当当日答复",
        "text": "向业务庭申请阅卷，要先打电话找到书记员，再由书记员去档案室提卷，不顺利的要等两个星期。" * 4
        + ("立案窗口增设十二号窗。" if place % 100 == 0 else ""),
        "grounds": "", "wanted": "", "proposer_kind": ProposerKind.PERSON, "proposer_name": "周敏",
        "is_name_withheld": place % 7 == 0, "received_on": day, "lead_id": lead_id, "joint_ids": [], "reason": "",
        "reply": "已答复。" if is_answered else "", "outcome": Outcome.SOLVED if is_answered else None,
        "replied_on": day if is_answered else None, "reply_due_on": day + timedelta(days=30), "screened_on": day,
        "channel": Channel.PAGE, "version": 1,
    }  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("many", [20_000, 100_000])
def test_pages_of_opinions_hold_their_bars(
    app: Flask, database: None, record_property: Callable[[str, object], None], many: int
) -> None:
    cookies = {}
    for name, (side, role) in PEOPLE.items():
        cookie = signed_in(app, name, side=side, roles={role}).client.get_cookie("liaison")
        assert cookie is not None
        cookies[name] = cookie.value
    fill(0, 1000)
    few = costs_of(app, cookies, ADDRESSES, deep=10)
    fill(1000, many)
    lot = costs_of(app, cookies, ADDRESSES, deep=many // 100)
    wrong = over_the_bar(few, lot, most=STATEMENTS, note=record_property)
    assert not wrong, "\n".join(wrong)
