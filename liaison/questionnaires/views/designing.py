"""The pages of designing: new, what it is, its questions, the item bank, two-way tables."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound, RuleBroken
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.questionnaires import queries
from liaison.questionnaires.forms.designing import BankForm, CrossingForm, DesignForm, QuestionForm, SettingForm
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.projections.questionnaire import as_seen_by
from liaison.questionnaires.rules import editing, standing
from liaison.questionnaires.rules.design import KIND_LABELS, ONE_OF, Design, Question, QuestionKind, from_data
from liaison.questionnaires.services import designing as services
from liaison.questionnaires.views.reading import late_allowed
from liaison.questionnaires.views.room import ONE, blueprint, to_questionnaire
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import spell, tr

QUESTION = f"{ONE}/questions/<key>"
STEPS = {"up": -1, "down": 1}
Found = tuple[Questionnaire, Design, Question]


def _get_question(user: Actor, id: int, key: str) -> Found:
    questionnaire = queries.get_visible(user, id)
    design = design_of(questionnaire)
    question = design.find(key)
    if question is None:
        raise NotFound
    return questionnaire, design, question


def design_of(questionnaire: Questionnaire) -> Design:
    """The questions of the version that counts."""
    return from_data(queries.design_of(questionnaire).data)


def _of_question(verb: str) -> Callable[[Actor, Found], Any]:
    return lambda user, found: late_allowed(verb)(user, found[0])


@blueprint.route("/design", methods=["GET", "POST"])
@access()
def design() -> ResponseReturnValue:
    """Begin a questionnaire."""
    user = actor()
    refuse(standing.why_not("design", user, None))
    assert user.side is not None
    form = DesignForm(user.side)
    if form.validate_on_submit() and (made := attempt(form, services.design, form.setting(), user)):
        flash(_("已新建，请添加题目。"), "good")
        return to_questionnaire(made, "questions")
    return draw("questionnaires/setting.html", form=form, questionnaire=None)


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("amend"))
def amend(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Change what a draft is."""
    form = SettingForm(questionnaire.side, questionnaire, design_of(questionnaire))
    if form.validate_on_submit() and attempt(
        form, services.amend, questionnaire, form.setting(), actor(), form.seen_version
    ):
        flash(_("修改已保存。"), "good")
        return to_questionnaire(questionnaire)
    return draw("questionnaires/setting.html", form=form, questionnaire=as_seen_by(actor(), questionnaire))


