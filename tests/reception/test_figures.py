"""Figures of reception days: people, attendances and matters apart, and small counts kept on the bar side."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from liaison.core import clock
from liaison.core.periods import Period
from liaison.core.sides import Role, Side
from liaison.core.small_cells import LEAST, MERGED, derivable, merge_small
from liaison.reception.models.visits import Visit, VisitOutcome, VisitStatus, VisitWay
from liaison.reception.projections import figures, summed
from liaison.reception.queries import visits as queries
from liaison.reception.queries.visits import Filters
from liaison.reception.services import duties
from liaison.store import unit
from liaison.store.base import db
from tests.makers.accounts import signed_in
from tests.makers.opinions import Somebody, somebody
from tests.makers.reception import MONDAY, bar_officer, make_day, make_duty, make_lawyer
from tests.page import Browser

YEAR = Period(date(2026, 12, 1), date(2026, 12, 31))
ON = datetime(2026, 12, 7, 9, 0, tzinfo=clock.LOCAL)


def a_visit(day: object, lawyer: object, number: int, **values: object) -> Visit:
    """A visit that ended in a talk, as the database keeps it."""
    defaults: dict[str, object] = {
        "reference": f"访-{number:04}", "day": day, "on": MONDAY, "number": number, "way": VisitWay.WALK_IN,
        "status": VisitStatus.DONE, "kind": "civil", "lawyer": lawyer, "people": 1, "received": 1,
        "outcome": VisitOutcome.ANSWERED, "is_advised": True, "arrived_at": ON, "began_at": ON + timedelta(minutes=10),
        "ended_at": ON + timedelta(minutes=40),
    }  # fmt: skip
    visit = Visit(**{**defaults, **values})
    db.session.add(visit)
    db.session.flush()
    return visit


@pytest.fixture
def told(transaction: None) -> None:
    """A day held with two lawyers and three visits: one of a group of eight, one that came twice."""
    lawyer = make_lawyer()
    duty = make_duty(make_day(), lawyer)
    make_duty(duty.day)
    with clock.travel(ON):
        first = a_visit(duty.day, lawyer, 1)
        a_visit(duty.day, lawyer, 2, people=8, received=5, outcome=VisitOutcome.SUE, is_advised=False)
        a_visit(duty.day, lawyer, 3, is_repeat=True, is_same_matter=True, earlier_id=first.id, kind="criminal")
        a_visit(duty.day, lawyer, 4, status=VisitStatus.LEFT)
        duties.hold_with_attendance(duty.day, bar_officer())


def by_name(user: Somebody) -> dict[str, int]:
    found = figures.blocks(user, YEAR, str, {})
    return {each.name: each.value for block in found for each in block.figures}


def test_people_attendances_and_matters_are_three_counts(told: None) -> None:
    found = {each.name: each.value for each in summed.summed(YEAR.first, YEAR.last)}
    assert found == {
        "reception_days": 1, "people_received": 6, "attendances": 7, "matters": 2, "advice_given": 2,
        "selected_lawyers": 2, "selected_party_members": 0,
    }  # fmt: skip
    page = by_name(somebody(Side.BAR, Role.OFFICER))
    assert (page["people_received"], page["attendances"], page["matters"], page["advice_given"]) == (6, 7, 2, 2)
    assert (page["first_visits"], page["repeat_visits"], page["group_visits"]) == (2, 1, 1)


def test_who_came_first_before_the_period_counts_once_in_it(told: None) -> None:
    visit = db.session.query(Visit).filter_by(number=1).one()
    visit.on = date(2026, 11, 30)
    db.session.flush()
    found = {each.name: each.value for each in summed.summed(YEAR.first, YEAR.last)}
    assert found["people_received"] == 6


def test_days_duties_and_times(told: None) -> None:
    page = by_name(somebody(Side.BAR, Role.OFFICER))
    assert (page["reception_planned"], page["reception_days"], page["reception_cancelled"]) == (1, 1, 0)
    assert (page["duties_attended"], page["duties_least"], page["duties_median"], page["duties_most"]) == (2, 1, 1, 1)
    assert (page["reception_waited"], page["reception_talked"]) == (10, 30)


def test_a_count_of_visits_leads_to_just_these(told: None) -> None:
    officer = somebody(Side.BAR, Role.OFFICER)
    courts = {id: "法院" for id in db.session.scalars(select(Visit.court_id)) if id}
    for block in figures.blocks(officer, YEAR, str, courts):
        for figure in block.figures:
            asked = dict(parse_qsl(urlsplit(figure.url).query))
            if figure.url.startswith("/reception/visits") and set(asked) > {"status", "from", "to"}:
                filters = Filters(
                    **{name: asked.get(name, "") for name in ("status", "kind", "outcome", "trait")},
                    court_id=int(asked["court"]) if "court" in asked else None, since=YEAR.first, until=YEAR.last,
                )  # fmt: skip
                assert len(db.session.scalars(queries.listed(officer, filters)).all()) == figure.value, figure.name


def test_others_than_the_bar_office_get_no_small_count(told: None) -> None:
    for user in (somebody(Side.BENCH, Role.OFFICER), somebody(None, Role.OBSERVER)):
        blocks = figures.blocks(user, YEAR, str, {})
        assert not [block for block in blocks if block.title == "案件类型" and block.figures], "split of three visits"
        totals = {each.name: each for block in blocks for each in block.figures}
        assert not totals["group_visits"].is_told
        assert totals["people_received"].is_told
        assert not [each.url for each in totals.values() if each.url], "records are the bar office's"


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30)))
def test_no_cell_below_five_is_left_and_none_follows_from_the_total(counts: dict[str, int]) -> None:
    merged = merge_small(counts)
    if merged is None:
        return
    assert sum(merged.values()) == sum(counts.values())
    assert all(number == 0 or number >= LEAST for number in merged.values())
    gone = [key for key, number in counts.items() if number and key not in merged]
    assert (MERGED in merged) == bool(gone)
    assert len(gone) != 1


def test_a_small_count_follows_from_no_other_figure(told: None) -> None:
    others = {
        each.name
        for block in figures.blocks(somebody(Side.BENCH, Role.OFFICER), YEAR, str, {})
        for each in block.figures
    }
    assert not others & {"first_visits", "repeat_visits", *figures.BY_OUTCOME}, "two and one of three visits"
    values = {"first_visits": 14, "repeat_visits": 1, "follow_ups_due": 9, "follow_ups_done": 7, "conflict_checks": 9}
    gone = derivable(values, figures.SPLITS, figures.PARTS)
    assert gone == {"first_visits", "repeat_visits", "follow_ups_done"}
    assert not derivable({**values, "repeat_visits": 5, "follow_ups_done": 9}, figures.SPLITS, figures.PARTS)


def test_page_spreadsheet_and_report_for_those_who_may(app: object, browser: Browser) -> None:
    with unit.transaction():
        make_day()
    officer = signed_in(app, "sun.yi", side=Side.BAR, roles={Role.OFFICER})  # type: ignore[arg-type]
    page = officer.get("/reception/figures?from=2026-01-01&to=2026-12-31&lang=en")
    assert "attendances" in page.text
    assert officer.send("GET", "/reception/figures?format=xlsx").status_code == 200
    assert officer.post("/reception/figures/report").status_code == 303
    lawyer = signed_in(app, "he.fan", side=Side.BAR, roles={Role.LAWYER})  # type: ignore[arg-type]
    assert lawyer.send("GET", "/reception/figures").status_code == 403
    assert lawyer.post("/reception/figures/report").status_code == 403
