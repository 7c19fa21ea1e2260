"""The first page, the month and the search with very many opinions: statements stay, time grows far less than rows."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import update

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import cost_of
from tests.makers.accounts import signed_in
from tests.opinions.test_list_size import fill

BARS = {"/": 5, "/waiting": 5, "/calendar": 5, "/wall": 5, f"/search?q={quote('十二号窗')}": 10}
FEW, MANY = 1000, 100_000


@pytest.mark.long
def test_what_gathers_from_all_features_holds_its_bars(
    app: Flask, database: None, record_property: Callable[[str, object], None]
) -> None:
    browser = signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER, Role.ORGANISER})
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    costs = []
    for first, last in ((0, FEW), (FEW, MANY)):
        fill(first, last)
        with unit.transaction():
            # Two of five came in the last year: the charts count them.
            recent = clock.today() - timedelta(days=100)
            db.session.execute(update(Opinion).where(Opinion.number % 5 < 2).values(received_on=recent))
        costs.append({path: cost_of(app, path, cookie.value) for path in BARS})
    few, many = costs
    wrong = []
    for path, bar in BARS.items():
        told = f"{few[path][0] * 1000:.0f} ms with {FEW}, {many[path][0] * 1000:.0f} ms with {MANY}"
        record_property(path, f"{told}, {many[path][1]} statements")
        assert few[path][1] == many[path][1], f"{path}: statements grow with the rows"
        if many[path][0] > bar * few[path][0]:
            wrong.append(f"{path}: {told}")
    assert not wrong, "\n".join(wrong)
