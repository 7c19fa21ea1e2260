"""Lodging without an account, and the way back by reference and return code."""

import re

from flask import Flask

from liaison.complaints.models import Complaint, Direction, Identity
from liaison.complaints.queries import complaints as queries
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.makers.complaints import FACTS, City
from tests.page import Browser


def test_without_account_from_lodging_to_a_message_and_back(app: Flask, stored_city: City) -> None:
    browser = Browser(app)
    category = next(one.id for one in queries.categories(Direction.LAWYER_TO_JUDGE))
    db.session.rollback()
    url = "/complaints/anonymous/bar"
    values = {
        "category_id": str(category),
        "body_id": str(stored_city.court_id),
        "respondent": "顾明川",
        "facts": FACTS,
    }
    page = browser.get(url)
    form = next(form for form in page.tree.forms if "facts" in form.fields)
    shown = browser.send("POST", url, data={**dict(form.form_values()), **values})
    assert shown.status_code == 200
    hidden = dict(re.findall(r'name="(code|shown|once|csrf_token)" value="([^"]*)"', shown.text))
    wrong = browser.send("POST", url, data={**hidden, **values, "typed_code": "0000"})
    assert wrong.status_code == 422
    done = browser.send("POST", url, data={**hidden, **values, "typed_code": hidden["code"].lower()})
    assert done.location == "/complaints/by-code"
    complaint = db.session.query(Complaint).one()
    assert complaint.identity is Identity.ANONYMOUS
    assert complaint.complainant_key == ""
    # A name that the roster of that court has once is matched, so that recusal can be computed.
    assert complaint.respondent_key
    assert {entry.actor_id for entry in db.session.query(AuditEntry).filter_by(thing_kind="complaint")} == {None}
    reference = complaint.reference
    db.session.rollback()
    other = Browser(app)
    other.get("/complaints/by-code", expect=404)
    other.submit("/complaints/code", expect=422, reference=reference, code="0000-0000-0000-0000")
    other.submit("/complaints/code", reference=reference, code=hidden["code"])
    other.submit("/complaints/by-code", action="/complaints/by-code/message", text="补充：当天还有一位证人。")
    assert "当天还有一位证人" in other.get("/complaints/by-code?lang=zh").text
    other.get("/complaints/by-code?lang=en")
    other.submit("/complaints/by-code/withdraw", text="不再反映")
    assert "已撤回" in other.get("/complaints/by-code").text