@blueprint.route(f"{ONE}/questions/add", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("amend"))
def add_question(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Add a question of the kind that the address names."""
    kind = _asked_kind()
    before = design_of(questionnaire)
    form = QuestionForm(kind, before, version=questionnaire.version)
    if form.validate_on_submit():
        made = attempt(form, form.made, editing.next_key(before))
        if made and _save(form, questionnaire, lambda design: editing.add(design, made)):
            flash(_("题目已添加。"), "good")
            if request.form.get("more"):
                return redirect(url_for("questionnaires.add_question", id=questionnaire.id, kind=kind), 303)
            return to_questionnaire(questionnaire, f"question-{made.key}")
    return _question_page(form, questionnaire, kind, None)


@blueprint.route(f"{QUESTION}/amend", methods=["GET", "POST"])
@access(load=_get_question, why_not=_of_question("amend"))
def amend_question(found: Found) -> ResponseReturnValue:
    """Change a question; its key stays."""
    questionnaire, before, question = found
    form = QuestionForm(question.kind, before, question, version=questionnaire.version)
    if form.validate_on_submit():
        made = attempt(form, form.made, question.key)
        if made and _save(form, questionnaire, lambda design: editing.put(design, made)):
            flash(_("修改已保存。"), "good")
            return to_questionnaire(questionnaire, f"question-{made.key}")
    return _question_page(form, questionnaire, question.kind, question)


@blueprint.post(f"{QUESTION}/remove")
@access(load=_get_question, why_not=_of_question("amend"))
def remove_question(found: Found) -> ResponseReturnValue:
    """Take a question out."""
    questionnaire, _before, question = found
    services.rearrange(questionnaire, lambda design: editing.remove(design, question.key), actor(), Form().seen_version)
    flash(_("题目已删除。"), "good")
    return to_questionnaire(questionnaire, "questions")


@blueprint.post(f"{ONE}/questions/order")
@access(load=queries.get_visible, why_not=late_allowed("amend"))
def order(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Put the questions into another order: all of it after a drag, or one step of one question."""
    is_part = bool(request.headers.get("HX-Request"))
    key, _colon, direction = request.form.get("move", "").partition(":")
    wanted = request.form.getlist("order")

    def change(design: Design) -> Design:
        if direction in STEPS:
            return editing.moved(design, key, STEPS[direction])
        return editing.ordered(design, wanted)

    try:
        services.rearrange(questionnaire, change, actor(), Form().seen_version)
    except RuleBroken as broken:
        if not is_part:
            raise
        # The page shows an order that is not stored: it loads anew, and says why.
        flash(spell(broken), "bad")
        return "", 409, {"HX-Refresh": "true"}
    if not is_part:
        return to_questionnaire(questionnaire, "questions")
    return "", 204, {"X-Version": str(questionnaire.version)}


@blueprint.route(f"{ONE}/bank/<letter>", methods=["GET", "POST"])
@access(load=lambda user, id, letter: (queries.get_visible(user, id), letter, editing.bank_questions(letter)),
        why_not=lambda user, found: late_allowed("amend")(user, found[0]))  # fmt: skip
def bank(found: tuple[Questionnaire, str, tuple[Question, ...]]) -> ResponseReturnValue:
    """Take items from a set of the bank."""
    questionnaire, letter, items = found
    choices = [(str(number), item.text) for number, item in enumerate(items, 1)]
    form = BankForm(choices, version=questionnaire.version)
    if not form.is_submitted():
        form.items.data = [number for number, _text in choices]
    if form.validate_on_submit():
        numbers = [int(number) for number in form.items.data]
        if _save(form, questionnaire, lambda design: editing.with_bank(design, letter, numbers)):
            flash(_("已从题库加入。"), "good")
            return to_questionnaire(questionnaire, "questions")
    name = tr(editing.BANK[letter][0])
    return draw("questionnaires/bank.html", form=form, questionnaire=as_seen_by(actor(), questionnaire), name=name)


@blueprint.route(f"{ONE}/crossings", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=late_allowed("amend"))
def crossings(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Declare a two-way table, before anybody answers: none can be made afterwards."""
    before = design_of(questionnaire)
    form = CrossingForm(_crossable(before), version=questionnaire.version)
    if form.validate_on_submit():
        pair = (form.one.data, form.other.data)
        if pair[0] == pair[1]:
            form.other.errors = [*form.other.errors, _("请选择另一道题。")]
        elif _save(form, questionnaire, lambda design: _crossed(design, pair)):
            flash(_("交叉表已声明。"), "good")
            return to_questionnaire(questionnaire, "crossings")
    return draw("questionnaires/crossing.html", form=form, questionnaire=as_seen_by(actor(), questionnaire))


@blueprint.post(f"{ONE}/crossings/remove")
@access(load=queries.get_visible, why_not=late_allowed("amend"))
def remove_crossing(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Give up a declared table."""
    one, _star, other = request.form.get("key", "").partition("*")

    def change(design: Design) -> Design:
        return replace(design, crossings=tuple(pair for pair in design.crossings if pair != (one, other)))

    services.rearrange(questionnaire, change, actor(), Form().seen_version)
    flash(_("交叉表已取消。"), "good")
    return to_questionnaire(questionnaire, "crossings")


def _save(form: Form, questionnaire: Questionnaire, change: Callable[[Design], Design]) -> Design | None:
    return attempt(form, services.rearrange, questionnaire, change, actor(), form.seen_version)


def _crossed(design: Design, pair: tuple[str, str]) -> Design:
    return design if pair in design.crossings else replace(design, crossings=(*design.crossings, pair))


def _crossable(design: Design) -> list[tuple[str, str]]:
    return [(question.key, question.text) for question in design.asked if question.kind in ONE_OF]


def _asked_kind() -> QuestionKind:
    word = request.args.get("kind", "")
    if word not in set(QuestionKind):
        raise NotFound
    return QuestionKind(word)


def _question_page(
    form: QuestionForm, questionnaire: Questionnaire, kind: QuestionKind, question: Question | None
) -> ResponseReturnValue:
    return draw(
        "questionnaires/question.html",
        form=form,
        questionnaire=as_seen_by(actor(), questionnaire),
        kind_label=tr(KIND_LABELS[kind]),
        question=question,
    )
