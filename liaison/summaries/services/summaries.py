"""The verbs of a summary: draft, amend, recompose, issue, discard, withdraw. Numbers always come from the records."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from liaison.core import clock
from liaison.core.declaration import Listing, Split
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.moves import refuse
from liaison.core.periods import Period
from liaison.core.sides import Actor, Side
from liaison.papers.canonical import Frozen, canonical_json
from liaison.store import audit, numbering, papers, previews, wordings
from liaison.store.base import db, expect_version
from liaison.store.jobs import JobStatus
from liaison.store.papers import PaperKind
from liaison.store.previews import Preview
from liaison.summaries import queries
from liaison.summaries.facts.letters import ADDRESSEE, CLOSING, NUMBER, table_facts
from liaison.summaries.facts.reports import report_facts
from liaison.summaries.models import Summary, SummaryKind, SummaryStatus
from liaison.summaries.projections.counting import count
from liaison.summaries.rules import book as books
from liaison.summaries.rules import kinds, moves, narrative
from liaison.summaries.rules.book import Book
from liaison.web.frame import features

SERIES: Final = "summary"
LETTER: Final = "{期间}双向监督联系会商工作年度统计表已经编制完成，现予报送。各项数字按系统记录统计，指标解释附后。"


def draft(
    asked: Sequence[SummaryKind], period: Period, by: Actor, place: tuple[Split, str] | None = None
) -> list[Summary]:
    """Draft a summary of each kind from the figures of the period. Raises Forbidden, RuleBroken on a field."""
    refuse(moves.why_not("draft", by, None))
    kinds.check_period(period, clock.today())
    for kind in asked:
        kinds.check_kind(kind, period)
    assert by.side is not None, "only officers of a side pass"
    made = []
    for kind in asked:
        book = book_of(kind, period, moves.own_counts(by), place)
        summary = Summary(
            kind=kind,
            side=by.side,
            status=SummaryStatus.DRAFTED,
            title=kinds.TITLES[kind].format(city=features().offer("city_name")()),
            first_on=period.first,
            last_on=period.last,
            place=":".join(place) if place else "",
            place_name=book.place_name,
            text=_first_text(kind, book),
            frozen=books.snapshot(book),
            drafted_at=clock.now(),
        )
        db.session.add(summary)
        made.append(summary)
    db.session.flush()
    for summary in made:
        audit.record("summary.drafted", summary, by, kind=summary.kind, side=summary.side)
    return made


def amend(summary: Summary, title: str, text: str, by: Actor, seen: int | None = None) -> Summary:
    """Change title and text; the numbers in it are counted anew. Raises Stale, Forbidden, RuleBroken on `text`."""
    _begin("amend", summary, by, seen, text)
    book = current(summary)
    narrative.check(text, narrative.blanks(book))
    summary.title, summary.text, summary.frozen = title, text, books.snapshot(book)
    db.session.flush()
    audit.record("summary.amended", summary, by)
    return summary


def recompose(summary: Summary, by: Actor, seen: int | None = None) -> Summary:
    """Write the text anew from the figures as they stand. Raises Stale, Forbidden, RuleBroken."""
    _begin("recompose", summary, by, seen)
    book = current(summary)
    summary.text, summary.frozen = _first_text(summary.kind, book), books.snapshot(book)
    db.session.flush()
    audit.record("summary.recomposed", summary, by)
    return summary


def issue(summary: Summary, by: Actor, seen: int | None = None) -> Summary:
    """Number it, freeze its facts and ask for its files.

    Refused while the period runs, and where records changed since the text was saved: somebody has to read it again.
    Raises Stale, Forbidden, RuleBroken.
    """
    _begin("issue", summary, by, seen)
    kinds.check_issue(summary.period, clock.today())
    book = current(summary)
    if changed := books.changed(summary.frozen, books.snapshot(book)):
        label, then, now = changed[0]
        raise RuleBroken(
            N_("正文保存以后数字有变化（%(label)s由%(then)s变为%(now)s，共%(count)s项）。请核对正文，保存后再印发。"),
            label=Term(label), then=_plain(then), now=_plain(now), count=len(changed),
        )  # fmt: skip
    today = clock.today()
    number = wordings.numbered(NUMBER, today.year, numbering.take(SERIES, today.year))
    facts = facts_of(summary, book, number)
    kind = PaperKind.SUMMARY_TABLE if summary.kind is SummaryKind.ANNUAL_TABLE else PaperKind.SUMMARY
    summary.paper = papers.freeze(kind, number, summary.title, canonical_json(facts), by)
    summary.issued_text = "\n".join(narrative.fill(summary.text, book))
    summary.number, summary.issued_at, summary.status = number, clock.now(), SummaryStatus.ISSUED
    db.session.flush()
    audit.record("summary.issued", summary, by, number=number)
    return summary


def discard(summary: Summary, by: Actor, seen: int | None = None) -> Summary:
    """Give a draft up. Raises Stale, Forbidden, RuleBroken."""
    _begin("discard", summary, by, seen)
    summary.status = SummaryStatus.DISCARDED
    db.session.flush()
    audit.record("summary.discarded", summary, by)
    return summary


def withdraw(summary: Summary, reason: str, by: Actor, seen: int | None = None) -> Summary:
    """Say that an issued summary no longer holds. Raises Stale, Forbidden, RuleBroken on `reason`."""
    _begin("withdraw", summary, by, seen)
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    summary.status, summary.reason = SummaryStatus.WITHDRAWN, reason
    db.session.flush()
    audit.record("summary.withdrawn", summary, by)
    return summary


def preview(summary: Summary, back: str, by: Actor) -> Preview:
    """Ask the worker for the paper as it would be issued now. Raises RuleBroken."""
    facts = facts_of(summary, current(summary), "")
    kind = "letter" if summary.kind is SummaryKind.ANNUAL_TABLE else "report"
    return previews.ask(kind, summary.title, canonical_json(facts), papers.watermark(), back, by)


def preview_period(kind: SummaryKind, period: Period, place: tuple[Split, str] | None, back: str, by: Actor) -> Preview:
    """Ask the worker for the report of a period that nobody drafted, to be looked at."""
    book = book_of(kind, period, moves.own_counts(by), place)
    title = kinds.TITLES[kind].format(city=features().offer("city_name")())
    facts = report_facts(
        book, narrative.fill(narrative.compose(kind, book), book), title=title,
        issuers=features().offer("association_names")(), issued_on=clock.today(),
    )  # fmt: skip
    return previews.ask("report", title, canonical_json(facts), papers.watermark(), back, by)


def press(summary: Summary, by: Actor, seen: int | None = None) -> Summary:
    """Have the files made that the worker failed to make. Raises Stale, Forbidden, RuleBroken."""
    _begin("press", summary, by, seen)
    assert summary.paper is not None, "an issued summary has its paper"
    if summary.paper.job is None or summary.paper.job.status is not JobStatus.FAILED:
        raise RuleBroken(N_("文件已经生成或者正在生成，无需重新生成。"))
    papers.press(summary.paper, by)
    db.session.flush()
    audit.record("summary.pressed", summary, by)
    return summary


def current(summary: Summary) -> Book:
    """The figures of a summary as they stand now, as a paper may tell them."""
    return book_of(summary.kind, summary.period, (summary.side,), books.read_place(summary.place))


def book_of(kind: SummaryKind, period: Period, free: Collection[Side], place: tuple[Split, str] | None = None) -> Book:
    """The figures that a kind of summary tells of: papers go to everybody, so nobody's small counts are in them.

    Its own counts a side publishes of any days; those of the other side stand in it by quarters that are over.
    """
    return count(period, None, place, kinds.FEATURES.get(kind), free)


def facts_of(summary: Summary, book: Book, number: str) -> Frozen:
    """Freeze a summary under a number ("": a preview). Raises RuleBroken on `text`."""
    issuer = issuer_of(summary.side)
    paragraphs, today = narrative.fill(summary.text, book), clock.today()
    if summary.kind is SummaryKind.ANNUAL_TABLE:
        return table_facts(
            book, paragraphs, title=summary.title, issuer=issuer, issued_on=today, number=number,
            addressee=wordings.write(ADDRESSEE), closing=wordings.write(CLOSING),
        )  # fmt: skip
    is_long = summary.kind is SummaryKind.ANNUAL_REPORT
    return report_facts(
        book, paragraphs, title=summary.title, issuers=(issuer,), issued_on=today, number=number,
        listings=listings(summary.first_on, summary.last_on) if is_long else (), is_long=is_long,
    )  # fmt: skip


def listings(first: date, last: date) -> list[Listing]:
    """The open records of all features, for the annual report."""
    return [row for one in features() if one.listings is not None for row in one.listings(first, last)]


def issuer_of(side: Side) -> str:
    """The association that issues for a side."""
    bar, bench = features().offer("association_names")()
    return str(bar if side is Side.BAR else bench)


def _first_text(kind: SummaryKind, book: Book) -> str:
    return LETTER if kind is SummaryKind.ANNUAL_TABLE else narrative.compose(kind, book)


def _begin(verb: str, summary: Summary, by: Actor, seen: int | None, typed: str = "") -> None:
    queries.hold(summary)
    expect_version(summary, seen, **{N_("正文"): (summary.text, typed)} if typed else {})
    refuse(moves.why_not(verb, by, summary))


def _plain(value: object) -> str:
    return Term(N_("未单列")) if value is None else str(value)
