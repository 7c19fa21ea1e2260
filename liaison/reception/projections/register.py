"""A row of the register of duty lawyers as the bar's officers and the lawyer see it."""

from dataclasses import dataclass
from datetime import date, timedelta

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.numbers import weekday_zh
from liaison.reception.models import LAWYER_LABELS, LAWYER_TONES, DutyLawyer
from liaison.reception.projections.days import known_for
from liaison.reception.rules.lawyers import is_veteran, years_in_practice
from liaison.web.language import date_text, tr

__all__ = ["SeenLawyer", "as_seen", "date_text"]
FIRST_MONDAY = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class SeenLawyer:
    """A duty lawyer. `duties`: seats held in the past year."""

    id: int
    version: int
    person_id: int
    name: str
    firm: str
    known_for: str
    practising_since: date
    years: int
    is_veteran: bool
    weekdays: str
    consented_on: date | None
    note: str
    status: str
    status_label: str
    tone: Tone
    reason: str
    enrolled_on: date
    disabled_on: date | None
    duties: int


def as_seen(lawyer: DutyLawyer, duties: int) -> SeenLawyer:
    """A row of the register."""
    today = clock.today()
    return SeenLawyer(
        id=lawyer.id,
        version=lawyer.version,
        person_id=lawyer.person_id,
        name=lawyer.name,
        firm=lawyer.firm,
        known_for=known_for(lawyer),
        practising_since=lawyer.practising_since,
        years=years_in_practice(lawyer.practising_since, today),
        is_veteran=is_veteran(lawyer, today),
        weekdays=weekday_words(lawyer.weekdays),
        consented_on=lawyer.consented_on,
        note=lawyer.note,
        status=lawyer.status,
        status_label=LAWYER_LABELS[lawyer.status],
        tone=LAWYER_TONES[lawyer.status],
        reason=lawyer.reason,
        enrolled_on=lawyer.enrolled_on,
        disabled_on=lawyer.disabled_on,
        duties=duties,
    )


def weekday_words(weekdays: list[int]) -> str:
    """The days of the week in the language of the page."""
    return tr("、").join(tr(weekday_zh(FIRST_MONDAY + timedelta(each))) for each in weekdays)
