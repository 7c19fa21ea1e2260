"""Who may do what with a circular, and what its text may not hold."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from liaison.complaints.models import Complaint, Finding, Status
from liaison.complaints.models.circulars import CIRCULAR_LABELS, Circular, CircularStatus
from liaison.complaints.rules.relations import Standing, is_recused
from liaison.core.case_numbers import find_case_numbers
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Role

OFFICE: Final = "office"
DRAFTER: Final = "drafter"
DRAFTING_HEAD: Final = "drafting_head"
PEER: Final = "peer"
PEER_HEAD: Final = "peer_head"
READER: Final = "reader"
CIRCULAR_RELATIONS: Final = {
    OFFICE: N_("双方经办人"),
    DRAFTER: N_("起草方经办人"),
    DRAFTING_HEAD: N_("起草方监督负责人"),
    PEER: N_("会签方经办人"),
    PEER_HEAD: N_("会签方监督负责人"),
    READER: N_("会员和观察员"),
}
C = CircularStatus
SHOWN_TO_ALL: Final = frozenset({C.PUBLISHED, C.REVOKED})
SHOWN_TO_PEER: Final = SHOWN_TO_ALL | {C.PROPOSED, C.HALF_SIGNED, C.SIGNED}
UNDER_WAY: Final = frozenset(C) - SHOWN_TO_ALL
CIRCULAR_MOVES: Final = Moves(
    (
        Move("draft_circular", N_("起草通报"), {BEGINNING}, C.DRAFTED, {OFFICE}, "circular.drafted"),
        Move("amend_circular", N_("修改通报"), {C.DRAFTED}, None, {DRAFTER}, "circular.amended"),
        Move("propose", N_("送双方会签"), {C.DRAFTED}, C.PROPOSED, {DRAFTER}, "circular.proposed",
             notice="something_waits", is_simple=True),
        Move("sign", N_("会签"), {C.PROPOSED}, C.HALF_SIGNED, {DRAFTING_HEAD, PEER_HEAD}, "circular.signed",
             notice="something_waits", is_simple=True),
        Move("countersign", N_("会签（第二方）"), {C.HALF_SIGNED}, C.SIGNED, {DRAFTING_HEAD, PEER_HEAD},
             "circular.countersigned", notice="something_waits", is_simple=True),
        Move("send_back", N_("退回修改"), {C.PROPOSED, C.HALF_SIGNED, C.SIGNED}, C.DRAFTED,
             {DRAFTER, DRAFTING_HEAD, PEER, PEER_HEAD}, "circular.sent_back", notice="something_waits",
             needs_reason=True),
        Move("publish", N_("发布"), {C.SIGNED}, C.PUBLISHED, {DRAFTER}, "circular.published", None, "circular",
             is_simple=True),
        Move("discard", N_("作废"), {C.DRAFTED}, C.DISCARDED, {DRAFTER, DRAFTING_HEAD}, "circular.discarded",
             needs_reason=True),
        Move("revoke", N_("撤销通报"), {C.PUBLISHED}, C.REVOKED, {DRAFTING_HEAD, PEER_HEAD}, "circular.revoked",
             needs_reason=True),
    ),
    state_labels=CIRCULAR_LABELS,
    relation_labels=CIRCULAR_RELATIONS,
)  # fmt: skip
SHORTEST_NAME: Final = 2
_BLANKS: Final = re.compile(r"\s+")


def circular_relations(who: Standing, circular: Circular | None, told: Iterable[Complaint] = ()) -> frozenset[str]:
    """Who somebody is to a circular that tells of these complaints (None: one still to be drafted).

    Whoever is a party of one of them, or must keep away from it, is nobody to the circular until it is published.
    """
    offices = who.roles & {Role.OFFICER, Role.HEAD_OF_SUPERVISION} if who.side is not None else frozenset()
    if circular is None:
        return frozenset({OFFICE} if Role.OFFICER in offices else ())
    found = {READER} if circular.status in SHOWN_TO_ALL and (who.side or who.has(Role.OBSERVER)) else set()
    is_shown = who.side is circular.side or circular.status in SHOWN_TO_PEER
    if offices and is_shown and not any(keeps_away(who, complaint) for complaint in told):
        is_own = who.side is circular.side
        if Role.OFFICER in offices:
            found.add(DRAFTER if is_own else PEER)
        if Role.HEAD_OF_SUPERVISION in offices:
            found.add(DRAFTING_HEAD if is_own else PEER_HEAD)
    return frozenset(found)


def keeps_away(who: Standing, complaint: Complaint) -> bool:
    """Whether somebody is a party of a complaint, or recused from it."""
    is_party = complaint.complainant_key == who.user_key or complaint.respondent_key == who.person_key
    return is_party or is_recused(who, complaint)


def circular_refusal(
    verb: str, who: Standing, circular: Circular | None, told: Iterable[Complaint] = ()
) -> Refusal | None:
    """Why somebody may not do this to a circular; None when they may."""
    status = circular.status if circular is not None else BEGINNING
    refusal = CIRCULAR_MOVES.why_not(verb, status, circular_relations(who, circular, told))
    if refusal is None and verb == "countersign" and circular is not None and who.side is not None:
        return Refusal(N_("本方已经会签，请等待对方会签。")) if circular.signed_at(who.side) else None
    return refusal


def may_be_told(complaint: Complaint) -> bool:
    """Whether a circular may tell of a complaint: it came to a finding, was closed, and both sides know it."""
    return (
        complaint.status is Status.CLOSED
        and complaint.is_transferred
        and complaint.finding is not None
        and complaint.finding is not Finding.OUT_OF_SCOPE
    )


def check_text(title: str, text: str, *, is_named: bool, allowed: Collection[str], known: Iterable[str]) -> None:
    """Refuse what would name somebody: people of the roster, and case numbers.

    `allowed`: who may be named where naming was decided; `known`: everybody of the roster. Only the roster is asked,
    never who complained: otherwise a name typed here would find out a complainant. Raises RuleBroken on `text`.
    """
    plain = _BLANKS.sub("", title + "\n" + text)
    if find_case_numbers(plain):
        raise RuleBroken(N_("通报中不能写案号。"), field="text")
    permitted = set(allowed) if is_named else set()
    for name in known:
        if len(name) >= SHORTEST_NAME and name in plain and name not in permitted:
            raise RuleBroken(
                N_("通报中出现了“%(name)s”：不点名的通报不能写姓名，点名的只能写被投诉人。"), field="text", name=name
            )
