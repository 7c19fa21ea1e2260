"""A matter becomes an opinion: prefilled without a name, tied, and each page shows the other's card."""

from flask import Flask
from sqlalchemy import select

from liaison.core.sides import Role, Side
from liaison.opinions import services as opinions
from liaison.opinions.models import Opinion
from liaison.reception.models.visits import VisitStatus
from liaison.store import unit
from liaison.store.base import db
from tests.makers.accounts import make_user
from tests.makers.visits import make_desk, make_visit
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
