"""All who did not activate their accounts are reminded at once, and nobody twice within three days."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from liaison.accounts.models import EntryCode, LinkRequest
from liaison.accounts.rules.importing import Plan, Planned
from liaison.accounts.services import importing, passwords, reminding
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in


def planned(count: int, side: Side = Side.BAR, email: str = "") -> Plan:
    role = Role.LAWYER if side is Side.BAR else Role.JUDGE
    rows = (Planned(f"{side}.{number}", f"人{number}", side, frozenset({role}), email, None) for number in range(count))
    return Plan(tuple(rows), ())


def test_mail_goes_to_those_with_an_address_and_slips_replace_old_codes(app: Flask, database: None) -> None:
    officer = signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})
    with unit.transaction():
        old = importing.open_all(planned(2, email="a@example.org"), "https://site", None).slips[0].code
        importing.open_all(planned(1, Side.BENCH), "https://site", None)
    by = db.session.scalars(select(User).where(User.username == "officer")).one()
    assert reminding.due(by) == [], "the codes of today are still good"
    assert "没有需要提醒的账户" in officer.get("/accounts/users/remind").text
    db.session.rollback()
    with clock.travel(clock.now() + timedelta(days=4)):
        assert len(reminding.due(by)) == 2, "of the own side only"
        with unit.transaction():
            assert reminding.mail(by) == 2
        assert db.session.query(LinkRequest).count() == 2
        db.session.rollback()
        with unit.transaction():
            new = reminding.print_slips("https://site", by).slips[0].code
        with pytest.raises(RuleBroken):
            passwords.redeem("bar.0", old, "a good long 句子", "192.0.2.7")
        passwords.redeem("bar.0", new, "a good long 句子", "192.0.2.7")
        with pytest.raises(RuleBroken, match="三日内"), unit.transaction():
            reminding.print_slips("https://site", by)


def test_the_page_sends_and_prints(app: Flask, database: None) -> None:
    officer = signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})
    with unit.transaction():
        importing.open_all(planned(1), "https://site", None)
        for code in db.session.scalars(select(EntryCode)):
            code.issued_at -= timedelta(days=5)
    page = officer.get("/accounts/users/remind?lang=en")
    assert "1 account" in page.text
    there = officer.submit("/accounts/users/remind", action="/accounts/users/remind/slips").location
    assert str(there).startswith("/archive/previews/")
    assert db.session.query(Preview).one().kind == "slips"


def test_as_many_statements_for_many_accounts_as_for_few(app: Flask, database: None) -> None:
    counts = []

    def count(*_arguments: object) -> None:
        counts[-1] += 1

    event.listen(db.engine, "after_cursor_execute", count)
    try:
        for side, number in ((Side.BAR, 20), (Side.BENCH, 400)):
            counts.append(0)
            with unit.transaction():
                importing.open_all(planned(number, side), "https://site", None)
    finally:
        event.remove(db.engine, "after_cursor_execute", count)
    assert counts[1] <= counts[0] + 12, f"a statement for each account: {counts}"
    make_user("other")
