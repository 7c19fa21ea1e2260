"""What goes wrong: codes guessed, forms sent twice, a kill between commit and notice, and what answers may betray."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from liaison.complaints.models import Complaint, Direction, Identity, Status
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import drafts
from liaison.complaints.services import lodging
from liaison.core.references import secret_code
from liaison.store import jobs, outbox, unit
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.outbox import OutboxMessage
from tests.makers.complaints import L2J, City, a_lodging, make_complaint, who
from tests.page import Browser

S = Status


@pytest.fixture
def heard(app: Flask, database: None) -> Iterator[list[str]]:
    """The statements of the database, as they are sent."""
    found: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield found
    event.remove(engine, "before_cursor_execute", hear)


def test_not_yours_and_not_there_ask_the_database_the_same(app: Flask, stored_city: City, heard: list[str]) -> None:
    with unit.transaction():
        hidden = make_complaint(stored_city, S.ACKNOWLEDGED, L2J).id
    judge = Browser(app).sign_in("judge")
    judge.send("GET", "/complaints")
    for tail in ("", "/identity", "/accept", "/receipt", "/papers/1/pdf"):
        asked = []
        for id in (hidden, hidden + 1000):
            heard.clear()
            assert judge.send("GET", f"/complaints/{id}{tail}").status_code == 404
            asked.append(list(heard))
        assert asked[0] == asked[1], tail


def test_list_takes_the_same_few_statements_for_many(app: Flask, stored_city: City, heard: list[str]) -> None:
    officer = Browser(app).sign_in("bar_officer")
    counts = []
    for more in (2, 12):
        with unit.transaction():
            for _ in range(more):
                make_complaint(stored_city, S.LODGED)
        officer.send("GET", "/complaints")
        heard.clear()
        officer.send("GET", "/complaints")
        counts.append(len(heard))
    assert counts[0] == counts[1] <= 20


def test_guessed_code_is_slowed_down_even_for_the_right_one(app: Flask, stored_city: City) -> None:
    code = secret_code()
    with unit.transaction():
        made = a_lodging(stored_city, identity=Identity.ANONYMOUS)
        given = {name: getattr(made, name) for name in made.__dataclass_fields__}
        reference = lodging.lodge_without_account(lodging.Lodging(**{**given, "code": code})).reference
    browser = Browser(app)
    for _ in range(5):
        browser.submit("/complaints/code", expect=422, reference=reference, code=secret_code())
    refused = browser.submit("/complaints/code", expect=422, reference=reference, code=code)
    assert refused.location is None
    browser.get("/complaints/by-code", expect=404)


def test_form_sent_twice_lodges_once_and_nothing_lodges_unseen(app: Flask, stored_city: City) -> None:
    with unit.transaction():
        category = next(one.id for one in queries.categories(Direction.LAWYER_TO_JUDGE))
        lodging.save_draft(
            who(stored_city["lawyer"]),
            {
                "route": "conduct", "category_id": category, "body_id": stored_city.court_id, "respondent": "顾明川",
                "respondent_id": stored_city.judge_person_id, "facts": "阅卷预约未答复。", "identity": "confidential",
                "seen": ["court-case", "files"],
            },
        )  # fmt: skip
    lawyer = Browser(app).sign_in("lawyer")
    page = lawyer.get("/complaints/check")
    form = next(form for form in page.tree.forms if "is_understood" in form.fields)
    data = dict(form.form_values())
    assert lawyer.send("POST", "/complaints/check", data=data).status_code == 422
    data["is_understood"] = "y"
    first, second = (lawyer.send("POST", "/complaints/check", data=data) for _ in range(2))
    assert first.location == second.location
    assert db.session.query(Complaint).count() == 1


def test_a_kill_before_the_commit_leaves_nothing_and_after_it_everything(stored_city: City) -> None:
    """Complaint, paper job and notice are rows of one transaction: there is no moment with one and not the other."""
    with pytest.raises(RuntimeError), unit.transaction():
        make_complaint(stored_city, S.LODGED)
        raise RuntimeError("killed")
    counted = (Complaint, OutboxMessage, Job)
    assert [db.session.query(model).count() for model in counted] == [0, 0, 0]
    db.session.rollback()
    with unit.transaction():
        make_complaint(stored_city, S.LODGED)
    assert db.session.query(Complaint).count() == 1
    assert db.session.query(OutboxMessage).count() >= 2
    assert db.session.query(Job).filter_by(kind="complaints.render").count() == 1


@pytest.mark.parametrize(("moment", "kept"), [("before the commit", 0), ("before the notice", 1)])
def test_killed_with_9_between_commit_and_notice(stored_city: City, tmp_path: Path, moment: str, kept: int) -> None:
    """What was acknowledged stands, and its notices and its paper go out later; what was not left no trace."""
    db.session.rollback()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            with unit.transaction():
                unit.after_commit(_die)
                make_complaint(stored_city, S.LODGED)
                if not kept:
                    _die()
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert db.session.query(Complaint).count() == kept
    assert len(jobs.sweep()) == kept
    db.session.rollback()
    assert bool(outbox.deliver(f"file:{tmp_path}", "office@example.org")) is bool(kept)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_stale_page_is_refused_with_what_was_typed(app: Flask, stored_city: City) -> None:
    with unit.transaction():
        id = make_complaint(stored_city, S.LODGED).id
    first, second = (Browser(app).sign_in(name) for name in ("bar_officer", "bar_officer2"))
    url = f"/complaints/{id}/decline"
    page = second.get(url)
    form = next(form for form in page.tree.forms if "text" in form.fields)
    data = {**dict(form.form_values()), "text": "我写的理由"}
    first.submit(f"/complaints/{id}/ask-supplement", text="请补充材料")
    answer = second.send("POST", url, data=data)
    assert answer.status_code == 409
    assert "我写的理由" in answer.get_data(as_text=True)


def test_autosave_that_the_button_overtook_does_not_undo_it(app: Flask, stored_city: City) -> None:
    browser, lawyer = Browser(app).sign_in("lawyer"), stored_city["lawyer"]
    form = next(one for one in browser.get("/complaints/draft/court-case").tree.forms if "hearing" in one.fields)
    late = {**dict(form.form_values()), "hearing": "3月"}
    headers = {"HX-Request": "true"}
    assert browser.send("POST", "/complaints/draft/court-case", data=late, headers=headers).status_code == 200
    browser.submit("/complaints/draft/court-case", hearing="3月16日")
    assert browser.send("POST", "/complaints/draft/court-case", data=late, headers=headers).status_code == 204
    assert drafts.values_of(lawyer)["hearing"] == "3月16日"
