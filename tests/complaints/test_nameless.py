"""Lodging without an account, and the way back by reference and return code."""

import io
import re
from dataclasses import replace

from flask import Flask

from liaison.attachments.services import handing
from liaison.complaints.models import Complaint, Direction, Identity
from liaison.complaints.projections import elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.services import lodging
from liaison.core.references import secret_code
from liaison.store import attachments, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.makers.complaints import FACTS, City, a_lodging, do, make_complaint, who
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


def test_files_are_fetched_by_code_as_copies_and_none_of_another_complaint(app: Flask, stored_city: City) -> None:
    code = secret_code()
    with unit.transaction():
        made = replace(a_lodging(stored_city, identity=Identity.ANONYMOUS), code=code)
        complaint = lodging.lodge(made, who(stored_city["lawyer"]))
        do(stored_city, complaint, "accept", "bar_officer")
        alien = do(stored_city, make_complaint(stored_city, identity=Identity.CONFIDENTIAL), "accept", "bar_officer")
        added = {one.id: _add_copy(stored_city, one, "截图一") for one in (complaint, alien)}
        own, other, reference = added[complaint.id], added[alien.id], complaint.reference
        waiting = _add_copy(stored_city, complaint, "截图二")
        for file_id in (own, other):
            attachments.attach(file_id, {"copy": b"cleaned"})
    visitor = Browser(app)
    visitor.submit("/complaints/code", reference=reference, code=code)
    page = visitor.get("/complaints/by-code/approve-copy?lang=zh").text
    assert (page.count("下载副本"), page.count("文件尚未生成")) == (1, 1)
    assert visitor.send("GET", f"/complaints/by-code/files/{own}").data == b"cleaned"
    for file_id in (other, waiting):
        assert visitor.send("GET", f"/complaints/by-code/files/{file_id}").status_code == 404
    assert Browser(app).send("GET", f"/complaints/by-code/files/{own}").status_code == 404


def _add_copy(city: City, complaint: Complaint, text: str) -> int:
    """A file for the other side, whose copy the worker has still to make."""
    officer = city["bar_officer"]
    holder = elsewhere.as_holder(elsewhere.COPY, who(officer), complaint)
    assert holder is not None
    (file,) = handing.add(holder, [handing.look_into("材料.txt", io.BytesIO(text.encode()))], officer)
    db.session.flush()
    return file.id
