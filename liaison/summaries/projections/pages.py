"""What the pages of summaries show: charts of the splits, and one summary as somebody may see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liaison.core.declaration import Tone
from liaison.core.moves import Move
from liaison.core.periods import Period
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.papers.charts import Drawing
from liaison.papers.charts import draw as draw_chart
from liaison.papers.facts.charts import Bar, Bars, Columns, Series
from liaison.summaries.facts.reports import SPLIT_WORDS, split_chart
from liaison.summaries.models import KIND_LABELS, STATUS_LABELS, STATUS_TONES, Summary
from liaison.summaries.rules.book import Book
from liaison.summaries.rules.moves import MOVES, OWN_OFFICER, relations
from liaison.web.figures import HAN
from liaison.web.language import tr


@dataclass(frozen=True, slots=True)
class SeenSummary:
    """One summary; `moves` are the verbs open to this person, `number` and `paper_id` are of an issued one."""

    id: int
    version: int
    kind_label: str
    side_label: str
    status: str
    status_label: str
    tone: Tone
    title: str
    period: Period
    place_name: str
    text: str
    number: str
    reason: str
    at: datetime
    paper_id: int | None
    is_office: bool
    moves: tuple[Move, ...]


def summary_as_seen_by(user: Actor, summary: Summary) -> SeenSummary:
    """It must be one that `queries.visible_to` lets through."""
    mine = relations(user, summary)
    return SeenSummary(
        id=summary.id,
        version=summary.version,
        kind_label=KIND_LABELS[summary.kind],
        side_label=SIDE_LABELS[summary.side],
        status=summary.status,
        status_label=STATUS_LABELS[summary.status],
        tone=STATUS_TONES[summary.status],
        title=summary.title,
        period=summary.period,
        place_name=summary.place_name,
        text=summary.text,
        number=summary.number,
        reason=summary.reason,
        at=summary.issued_at or summary.drafted_at,
        paper_id=summary.paper_id,
        is_office=OWN_OFFICER in mine,
        moves=tuple(MOVES.open_to(summary.status, mine)),
    )


def charts_of(book: Book) -> dict[str, list[tuple[str, Drawing, str]]]:
    """The charts of each part, by its name, as (title, drawing, language of its words), in the language of the page."""
    return {part.name: [_chart(book, split) for split in part.breakdowns if len(split.rows) > 1] for part in book.parts}


def _chart(book: Book, split: Any) -> tuple[str, Drawing, str]:
    figure = book.figures[split.of]
    chart = split_chart(split, figure.label, figure.unit)
    say = str if split.is_named else tr
    if isinstance(chart, Bars):
        rows = tuple(Bar(say(row.label), row.value) for row in chart.rows)
        chart = Bars(tr(chart.title), tr(chart.unit), rows)
    elif isinstance(chart, Columns):
        series = tuple(Series(tr(one.label), one.values) for one in chart.series)
        chart = Columns(tr(chart.title), tr(chart.unit), chart.labels, series)
    drawing = draw_chart(chart, tr)
    title = f"{tr(figure.label)} · {tr(SPLIT_WORDS[split.by])}"
    return title, drawing, "zh-CN" if HAN.search(f"{drawing.title}{drawing.table}") else "en"
