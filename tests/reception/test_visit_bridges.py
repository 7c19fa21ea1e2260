"""A matter becomes an opinion: prefilled without a name, tied, and each page shows the other's card."""

from flask import Flask
from sqlalchemy import select

from liaison.complaints.models import Complaint
from liaison.complaints.queries import complaints as complaints_queries
from liaison.core.sides import Role, Side
from liaison.opinions import services as opinions
from liaison.opinions.models import Opinion
from liaison.reception.models.visits import VisitStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.links import Link
from tests.makers import complaints
from tests.makers.accounts import make_user
from tests.makers.visits import WORDS, make_desk, make_visit
from tests.page import Browser


def test_an_opinion_raised_from_a_visit_names_nobody_and_both_pages_show_the_other(
    app: Flask, browser: Browser
) -> None:
    with unit.transaction():
        opinions.ensure_categories()
        visit = make_visit(make_desk(), VisitStatus.DONE, name="欧阳守信", case_number="（2026）云01民初77号").id
    make_user("officer", roles={Role.OFFICER})
    browser.sign_in("officer")
    url = f"/opinions/lodge?from=visit-{visit}"
    page = browser.get(url)
    assert "民事案件" in page.tree.xpath("string(//textarea[@name='text'])")
    assert "欧阳" not in page.text
    browser.submit(
        url, title="借款案件送达等候过长", text="当事人普遍反映送达等候过长。", category_id="1",
        proposer_kind="association", proposer_name="云江市律师协会", received_on="2026-03-02",
    )  # fmt: skip
    opinion = db.session.scalars(select(Opinion)).one().id
    assert "借款案件送达等候过长" in browser.get(f"/reception/visits/{visit}").text
    assert f"/reception/visits/{visit}" in browser.send("GET", f"/opinions/{opinion}").text
    make_user("judge", side=Side.BENCH, roles={Role.OFFICER})
    judge = Browser(app).sign_in("judge")
    assert judge.send("GET", url).status_code == 404
    assert "/reception/visits/" not in judge.send("GET", f"/opinions/{opinion}").text


def test_a_complaint_raised_from_a_visit_shows_the_tie_only_to_who_knows_the_complainant(
    app: Flask, database: None
) -> None:
    with unit.transaction():
        city = complaints.make_city()
        desk = make_desk()
        told = make_visit(
            desk, VisitStatus.DONE, name="欧阳守信", phone="13800000001", consents=("recorded", "shared")
        ).id
        silent = make_visit(desk, VisitStatus.DONE, name="司马长平", phone="13800000002").id
        category = str(complaints_queries.categories(complaints.L2J)[0].id)
        body = str(city.court_id)
    officer, colleague = Browser(app).sign_in("bar_officer"), Browser(app).sign_in("bar_officer2")
    typed = {"category_id": category, "body_id": body, "respondent": "立案庭窗口人员"}
    pages = {}
    for visit, how in ((told, {}), (silent, {"identity": "anonymous"})):
        url = f"/complaints/enter?from=visit-{visit}"
        pages[visit] = officer.get(url)
        officer.submit(url, **typed, **how)
    assert pages[told].tree.xpath("string(//input[@name='name']/@value)") == "欧阳守信"
    assert pages[silent].tree.xpath("string(//input[@name='name']/@value)") == ""
    assert WORDS.facts in pages[told].tree.xpath("string(//textarea[@name='facts'])")
    named, nameless = db.session.scalars(select(Complaint.id).order_by(Complaint.id)).all()
    assert f"/complaints/{named}" in officer.send("GET", f"/reception/visits/{told}").text
    assert f"/reception/visits/{told}" in officer.send("GET", f"/complaints/{named}").text
    # Another officer may read both, and still not learn that they belong together.
    assert f"/complaints/{named}" not in colleague.send("GET", f"/reception/visits/{told}").text
    assert f"/reception/visits/{told}" not in colleague.send("GET", f"/complaints/{named}").text
    ties = db.session.scalars(select(Link.from_id).where(Link.from_kind == "complaint")).all()
    assert list(ties) == [named], f"nothing leads from the nameless complaint {nameless} to a visit"
    assert Browser(app).sign_in("lawyer").send("GET", f"/complaints/enter?from=visit-{told}").status_code in {403, 404}
