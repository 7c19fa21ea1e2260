"""Results as one person may see them: gates first, then numbers, charts and what was written."""

from collections.abc import Callable
from dataclasses import dataclass

from liaison.core.drafts import OpinionDraft
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.proportions import Depth
from liaison.core.sides import Actor
from liaison.papers.facts.charts import AnswerScale, Bar, Bars, Chart, ScaleRow, Series, Trend
from liaison.questionnaires import queries
from liaison.questionnaires.models import Questionnaire, QuestionnaireStatus
from liaison.questionnaires.queries import counts as count_queries
from liaison.questionnaires.queries import texts as text_queries
from liaison.questionnaires.rules import standing, striking
from liaison.questionnaires.rules.design import KIND_LABELS, Design, QuestionKind, from_data
from liaison.questionnaires.rules.results import Limits, QuestionResult, Results, band, results
from liaison.store import thresholds

FINDING = "questionnaire_finding"
A_QUESTIONNAIRE = 1000
"""The id of a finding is that of its questionnaire times this, plus the number of its question."""

Say = Callable[[str], str]
"""Gives the words of a message id: Chinese as they are on papers, those of the reader on pages."""

PER_MILLE = 10


@dataclass(frozen=True, slots=True)
class SeenResults:
    """Results with what goes around them. `is_withheld`: too few answers to publish to this person."""

    results: Results
    is_withheld: bool
    band: str
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    withheld_texts: int
    limits: Limits


def limits() -> Limits:
    """The thresholds as the office has set them."""
    return Limits(
        least=thresholds.value(thresholds.ANSWERS_LEAST),
        full=thresholds.value(thresholds.ANSWERS_FULL),
        publish=thresholds.value(thresholds.ANSWERS_PUBLISH),
        excellent=thresholds.value(thresholds.BAND_EXCELLENT),
        good=thresholds.value(thresholds.BAND_GOOD),
        fair=thresholds.value(thresholds.BAND_FAIR),
    )


def seen_results(user: Actor, questionnaire: Questionnaire, *, is_english: bool = False) -> SeenResults:
    """The released results; for those outside of the two offices only from the number that may be published.

    Raises NotFound before they are released.
    """
    if questionnaire.status is not QuestionnaireStatus.RELEASED:
        raise NotFound
    set_to = limits()
    is_office = bool(standing.relations(user, questionnaire) & standing.BOTH)
    is_withheld = not is_office and questionnaire.returned < set_to.publish
    design = from_data(queries.design_of(questionnaire).data)
    counted = {} if is_withheld else count_queries.counts_of(questionnaire.id)
    found = results(design, counted, 0 if is_withheld else questionnaire.returned, set_to, is_english=is_english)
    has_texts = not is_withheld and found.depth is not Depth.NOTHING
    texts, withheld = _texts(questionnaire, design, is_english=is_english) if has_texts else ((), 0)
    label = band(found.points, set_to) if found.points is not None else ""
    return SeenResults(found, is_withheld, label, texts, withheld, set_to)


def feedback(questionnaire: Questionnaire, person_id: int) -> SeenResults:
    """What is said of one person, from the least number of responses on. Raises NotFound below it."""
    set_to = limits()
    returned = count_queries.count_responses(questionnaire.id, person_id)
    if questionnaire.status is not QuestionnaireStatus.RELEASED or returned < set_to.full:
        raise NotFound
    design = from_data(queries.design_of(questionnaire).data)
    counted = {key: n for key, n in count_queries.counts_of(questionnaire.id, person_id).items() if "*" not in key[0]}
    plain = Design(design.questions)
    found = results(plain, counted, returned, set_to)
    return SeenResults(found, False, band(found.points, set_to) if found.points is not None else "", (), 0, set_to)


