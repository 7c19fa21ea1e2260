"""The pages of the desk and of visits, in both languages, as the people of the desk use them."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from liaison.core.sides import Role, Side
from liaison.reception.models.visits import DeskDraft, Visit, VisitStatus
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.visits import Desk, make_desk, make_visit
from tests.page import Browser

V = VisitStatus
FORM = {"name": "张三", "people": "1", "kind": "civil", "phone": "13800000000", "consents": ["recorded"]}


@pytest.fixture
def officer(app: Flask, browser: Browser) -> Browser:
    make_user("officer", roles={Role.OFFICER})
    return browser.sign_in("officer")


@pytest.fixture
def at_desk(app: Flask) -> Callable[[Desk, int], Browser]:
    """The browser of a lawyer on duty."""

    def sign_in(desk: Desk, place: int = 0) -> Browser:
        name = f"lawyer{place}"
        make_user(name, side=Side.BAR, roles={Role.LAWYER})
        with unit.transaction():
            user = db.session.query(User).filter_by(username=name).one()
            user.person_id = desk.lawyers[place].person_id
        return Browser(app).sign_in(name)

    return sign_in


def count(action: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEntry.action == action)) or 0


def test_every_page_of_a_visit_in_both_languages(officer: Browser) -> None:
    with unit.transaction():
        desk = make_desk()
        day, visits = desk.day.id, {status: make_visit(desk, status, name=f"来访{n}").id for n, status in enumerate(
            (V.WAITING, V.CALLED, V.TALKING, V.DONE, V.LEFT))}  # fmt: skip
    pages = [
        f"/reception/days/{day}/desk", f"/reception/days/{day}/register", f"/reception/days/{day}/board",
        "/reception/visits", "/reception/visits?q=来访&status=done", "/reception/persons", "/reception/rating",
        *(f"/reception/visits/{id}" for id in visits.values()),
        f"/reception/visits/{visits[V.WAITING]}/call", f"/reception/visits/{visits[V.WAITING]}/amend",
        f"/reception/visits/{visits[V.CALLED]}/hand-over", f"/reception/visits/{visits[V.TALKING]}/talk",
        f"/reception/visits/{visits[V.TALKING]}/limits", f"/reception/visits/{visits[V.TALKING]}/conclude",
        *(f"/reception/visits/{visits[V.DONE]}/{verb}" for verb in ("refer", "opine", "follow-up", "rate")),
        f"/reception/visits/{visits[V.DONE]}/recognise",
    ]  # fmt: skip
    for page in pages:
        for language in ("zh", "en"):
            officer.get(f"{page}{'&' if '?' in page else '?'}lang={language}")


def test_a_whole_visit_from_the_desk_to_the_note(officer: Browser) -> None:
    with unit.transaction():
        day = make_desk().day.id
    officer.submit(f"/reception/days/{day}/register", **FORM)
    visit = db.session.scalars(select(Visit)).one().id
    url = f"/reception/visits/{visit}"
    officer.submit(f"/reception/days/{day}/desk", action=f"/reception/days/{day}/call-next")
    officer.submit(url, action=f"{url}/begin")
    officer.submit(f"{url}/talk", facts="借款到期未还。", advice="尽快起诉。")
    officer.submit(f"{url}/limits", limits="2026-12-01 起诉期限")
    page = officer.follow(
        officer.submit(f"{url}/conclude", outcome="answered", notices=["free", "no_promises", "no_soliciting"])
    )
    assert "已办结" in page.text
    response = officer.submit(url, action=f"{url}/note")
    assert "/archive/previews/" in response.location


def test_the_board_shows_numbers_and_no_name_and_renews_itself(officer: Browser) -> None:
    with unit.transaction():
        desk = make_desk()
        make_visit(desk, V.CALLED, name="欧阳守信")
        make_visit(desk, V.WAITING, name="李四")
    page = officer.get(f"/reception/days/{desk.day.id}/board")
    assert page.response.headers["Refresh"] == "15"
    assert "01" in page.text
    assert "02" in page.text
    assert "欧阳" not in page.text


def test_what_is_typed_at_the_desk_survives_a_lost_network_and_is_forgotten_once_registered(officer: Browser) -> None:
    with unit.transaction():
        day = make_desk().day.id
    url = f"/reception/days/{day}/register"
    form = officer.get(url).select("//form[contains(@class,'desk-form')]")[0]
    assert form.get("hx-params") == "not once", "an autosave may not use up the key with which the form is sent"
    sent = {name: value for name, value in form.form_values() if name != "once"}
    for name in ("只写", "只写了一半"):
        assert officer.send("POST", form.get("hx-post"), data={**sent, "name": name}).status_code == 200
    assert officer.get(url).select("//input[@name='name']")[0].get("value") == "只写了一半"
    assert "只写了一半" not in str(db.session.execute(text("SELECT typed FROM desk_draft")).all()), "it is sealed"
    officer.submit(url, **FORM, once="sent", typing="sent")
    late = officer.send("POST", form.get("hx-post"), data={**sent, "name": "来迟的保存", "typing": "sent"})
    assert late.status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 1
    assert db.session.scalar(select(func.count()).select_from(DeskDraft)) == 0


def test_a_look_at_a_visit_is_recorded(officer: Browser) -> None:
    with unit.transaction():
        visit = make_visit(make_desk()).id
    officer.get(f"/reception/visits/{visit}")
    officer.get(f"/reception/visits/{visit}")
    assert count("visit.read") == 2


def test_bad_input_stays_with_a_sentence_beside_the_field(officer: Browser) -> None:
    with unit.transaction():
        day = make_desk().day.id
    bad = {**FORM, "phone": "不记得", "people": "十", "received": "9"}
    response = officer.submit(f"/reception/days/{day}/register", expect=422, **bad)
    text = response.get_data(as_text=True)
    assert "电话只能填写数字" in text
    assert "请填写数字" in text
    assert "不记得" in text


def test_the_lawyer_with_a_conflict_loses_sight_of_the_visit_and_the_colleague_has_it(
    at_desk: Callable[[Desk, int], Browser], database: None
) -> None:
    with unit.transaction():
        desk = make_desk()
        visit = make_visit(desk, V.CALLED, other_firms=desk.lawyers[0].firm).id
    first, second = at_desk(desk, 0), at_desk(desk, 1)
    url = f"/reception/visits/{visit}"
    page = first.get(url)
    assert "在核实或者转交之前" in page.text
    assert first.post(f"{url}/begin").status_code == 409
    assert first.send("GET", f"{url}/talk").status_code == 409
    first.submit(f"{url}/hand-over", reason="对方由本所代理")
    assert first.send("GET", url).status_code == 404
    assert "无冲突" in second.get(url).text
    second.submit(url, action=f"{url}/begin")


def test_the_list_takes_the_same_few_statements_for_many_visits(officer: Browser, statements: list[str]) -> None:
    with unit.transaction():
        desk = make_desk()
        for n in range(3):
            make_visit(desk, name=f"甲{n}")
    officer.get("/reception/visits")
    statements.clear()
    officer.get("/reception/visits")
    few = len(statements)
    with unit.transaction():
        for n in range(12):
            make_visit(desk, name=f"乙{n}")
    statements.clear()
    officer.get("/reception/visits")
    assert len(statements) == few
    assert few <= 16
