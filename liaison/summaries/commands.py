"""`flask summaries …`."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

import click

from liaison.core import clock
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.papers import engine
from liaison.papers.canonical import canonical_json
from liaison.store import papers
from liaison.store.durable import sync
from liaison.summaries.facts.reports import report_facts
from liaison.summaries.models import SummaryKind
from liaison.summaries.projections.counting import count
from liaison.summaries.projections.exports import as_json, as_workbook
from liaison.summaries.rules import kinds, narrative
from liaison.summaries.rules.book import snapshot
from liaison.web.commands import CommandFailed, Commands
from liaison.web.frame import features

summary_commands = Commands("summaries", help="The figures of a period, as data and as a paper.")
FORMATS = ("pdf", "docx", "xlsx", "json")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@summary_commands.command("build")
@click.option("--from", "first", type=DAY, required=True, help="The first day, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, included.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="FILE.pdf, .docx, .xlsx or .json"
)
def build(first: datetime, last: datetime, out: Path) -> None:
    """Write the summary of a period: the same figures in each format, small counts withheld as in papers."""
    wanted = out.suffix.lower().removeprefix(".")
    if wanted not in FORMATS:
        raise CommandFailed(f"{out}: the name must end in .pdf, .docx, .xlsx or .json")
    period = Period(first.date(), last.date())
    kinds.check_period(period, clock.today())
    _write(out, _content(period, wanted))
    click.echo(f"{out}: {period.first} to {period.last}")


def _content(period: Period, wanted: str) -> bytes:
    # Whoever may run it reads the database: the papers of both sides are made with it.
    book = count(period, None, free=tuple(Side))
    title = kinds.TITLES[SummaryKind.PERIOD].format(city=features().offer("city_name")())
    if wanted == "json":
        return as_json(period, snapshot(book))
    if wanted == "xlsx":
        return as_workbook(title, snapshot(book), book)
    facts = report_facts(
        book,
        narrative.fill(narrative.compose(SummaryKind.PERIOD, book), book),
        title=title,
        issuers=features().offer("association_names")(),
        issued_on=clock.today(),
    )
    return engine.render("report", canonical_json(facts), (wanted,), watermark=papers.watermark())[wanted]


def _write(out: Path, content: bytes) -> None:
    """The whole file or nothing: a full disk leaves what was there before."""
    descriptor, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(out.parent)
