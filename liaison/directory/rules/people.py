"""What the entry of a person must be, and how two states of it differ."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.sides import Side
from liaison.directory.models import (
    PERSON_KIND_LABELS,
    PERSON_NAME_LENGTH,
    SIDES,
    STANDING_LABELS,
    Organisation,
    OrganisationKind,
    Person,
    PersonKind,
    Standing,
)
from liaison.directory.rules.contact import check_email, check_phone
from liaison.directory.rules.differences import Difference, compare

LABELS: Final = {
    "name": N_("姓名"),
    "kind": N_("类别"),
    "unit": N_("所属单位"),
    "office": N_("职务"),
    "number": N_("编号"),
    "practising_since": N_("起始日期"),
    "phone": N_("电话"),
    "email": N_("电子邮箱"),
    "is_party_member": N_("中共党员"),
    "is_active": N_("状态"),
}
"""What the fields are called on pages, in spreadsheets and in comparisons."""

NUMBER_LENGTH: Final = 40
FIRST_YEAR: Final = 1949


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation as people belong to it; `id` None while an import has yet to make it. Its name tells it apart."""

    name: str
    kind: OrganisationKind = field(compare=False)
    id: int | None = field(default=None, compare=False)
    shown_name: str = field(default="", compare=False)
    is_active: bool = field(default=True, compare=False)

    @property
    def side(self) -> Side | None:
        """The side of the organisation."""
        return SIDES.get(self.kind)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that an entry says of a person, in its stored spelling."""

    kind: PersonKind
    name: str
    unit: Unit
    office: str = ""
    number: str | None = None
    practising_since: date | None = None
    phone: str = ""
    email: str = ""
    is_party_member: bool = False
    is_active: bool = True


def unit_of(organisation: Organisation) -> Unit:
    """The organisation as people belong to it."""
    return Unit(
        name=organisation.name,
        kind=organisation.kind,
        id=organisation.id,
        shown_name=organisation.shown_name,
        is_active=organisation.is_active,
    )


def facts_of(person: Person) -> PersonFacts:
    """What the entry says now."""
    return PersonFacts(
        kind=person.kind,
        name=person.name,
        unit=unit_of(person.organisation),
        office=person.office,
        number=person.number,
        practising_since=person.practising_since,
        phone=person.phone,
        email=person.email,
        is_party_member=person.is_party_member,
        is_active=person.is_active,
    )


def check(facts: PersonFacts, today: date) -> None:
    """Raise RuleBroken, on its field, for the first thing that an entry cannot say."""
    if not facts.name or len(facts.name) > PERSON_NAME_LENGTH:
        raise RuleBroken(N_("姓名须为 1 至 %(n)s 字。"), field="name", n=PERSON_NAME_LENGTH)
    if facts.number and len(facts.number) > NUMBER_LENGTH:
        raise RuleBroken(N_("编号最多 %(n)s 位。"), field="number", n=NUMBER_LENGTH)
    if facts.kind is PersonKind.JUDGE and facts.unit.kind not in {OrganisationKind.COURT, OrganisationKind.CHAMBER}:
        raise RuleBroken(N_("法官的所属单位须为法院或其内设庭室。"), field="organisation_id")
    if facts.kind is PersonKind.LAWYER and facts.unit.side is Side.BENCH:
        raise RuleBroken(N_("律师的所属单位不能是法院、庭室或法官协会。"), field="organisation_id")
    check_day(facts.practising_since, today)
    check_phone(facts.phone)
    check_email(facts.email)


def check_day(day: date | None, today: date) -> None:
    """A day somebody began on is neither to come nor older than the Republic. Raises RuleBroken."""
    if day is not None and day > today:
        raise RuleBroken(N_("起始日期不能晚于今天。"), field="practising_since")
    if day is not None and day.year < FIRST_YEAR:
        raise RuleBroken(N_("起始日期不能早于 %(year)s 年。"), field="practising_since", year=FIRST_YEAR)


def differences(old: PersonFacts, new: PersonFacts) -> list[Difference]:
    """The fields in which two states differ, in the order of the form; party membership without its values."""
    return compare(LABELS, old, new, _shown)


def told(person: Person) -> dict[str, str]:
    """What the entry says, by field, as shown."""
    facts = facts_of(person)
    return {field: _shown(field, getattr(facts, field)) for field in LABELS}


def _shown(field: str, value: Any) -> str:
    if field == "is_party_member":
        return ""
    if isinstance(value, Unit):
        return value.shown_name
    if isinstance(value, PersonKind):
        return Term(PERSON_KIND_LABELS[value])
    if field == "is_active":
        return Term(STANDING_LABELS[Standing.ACTIVE if value else Standing.RETIRED])
    return str(value or "")
