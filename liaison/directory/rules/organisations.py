"""What the entry of an organisation must be, how chambers are named, and how two states of it differ."""

from dataclasses import dataclass
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.directory.models import ORGANISATION_NAME_LENGTH, STANDING_LABELS, Organisation, OrganisationKind, Standing
from liaison.directory.rules.contact import check_phone
from liaison.directory.rules.differences import Difference, compare

LABELS: Final = {
    "name": N_("单位名称"),
    "short_name": N_("简称"),
    "region": N_("所属地区"),
    "address": N_("地址"),
    "phone": N_("电话"),
    "party_branch": N_("所在党支部"),
    "position": N_("排序"),
    "is_active": N_("状态"),
}
"""What the fields that may change are called; the kind and the court of a chamber stay what they were."""

SHORT_NAME_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """All that an entry says of an organisation, in its stored spelling; region by its name, a chamber's in full."""

    kind: OrganisationKind
    name: str
    short_name: str = ""
    court: str = ""
    region: str = ""
    address: str = ""
    phone: str = ""
    party_branch: str = ""
    position: int = 0
    is_active: bool = True

    @property
    def shown_name(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


def facts_of(organisation: Organisation) -> OrganisationFacts:
    """What the entry says now."""
    return OrganisationFacts(
        kind=organisation.kind,
        name=organisation.name,
        short_name=organisation.short_name,
        court=organisation.parent.name if organisation.parent else "",
        region=organisation.region.name if organisation.region else "",
        address=organisation.address,
        phone=organisation.phone,
        party_branch=organisation.party_branch,
        position=organisation.position,
        is_active=organisation.is_active,
    )


def full_name(name: str, court_name: str) -> str:
    """A chamber's name with its court's before it: every court has a 立案庭, and papers must tell them apart."""
    return name if name.startswith(court_name) else court_name + name


def full_short_name(short_name: str, name: str, court_name: str, court_shown: str) -> str:
    """A chamber's short name with its court's before it; without one, made from the chamber's part of the name."""
    own = short_name or own_part(name, court_name)
    return own if own.startswith(court_shown) else court_shown + own


def own_part(name: str, court_name: str) -> str:
    """What a chamber is called within its court: 民事审判第一庭."""
    return name.removeprefix(court_name)


def check(facts: OrganisationFacts) -> None:
    """Raise RuleBroken, on its field, for the first thing that an entry cannot say."""
    if not facts.name or len(facts.name) > ORGANISATION_NAME_LENGTH:
        raise RuleBroken(N_("单位名称（含法院名称）须为 1 至 %(n)s 字。"), field="name", n=ORGANISATION_NAME_LENGTH)
    if len(facts.short_name) > SHORT_NAME_LENGTH:
        raise RuleBroken(N_("简称（含法院简称）最多 %(n)s 字。"), field="short_name", n=SHORT_NAME_LENGTH)
    is_chamber = facts.kind is OrganisationKind.CHAMBER
    if is_chamber and not facts.court:
        raise RuleBroken(N_("内设庭室须选择所属法院。"), field="parent_id")
    if facts.court and not is_chamber:
        raise RuleBroken(N_("只有内设庭室才填写所属法院。"), field="parent_id")
    if is_chamber and not own_part(facts.name, facts.court):
        raise RuleBroken(N_("请填写庭室自己的名称，如“民事审判第一庭”。"), field="name")
    check_phone(facts.phone)


def differences(old: OrganisationFacts, new: OrganisationFacts) -> list[Difference]:
    """The fields in which two states differ, in the order of the form; the party branch without its values."""
    return compare(LABELS, old, new, _shown)


def told(organisation: Organisation) -> dict[str, str]:
    """What the entry says, by field, as shown."""
    facts = facts_of(organisation)
    return {field: _shown(field, getattr(facts, field)) for field in LABELS}


def _shown(field: str, value: Any) -> str:
    if field == "party_branch":
        return ""
    if field == "is_active":
        return Term(STANDING_LABELS[Standing.ACTIVE if value else Standing.RETIRED])
    return str(value or "")
