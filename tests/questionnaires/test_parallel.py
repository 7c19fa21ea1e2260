"""Two hundred answers at once: all stored, all counted, none twice; and closing while people answer."""

import threading

from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from liaison.questionnaires.models import (
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireResponse,
    QuestionnaireTicket,
)
from liaison.questionnaires.queries import design_of
from liaison.questionnaires.rules.design import from_data
from liaison.questionnaires.rules.validating import Validator
from liaison.questionnaires.services import answering, fielding
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.questionnaires import filled, open_questionnaire

ANSWERS = 200
THREADS = 8


def test_two_hundred_at_once_are_two_hundred_stored(app: Flask, officer: User) -> None:
    made, codes = open_questionnaire(officer, tickets=ANSWERS)
    # Every tenth ticket is sent by two at once: one of them is told that it was used.
    raised = _answer_all(app, made.id, [*codes, *codes[::10]])
    assert {type(error) for error in raised} <= {answering.WrongTicket}
    assert len(raised) == ANSWERS // 10
    _check(made.id, ANSWERS)


def test_closing_while_people_answer_loses_none_that_was_taken(app: Flask, officer: User) -> None:
    made, codes = open_questionnaire(officer, tickets=40)
    officer_id = officer.id

    def close() -> None:
        with app.app_context(), unit.transaction():
            by = db.session.get_one(User, officer_id)
            fielding.close(db.session.get_one(Questionnaire, made_id), by)

    made_id = made.id
    closer = threading.Timer(0.15, close)
    closer.start()
    raised = _answer_all(app, made_id, codes)
    closer.join()
    assert {type(error) for error in raised} <= {answering.Late}
    _check(made_id, len(codes) - len(raised))
    closed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "questionnaire.closed")).one()
    assert closed.detail["returned"] == len(codes) - len(raised), "one was counted after the closing"


def _answer_all(app: Flask, id: int, codes: list[str]) -> list[BaseException]:
    """Each thread takes code after code until none is left; gives what was raised."""
    raised: list[BaseException] = []
    design_id = db.session.get_one(Questionnaire, id).design_id or 0
    design = from_data(design_of(db.session.get_one(Questionnaire, id)).data)
    outcome = Validator(design).check(MultiDict(filled(design)))
    db.session.rollback()
    waiting, lock = list(codes), threading.Lock()

    def run() -> None:
        with app.app_context():
            while True:
                with lock:
                    if not waiting:
                        break
                    code = waiting.pop()
                try:
                    with unit.transaction():
                        answering.answer_by_ticket(id, design_id, design, outcome, code)
                except Exception as error:
                    raised.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return raised


def _check(id: int, stored: int) -> None:
    db.session.rollback()
    questionnaire = db.session.get_one(Questionnaire, id)
    left = db.session.scalar(select(func.count()).select_from(QuestionnaireTicket))
    assert db.session.scalar(select(func.count()).select_from(QuestionnaireResponse)) == stored
    assert (questionnaire.returned, questionnaire.issued - (left or 0)) == (stored, stored)
    cells = select(QuestionnaireCount.count).where(
        QuestionnaireCount.question == "j1", QuestionnaireCount.value.in_(("_n", "5"))
    )
    assert set(db.session.scalars(cells)) == {stored}
