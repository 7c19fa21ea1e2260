"""What a person of either side sees of an entry: contact only where it is theirs to see, the party never."""

from dataclasses import dataclass
from datetime import date

from liaison.core.declaration import Tone
from liaison.core.sides import Actor, Side
from liaison.directory.models import (
    KIND_LABELS,
    PERSON_KIND_LABELS,
    STANDING_LABELS,
    Organisation,
    OrganisationKind,
    Person,
    Standing,
)
from liaison.directory.rules.organisations import own_part
from liaison.directory.rules.standing import may_see_contact


class OnRoster:
    """Whether an entry is on the roster, as it is shown."""

    __slots__ = ()
    standing: Standing

    @property
    def is_active(self) -> bool:
        return self.standing is Standing.ACTIVE

    @property
    def standing_label(self) -> str:
        return STANDING_LABELS[self.standing]

    @property
    def tone(self) -> Tone:
        return "good" if self.is_active else "neutral"


@dataclass(frozen=True, slots=True)
class SeenPerson(OnRoster):
    """An entry of a person; `phone` and `email` are None where they are not for the reader. Labels are message ids."""

    id: int
    version: int
    name: str
    kind_label: str
    organisation_id: int
    organisation: str
    side: Side | None
    office: str
    number: str
    practising_since: date | None
    phone: str | None
    email: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class SeenOrganisation(OnRoster):
    """An entry of an organisation; `own_name` is what a chamber is called within its court."""

    id: int
    version: int
    name: str
    own_name: str
    short_name: str
    kind: OrganisationKind
    kind_label: str
    side: Side | None
    region: str
    court_id: int | None
    court: str
    address: str
    phone: str
    standing: Standing


def as_seen_by(user: Actor, person: Person) -> SeenPerson:
    """The entry of a person for one reader."""
    is_contact_shown = may_see_contact(user, person.side)
    return SeenPerson(
        id=person.id,
        version=person.version,
        name=person.name,
        kind_label=PERSON_KIND_LABELS[person.kind],
        organisation_id=person.organisation_id,
        organisation=person.organisation.shown_name,
        side=person.side,
        office=person.office,
        number=person.number or "",
        practising_since=person.practising_since,
        phone=person.phone if is_contact_shown else None,
        email=person.email if is_contact_shown else None,
        standing=person.standing,
    )


def organisation_as_seen(organisation: Organisation) -> SeenOrganisation:
    """The entry of an organisation: the same for every reader."""
    court = organisation.parent
    return SeenOrganisation(
        id=organisation.id,
        version=organisation.version,
        name=organisation.name,
        own_name=own_part(organisation.name, court.name) if court else organisation.name,
        short_name=organisation.short_name,
        kind=organisation.kind,
        kind_label=KIND_LABELS[organisation.kind],
        side=organisation.side,
        region=organisation.region.name if organisation.region else "",
        court_id=court.id if court else None,
        court=court.name if court else "",
        address=organisation.address,
        phone=organisation.phone,
        standing=organisation.standing,
    )
