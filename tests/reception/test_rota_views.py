"""The pages of the rota in both languages, with something on each of them, as the office and a lawyer see them."""

from datetime import timedelta

from flask import Flask

from liaison.core.sides import Role, Side
from liaison.reception.models import DutyStatus
from liaison.reception.models.visits import VisitStatus
from liaison.reception.services import duties, lawyers, rota, swaps
from liaison.store import unit
from tests.makers.accounts import make_user
from tests.makers.reception import as_lawyer, bar_officer, make_day, make_duty, make_lawyer
from tests.makers.visits import make_desk, make_visit
from tests.page import Browser
from tests.reception.conftest import COMING

WEEK = timedelta(days=7)


def test_pages_of_the_rota_in_both_languages(app: Flask, database: None) -> None:
    make_user("officer", roles={Role.OFFICER})
    make_user("lawyer", side=Side.BAR, roles={Role.LAWYER})
    with unit.transaction():
        me, colleague, gone = make_lawyer("尹敬源"), make_lawyer("孙永松"), make_lawyer("邢可")
        account = as_lawyer("lawyer", me)
        first, second, bare = make_day(COMING), make_day(COMING + WEEK), make_day(COMING + 2 * WEEK)
        asked, left = make_duty(first, me, DutyStatus.PROPOSED), make_duty(first, gone)
        duties.move(left, "release", bar_officer(), reason="当天外出开庭")
        offered = make_duty(second, colleague)
        swaps.offer(offered, as_lawyer("colleague", colleague), note="家中有事")
        lawyers.add_leave(me, COMING + 5 * WEEK, COMING + 6 * WEEK, "休假", account)
        rota.propose([bare], bar_officer())
        day, duty, row = first.id, asked.id, me.id
    pages = {
        "officer": (
            "/reception", f"/reception?view=week&on={COMING}", f"/reception/days/{day}", "/reception/rota?tab=all",
            "/reception/rota/plan", "/reception/rota/places", "/reception/rota/places/add", "/reception/lawyers",
            "/reception/lawyers/enrol", f"/reception/lawyers/{row}", f"/reception/lawyers/{row}/amend",
            f"/reception/days/{day}/amend", f"/reception/days/{day}/move", f"/reception/days/{day}/assign",
            f"/reception/duties/{duty}/substitute", "/reception/desk", "/reception/figures",
        ),
        "lawyer": ("/reception/mine", f"/reception/days/{day}", "/reception/desk", "/reception/declarations"),
    }  # fmt: skip
    for name, addresses in pages.items():
        browser = Browser(app).sign_in(name)
        for address in addresses:
            for language in ("zh", "en"):
                browser.client.set_cookie("lang", language)
                assert browser.get(address).tree.get("lang", "").startswith(language)


def test_a_lawyer_is_led_only_to_desks_that_open(app: Flask, database: None) -> None:
    make_user("lawyer", side=Side.BAR, roles={Role.LAWYER})
    with unit.transaction():
        me = make_lawyer()
        as_lawyer("lawyer", me)
        mine, other = make_day(COMING), make_day(COMING + WEEK)
        make_duty(mine, me)
        make_duty(other)
        ids = mine.id, other.id
    browser = Browser(app).sign_in("lawyer")
    links = browser.get("/reception/desk").select("//main//a/@href")
    assert f"/reception/days/{ids[0]}/desk" in links
    assert f"/reception/days/{ids[1]}/desk" not in links
    for id, is_led in zip(ids, (True, False), strict=True):
        links = browser.get(f"/reception/days/{id}").select("//main//a/@href")
        assert (f"/reception/days/{id}/desk" in links) is is_led


def test_a_cancelled_day_sends_its_appointments_to_the_office_and_none_is_lost(app: Flask, database: None) -> None:
    make_user("officer", roles={Role.OFFICER})
    officer = Browser(app).sign_in("officer")
    with unit.transaction():
        desk, other = make_desk(COMING), make_desk(COMING + WEEK)
        booked = make_visit(desk, VisitStatus.BOOKED, name="欧阳守信", phone="13800000001")
        day, visit, later = desk.day.id, booked.id, other.day.id
    officer.submit(f"/reception/days/{day}", action=f"/reception/days/{day}/cancel", reason="法院搬迁")
    home = officer.get("/")
    assert "待改约" in home.text
    assert f"/reception/visits/{visit}" in home.select("//main//a/@href")
    assert "预约内容没有丢失" in officer.get(f"/reception/visits/{visit}").text
    officer.submit(f"/reception/visits/{visit}/rebook", day_id=str(later))
    assert "待改约" not in officer.get("/").text
    assert "欧阳守信" in officer.get(f"/reception/days/{later}/desk").text


def test_own_lists_take_as_many_statements_for_many_rows_as_for_few(
    app: Flask, database: None, statements: list[str]
) -> None:
    make_user("officer", roles={Role.OFFICER})
    make_user("lawyer", side=Side.BAR, roles={Role.LAWYER})
    with unit.transaction():
        me = make_lawyer()
        account = as_lawyer("lawyer", me)
    pages = {
        "officer": ("/reception/rota?tab=all", "/reception/lawyers", f"/reception?on={COMING}"),
        "lawyer": ("/reception/mine", "/reception/visits"),
    }
    browsers = {name: Browser(app).sign_in(name) for name in pages}

    def fill(first: int, last: int) -> None:
        with unit.transaction():
            for n in range(first, last):
                desk = make_desk(COMING + timedelta(n))
                make_duty(desk.day, me)
                swaps.offer(make_duty(make_day(COMING + n * WEEK + 9 * WEEK), me), account)
                past = make_desk(COMING - timedelta(60 + n))
                make_duty(past.day, me)
                make_visit(past, VisitStatus.DONE, lawyer=me, name=f"甲{n}")

    def count() -> dict[str, int]:
        found = {}
        for name, addresses in pages.items():
            for address in addresses:
                browsers[name].get(address)
                statements.clear()
                browsers[name].get(address)
                found[address] = len(statements)
        return found

    fill(0, 2)
    few = count()
    fill(2, 6)
    assert count() == few
