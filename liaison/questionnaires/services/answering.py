"""Storing an answer: the one place that writes responses, without a line of who, and of when no more than the day."""

import secrets
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.questionnaires.models import (
    Mode,
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireGuess,
    QuestionnaireNamed,
    QuestionnaireParticipant,
    QuestionnaireResponse,
    QuestionnaireStatus,
    QuestionnaireTarget,
    QuestionnaireText,
    QuestionnaireTicket,
)
from liaison.questionnaires.rules.counting import Cell, cells
from liaison.questionnaires.rules.design import Design
from liaison.questionnaires.rules.validating import Outcome
from liaison.questionnaires.services.fielding import ticket_hash
from liaison.store import audit
from liaison.store.base import db

# Made once and of the tables themselves: two hundred may answer at the same moment.
_Q: Any = Questionnaire.__table__
_T: Any = QuestionnaireTicket.__table__
COUNT_IN: Any = (
    update(_Q)
    .where(
        _Q.c.id == bindparam("of_id"),
        _Q.c.design_id == bindparam("of_design_id"),
        _Q.c.status == QuestionnaireStatus.OPEN,
        _Q.c.closes_at.is_(None) | (_Q.c.closes_at > bindparam("at_present")),
    )
    .values(returned=_Q.c.returned + 1)
)
SPEND: Any = delete(_T).where(_T.c.questionnaire_id == bindparam("of_id"), _T.c.code_hash == bindparam("of_hash"))
_R: Any = QuestionnaireResponse.__table__
_TEXT: Any = QuestionnaireText.__table__
RESPONSE: Any = insert(_R)
TEXT: Any = insert(_TEXT)

MOST_GUESSES = 200
"""Wrong codes a day, for one questionnaire; a right one passes whatever others try."""


SLOWED_SECONDS = 1.0
"""How long each further wrong one waits for its answer, outside of any transaction."""


class Late(RuleBroken):
    """It is not open any more."""

    default = N_("问卷已经截止，本次内容没有计入。")


class Twice(RuleBroken):
    """This person's answer has been counted."""

    default = N_("您的答卷此前已经计入，本次没有重复计入。")


class WrongTicket(RuleBroken):
    """No such ticket, or one that was used: which of the two, nobody can tell any more."""

    default = N_(
        "这个答题码不存在，或者已经用过。如果您刚才提交过而没有看到回执，那一次已经计入，不必再交；"
        "如果是手工输入的，请核对后重试。"
    )


def answer_by_ticket(questionnaire_id: int, design_id: int, design: Design, outcome: Outcome, ticket: str) -> None:
    """Store an anonymous answer, and use its ticket up, in one transaction. Raises Late, WrongTicket."""
    _count_in(questionnaire_id, design_id)
    if not _spend(questionnaire_id, ticket):
        raise WrongTicket(field="ticket")
    _store(questionnaire_id, design_id, design, outcome)


def answer_signed_in(
    questionnaire_id: int, design_id: int, design: Design, outcome: Outcome, mode: Mode, by: Actor, about: int | None
) -> None:
    """Store the answer of somebody who signed in, and note that (not what) they answered. Raises Late, Twice."""
    _count_in(questionnaire_id, design_id)
    _note_answered(questionnaire_id, by, about)
    response_id = _store(questionnaire_id, design_id, design, outcome, about)
    if mode is Mode.NAMED:
        db.session.add(
            QuestionnaireNamed(
                response_id=response_id,
                questionnaire_id=questionnaire_id,
                user_id=by.id,
                texts=_joined(design, outcome),
            )
        )
    audit.record("questionnaire.answered", db.session.get(Questionnaire, questionnaire_id), by)


def strike(questionnaire_id: int, person_ids: Collection[int], by: Actor) -> None:
    """Say with whom of those on file one had no dealings; who was spoken of already stays. One statement each way."""
    mine = (QuestionnaireTarget.questionnaire_id == questionnaire_id, QuestionnaireTarget.user_id == by.id)
    step = update(QuestionnaireTarget).where(*mine, QuestionnaireTarget.has_answered.is_(False))
    is_struck = QuestionnaireTarget.person_id.in_(person_ids)
    db.session.execute(step.values(is_struck=is_struck), execution_options={"synchronize_session": False})


