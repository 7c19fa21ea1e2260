"""Who a visitor is: sealed in the row, and found again by keyed hashes. The one place that opens many names at once."""

import hmac
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import delete

from liaison.core.matching import Answer, Match, Name, compare, keys_of, prepare
from liaison.core.matching.case_numbers import folded_case
from liaison.reception.models.visits import Visit, VisitKey
from liaison.reception.queries import visits as queries
from liaison.store import keys
from liaison.store.base import db
from liaison.store.sealed import keyed_hash

VISITOR: Final = "visitor"
OTHER: Final = "other"
SHORTEST_PHONE: Final = 7
NOBODY: Final = frozenset({-1})
"""The key of no name: what was typed is none, and finds nothing."""
_BETWEEN: Final = re.compile(r"[、，,;；/\n]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who came and who is on the other side, as typed. `name` "" leaves the visitor unnamed."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    other_parties: str = ""
    other_firms: str = ""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A visit that may be of the same person, and why."""

    visit: Visit
    match: Match
    has_phone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The names of a visit made ready for comparison."""

    visitors: tuple[Name, ...]
    parties: tuple[Name, ...]
    firms: tuple[Name, ...]
    keys: dict[str, frozenset[int]] = field(default_factory=dict)


def seal(visit: Visit, identity: Identity) -> None:
    """Put the identity into the row with its hashes; the keys of the names follow with `index` once it has an id."""
    visit.name = identity.name or None
    visit.phone, visit.id_number = identity.phone or None, identity.id_number or None
    visit.address, visit.case_number = identity.address or None, identity.case_number or None
    visit.other_parties, visit.other_firms = identity.other_parties or None, identity.other_firms or None
    visit.phone_hash = keyed_hash(identity.phone, "phone") if identity.phone else ""
    visit.id_hash = keyed_hash(identity.id_number, "id_number") if identity.id_number else ""
    case = folded_case(identity.case_number)
    visit.case_hash = keyed_hash(case, "case_number") if case else ""


def index(visit: Visit) -> None:
    """Write the keys of the names anew."""
    db.session.execute(delete(VisitKey).where(VisitKey.visit_id == visit.id))
    asked = names_of(visit)
    rows = [
        VisitKey(visit_id=visit.id, side=side, key=key) for side in (VISITOR, OTHER) for key in sorted(asked.keys[side])
    ]
    db.session.add_all(rows)


def identity_of(visit: Visit) -> Identity:
    """The identity as it stands in the row."""
    return Identity(
        visit.name or "", visit.phone or "", visit.id_number or "", visit.address or "", visit.other_parties or "",
        visit.other_firms or "", visit.case_number or "",
    )  # fmt: skip


def names_of(visit: Visit) -> Asked:
    """The names of a visit, made ready."""
    visitors = _names(visit.name)
    parties, firms = _names(visit.other_parties), _names(visit.other_firms)
    return Asked(visitors, parties, firms, {VISITOR: hashed(visitors), OTHER: hashed((*parties, *firms))})


def hashed(names: Iterable[Name]) -> frozenset[int]:
    """The keyed hashes under which names are looked up: 63 bits, without the key no name can be tried out."""
    index_key = keys.ring().keys().index
    found = set()
    for key in {key for name in names for key in keys_of(name)}:
        digest = hmac.digest(index_key, f"visit_name:{key}".encode(), "sha256")
        found.add(int.from_bytes(digest[:8], "big") >> 1)
    return frozenset(found)


def keys_for(text: str) -> frozenset[int]:
    """The keys of a name typed into a search."""
    return hashed(_names(text))


def looked_for(q: str) -> dict[str, Any]:
    """What was typed into a search, as filters of visits: a reference, a phone number or a name; nothing for ""."""
    if not q:
        return {}
    if reference := queries.reference_of(q):
        return {"reference": reference}
    if q.isascii() and sum(sign.isdigit() for sign in q) >= SHORTEST_PHONE:
        return {"phone": q}
    return {"keys": keys_for(q) or NOBODY}


def find_earlier(visit: Visit) -> list[Earlier]:
    """Visits that may be of the same person: the same phone, or a name that may be the same; the newest first."""
    asked = names_of(visit)
    found: dict[int, Earlier] = {}
    by_phone = queries.with_phone(visit.phone_hash, visit.id) if visit.phone_hash else []
    by_name = queries.with_keys(VISITOR, asked.keys[VISITOR], but=visit.id)
    for other in (*by_phone, *by_name):
        if other.id in found or other.name is None or (other.on, other.id) > (visit.on, visit.id):
            continue
        has_phone = bool(visit.phone_hash) and other.phone_hash == visit.phone_hash
        match = best(asked.visitors, _names(other.name), agrees=has_phone)
        if match or has_phone:
            found[other.id] = Earlier(other, match, has_phone)
    return sorted(found.values(), key=lambda each: (each.visit.on, each.visit.id), reverse=True)


def same_person(earlier: Iterable[Earlier]) -> Earlier | None:
    """The one that is surely the same person: the phone is, and the name may be."""
    return next((each for each in earlier if each.has_phone and each.match), None)


def best(ones: Collection[Name], others: Collection[Name], *, agrees: bool = False) -> Match:
    """The surest answer over all pairs."""
    order = {Answer.NO: 0, Answer.POSSIBLE: 1, Answer.YES: 2}
    matches = [compare(one, other, agrees=agrees) for one in ones for other in others]
    return max(matches, key=lambda match: order[match.answer], default=compare("", ""))


def ready(text: str | None) -> tuple[Name, ...]:
    """The names in a field: several are parted by 、 or a comma."""
    return _names(text)


def _names(text: str | None) -> tuple[Name, ...]:
    return tuple(name for part in _BETWEEN.split(text or "") if (name := prepare(part)).spellings)
