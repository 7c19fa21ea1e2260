"""Every page of a complaint in every state, for everybody around it: fetched, linted, in both languages."""

import pytest
from flask import Flask

from liaison.complaints.models import Direction, Status
from liaison.store import unit
from tests.makers.complaints import BACK, J2L, L2J, OUT, City, make_complaint
from tests.page import Browser

S = Status
LOOKED_AT = {S.ACCEPTED, S.UNDER_CHECK, S.REPLIED, S.RECEIVED, S.HEARING_OFFERED, S.SERVED}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("direction", "path"), [(L2J, OUT), (J2L, BACK)])
def test_pages_of_every_state_for_everybody(
    app: Flask, stored_city: City, direction: Direction, path: dict[Status, object], language: str
) -> None:
    with unit.transaction():
        some = [status for status in path if status in LOOKED_AT]
        ids = [make_complaint(stored_city, status, direction).id for status in some]
    for name in ("lawyer", "bar_officer", "court_officer", "judge", "handler", "panel", "court_head"):
        browser = Browser(app).sign_in(name)
        browser.get(f"/complaints?lang={language}")
        for id in ids:
            if browser.send("GET", f"/complaints/{id}").status_code == 200:
                page = browser.get(f"/complaints/{id}?lang={language}")
                for url in page.select("//a[contains(@href,'/complaints/')]/@href"):
                    if f"/complaints/{id}/" in url and "papers" not in url and "identity" not in url:
                        browser.get(f"{url}?lang={language}")
