"""A purge from the dry run to the end, by two people at two desks, in both languages."""

from flask import Flask

from liaison.retention import services
from liaison.store import jobs, retention
from liaison.store.base import db
from tests.page import Browser
from tests.retention.conftest import user, withdrawn


def test_a_purge_by_two_people_at_two_desks(app: Flask, people: None) -> None:
    withdrawn(2)
    first, second = Browser(app).sign_in("first"), Browser(app).sign_in("second")
    assert "2" in first.get("/retention").text
    assert "传错了" not in first.get("/retention/kinds/attachment/ask").text
    page = str(first.submit("/retention/kinds/attachment/ask", reason="保存期已满").location)
    assert "此操作由另一名系统管理员办理" in first.get(page).text
    assert "保存期已满" in second.get("/").text
    second.get(f"{page}?lang=en")
    assert second.post(f"{page}/confirm").status_code == 303
    for job_id in jobs.sweep():
        job = db.session.get(jobs.Job, job_id)
        if job is not None and job.kind == services.PURGE:
            db.session.rollback()
            jobs.run(job_id)
    assert "已清除" in second.get(page).text
    assert second.send("GET", "/retention/runs?format=xlsx").status_code == 200
    assert "保存期已满" not in second.get("/").text


def test_every_page_stands_in_english(app: Flask, people: None) -> None:
    withdrawn(1)
    browser = Browser(app).sign_in("first")
    for url in ("", "/kinds/attachment", "/kinds/attachment/ask", "/kinds/mail/ask", "/runs", "/holds"):
        browser.get(f"/retention{url}?lang=en")


def test_a_hold_is_placed_and_released_by_number(app: Flask, people: None) -> None:
    (id,) = withdrawn(1)
    browser = Browser(app).sign_in("first")
    browser.submit("/retention/holds", kind="attachment", number=str(id), reason="诉讼未决")
    assert "诉讼未决" in browser.get("/retention/holds").text
    db.session.rollback()
    assert retention.held("attachment") == {id}
    hold = db.session.query(retention.LegalHold).one().id
    db.session.rollback()
    browser.submit(f"/retention/holds/{hold}/release", reason="已结")
    assert retention.held("attachment") == frozenset()
    assert user("first").name in browser.get("/retention/holds").text