def note_guess(questionnaire_id: int) -> None:
    """Count a wrong code: by day, without anything of who tried."""
    _raise_counts(QuestionnaireGuess, [{"questionnaire_id": questionnaire_id, "on": clock.today(), "count": 1}])


def _count_in(questionnaire_id: int, design_id: int) -> None:
    """Count the answer in, if answers count now; a closing that goes on at the same time comes before or after."""
    done: Any = db.session.execute(
        COUNT_IN, {"of_id": questionnaire_id, "of_design_id": design_id, "at_present": clock.now()}
    )
    if done.rowcount != 1:
        raise Late


def _spend(questionnaire_id: int, ticket: str) -> bool:
    """Use a ticket up: it is there no more. Of two at once, one finds it."""
    found = {"of_id": questionnaire_id, "of_hash": ticket_hash(questionnaire_id, ticket)}
    done: Any = db.session.execute(SPEND, found)
    return bool(done.rowcount == 1)


def _note_answered(questionnaire_id: int, by: Actor, about: int | None) -> None:
    mine: tuple[Any, ...] = (
        QuestionnaireParticipant.questionnaire_id == questionnaire_id,
        QuestionnaireParticipant.user_id == by.id,
    )
    step = update(QuestionnaireParticipant).where(*mine)
    if about is None:
        step = step.where(QuestionnaireParticipant.has_answered.is_(False))
    else:
        spoken_of = update(QuestionnaireTarget).where(
            QuestionnaireTarget.questionnaire_id == questionnaire_id,
            QuestionnaireTarget.user_id == by.id,
            QuestionnaireTarget.person_id == about,
            QuestionnaireTarget.is_struck.is_(False),
            QuestionnaireTarget.has_answered.is_(False),
        )
        _once(spoken_of.values(has_answered=True))
    _once(step.values(has_answered=True))


def _once(step: Any) -> None:
    done: Any = db.session.execute(step, execution_options={"synchronize_session": False, "preserve_rowcount": True})
    if done.rowcount != 1:
        raise Twice


def _store(questionnaire_id: int, design_id: int, design: Design, outcome: Outcome, about: int | None = None) -> str:
    """Response, writing and counters; nothing ties the three to each other, and their ids tell no order."""
    response_id = secrets.token_hex(16)
    row = {
        "questionnaire_id": questionnaire_id,
        "id": response_id,
        "design_id": design_id,
        "on": clock.today(),
        "person_id": about,
        "answers": outcome.choices,
    }
    db.session.execute(RESPONSE, [row])
    texts = [
        {"questionnaire_id": questionnaire_id, "id": secrets.token_hex(16), "question": key, "text": text}
        for key, text in outcome.texts.items()
    ]
    if texts:
        db.session.execute(TEXT, texts)
    counted = cells(design, outcome)
    rows = [_count_row(questionnaire_id, 0, cell) for cell in counted]
    if about is not None:
        rows += [_count_row(questionnaire_id, about, cell) for cell in counted]
    if rows:
        _raise_counts(QuestionnaireCount, rows)
    return response_id


def _count_row(questionnaire_id: int, person_id: int, cell: Cell) -> dict[str, Any]:
    question, value = cell
    return {
        "questionnaire_id": questionnaire_id, "person_id": person_id, "question": question, "value": value, "count": 1,
    }  # fmt: skip


def _raise_counts(model: Any, rows: list[dict[str, Any]]) -> None:
    """Raise counters by one, making those that are not there; always in the same order, so that no two wait in turn."""
    db.session.execute(_raising(model, db.session.get_bind().dialect.name), rows)


@cache
def _raising(model: Any, dialect: str) -> Any:
    """The statement, made once: with the rows in its text it would be compiled anew for every answer."""
    table = model.__table__
    statement: Any = (postgresql_insert if dialect == "postgresql" else sqlite_insert)(table)
    return statement.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key],
        set_={"count": table.c.count + statement.excluded.count},
    )


def _joined(design: Design, outcome: Outcome) -> str:
    """What was written in a named response, question by question, for who may read it by name."""
    return "\n".join(f"{q.text}：{outcome.texts[q.key]}" for q in design.asked if q.key in outcome.texts)