def charts(
    found: Results, *, is_even: bool = False, say: Say = str
) -> list[tuple[str, Chart, tuple[QuestionResult, ...]]]:
    """The charts of results as (id, chart, questions): scales together, then one for each other question."""
    made: list[tuple[str, Chart, tuple[QuestionResult, ...]]] = []
    for kind in (QuestionKind.FREQUENCY, QuestionKind.AGREEMENT):
        rows = tuple(one for one in found.questions if one.kind is kind and one.rows and one.depth is Depth.FULL)
        if rows:
            scale = tuple(
                ScaleRow(f"{one.number}. {one.text}", tuple(row.count for row in reversed(one.rows))) for one in rows
            )
            levels = tuple(row.label for row in reversed(rows[0].rows))
            made.append((f"scale-{kind}", AnswerScale(say(KIND_LABELS[kind]), levels, scale, is_even), rows))
    for one in found.questions:
        if one.rows and (not one.is_scale or one.depth is Depth.COUNTS):
            bars = tuple(Bar(row.label, row.count) for row in one.rows)
            made.append((f"bars-{one.key}", Bars(f"{one.number}. {one.text}", say(N_("人")), bars), (one,)))
    return made


def trend(questionnaire: Questionnaire, say: Say = str) -> Trend | None:
    """Points of each released round (items with the same key and text); None with fewer than two rounds."""
    set_to = limits()
    found = [
        (one, results(design, counted, one.returned, set_to))
        for one, design, counted in count_queries.rounds(questionnaire)
    ]
    shared = {(q.key, q.text) for q in found[-1][1].questions if q.points is not None} if found else set()
    for _, each in found:
        shared &= {(q.key, q.text) for q in each.questions}
    values = tuple(_points(each, shared) for _, each in found)
    if len([value for value in values if value is not None]) < 2:
        return None
    labels = tuple(say(N_("第%(n)s轮")) % {"n": one.round} for one, _ in found)
    title, unit, name = say(N_("各轮得分（相同题目，百分制）")), say(N_("分")), say(N_("得分"))
    return Trend(title, unit, labels, (Series(name, values),), decimals=1)


def draft(user: Actor, id: int) -> OpinionDraft:
    """What an opinion from a finding says to begin with. Raises NotFound for who does not see it."""
    questionnaire = queries.get_visible(user, id // A_QUESTIONNAIRE)
    found = seen_results(user, questionnaire).results.find(id % A_QUESTIONNAIRE)
    if found is None or found.n is None:
        raise NotFound
    return OpinionDraft(
        title=f"改进“{found.text}”"[:80],
        text=f"问卷“{questionnaire.title}”显示，“{found.text}”有待改进。",
        grounds=finding_words(found),
        label=f"{questionnaire.title}：{found.text}",
        channel="template",
    )


def finding_words(found: QuestionResult) -> str:
    """A finding in a sentence, as papers say it."""
    said = "、".join(
        f"{row.label}{row.count}人" + (f"（{100 * row.share:.0f}%）" if row.share is not None else "")
        for row in found.rows
    )
    words = f"{found.n}人作答" + (f"：{said}。" if said else "。")
    if found.best is not None and found.low is not None and found.high is not None:
        words += f"最好两档占{100 * found.best:.0f}%（95%区间{100 * found.low:.0f}%至{100 * found.high:.0f}%）。"
    return words


def _points(found: Results, shared: set[tuple[str, str]]) -> int | None:
    scored = [q.points for q in found.questions if (q.key, q.text) in shared and q.points is not None]
    return round(10 * PER_MILLE * sum(scored) / len(scored)) if scored else None


def _texts(
    questionnaire: Questionnaire, design: Design, *, is_english: bool
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], int]:
    passed = text_queries.delivered(questionnaire)
    by_key: dict[str, list[str]] = {}
    for text in passed:
        by_key.setdefault(text.question, []).append(striking.struck(text.text, text.bar_struck, text.bench_struck))
    found = tuple((q.words(is_english=is_english), tuple(by_key[q.key])) for q in design.asked if q.key in by_key)
    return found, text_queries.count_all(questionnaire) - len(passed)
