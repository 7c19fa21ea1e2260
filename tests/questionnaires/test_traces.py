"""After a scripted round every file of the instance is read: nowhere a ticket, a person beside one, a shared order."""

import json
import logging
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core.references import normal_code
from liaison.core.sides import Role, Side
from liaison.questionnaires.models import Questionnaire, QuestionnaireResponse, QuestionnaireTicket
from liaison.questionnaires.services import designing, fielding
from liaison.store import backup, backup_format, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.outbox import OutboxMessage
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.conftest import IS_POSTGRESQL
from tests.makers.accounts import make_user
from tests.makers.questionnaires import make_questionnaire, open_questionnaire
from tests.page import Browser

WRITTEN = "仅此一份的文字标记"
TICKETS = 12
PASSPHRASE = "一段够长的口令 for tests"


@pytest.mark.skipif(IS_POSTGRESQL, reason="reads the files of SQLite; the schema is the same on both")
def test_no_file_of_the_instance_ties_a_ticket_to_anybody_or_keeps_an_order(
    app: Flask, browser: Browser, officer: User, instance: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_user("lawyer", side=Side.BAR, roles=(Role.LAWYER,))
    made, codes = _printed(app, officer)
    signed_in = Browser(app).sign_in("lawyer")
    caplog.clear()
    order = []
    with caplog.at_level(logging.INFO):
        for number, code in enumerate(codes[:8]):
            # A lawyer who is signed in opens it on the same device: the page must not look at the session.
            client = signed_in if number % 2 else browser
            values = {"version": made.design_id, "k1": "o1", "j1": "5", "j2": "4", "k2": f"{WRITTEN}{number}"}
            answer = client.send("POST", f"/q/{made.code}", data={**values, "ticket": code})
            assert answer.status_code == 303
            assert "Set-Cookie" not in answer.headers
            _copy_log(instance, tmp_path / f"{number}.wal")
            db.session.rollback()
            known = set(order)
            order += [id for id in db.session.scalars(select(QuestionnaireResponse.id)) if id not in known]
    assert not caplog.records, "answering writes no log line"
    assert order != sorted(order), "the ids of responses tell when they came"
    _check_rows(order, codes)
    db.session.rollback()
    shutil.copy(instance / "liaison.db", tmp_path / "copy")
    backup.create(tmp_path / "backup", PASSPHRASE)
    with (tmp_path / "backup").open("rb") as file:
        for name, piece in backup_format.decrypted(file, PASSPHRASE):
            _check_bytes(name, piece, codes)
    read = [path for path in (*instance.rglob("*"), *tmp_path.iterdir()) if path.is_file()]
    assert len(read) > 10
    for path in read:
        _check_bytes(path.name, path.read_bytes(), codes)


def _printed(app: Flask, officer: User) -> tuple[Questionnaire, list[str]]:
    """An open questionnaire and the codes of the sheet, printed and opened through the pages."""
    with unit.transaction():
        made = make_questionnaire(officer)
        designing.publish(made, officer)
    desk = Browser(app).sign_in(officer.username)
    url = f"/questionnaires/{made.id}"
    desk.submit(f"{url}/issue", number=str(TICKETS))
    sheet = json.loads(db.session.scalars(select(Preview)).one().facts)
    desk.submit(url, action=f"{url}/open")
    return made, [slip["code"] for slip in sheet["slips"]]


def _copy_log(instance: Path, place: Path) -> None:
    log = instance / "liaison.db-wal"
    if log.exists():
        shutil.copy(log, place)


def _check_rows(order: list[str], codes: list[str]) -> None:
    """Stored rows come in the order of their random ids, unused tickets in that of their hashes, on the disk too."""
    connection = db.session.connection()
    stored = [row[0] for row in connection.exec_driver_sql("select id from questionnaire_response not indexed")]
    assert stored == sorted(order)
    hashes = list(db.session.scalars(select(QuestionnaireTicket.code_hash)))
    made = [fielding.ticket_hash(1, code) for code in codes]
    assert len(hashes) == TICKETS - 8
    assert set(hashes) == set(made[8:])
    assert hashes == sorted(hashes)
    moments = [
        value for row in connection.exec_driver_sql("select * from questionnaire_response") for value in row
        if isinstance(value, datetime) or (isinstance(value, str) and ":" in value and "T" in value)
    ]  # fmt: skip
    assert not moments, "no time finer than the day"
    after = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("%answer%"))).all()
    assert not after, "an anonymous answer leaves no entry in the trail"
    assert not db.session.scalars(select(OutboxMessage)).all()
    assert not [job for job in db.session.scalars(select(Job)) if "answer" in job.kind]


def _check_bytes(name: str, data: bytes, codes: list[str]) -> None:
    """No ticket in clear, and no writing, in any file: what is kept of either only the keys open."""
    for code in codes:
        assert code.encode() not in data, name
        assert normal_code(code).encode() not in data, name
    assert WRITTEN.encode() not in data, name
    assert json.dumps(WRITTEN).encode() not in data, name


def test_two_devices_with_one_ticket_are_one_answer(browser: Browser, officer: User) -> None:
    made, codes = open_questionnaire(officer)
    values = {"version": made.design_id, "k1": "o1", "j1": "5", "j2": "4", "ticket": codes[0]}
    statuses = [browser.send("POST", f"/q/{made.code}", data=values).status_code for _ in range(2)]
    assert statuses == [303, 422]
    with unit.transaction():
        assert db.session.query(QuestionnaireResponse).count() == 1


def test_what_is_killed_before_the_commit_keeps_its_ticket(
    browser: Browser, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ticket goes with the answer, in one transaction: either both stand or neither does."""
    made, codes = open_questionnaire(officer)
    values = {"version": made.design_id, "k1": "o1", "j1": "5", "j2": "4", "ticket": codes[0]}

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("liaison.questionnaires.services.answering._raise_counts", killed)
        with pytest.raises(KeyboardInterrupt):
            browser.send("POST", f"/q/{made.code}", data=values)
    db.session.rollback()
    assert db.session.query(QuestionnaireResponse).count() == 0
    assert browser.send("POST", f"/q/{made.code}", data=values).status_code == 303
