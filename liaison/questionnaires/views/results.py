"""Results as a page, a workbook and a report; feedback for single persons; named responses."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.papers.canonical import Frozen, canonical_json
from liaison.papers.charts import draw as draw_chart
from liaison.questionnaires import queries
from liaison.questionnaires.facts import reports
from liaison.questionnaires.models import Mode, Questionnaire
from liaison.questionnaires.projections import results as shown
from liaison.questionnaires.projections.questionnaire import as_seen_by
from liaison.questionnaires.queries import asked
from liaison.questionnaires.queries import counts as count_queries
from liaison.questionnaires.rules import standing
from liaison.questionnaires.rules.design import from_data
from liaison.questionnaires.services import releasing
from liaison.questionnaires.views.fielding import association, why_not_own
from liaison.questionnaires.views.room import ONE, blueprint
from liaison.store import links, papers, previews
from liaison.store.links import LinkKind
from liaison.web.access import access, actor
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.frame import draw, features
from liaison.web.language import language, tr

Found = tuple[Questionnaire, shown.SeenResults]
About = tuple[Questionnaire, int, shown.SeenResults, str]


def _get_results(user: Actor, id: int) -> Found:
    questionnaire = queries.get_visible(user, id)
    is_english = language() == "en" and request.endpoint == "questionnaires.results"
    return questionnaire, shown.seen_results(user, questionnaire, is_english=is_english)


def _get_feedback(user: Actor, id: int, person_id: int) -> About:
    """Feedback of a person: for that person, and for the officers of that person's side. Raises NotFound."""
    questionnaire = queries.get_visible(user, id)
    if person_id != user.person_id and not standing.may_see_feedback(user, questionnaire):
        raise NotFound
    card = features().card(user, "person", person_id)
    if card is None:
        raise NotFound
    return questionnaire, person_id, shown.feedback(questionnaire, person_id), card.title


@blueprint.get(f"{ONE}/results")
@access(load=_get_results)
def results(found: Found) -> ResponseReturnValue:
    """The distribution of every question, its measures, two-way tables, rounds, and what was written."""
    questionnaire, seen = found
    user = actor()
    is_even = request.args.get("bars") == "even"
    line = None if seen.is_withheld else shown.trend(questionnaire, tr)
    return draw(
        "questionnaires/results.html",
        questionnaire=as_seen_by(user, questionnaire),
        seen=seen,
        figures=[
            (name, draw_chart(one, tr), questions)
            for name, one, questions in shown.charts(seen.results, is_even=is_even, say=tr)
        ],
        trend=draw_chart(line, tr) if line else None,
        is_even=is_even,
        asked=_asked(questionnaire),
        may_report=standing.why_not("report", user, questionnaire) is None,
        may_see_people=questionnaire.takes_feedback and standing.may_see_feedback(user, questionnaire),
        own_feedback=_has_own(user, questionnaire),
        finding_id=lambda number: questionnaire.id * shown.A_QUESTIONNAIRE + number,
        raised=_raised(user, questionnaire, seen),
        base_url=url_for("questionnaires.questionnaire", id=questionnaire.id),
    )


@blueprint.get(f"{ONE}/results.xlsx")
@access(load=_get_results)
def results_sheet(found: Found) -> ResponseReturnValue:
    """The same figures as a workbook."""
    questionnaire, seen = found
    data = reports.workbook(questionnaire, seen, _asked(questionnaire))
    return attachment(data, f"{questionnaire.title}结果.xlsx", SPREADSHEET)


@blueprint.post(f"{ONE}/report")
@access(load=queries.get_visible, why_not=lambda user, one: standing.why_not("report", user, one))
def report(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Make the report as PDF and Word."""
    seen = shown.seen_results(actor(), questionnaire)
    line = shown.trend(questionnaire)
    facts = reports.report(questionnaire, seen, _asked(questionnaire), line, association(questionnaire.side))
    releasing.note_reported(questionnaire, actor())
    return _preview(questionnaire, facts, _("报告：%(title)s", title=questionnaire.title))


@blueprint.get(f"{ONE}/feedback")
@access(load=queries.get_visible, why_not=lambda user, one: _why_not_people(user, one))
def feedback(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Of whom enough is said for a sheet, by name: no rank, and nobody below the number."""
    least = shown.limits().full
    counts = count_queries.people(questionnaire.id, least)
    cards = features().cards(actor(), "person", list(counts))
    return draw(
        "questionnaires/feedback.html",
        questionnaire=as_seen_by(actor(), questionnaire),
        people=sorted(cards.values(), key=lambda card: card.title),
        least=least,
    )


@blueprint.post(f"{ONE}/feedback/<int:person_id>")
@access(load=_get_feedback)
def feedback_sheet(about: About) -> ResponseReturnValue:
    """Make the sheet of one person."""
    questionnaire, _person_id, seen, name = about
    facts = reports.sheet_of(questionnaire, seen, name, association(questionnaire.audience.other))
    return _preview(questionnaire, facts, _("个人反馈：%(name)s", name=name))


@blueprint.get(f"{ONE}/responses")
@access(load=queries.get_visible, why_not=lambda user, one: _why_not_named(user, one))
def responses(questionnaire: Questionnaire) -> ResponseReturnValue:
    """Who answered what: in the named mode alone, and for the office that runs it."""
    design = from_data(queries.design_of(questionnaire).data)
    labels = {q.key: {option.value: option.label for option in q.choices} for q in design.asked}
    rows = [
        (
            user.name,
            [(q.text, _worded(answers.get(q.key), labels[q.key])) for q in design.asked if q.key in answers],
            texts,
        )
        for user, answers, texts in count_queries.named_responses(questionnaire)
    ]
    return draw("questionnaires/responses.html", questionnaire=as_seen_by(actor(), questionnaire), rows=rows)


def _worded(value: object, labels: dict[str, str]) -> str:
    values = value if isinstance(value, list) else [value]
    return "、".join(labels.get(str(one), _("未观察到") if one == "x" else str(one)) for one in values)


def _preview(questionnaire: Questionnaire, facts: Frozen, title: str) -> ResponseReturnValue:
    back = url_for("questionnaires.results", id=questionnaire.id)
    preview = previews.ask("report", title, canonical_json(facts), papers.watermark(), back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


def _asked(questionnaire: Questionnaire) -> int:
    return asked.count_participants(questionnaire)[0] if questionnaire.is_signed_in else questionnaire.issued


def _has_own(user: Actor, questionnaire: Questionnaire) -> bool:
    if user.person_id is None or not questionnaire.takes_feedback:
        return False
    return count_queries.count_responses(questionnaire.id, user.person_id) >= shown.limits().full


def _raised(user: Actor, questionnaire: Questionnaire, seen: shown.SeenResults) -> Sequence[object]:
    """The opinions that came of any finding of it."""
    ids = [questionnaire.id * shown.A_QUESTIONNAIRE + one.number for one in seen.results.questions]
    tied = links.tied_from(shown.FINDING, ids, LinkKind.RAISED_FROM)
    opinions = {id for found in tied.values() for kind, id in found if kind == "opinion"}
    return list(features().cards(user, "opinion", opinions).values())


def _why_not_people(user: Actor, questionnaire: Questionnaire) -> Refusal | None:
    if standing.may_see_feedback(user, questionnaire):
        return None
    return standing.MOVES.why_not("copy", questionnaire.status, frozenset())


def _why_not_named(user: Actor, questionnaire: Questionnaire) -> Refusal | None:
    if questionnaire.mode is not Mode.NAMED:
        raise NotFound
    return why_not_own(user, questionnaire)
