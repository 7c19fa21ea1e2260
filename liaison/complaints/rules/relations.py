"""Who somebody is to a complaint: party, officer of either side, assigned, or recused; and whether it is visible.

Recusal (回避) is computed before anything else: the person complained of, who sits in the same chamber or firm, who
declared a tie, who stepped back, and who handled an earlier round have no official relation at all.
Sources: Judges Law 24; 律师协会会员违规行为处分规则 (回避); domain.md.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from liaison.complaints.models import Complaint, Identity, Part
from liaison.core.messages import N_
from liaison.core.sides import Role, Side

COMPLAINANT: Final = "complainant"
RESPONDENT: Final = "respondent"
OWN_OFFICER: Final = "own_officer"
INTAKE: Final = "intake"
OWN_HEAD: Final = "own_head"
OTHER_OFFICER: Final = "other_officer"
OTHER_HEAD: Final = "other_head"
HANDLER: Final = "handler"
INVESTIGATOR: Final = "investigator"
PANEL: Final = "panel"
MEMBER: Final = "member"
SYSTEM: Final = "system"

RELATION_LABELS: Final = {
    MEMBER: N_("律师或法官本人"),
    COMPLAINANT: N_("投诉人"),
    RESPONDENT: N_("被投诉人"),
    OWN_OFFICER: N_("受理方经办人"),
    INTAKE: N_("本件受理经办人"),
    OWN_HEAD: N_("受理方监督负责人"),
    OTHER_OFFICER: N_("承办方经办人"),
    OTHER_HEAD: N_("承办方监督负责人"),
    HANDLER: N_("本件核查人"),
    INVESTIGATOR: N_("本件调查人员"),
    PANEL: N_("本件惩戒委员会委员"),
    SYSTEM: N_("系统"),
}
OWN_SIDE: Final = frozenset({OWN_OFFICER, INTAKE, OWN_HEAD})
OTHER_SIDE: Final = frozenset({OTHER_OFFICER, OTHER_HEAD, HANDLER, INVESTIGATOR, PANEL})
OFFICIAL: Final = OWN_SIDE | OTHER_SIDE
PARTS: Final = {
    Part.INTAKE: INTAKE,
    Part.HANDLER: HANDLER,
    Part.INVESTIGATOR: INVESTIGATOR,
    Part.PANEL: PANEL,
}
EARLIER_PARTS: Final = frozenset({Part.HANDLER, Part.INVESTIGATOR})
"""Who held one of these in an earlier round is kept from the next one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person as complaints see them: keyed hashes instead of names, and their parts in complaints.

    `parts`: for each complaint id the (part, round) held now; `earlier`: for each the (part, round) ever held.
    `unit_key` is that of the chamber or firm; "-" where there is none, which is nobody's. `ties`: keys of persons.
    `holds_code_of`: the complaint whose return code was typed by somebody who is otherwise unknown; 0 for none.
    """

    user_id: int
    side: Side | None
    roles: frozenset[Role]
    user_key: str
    person_key: str = "-"
    unit_key: str = "-"
    ties: frozenset[str] = frozenset()
    recused_from: frozenset[int] = frozenset()
    parts: Mapping[int, frozenset[tuple[Part, int]]] = field(default_factory=dict)
    earlier: Mapping[int, frozenset[tuple[Part, int]]] = field(default_factory=dict)
    holds_code_of: int = 0

    def has(self, role: Role) -> bool:
        """Whether the person holds the role."""
        return role in self.roles


def relations(who: Standing, complaint: Complaint | None) -> frozenset[str]:
    """Who somebody is to a complaint (None: one still to be lodged)."""
    if complaint is not None and who.holds_code_of:
        return frozenset({COMPLAINANT} if who.holds_code_of == complaint.id else ())
    if who.side is None:
        return frozenset()
    if complaint is None:
        return frozenset({MEMBER} if who.roles & {Role.LAWYER, Role.JUDGE} else ()) | _officer(who, OWN_OFFICER)
    if who.user_key == complaint.complainant_key:
        return frozenset({COMPLAINANT})
    if who.person_key == complaint.respondent_key:
        return frozenset({RESPONDENT} if complaint.is_notified else ())
    if is_recused(who, complaint):
        return frozenset()
    if who.side is complaint.side:
        return _official(who, complaint, OWN_OFFICER, OWN_HEAD)
    if complaint.is_transferred:
        return _official(who, complaint, OTHER_OFFICER, OTHER_HEAD)
    return frozenset()


def is_recused(who: Standing, complaint: Complaint) -> bool:
    """Whether somebody must keep away from a complaint of which he or she is no party."""
    earlier = who.earlier.get(complaint.id, frozenset())
    return (
        who.unit_key == complaint.respondent_unit_key
        or complaint.respondent_key in who.ties
        or complaint.id in who.recused_from
        or any(part in EARLIER_PARTS and number < complaint.round for part, number in earlier)
    )


def is_visible(who: Standing, complaint: Complaint) -> bool:
    """Whether somebody may know that a complaint exists: the twin of `queries.complaints.visible_to`."""
    return bool(relations(who, complaint))


def readers(who: Set[str]) -> frozenset[str]:
    """As whom somebody reads what was written: complainant, respondent, own (side of origin), other (the deciding)."""
    found = {relation for relation in (COMPLAINANT, RESPONDENT) if relation in who}
    if who & OWN_SIDE:
        found.add("own")
    if who & OTHER_SIDE:
        found.add("other")
    return frozenset(found)


def knows_complainant(who: Set[str], complaint: Complaint, *, is_disclosed: bool) -> bool:
    """Whether somebody may know who complains. In confidence: the one officer of this complaint, on a page of its own.

    Anonymous: nobody, since nothing is stored. Named: everybody who handles it, and the person complained of.
    """
    if complaint.identity is Identity.ANONYMOUS:
        return False
    if COMPLAINANT in who or INTAKE in who:
        return True
    if complaint.identity is Identity.NAMED:
        return bool(who & (OFFICIAL | {RESPONDENT}))
    return is_disclosed and bool(who & OTHER_SIDE)


def _official(who: Standing, complaint: Complaint, officer: str, head: str) -> frozenset[str]:
    held = who.parts.get(complaint.id, frozenset())
    parts = {PARTS[part] for part, number in held if part is Part.INTAKE or number == complaint.round}
    is_head = who.has(Role.HEAD_OF_SUPERVISION)
    return _officer(who, officer) | frozenset(parts) | frozenset({head} if is_head else ())


def _officer(who: Standing, word: str) -> frozenset[str]:
    return frozenset({word} if who.has(Role.OFFICER) else ())
