"""The list of questionnaires, the page of one, and its preview at the width of a phone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.questionnaires import queries
from liaison.questionnaires.models import MODE_LABELS, STATUS_LABELS, Questionnaire, QuestionnaireStatus
from liaison.questionnaires.projections.questionnaire import SeenQuestionnaire, as_seen_by, stages
from liaison.questionnaires.queries import Filters, asked
from liaison.questionnaires.rules import standing
from liaison.questionnaires.rules.design import KIND_LABELS, Design, from_data
from liaison.questionnaires.rules.problems import is_long, lacks_english, problems, seconds
from liaison.questionnaires.views import compiled
from liaison.questionnaires.views.compiled import Look
from liaison.questionnaires.views.room import ONE, blueprint
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import date_text, language, tr

S = QuestionnaireStatus
COLUMNS = (
    N_("标题"), N_("主办方"), N_("提出方"), N_("填答方"), N_("填答方式"), N_("状态"), N_("轮次"), N_("开放时间"),
    N_("截止时间"), N_("发出"), N_("收回"),
)  # fmt: skip
SETTINGS = "liaison.settings"
PRIMARY = ("publish", "open", "release", "report")


def why_not_preview(user: Actor, questionnaire: Questionnaire) -> Refusal | None:
    """The design is for the offices of both sides; who answers sees the questions at their own address."""
    if standing.relations(user, questionnaire) & standing.BOTH:
        return None
    return standing.why_not("read", user, questionnaire)


@blueprint.get("")
@access()
def questionnaires() -> ResponseReturnValue:
    """The questionnaires that the person may see, filtered, or their spreadsheet."""
    filters = Filters(**lists.asked("q", "status", "side", "mode"))
    statement = queries.listed(actor(), filters)
    if lists.is_export():
        rows = lists.every_row(statement, queries.ORDER, queries.NEWEST)
        return spreadsheet(
            tr(N_("问卷")), [tr(column) for column in COLUMNS], [_cells(as_seen_by(actor(), row)) for row in rows]
        )
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    counts = queries.count_by_status(actor(), filters)
    return draw(
        "questionnaires/questionnaires.html",
        page=replace(page, rows=[as_seen_by(actor(), row) for row in page.rows]),
        tabs=[
            (tr(label), page.filters_url(status=word), counts.get(word, 0), filters.status == word)
            for word, label in (("", N_("全部")), *((str(status), label) for status, label in STATUS_LABELS.items()))
            if not word or counts.get(word)
        ],
        filters=filters,
        sides=[(side.value, tr(label)) for side, label in SIDE_LABELS.items()],
        modes=[(mode.value, tr(label)) for mode, label in MODE_LABELS.items()],
        to_answer=queries.to_answer(actor()),
        may_design=standing.why_not("design", actor(), None) is None,
    )


@blueprint.get(ONE)
@access(load=queries.get_visible)
def questionnaire(questionnaire: Questionnaire) -> ResponseReturnValue:
    """One questionnaire: where it stands, what it asks, who is asked, what comes next."""
    user = actor()
    stored = queries.design_of(questionnaire)
    design = from_data(stored.data)
    moves = standing.open_moves(user, questionnaire)
    return draw(
        "questionnaires/questionnaire.html",
        questionnaire=as_seen_by(user, questionnaire),
        design=design,
        number=stored.number,
        steps=[(tr(label), state, date_text(day)) for label, state, day in stages(questionnaire, stored.frozen_on)],
        open_moves=moves,
        primary=next((move.verb for move in moves if move.verb in PRIMARY), ""),
        refused=_refused(user, questionnaire),
        may_amend=standing.why_not("amend", user, questionnaire) is None,
        problems=problems(design),
        seconds=seconds(design),
        is_long=is_long(design),
        lacks_english=lacks_english(design),
        kinds=KIND_LABELS,
        crossings=crossing_names(design),
        asked=asked.count_participants(questionnaire) if questionnaire.is_signed_in else None,
        address=current_app.extensions[SETTINGS].public_url + url_for("answering.answer", code=questionnaire.code),
        rounds=[one for one in queries.rounds_of(questionnaire) if standing.is_visible(user, one)],
        base_url=url_for("questionnaires.questionnaire", id=questionnaire.id),
    )


@blueprint.get(f"{ONE}/preview")
@access(load=queries.get_visible, why_not=why_not_preview)
def preview(questionnaire: Questionnaire) -> ResponseReturnValue:
    """The answering page as a phone shows it; nothing can be sent from here."""
    design = from_data(queries.design_of(questionnaire).data)
    look = Look(language(), "light", "large" if request.args.get("size") == "large" else "normal")
    slots = {"token": "", "draft": "", "about": "", "name": ""}
    return compiled.render(questionnaire, design, look, slots, {}, {}, is_preview=True)  # type: ignore[arg-type]


def crossing_names(design: Design) -> list[tuple[str, str, str]]:
    """The declared two-way tables: their key, the row's question and the column's."""
    texts = {question.key: question.text for question in design.questions}
    return [(f"{one}*{other}", texts.get(one, ""), texts.get(other, "")) for one, other in design.crossings]


def late_allowed(verb: str) -> Callable[[Actor, Questionnaire], Refusal | None]:
    """Whether the page of a verb opens; what somebody typed meets the service, which refuses with both texts."""

    def why_not(user: Actor, questionnaire: Questionnaire) -> Refusal | None:
        refusal = standing.why_not(verb, user, questionnaire)
        is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
        return None if is_late else refusal

    return why_not


def _refused(user: Actor, questionnaire: Questionnaire) -> list[tuple[str, str, str]]:
    """What the own office would do next but cannot yet, with the reason."""
    if standing.OWN_OFFICER not in standing.relations(user, questionnaire):
        return []
    found = []
    for move in standing.MOVES:
        if questionnaire.status in move.sources and move.verb in {"open", "remind"}:
            refusal = standing.why_not(move.verb, user, questionnaire)
            if refusal is not None and not (move.verb == "remind" and not questionnaire.is_signed_in):
                found.append((move.verb, tr(move.label), refusal.text(tr)))
    return found


def _cells(seen: SeenQuestionnaire) -> Sequence[Any]:
    """One row of the spreadsheet, in the order of COLUMNS."""
    return (
        seen.title, tr(seen.side_label), tr(seen.asked_by_label), tr(seen.audience_label), tr(seen.mode_label),
        tr(seen.status_label), seen.round, seen.opens_at, seen.closes_at, seen.issued, seen.returned,
    )  # fmt: skip
