"""All who did not activate their accounts are reminded at once, and nobody twice within three days."""

import re
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
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
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


def test_codes_that_end_soon_are_told_by_the_rule_of_the_office_each_once_and_audited(
    app: Flask, database: None
) -> None:
    with unit.transaction():
        importing.open_all(planned(2, email="a@example.org"), "https://site", None)
        importing.open_all(planned(1, Side.BENCH), "https://site", None)
        make_user("active", email="b@example.org")
    began = clock.now()

    def mails_after(**passed: float) -> int:
        with clock.travel(began + timedelta(**passed)):
            for _twice in range(2):
                with unit.transaction():
                    reminding.remind_of_ends()
        db.session.rollback()
        return db.session.query(OutboxMessage).count()

    assert mails_after(days=3, hours=23) == 0
    assert mails_after(days=4, minutes=1) == 2, "three days before, to those with an address"
    assert mails_after(days=5, hours=12) == 2
    assert mails_after(days=6, minutes=1) == 4, "and on the last day"
    assert mails_after(days=7, minutes=1) == 4, "what has ended is no longer told"
    actions = select(AuditEntry.actor_id, AuditEntry.detail).where(AuditEntry.action == "account.reminded")
    assert sorted((actor, detail["days"]) for actor, detail in db.session.execute(actions)) == [
        (None, 1), (None, 1), (None, 3), (None, 3),
    ]  # fmt: skip
    body = db.session.scalars(select(OutboxMessage.body)).first() or ""
    assert "bar.0" in body
    assert not re.search(r"([2-9a-z]{4}-){3}", body), "the code itself travels on the slip alone"


def test_the_administrator_sees_the_rule_and_turns_it_off(app: Flask, database: None) -> None:
    officer = signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})
    page = officer.get("/accounts/users/remind")
    assert "代码到期前 3 日和前一日" in page.text
    assert not page.select("//a[contains(@href, 'activation_days')]"), "the rule is the administrator's"
    admin = signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR})
    assert admin.get("/accounts/users/remind").select("//a[@href='/settings/thresholds/activation_days']")
    admin.get("/settings/thresholds/activation_days")
    admin.submit("/settings/thresholds/activation_days", value="0", reason="本市当面催办")
    assert "没有开启" in officer.get("/accounts/users/remind").text
    with unit.transaction():
        importing.open_all(planned(1, email="a@example.org"), "https://site", None)
    with clock.travel(clock.now() + timedelta(days=6, minutes=1)), unit.transaction():
        reminding.remind_of_ends()
    assert db.session.query(OutboxMessage).count() == 0
