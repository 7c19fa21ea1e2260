"""What a merging shows: both entries side by side, what comes along as far as may be told, and who may be one twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from liaison.core.declaration import Features
from liaison.core.matching import compare
from liaison.core.messages import Term
from liaison.core.sides import Actor, Side
from liaison.directory.models import STANDING_LABELS, Organisation, Person, Standing
from liaison.directory.queries import merging as queries
from liaison.directory.rules import organisations as organisation_rules
from liaison.directory.rules import people as people_rules
from liaison.directory.rules.doubles import double_organisations
from liaison.web.language import tr

HIDDEN = frozenset({"is_party_member", "party_branch"})
"""Shown to nobody, as everywhere."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in a list of entries; `detail` says where somebody belongs, or where a body is."""

    id: int
    title: str
    detail: str
    number: str
    url: str
    standing_label: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Double:
    """Two entries that may be one, why, and the page that shows them side by side."""

    kept: Listed
    gone: Listed
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both entries, as it is shown."""

    label: str
    kept: str
    gone: str

    @property
    def differs(self) -> bool:
        return self.kept != self.gone


def side_by_side(kept: Person | Organisation, gone: Person | Organisation) -> list[Line]:
    """All fields of both, in the order of the form."""
    if isinstance(kept, Person) and isinstance(gone, Person):
        return _lines(people_rules.LABELS, people_rules.told(kept), people_rules.told(gone))
    labels, told = organisation_rules.LABELS, organisation_rules.told
    return _lines(labels, told(kept), told(gone))  # type: ignore[arg-type]


def comes_along(features: Features, user: Actor, kind: str, id: int) -> list[tuple[str, int]]:
    """What of the house goes over, by kind, as far as the person may know of it at all."""
    counted = (told for each in features.merging(kind) for told in each.count(user, id))
    return [(label, number) for label, number in counted if number]


def listed(entry: Person | Organisation) -> Listed:
    """The entry as one of several."""
    is_person = isinstance(entry, Person)
    return Listed(
        id=entry.id,
        title=entry.name,
        detail=entry.organisation.shown_name if isinstance(entry, Person) else entry.address,
        number=(entry.number or "") if isinstance(entry, Person) else "",
        url=url_for("people.show" if is_person else "organisations.show", id=entry.id),
        standing_label=STANDING_LABELS[entry.standing],
        is_active=entry.standing is Standing.ACTIVE,
    )


def doubles_of_people(pairs: Iterable[tuple[int, int]]) -> list[Double]:
    """Pairs of people with what they have in common; one statement."""
    wanted = list(pairs)
    known = queries.people_with({id for pair in wanted for id in pair})
    return [_double(known[one], known[other], _in_common(known[one], known[other])) for one, other in wanted]


def doubles_of_organisations(sides: Collection[Side | None]) -> list[Double]:
    """Pairs of organisations, the surest first; one statement."""
    found = double_organisations(queries.organisations_of(sides))
    return [_double(one, other, match.text(tr)) for one, other, match in found]


def like(entry: Person | Organisation) -> Sequence[Person | Organisation]:
    """Entries that may be the same as this one."""
    if isinstance(entry, Person):
        candidates = queries.colleagues_and_namesakes(entry)
        return [each for each in candidates if each.side is entry.side and compare(entry.name, each.name)]
    found = double_organisations(queries.organisations_of([entry.side]))
    return [each for one, other, _match in found if entry.id in (one.id, other.id) for each in (one, other)]


def merge_url(kept: Person | Organisation, gone: Person | Organisation) -> str:
    """The page that shows both side by side."""
    endpoint = "people.merge_with" if isinstance(kept, Person) else "organisations.merge_with"
    return url_for(endpoint, id=kept.id, other_id=gone.id)


def _double(one: Person | Organisation, other: Person | Organisation, why: str) -> Double:
    """The one on the roster is offered as the one to keep, then the one with a number, then the older one."""
    kept, gone = sorted((one, other), key=lambda each: (not each.is_active, not getattr(each, "number", ""), each.id))
    return Double(listed(kept), listed(gone), why, merge_url(kept, gone))


def _in_common(one: Person, other: Person) -> str:
    common = (
        (_("同一单位"), one.organisation_id == other.organisation_id),
        (_("电话相同"), bool(one.phone) and one.phone == other.phone),
        (_("邮箱相同"), bool(one.email) and one.email == other.email),
        (_("起始日期相同"), one.practising_since is not None and one.practising_since == other.practising_since),
    )
    return _("、").join((_("同名"), *(words for words, is_so in common if is_so)))


def _lines(labels: dict[str, str], kept: dict[str, str], gone: dict[str, str]) -> list[Line]:
    return [
        Line(label, _shown(kept[field]), _shown(gone[field])) for field, label in labels.items() if field not in HIDDEN
    ]


def _shown(value: str) -> str:
    return tr(value) if isinstance(value, Term) else value
