"""Which organisations may be one that was entered twice, and why."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from liaison.core.matching import Answer, Match, Name, Why, compare, keys_of, prepare
from liaison.directory.models import Organisation, OrganisationKind
from liaison.directory.rules.organisations import own_part
from liaison.directory.rules.spelling import firm_key

Double = tuple[Organisation, Organisation, Match]
MOST_NAMES: Final = 5000
"""Names whose keys are kept in memory: they depend on nothing but the name."""


def double_organisations(organisations: Iterable[Organisation]) -> list[Double]:
    """Pairs that may be one body, the surest first: of one kind, chambers of one court.

    Only those that share a key are compared, however many there are.
    """
    found: dict[tuple[int, int], Double] = {}
    alike: dict[tuple[OrganisationKind, int | None, str], list[Organisation]] = defaultdict(list)
    for each in organisations:
        for key in _keys(_name(each)):
            group = alike[each.kind, each.parent_id, key]
            for other in group:
                if (other.id, each.id) not in found and (match := _match(other, each)):
                    found[other.id, each.id] = (other, each, match)
            group.append(each)
    return sorted(found.values(), key=lambda double: (double[2].answer is not Answer.YES, double[0].sort_key))


def _match(one: Organisation, other: Organisation) -> Match | None:
    if firm_key(one.name) == firm_key(other.name):
        return Match(Answer.YES, Why.SHORT_FORM)
    agrees = bool(one.phone and one.phone == other.phone)
    return compare(_prepared(_name(one)), _prepared(_name(other)), agrees=agrees) or None


def _name(organisation: Organisation) -> str:
    return own_part(organisation.name, organisation.parent.name) if organisation.parent else organisation.name


@lru_cache(MOST_NAMES)
def _prepared(name: str) -> Name:
    return prepare(name)


@lru_cache(MOST_NAMES)
def _keys(name: str) -> frozenset[str]:
    return keys_of(_prepared(name)) | {f"f:{firm_key(name)}"}
