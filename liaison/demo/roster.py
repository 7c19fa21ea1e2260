"""The demonstration's directory and accounts: 365 lawyers, 33 firms, courts with chambers, invented names."""

import random
from datetime import date

from liaison.accounts import services as accounts
from liaison.accounts.services import second_factor
from liaison.demo import content
from liaison.demo.cast import Cast
from liaison.demo.shown import PASSWORD, TOTP_SECRETS
from liaison.directory.models import OrganisationKind, PersonKind
from liaison.directory.services import organisations, people, regions
from liaison.store.base import db

SEED = 20260308
OLDEST, YOUNGEST = 30, 4
MAIL = "example.org"
JUDGE_OFFICES = ("审判员", "审判员", "审判员", "法官助理")
PRESIDING = "庭长"
STAFF_TWICE = "唐若溪"


def enter_roster(cast: Cast, today: date) -> None:
    """Enter everybody: the named people first, then drawn names until each firm and chamber is full."""
    _enter_bodies(cast)
    drawn = _Drawn(cast, today)
    for firm in content.firms():
        drawn.fill_firm(firm)
    for body in content.city().organisations:
        if body.kind == "court":
            drawn.fill_court(body)
    drawn.enter_staff()
    _enter_doubles(cast)


def _enter_doubles(cast: Cast) -> None:
    """As in every roster: a firm in another spelling, taken off it again, and somebody of an office entered twice."""
    firm = content.firms()[0]
    spelt = firm.name.replace("律师事务所", "律所")
    double = organisations.add(OrganisationKind.LAW_FIRM, spelt, by=None, phone=firm.phone)
    organisations.retire(double, seen=None, by=None)
    office = next(id for short_name, id in cast.units.items() if cast.unit_names[short_name].endswith("律师协会"))
    for post, phone in (("干事", ""), ("", "0989-6270017")):
        people.add(PersonKind.STAFF, STAFF_TWICE, office, by=None, office=post, phone=phone)


def open_accounts(cast: Cast) -> None:
    """Open the demonstration accounts; each belongs to a person of the directory."""
    for account in content.accounts():
        person = account.person
        user = accounts.add(
            account.username,
            person.name,
            person.side,
            account.roles,
            PASSWORD,
            by=None,
            person_id=cast.people[person.name],
            email=f"{account.username}@{MAIL}",
        )
        cast.users[account.username] = user
        if account.username in TOTP_SECRETS:
            db.session.flush()
            second_factor.enter(user, TOTP_SECRETS[account.username])


def _enter_bodies(cast: Cast) -> None:
    city = content.city()
    places: dict[str, int] = {}
    for region in city.regions:
        places[region.name] = regions.add(region.name, by=None, parent_id=places.get(region.parent or "")).id
    for body in city.organisations:
        row = organisations.add(
            OrganisationKind(body.kind),
            body.name,
            by=None,
            short_name=body.short_name,
            region_id=places[body.region],
            address=body.address,
            phone=body.phone,
        )
        cast.note_unit(body.short_name, row.id, body.name)
        for position, chamber in enumerate(body.chambers, 1):
            inner = organisations.add(
                OrganisationKind.CHAMBER, chamber.name, by=None, parent_id=row.id, position=position
            )
            cast.note_unit(f"{body.short_name}/{chamber.name}", inner.id, inner.shown_name)
    for firm in content.firms():
        row = organisations.add(
            OrganisationKind.LAW_FIRM,
            firm.name,
            by=None,
            short_name=firm.short_name,
            region_id=places[firm.region],
            address=firm.address,
            phone=firm.phone,
            party_branch=firm.party_branch or "",
        )
        cast.note_unit(firm.short_name, row.id, firm.name)


class _Drawn:
    """Fills units with people: those the content names, then drawn ones. The same seed draws the same city."""

    def __init__(self, cast: Cast, today: date) -> None:
        self.cast = cast
        self.today = today
        self.random = random.Random(SEED)
        self.named = content.people()
        taken = {person.name for person in self.named}
        names = content.draw_names(self.random, sum(firm.lawyers for firm in content.firms()) + 150)
        self.names = iter([name for name in names if name not in taken])
        self.serial = 0

    def fill_firm(self, firm: content.Firm) -> None:
        named = [person for person in self.named if person.roster_unit == firm.short_name]
        names = [person.name for person in named] + [next(self.names) for _ in range(firm.lawyers - len(named))]
        members = set(self.random.sample(range(firm.lawyers), firm.party_members))
        for place, name in enumerate(names):
            since = date(self.today.year - self.random.randint(YOUNGEST, OLDEST), self.random.randint(1, 12), 1)
            self.serial += 1
            row = people.add(
                PersonKind.LAWYER,
                name,
                self.cast.units[firm.short_name],
                by=None,
                office="主任" if name == firm.director else "律师",
                number=f"19901{since.year}10{self.serial:06}",
                practising_since=since,
                phone=f"1980{self.random.randint(0, 9_999_999):07}",
                is_party_member=place in members,
            )
            self.cast.people[name] = row.id

    def fill_court(self, court: content.Organisation) -> None:
        self._fill_bench(court.short_name, court.judges_without_chamber, ("副院长", "审判委员会专职委员"))
        for chamber in court.chambers:
            self._fill_bench(f"{court.short_name}/{chamber.name}", chamber.judges, (PRESIDING, *JUDGE_OFFICES))

    def _fill_bench(self, unit: str, judges: int, offices: tuple[str, ...]) -> None:
        named = [person for person in self.named if person.profession == "judge" and person.roster_unit == unit]
        rows = [(person.name, person.office) for person in named]
        left = [office for office in offices if office not in {office for _, office in rows}] or list(offices)
        rows += [(next(self.names), left[min(place, len(left) - 1)]) for place in range(judges - len(named))]
        for name, office in rows:
            row = people.add(PersonKind.JUDGE, name, self.cast.units[unit], by=None, office=office)
            self.cast.people[name] = row.id

    def enter_staff(self) -> None:
        for person in self.named:
            if person.name not in self.cast.people:
                unit = self.cast.units.get(person.unit) or self.cast.units[person.unit.split("/")[0]]
                row = people.add(PersonKind.STAFF, person.name, unit, by=None, office=person.office)
                self.cast.people[person.name] = row.id
