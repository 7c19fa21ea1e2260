"""What a person may ask, what is left after it, and that two desks never get in each other's way."""

import io
import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role
from liaison.reception.models import Duty, ReceptionDay, Swap
from liaison.reception.models.following import BodyKind
from liaison.reception.models.visits import Talk, Visit, VisitKey, VisitStatus
from liaison.reception.queries import counting
from liaison.reception.services import answers, persons, referrals, swaps, visits
from liaison.reception.services.referrals import SendingOn
from liaison.store import unit
from liaison.store.base import db
from liaison.store.throttle import Rate
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.reception import as_lawyer, bar_officer, make_day, make_duty, make_lawyer
from tests.makers.visits import WORDS, make_desk, make_visit, registration
from tests.page import Browser
from tests.reception.conftest import COMING

V = VisitStatus
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


@pytest.mark.usefixtures("database")
def test_a_person_is_found_by_name_with_phone_and_never_by_name_alone() -> None:
    with unit.transaction():
        desk = make_desk()
        mine = make_visit(desk, V.DONE, name="欧阳小红", phone="13800000001")
        unnamed = make_visit(desk, V.DONE, name="", phone="13800000001")
        make_visit(desk, V.DONE, name="李四", phone="13800000001")
        make_visit(desk, V.DONE, name="欧阳小红", phone="13800000009")
        found = persons.find("欧阳小红", "138 0000 0001", "", bar_officer())
        with pytest.raises(RuleBroken):
            persons.find("欧阳小红", "", "", bar_officer())
    assert {visit.id for visit in found} == {mine.id, unnamed.id}


