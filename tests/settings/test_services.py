"""Holidays, clocks, thresholds and categories as the office changes them, and the deadlines that move with them."""

from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from liaison.core import calendar, clock
from liaison.core.calendar import STATUTORY, Unit
from liaison.core.errors import RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.opinions import queries as opinions
from liaison.opinions import services as opinion_services
from liaison.opinions.models import Opinion, OpinionEvent, OpinionStatus
from liaison.settings import queries
from liaison.settings.models import MovedDeadline, SettingChange
from liaison.settings.rules.spans import Span
from liaison.settings.services import clocks as clock_services
from liaison.settings.services import holidays as holiday_services
from liaison.settings.services import thresholds as threshold_services
from liaison.settings.services.clocks import Terms
from liaison.store import clocks, holidays, thresholds, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.clocks import Clock, ClockKind
from liaison.store.holidays import Holiday
from liaison.store.outbox import OutboxMessage
from liaison.web.frame import features
from tests.makers.opinions import a_user, make_opinion, somebody
from tests.makers.settings import SPANS_2027, fill

DECEMBER = datetime.combine(date(2026, 12, 7), time(9), clock.LOCAL)
# Thirty days after 7 December 2026 is Wednesday, 6 January 2027; six after 6 January is the twelfth.
SCREENED, DUE = date(2026, 12, 7), date(2027, 1, 6)
MONTH = Terms(30, Unit.CALENDAR_DAYS, ClockKind.PROMISE)


@pytest.fixture
def administrator(database: None) -> Any:
    fill()
    with unit.transaction():
        return a_user(None, Role.ADMINISTRATOR, username="admin", name="钱立")


def lodge_screened(email: str = "") -> int:
    with clock.travel(DECEMBER), unit.transaction():
        if email:
            a_user(Side.BENCH, Role.OFFICER, email=email)
        return make_opinion(OpinionStatus.SCREENED).id


def reply_clock() -> Clock:
    return db.session.scalars(select(Clock).where(Clock.key == clocks.OPINION_REPLY)).one()


def long_new_year() -> list[Any]:
    return [Span("元旦", date(2027, 1, 1), date(2027, 1, 8)), *SPANS_2027[1:]]


def actions(word: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == word)))


def test_a_new_installation_has_the_known_arrangements_and_filling_twice_changes_nothing(database: None) -> None:
    fill()
    days = db.session.execute(select(Holiday.day, Holiday.is_working, Holiday.name).order_by(Holiday.day)).all()
    assert [tuple(row) for row in days] == [(row.day, row.is_working, row.name) for row in STATUTORY.rows()]
    entries = len(db.session.scalars(select(AuditEntry)).all())
    db.session.rollback()
    fill()
    assert len(db.session.scalars(select(Holiday)).all()) == len(days)
    assert len(db.session.scalars(select(AuditEntry)).all()) == entries


def test_before_the_filling_the_known_notices_hold(database: None) -> None:
    assert holidays.arrangements() is STATUTORY
    assert clocks.limit(clocks.OPINION_REPLY).amount == 30
    assert thresholds.value(thresholds.NEAR_DAYS) == 7


@pytest.mark.parametrize(
    ("key", "start", "due_on"),
    [
        (clocks.OPINION_REPLY, date(2026, 3, 2), date(2026, 4, 1)),
        # The thirtieth day falls in Spring Festival, 15 to 23 February.
        (clocks.OPINION_REPLY, date(2026, 1, 16), date(2026, 2, 24)),
        (clocks.OPINION_REPLY, date(2026, 11, 22), date(2026, 12, 22)),
        # Five working days: Saturday the fourteenth, then the twenty-fourth to the twenty-seventh.
        (clocks.MINUTES_COMMENT, date(2026, 2, 13), date(2026, 2, 27)),
        (clocks.MINUTES_COMMENT, date(2026, 3, 2), date(2026, 3, 9)),
    ],
)
def test_the_clocks_in_use_come_to_the_days_counted_by_hand(
    administrator: Any, key: str, start: date, due_on: date
) -> None:
    assert clocks.due_of(key, start).on == due_on


