"""The pages of the rota in both languages, with something on each of them, as the office and a lawyer see them."""

from datetime import timedelta

from flask import Flask

from liaison.core.sides import Role, Side
from liaison.reception.models import DutyStatus
from liaison.reception.services import duties, lawyers, rota, swaps
from liaison.store import unit
from tests.makers.accounts import make_user
from tests.makers.reception import as_lawyer, bar_officer, make_day, make_duty, make_lawyer
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
