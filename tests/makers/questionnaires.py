"""Questionnaires in each state, through the services, and answers to them."""

from datetime import timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from liaison.core import clock
from liaison.core.sides import Actor, Side
from liaison.questionnaires.models import Mode, Questionnaire
from liaison.questionnaires.queries import design_of
from liaison.questionnaires.rules.design import Design, Option, Question, QuestionKind, from_data
from liaison.questionnaires.rules.editing import bank_questions
from liaison.questionnaires.rules.validating import Validator
from liaison.questionnaires.services import answering, designing, fielding
from liaison.questionnaires.services.designing import Setting
from liaison.store import unit

K = QuestionKind
AREA = Question(
    "k1", K.SINGLE, "您主要办理哪类案件", options=(Option("o1", "民事"), Option("o2", "刑事")), is_required=True
)
REMARK = Question("k2", K.LONG, "还有什么建议")


def make_design(*more: Question, items: int = 2, crossings: tuple[tuple[str, str], ...] = (("k1", "j1"),)) -> Design:
    """A kind of case, some items of the bank, a remark, and whatever else."""
    return Design((AREA, *bank_questions("j")[:items], REMARK, *more), crossings)


def make_questionnaire(by: Actor, design: Design | None = None, **overrides: Any) -> Questionnaire:
    """A draft of the officer's side; anonymous and for lawyers unless said otherwise."""
    setting = {
        "title": "律师眼中的法官", "asked_by": Side.BAR, "audience": Side.BAR, "mode": Mode.ANONYMOUS,
        "closes_at": clock.now() + timedelta(days=7), **overrides,
    }  # fmt: skip

    def make() -> Questionnaire:
        made = designing.design(Setting(**setting), by)
        wanted = design or make_design()
        designing.rearrange(made, lambda before: Design(wanted.questions, wanted.crossings), by)
        return made

    if unit.is_writing():
        return make()
    with unit.transaction():
        return make()


def open_questionnaire(by: Actor, tickets: int = 3, **overrides: Any) -> tuple[Questionnaire, list[str]]:
    """An open one and the codes of its slips (none where people sign in)."""
    with unit.transaction():
        made = make_questionnaire(by, **overrides)
        designing.publish(made, by)
        codes = fielding.issue(made, tickets, by) if made.mode is Mode.ANONYMOUS else []
        fielding.open(made, by)
    return made, codes


def answer(questionnaire: Questionnaire, code: str, **values: Any) -> None:
    """An anonymous answer; what is not said is answered well."""
    design = from_data(design_of(questionnaire).data)
    sent = MultiDict(filled(design, **values))
    outcome = Validator(design).check(sent)
    assert not outcome.faults, outcome.faults
    with unit.transaction():
        answering.answer_by_ticket(questionnaire.id, questionnaire.design_id or 0, design, outcome, code)


def answer_signed_in(questionnaire: Questionnaire, by: Actor, about: int | None = None, **values: Any) -> None:
    """The answer of somebody who is asked by name; what is not said is answered well."""
    design = from_data(design_of(questionnaire).data)
    outcome = Validator(design).check(MultiDict(filled(design, **values)))
    assert not outcome.faults, outcome.faults
    with unit.transaction():
        answering.answer_signed_in(
            questionnaire.id, questionnaire.design_id or 0, design, outcome, questionnaire.mode, by, about
        )


def filled(design: Design, **values: Any) -> dict[str, Any]:
    """What a form would send: the first choice of everything that has choices, and `values`."""
    first = {q.key: q.choices[0].value for q in design.asked if q.choices and q.kind is not K.RANKING}
    return {**first, **values}
