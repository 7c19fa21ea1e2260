"""After a scripted round every file of the instance is read: nowhere a ticket, a person beside one, a shared order."""

import json
import logging
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core.references import normal_code
from liaison.core.sides import Role, Side
from liaison.questionnaires.models import Questionnaire, QuestionnaireResponse, QuestionnaireText, QuestionnaireTicket
from liaison.questionnaires.services import designing, fielding
from liaison.store import backup, backup_format, unit
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.conftest import IS_POSTGRESQL
from tests.makers.accounts import make_user
from tests.makers.questionnaires import make_questionnaire, open_questionnaire
from tests.page import Browser

WRITTEN = "仅此一份的文字标记"
TICKETS, ANSWERED = 12, 8
LAWYER = "lawyer.beside"
ANSWERS = ("questionnaire_response", "questionnaire_text", "questionnaire_count")
PASSPHRASE = "一段够长的口令 for tests"
Rows = dict[str, set[tuple[Any, ...]]]


@pytest.mark.skipif(IS_POSTGRESQL, reason="reads the files of SQLite; the schema is the same on both")
def test_no_file_of_the_instance_ties_a_ticket_to_anybody_or_keeps_an_order(
    app: Flask, browser: Browser, officer: User, instance: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_user(LAWYER, side=Side.BAR, roles=(Role.LAWYER,))
    made, codes = _printed(app, officer)
    signed_in = Browser(app).sign_in(LAWYER)
    tables, others = _rows(), _other_files(instance)
    # From here on the log holds the pages that answers change, and no other.
    db.session.rollback()
    with closing(sqlite3.connect(instance / "liaison.db")) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    caplog.clear()
    came: dict[Any, list[str]] = {QuestionnaireResponse: [], QuestionnaireText: []}
    with caplog.at_level(logging.INFO):
        for number, code in enumerate(codes[:ANSWERED]):
            # A lawyer who is signed in opens it on the same device: the page must not look at the session.
            client = signed_in if number % 2 else browser
            values = {"version": made.design_id, "k1": "o1", "j1": "5", "j2": "4", "k2": f"{WRITTEN}{number}"}
            answer = client.send("POST", f"/q/{made.code}", data={**values, "ticket": code})
            assert answer.status_code == 303
            assert "Set-Cookie" not in answer.headers
            log = shutil.copy(instance / "liaison.db-wal", tmp_path / f"{number}.wal")
            assert LAWYER.encode() not in Path(log).read_bytes(), "somebody beside a ticket"
            db.session.rollback()
            for model, ids in came.items():
                ids += set(db.session.scalars(select(model.id))) - set(ids)
    assert not caplog.records, "answering writes no log line"
    for model, ids in came.items():
        assert len(ids) == ANSWERED
        assert ids not in (sorted(ids), sorted(ids, reverse=True)), f"the ids of {model.__name__} tell when they came"
    _check_rows(came[QuestionnaireResponse], codes)
    _check_changes(tables, _rows(), codes)
    assert _other_files(instance) == others, "an answer changes the database and no other file"
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


def _rows() -> Rows:
    """What each table holds, as it lies on the disk."""
    db.session.rollback()
    connection = db.session.connection()
    names = [table.name for table in db.metadata.sorted_tables]
    return {name: set(map(tuple, connection.exec_driver_sql(f'select * from "{name}"'))) for name in names}


def _other_files(instance: Path) -> dict[Path, bytes]:
    """All files but those of the database."""
    files = (path for path in instance.rglob("*") if path.is_file() and not path.name.startswith("liaison.db"))
    return {path: path.read_bytes() for path in files}


def _check_changes(before: Rows, after: Rows, codes: list[str]) -> None:
    """Answers change no table but their own, and nothing in these is made of a ticket."""
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"questionnaire", *ANSWERS, "questionnaire_ticket"}
    (was,), (now,) = before["questionnaire"], after["questionnaire"]
    assert [pair[1] for pair in zip(was, now, strict=True) if pair[0] != pair[1]] == [ANSWERED], "only their number"
    written = repr([after[name] for name in ANSWERS])
    for code in codes:
        mark = fielding.ticket_hash(1, code)
        assert not any(mark[at : at + 8] in written for at in range(0, len(mark), 8)), "a ticket beside its answer"


def _check_rows(order: list[str], codes: list[str]) -> None:
    """Stored rows come in the order of their random ids, unused tickets in that of their hashes, on the disk too."""
    connection = db.session.connection()
    stored = [row[0] for row in connection.exec_driver_sql("select id from questionnaire_response not indexed")]
    assert stored == sorted(order)
    hashes = list(db.session.scalars(select(QuestionnaireTicket.code_hash)))
    made = [fielding.ticket_hash(1, code) for code in codes]
    assert len(hashes) == TICKETS - ANSWERED
    assert set(hashes) == set(made[ANSWERED:])
    assert hashes == sorted(hashes)
    moments = [
        value for row in connection.exec_driver_sql("select * from questionnaire_response") for value in row
        if isinstance(value, datetime) or (isinstance(value, str) and ":" in value and "T" in value)
    ]  # fmt: skip
    assert not moments, "no time finer than the day"


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
