"""The page of figures: numbers that lead to their records, spreadsheet, report as a job."""

import io
import json
from datetime import timedelta

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from liaison.conferences.models import ConferenceStatus
from liaison.core import clock
from liaison.core.sides import Side
from liaison.opinions.models import OpinionStatus
from liaison.opinions.projections import figures
from liaison.store import links, unit
from liaison.store.base import db
from liaison.store.links import LinkKind
from liaison.store.previews import Preview
from tests.bench.statements import count_statements
from tests.makers.conferences import make_conference, topics
from tests.makers.opinions import make_opinion
from tests.opinions.pages import cookies_of
from tests.page import Browser

S = OpinionStatus


def tabled_at(status: ConferenceStatus) -> int:
    """An opinion of the bar side on the agenda of a conference of today; gives the id of the conference."""
    conference = make_conference(status, days=0)
    opinion = make_opinion(S.REPLIED)
    for item in topics(conference):
        links.tie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion.id)
    return conference.id


def test_opinions_of_the_headline_are_those_tabled_at_conferences_held(transaction: None) -> None:
    tabled_at(ConferenceStatus.HELD)
    tabled_at(ConferenceStatus.ANNOUNCED)
    make_opinion(S.REPLIED)
    make_opinion(S.REPLIED, side=Side.BENCH)
    today = clock.today()
    bar, bench = figures.figures(today, today)
    assert (bar.name, bar.value, bench.name, bench.value) == ("opinions_bar", 1, "opinions_bench", 0)
    assert [figure.value for figure in figures.figures(today + timedelta(1), today + timedelta(9))] == [0, 0]


def test_every_figure_leads_to_as_many_records(officer: Browser) -> None:
    with unit.transaction():
        tabled_at(ConferenceStatus.HELD)
        make_opinion(S.SCREENED, received_on=clock.today())
        make_opinion(S.CLOSED, side=Side.BENCH, received_on=clock.today())
    page = officer.get("/opinions/figures")
    shown = {link.get("href"): link.text for link in page.select("//tbody//td/a")}
    followed = [url for url, value in shown.items() if value != "0"]
    assert len(followed) > 8
    for url in followed:
        assert len(officer.get(url).select("//tbody/tr")) == int(shown[url]), url
    assert any(url.startswith("/resolutions?") for url in followed), "conferences and resolutions are on the page too"


def test_figures_take_as_many_statements_with_more_records(app: Flask, officer: Browser) -> None:
    counted = []
    for _ in range(2):
        with unit.transaction():
            tabled_at(ConferenceStatus.HELD)
        counted.append(count_statements(app, "/opinions/figures", cookies_of(officer)))
    assert counted[0] == counted[1] <= 32


def test_spreadsheet_and_report_hold_the_same_figures(officer: Browser) -> None:
    with unit.transaction():
        make_opinion(S.REPLIED, received_on=clock.today())
    response = officer.send("GET", "/opinions/figures?format=xlsx")
    book = load_workbook(io.BytesIO(response.data))
    rows = {row[0]: row[2] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["收到律师方意见建议"] == 1
    assert officer.submit("/opinions/figures", action="/opinions/figures/report").location.startswith(
        "/archive/previews/"
    )
    with unit.transaction():
        facts = json.loads(db.session.scalars(select(Preview)).one().facts)
    tables = [block["rows"] for block in facts["blocks"] if block["kind"] == "table"]
    printed = {row[0]: row[2] for table in tables for row in table}
    assert all(any(row[-1] for row in table) for table in tables), "no column is empty"
    assert {name: str(value) for name, value in rows.items()} == printed


def test_a_period_that_is_none_is_the_running_year(officer: Browser) -> None:
    for query in ("?from=x&to=y", "?from=9999-12-31", "?from=2026-12-31&to=0001-01-01", "?to=2020-02-29"):
        officer.get(f"/opinions/figures{query}")
