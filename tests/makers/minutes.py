"""Minutes in any state, made through the services; organisers of both sides with accounts."""

from dataclasses import dataclass
from typing import Any

from liaison.conferences.facts import SECTIONS, Associations
from liaison.conferences.models import Conference, ConferenceStatus, MinutesRevision
from liaison.conferences.services import minutes
from liaison.core.sides import Role, Side
from liaison.directory.models import OrganisationKind
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.conferences import make_conference
from tests.makers.directory import make_organisation

ASSOCIATIONS = Associations("云江市律师协会", "云江市法官协会")
PATH = (ConferenceStatus.HELD, ConferenceStatus.CIRCULATED, ConferenceStatus.COUNTERSIGNED, ConferenceStatus.ISSUED)


@dataclass(frozen=True)
class Opinion:
    """What the feature of opinions tells of one."""

    number: str = "意见〔2026〕31号"
    side: Side = Side.BAR
    title: str = "关于改进网上阅卷预约的意见"
    reply: str = "自8月起实行预约当日答复。"
    outcome_label: str = "A 已解决或采纳"
    is_withdrawn: bool = False
    id: int = 0


@dataclass(frozen=True)
class Organisers:
    """One of each side; call within a transaction."""

    bar: User
    bench: User


def make_organisers() -> Organisers:
    """An organiser of each side, with addresses."""
    bar = make_user("sun.yi", name="孙怡", side=Side.BAR, roles={Role.ORGANISER}, email="sun.yi@example.org")
    bench = make_user("song.qr", name="宋清如", side=Side.BENCH, roles={Role.ORGANISER}, email="song.qr@example.org")
    return Organisers(bar, bench)


def make_associations() -> None:
    """Both associations in the directory, as in ASSOCIATIONS."""
    make_organisation(OrganisationKind.BAR_ASSOCIATION, name=ASSOCIATIONS.bar)
    make_organisation(OrganisationKind.JUDGES_ASSOCIATION, name=ASSOCIATIONS.bench)


def make_minutes(
    status: ConferenceStatus = ConferenceStatus.HELD, *, by: Organisers | None = None, **overrides: Any
) -> Conference:
    """A conference whose minutes are drafted and have gone as far as `status`; call within a transaction."""
    by = by or make_organisers()
    conference = make_conference(ConferenceStatus.HELD, **overrides)
    minutes.draft(conference, ASSOCIATIONS, [Opinion()], by=by.bar)
    for step in PATH[1 : PATH.index(status) + 1]:
        if step is ConferenceStatus.CIRCULATED:
            minutes.circulate(conference, ASSOCIATIONS, by=by.bar)
        elif step is ConferenceStatus.COUNTERSIGNED:
            minutes.countersign(conference, 1, by=by.bar)
            minutes.countersign(conference, 1, by=by.bench)
        else:
            minutes.issue(conference, ASSOCIATIONS, by=by.bench)
    return conference


def revise(conference: Conference, by: User, seen: int | None = None, **texts: str) -> MinutesRevision:
    """A revision with some sections (or the title) replaced, saved from a page that showed revision `seen`."""
    shown = next((one for one in conference.revisions if one.number == seen), conference.revisions[-1])
    title = texts.pop("title", shown.title)
    assert texts.keys() <= SECTIONS.keys()
    return minutes.revise(conference, title, {**shown.sections, **texts}, by=by, seen=seen)
