"""Two entries of one person or organisation become one: what can be joined, and what the one that is kept will say."""

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.directory.models import KIND_LABELS, Organisation, OrganisationKind, Person
from liaison.directory.rules import organisations, people
from liaison.directory.rules.differences import Difference
from liaison.directory.rules.organisations import OrganisationFacts, own_part
from liaison.directory.rules.people import PersonFacts

Facts = TypeVar("Facts", PersonFacts, OrganisationFacts)
SELF: Final = Refusal(N_("这是同一条记录，请选择另一条。"))
OWN: Final = Refusal(N_("其中一条是您本人的记录，请由本方另一位经办人合并。"))
"""What is confidential about one entry would be about whoever merged it into their own."""
OTHER_SIDE: Final = Refusal(N_("两条记录不属于同一方，不能合并。请各方经办人核对，登记错误的一条由其所属方停用。"))
EITHER: Final = frozenset({"number", "is_party_member", "party_branch", "is_active"})
"""Not asked about: what only one of the two says holds, and what is on the roster stays on it."""
OF_COURT: Final = frozenset({"name", "short_name"})
"""Nor are these of courts and chambers, whose names hang together."""


def why_not_people(kept: Person, gone: Person, by: Actor) -> Refusal | None:
    """Why these two are not one person, or not to be joined by this one; the numbers decide where both have one."""
    if kept.id == gone.id:
        return SELF
    if by.person_id in {kept.id, gone.id}:
        return OWN
    if kept.side is not gone.side:
        return OTHER_SIDE
    if kept.number and gone.number and kept.number != gone.number:
        return Refusal(
            N_(
                "两条记录的编号不同（%(one)s、%(other)s），按两个人处理，不能合并。确是同一人的，请先核对证件，"
                "在错误的一条里改正或清空编号，再合并。"
            ),
            {"one": kept.number, "other": gone.number},
        )
    return None


def why_not_organisations(
    kept: Organisation, gone: Organisation, kept_chambers: Iterable[Organisation], gone_chambers: Iterable[Organisation]
) -> Refusal | None:
    """Why these two are not one body. Courts are joined with their chambers, of which no two may bear one name."""
    if kept.id == gone.id:
        return SELF
    for inner, outer in ((kept, gone), (gone, kept)):
        if inner.parent_id == outer.id:
            names = {"inner": inner.shown_name, "outer": outer.shown_name}
            return Refusal(N_("“%(inner)s”是“%(outer)s”的内设庭室，不是同一单位，不能合并。"), names)
    if kept.side is not gone.side:
        return OTHER_SIDE
    if kept.kind is not gone.kind:
        kinds = {"one": Term(KIND_LABELS[kept.kind]), "other": Term(KIND_LABELS[gone.kind])}
        return Refusal(
            N_("一条是%(one)s，另一条是%(other)s，类别不同，不能合并。请先核对类别，登记错误的一条停用即可。"), kinds
        )
    own_names = {own_part(each.name, kept.name) for each in kept_chambers}
    double = tuple(name for each in gone_chambers if (name := own_part(each.name, gone.name)) in own_names)
    if double:
        return Refusal(N_("两个法院都有%(names)s，请先把同名的庭室合并，再合并法院。"), {"names": double})
    return None


def choices_of_people(kept: PersonFacts, gone: PersonFacts) -> list[Difference]:
    """The fields in which they differ and one has to choose: `old` is what the kept entry says, `new` the other."""
    return [each for each in people.differences(kept, gone) if each.field not in EITHER]


def choices_of_organisations(kept: OrganisationFacts, gone: OrganisationFacts) -> list[Difference]:
    """The same of organisations."""
    fixed = EITHER | OF_COURT if kept.kind in (OrganisationKind.COURT, OrganisationKind.CHAMBER) else EITHER
    return [each for each in organisations.differences(kept, gone) if each.field not in fixed]


def joined(kept: Facts, gone: Facts, taken: Collection[str]) -> Facts:
    """What the kept entry will say: the fields `taken` as the other one says them."""
    either = {each.name for each in fields(kept)} & EITHER
    values: dict[str, Any] = {field: getattr(kept, field) or getattr(gone, field) for field in either}
    return replace(kept, **values, **{field: getattr(gone, field) for field in taken})