def test_the_copy_for_a_person_has_all_that_is_kept(app: Flask, database: None) -> None:
    make_user("officer", roles={Role.OFFICER})
    with unit.transaction():
        visit = make_visit(make_desk(), V.DONE, name="欧阳小红", phone="13800000001", id_number="110101199001011237")
        sending = SendingOn(BodyKind.LEGAL_AID, "云江市法律援助中心", clock.today(), "请审查")
        referrals.refer(visit, sending, bar_officer())
        reference = visit.reference
        id = visit.id
    asked, officer = {"name": "欧阳小红", "phone": "13800000001"}, Browser(app).sign_in("officer")
    refused = officer.post("/reception/persons/erase", ids=str(id), reason="", **asked)
    assert 'value="欧阳小红"' in refused.text, "who was looked for is still there"
    copy = officer.post("/reception/persons/export", **asked)
    rows = list(load_workbook(io.BytesIO(copy.data)).active.values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert (row["编号"], row["证件号码"], row["反映的事实"]) == (reference, "110101199001011237", WORDS.facts)
    assert (row["法律依据"], row["风险提示"]) == (WORDS.grounds, WORDS.risks)
    assert "云江市法律援助中心" in row["转交"]
    assert "请审查" in row["转交"]


@pytest.mark.usefixtures("database")
def test_erasing_leaves_a_row_that_the_figures_need_and_nothing_else() -> None:
    with unit.transaction():
        desk, by = make_desk(), bar_officer()
        visit = make_visit(desk, V.DONE, name="欧阳小红", phone="13800000001", other_parties="李四", people=7)
        before = counting.counts(FIRST, LAST)
        persons.erase([visit], "本人要求", by)
        assert counting.counts(FIRST, LAST) == before
    db.session.expire_all()
    kept = db.session.get_one(Visit, visit.id)
    assert (kept.name, kept.phone, kept.other_parties, kept.code_hash) == (None, None, None, None)
    assert kept.anonymised_on == clock.today()
    for model in (VisitKey, Talk):
        assert db.session.scalar(select(func.count()).select_from(model).where(model.visit_id == visit.id)) == 0


@pytest.mark.usefixtures("database")
def test_a_visit_that_is_not_over_is_not_erased() -> None:
    with unit.transaction():
        visit = make_visit(make_desk(), V.TALKING)
        with pytest.raises(RuleBroken, match="抹去"):
            persons.erase([visit], "本人要求", bar_officer())


@pytest.mark.usefixtures("database")
def test_retention_takes_what_is_over_for_so_long_and_a_restore_takes_it_again() -> None:
    today = clock.today()
    with unit.transaction():
        old, new = make_visit(make_desk(today - timedelta(400)), V.DONE), make_visit(make_desk(), V.DONE)
        waiting = make_visit(make_desk(today - timedelta(401)))
        assert list(persons.due(today - timedelta(365))) == [old.id]
        persons.anonymise(persons.due(today - timedelta(365)), None)
        persons.erase_again(new.reference)
        persons.erase_again("访-0000-0000-0")
        assert persons.find_by_reference(new.reference.lower()) == new.id
    assert (old.name, new.name, waiting.name) == (None, None, "张三")


@pytest.mark.usefixtures("database")
def test_people_attendances_advice_and_matters_are_four_counts() -> None:
    with unit.transaction():
        desk = make_desk()
        make_visit(desk, V.DONE, people=9)
        make_visit(desk, V.DONE, name="李四", phone="13800000001", case_number="（2026）云01民初77号")
        make_visit(desk, V.DONE, name="李四", phone="13800000001", case_number="（2026）云01民初77号")
        make_visit(desk, V.LEFT, name="王五")
        found = counting.counts(FIRST, LAST)
    assert (found.people, found.attendances, found.advice, found.matters) == (6, 7, 3, 2)


def test_two_desks_at_once_never_give_out_one_number(app: Flask, database: None) -> None:
    with unit.transaction():
        day_id = make_desk().day.id
        bar_officer()

    def register() -> None:
        visits.register(db.session.get_one(ReceptionDay, day_id), registration("某人"), bar_officer())

    assert not _at_once(app, *[register] * 8)
    numbers = sorted(db.session.scalars(select(Visit.number)))
    assert numbers == list(range(1, 9))


def test_two_desks_calling_the_next_at_once_call_two_people(app: Flask, database: None) -> None:
    with unit.transaction():
        desk = make_desk()
        day_id = desk.day.id
        for name in ("甲", "乙"):
            make_visit(desk, name=name)

    def call_next() -> None:
        visits.call_next(db.session.get_one(ReceptionDay, day_id), bar_officer())

    assert not _at_once(app, call_next, call_next)
    called = db.session.scalars(select(Visit).where(Visit.status == V.CALLED)).all()
    assert sorted(visit.number or 0 for visit in called) == [1, 2]
    assert len({visit.lawyer_id for visit in called}) == 2, "each to another lawyer"


def test_two_colleagues_accepting_one_swap_at_once_and_only_one_has_the_duty(app: Flask, database: None) -> None:
    with unit.transaction():
        giver, first, second = make_lawyer(), make_lawyer(), make_lawyer()
        duty = make_duty(make_day(COMING), giver)
        day_id, swap_id = duty.day_id, swaps.offer(duty, as_lawyer("giver", giver)).id
        takers = [as_lawyer(name, lawyer).id for name, lawyer in (("first", first), ("second", second))]

    def accept(user_id: int) -> Callable[[], object]:
        return lambda: swaps.accept(db.session.get_one(Swap, swap_id), db.session.get_one(User, user_id))

    raised = _at_once(app, *map(accept, takers))
    assert [type(error) for error in raised] == [RuleBroken], "the second is told who has it"
    held = [duty.lawyer_id for duty in db.session.scalars(select(Duty).where(Duty.day_id == day_id)) if duty.is_on]
    assert len(held) == 1
    assert held[0] in {first.id, second.id}


def test_a_form_sent_twice_registers_once(app: Flask, browser: Browser) -> None:
    with unit.transaction():
        day = make_desk().day.id
    make_user("officer", roles={Role.OFFICER})
    browser.sign_in("officer")
    url = f"/reception/days/{day}/register"
    values = {"name": "张三", "people": "1", "kind": "civil", "once": "same-key"}
    for _ in range(2):
        assert browser.post(url, **values).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 1


def test_a_rating_by_code_needs_no_account_and_tells_nothing(app: Flask, browser: Browser) -> None:
    with unit.transaction():
        code = make_visit(make_desk(), V.DONE, name="欧阳小红").code
    assert code is not None
    wrong = browser.submit("/reception/rating", expect=422, code="0000-0000-0000-0000", answer="satisfied")
    assert "欧阳" not in wrong.get_data(as_text=True)
    done = browser.submit("/reception/rating", expect=200, code=code, answer="fairly", remark="很好")
    text = done.get_data(as_text=True)
    assert "谢谢" in text
    assert "欧阳" not in text


def test_whoever_tries_codes_is_slowed_down_and_the_right_one_waits_too(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "TRIES", Rate("visit.codes", 2))
    with unit.transaction():
        code = make_visit(make_desk(), V.DONE).code
    for _ in range(2):
        browser.submit("/reception/rating", expect=422, code="0000-0000-0000-0000", answer="satisfied")
    assert "尝试次数过多" in browser.submit("/reception/rating", expect=429, code=code, answer="satisfied").get_data(
        as_text=True
    )
    with clock.travel(clock.now() + timedelta(minutes=16)):
        browser.submit("/reception/rating", expect=200, code=code, answer="satisfied")


def _at_once(app: Flask, *verbs: Callable[[], object]) -> list[BaseException]:
    """Run each verb in a thread and a transaction of its own; gives what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                with unit.transaction():
                    verb()
            except Exception as error:
                raised.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