def test_a_year_that_the_library_learns_moves_what_runs_into_it(
    administrator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opinion_id = lodge_screened()
    grown = calendar.Arrangements(
        [*STATUTORY.rows(), *(calendar.Arrangement(date(2027, 1, day), False, "元旦") for day in range(1, 9))]
    )
    monkeypatch.setattr(holiday_services, "STATUTORY", grown)
    fill()
    assert db.session.get_one(Opinion, opinion_id).reply_due_on == date(2027, 1, 11)
    assert db.session.scalars(select(SettingChange)).one().by_id is None


def test_typing_in_a_year_moves_what_runs_into_it_and_tells_the_people_concerned(administrator: Any) -> None:
    opinion_id = lodge_screened("court@example.org")
    seen = holiday_services.foresee(2027, long_new_year(), features().deadlines())
    assert [(shift.running.due_on, shift.new_on) for shift in seen.moved] == [(DUE, date(2027, 1, 11))]
    db.session.rollback()
    before = len(db.session.scalars(select(OutboxMessage)).all())
    db.session.rollback()
    with unit.transaction():
        change = holiday_services.arrange(
            2027, long_new_year(), "国办发明电〔2026〕9号", "", features().deadlines(),
            by=administrator, version=0, seen=seen.fingerprint,
        )  # fmt: skip
        change_id = change.id
    opinion = db.session.get_one(Opinion, opinion_id)
    assert opinion.reply_due_on == date(2027, 1, 11)
    events = db.session.scalars(select(OpinionEvent).where(OpinionEvent.verb == "redate")).all()
    assert [event.note for event in events] == ["答复期限由2027年1月6日改为2027年1月11日。"]
    moved = db.session.scalars(select(MovedDeadline)).one()
    assert (moved.change_id, moved.number, moved.old_on, moved.new_on) == (
        change_id, opinion.full_number, DUE, date(2027, 1, 11),
    )  # fmt: skip
    assert len(db.session.scalars(select(OutboxMessage)).all()) == before + 1
    assert len(actions("holidays.arranged")) == len(actions("opinion.redated")) == 1
    assert 2027 in holidays.arranged_years()


def test_foreseeing_changes_nothing(administrator: Any) -> None:
    opinion_id = lodge_screened()
    holiday_services.foresee(2027, long_new_year(), features().deadlines())
    clock_services.foresee(reply_clock(), Terms(60, Unit.CALENDAR_DAYS, ClockKind.PROMISE), features().deadlines())
    assert not db.session.dirty
    assert not db.session.new
    db.session.rollback()
    assert db.session.get_one(Opinion, opinion_id).reply_due_on == DUE
    assert queries.find_notice(2027) is None


def test_what_moves_otherwise_than_was_looked_at_is_not_saved(administrator: Any) -> None:
    seen = holiday_services.foresee(2027, long_new_year(), features().deadlines())
    db.session.rollback()
    lodge_screened()
    with pytest.raises(RuleBroken, match="预览之后"), unit.transaction():
        holiday_services.arrange(
            2027, long_new_year(), "", "", features().deadlines(), by=administrator, seen=seen.fingerprint
        )
    assert queries.find_notice(2027) is None


def test_an_arrangement_that_stands_is_changed_with_a_reason_and_from_a_fresh_page_only(administrator: Any) -> None:
    with unit.transaction():
        holiday_services.arrange(2027, SPANS_2027, "", "", (), by=administrator, version=0)
    with pytest.raises(Stale), unit.transaction():
        holiday_services.arrange(2027, long_new_year(), "", "更正", (), by=administrator, version=0)
    with pytest.raises(RuleBroken) as caught, unit.transaction():
        holiday_services.arrange(2027, long_new_year(), "", "", (), by=administrator, version=1)
    assert caught.value.field == "reason"
    with unit.transaction():
        holiday_services.arrange(2027, long_new_year(), "", "更正", (), by=administrator, version=1)
    with pytest.raises(Stale), unit.transaction():
        holiday_services.arrange(2027, SPANS_2027, "", "更正", (), by=administrator, version=1)
    change = db.session.scalars(select(SettingChange).order_by(SettingChange.id.desc())).first()
    assert change is not None
    assert (change.reason, change.by_name) == ("更正", "钱立")
    assert "2027-01-01至2027-01-03放假" in change.old["安排"]
    assert "2027-01-01至2027-01-08放假" in change.new["安排"]


def test_a_day_that_another_year_arranges_is_refused(administrator: Any) -> None:
    with pytest.raises(RuleBroken, match="已由2026年的安排规定"):
        holiday_services.foresee(2025, [Span("元旦", date(2026, 1, 1), date(2026, 1, 3))], ())


def test_a_changed_limit_moves_what_runs_and_what_comes(administrator: Any) -> None:
    opinion_id = lodge_screened()
    terms = Terms(20, Unit.WORKING_DAYS, ClockKind.ADOPTED, "两会议定〔2026〕1号", date(2026, 12, 1))
    seen = clock_services.foresee(reply_clock(), terms, features().deadlines())
    db.session.rollback()
    with unit.transaction():
        clock_services.amend(
            reply_clock(), terms, "两会商定", features().deadlines(), by=administrator, version=1, seen=seen.fingerprint
        )
    # Twenty working days after Monday, 7 December, with no holiday known for 2027: Monday, 4 January.
    assert db.session.get_one(Opinion, opinion_id).reply_due_on == date(2027, 1, 4)
    assert clocks.due_of(clocks.OPINION_REPLY, SCREENED).on == date(2027, 1, 4)
    change = db.session.scalars(select(SettingChange)).one()
    assert (change.old["长短"], change.new["长短"], change.moved_count) == ("30自然日", "20工作日", 1)
    entry = actions("clock.amended")[0]
    assert (entry.detail["old"]["长短"], entry.detail["new"]["长短"]) == ("30自然日", "20工作日")


@pytest.mark.parametrize(
    ("terms", "reason", "field"),
    [
        (Terms(0, Unit.CALENDAR_DAYS, ClockKind.PROMISE), "理由", "amount"),
        (Terms(3661, Unit.CALENDAR_DAYS, ClockKind.PROMISE), "理由", "amount"),
        (Terms(30, Unit.CALENDAR_DAYS, ClockKind.LAW), "理由", "article"),
        (Terms(20, Unit.CALENDAR_DAYS, ClockKind.PROMISE), "", "reason"),
        (MONTH, "理由", None),
    ],
)
def test_a_limit_that_cannot_be_is_refused_beside_its_field(
    administrator: Any, terms: Terms, reason: str, field: str | None
) -> None:
    with pytest.raises(RuleBroken) as caught, unit.transaction():
        clock_services.amend(reply_clock(), terms, reason, (), by=administrator)
    assert caught.value.field == field


def test_a_limit_is_not_changed_from_an_older_page(administrator: Any) -> None:
    with unit.transaction():
        clock_services.amend(
            reply_clock(), Terms(20, Unit.CALENDAR_DAYS, ClockKind.PROMISE), "理由", (), by=administrator
        )
    with pytest.raises(Stale), unit.transaction():
        clock_services.amend(reply_clock(), MONTH, "理由", (), by=administrator, version=1)


def test_a_threshold_stays_within_its_bounds_and_says_what_it_was(administrator: Any) -> None:
    with pytest.raises(RuleBroken) as caught, unit.transaction():
        threshold_services.amend(thresholds.NEAR_DAYS, 31, "理由", by=administrator, seen=7)
    assert caught.value.field == "value"
    with unit.transaction():
        threshold_services.amend(thresholds.NEAR_DAYS, 10, "理由", by=administrator, seen=7)
    assert thresholds.value(thresholds.NEAR_DAYS) == 10
    with pytest.raises(Stale), unit.transaction():
        threshold_services.amend(thresholds.NEAR_DAYS, 9, "理由", by=administrator, seen=7)
    assert actions("threshold.amended")[0].detail["old"] == 7


def test_settings_are_read_once_a_transaction_and_anew_in_the_next(administrator: Any) -> None:
    assert thresholds.value(thresholds.NEAR_DAYS) == 7
    with unit.transaction():
        thresholds.value(thresholds.NEAR_DAYS)
        threshold_services.amend(thresholds.NEAR_DAYS, 10, "理由", by=administrator, seen=7)
        assert thresholds.value(thresholds.NEAR_DAYS) == 10
    assert thresholds.value(thresholds.NEAR_DAYS) == 10
    assert holidays.arrangements() is holidays.arrangements()


def test_a_category_is_renamed_moved_and_retired_but_never_deleted(administrator: Any) -> None:
    with unit.transaction():
        opinion_services.ensure_categories()
        added = opinion_services.add_category("电子诉讼", administrator)
        first = opinions.categories()[0]
        opinion_services.rename_category(first.id, "立案和受理", administrator, "立案")
        opinion_services.move_category(added.id, -1, administrator)
        opinion_services.retire_category(first.id, True, administrator)
    names = [one.name for one in opinions.categories()]
    assert names[-2:] == ["电子诉讼", "其他"]
    assert names[0] == "立案和受理"
    assert opinions.categories()[0].is_retired
    for word in ("added", "renamed", "moved", "retired"):
        assert len(actions(f"opinion_category.{word}")) == 1
    with pytest.raises(RuleBroken), unit.transaction():
        opinion_services.add_category("立案和受理", administrator)
    with pytest.raises(Stale), unit.transaction():
        opinion_services.rename_category(opinions.categories()[0].id, "立案", administrator, "立案")


def test_the_last_category_in_use_is_not_retired(administrator: Any) -> None:
    by = somebody(None, Role.ADMINISTRATOR, id=administrator.id)
    with unit.transaction():
        opinion_services.ensure_categories()
        last, *others = opinions.categories()
        for one in others:
            opinion_services.retire_category(one.id, True, by)
        with pytest.raises(RuleBroken):
            opinion_services.retire_category(last.id, True, by)
