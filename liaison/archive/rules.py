"""Who keeps the signed scan of an issued paper, and what may be done with it."""

from enum import StrEnum
from typing import Final

from liaison.core.messages import N_
from liaison.core.moves import Move, Moves, Refusal
from liaison.core.sides import Actor, Role

READER = "reader"
KEEPER = "keeper"
SAMPLERS: Final = (Role.ADMINISTRATOR, Role.OFFICER, Role.ORGANISER, Role.HEAD_OF_SUPERVISION)
"""Who has to do with how papers look: those who issue them, and the administrator."""
RELATION_LABELS: Final = {READER: N_("可查阅该公文的人员"), KEEPER: N_("会议组织人")}


class CopyStatus(StrEnum):
    """Whether the signed and sealed print of a paper has been scanned."""

    UNSIGNED = "unsigned"
    DEPOSITED = "deposited"


C = CopyStatus
STATUS_LABELS: Final = {C.UNSIGNED: N_("未存印发件"), C.DEPOSITED: N_("已存印发件")}
MOVES = Moves(
    (
        Move("deposit", N_("存入印发件扫描"), {C.UNSIGNED}, C.DEPOSITED, {KEEPER}, "paper.scan_deposited"),
        Move("replace", N_("更换印发件扫描"), {C.DEPOSITED}, None, {KEEPER}, "paper.scan_replaced",
             needs_reason=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def may_look(user: Actor) -> bool:
    """Whether there can be a paper for this person: both sides, and the bureau's observers."""
    return user.side is not None or user.has(Role.OBSERVER)


def may_sample(user: Actor) -> bool:
    """Whether the person may have samples of papers made."""
    return not user.roles.isdisjoint(SAMPLERS)


def status(scans: int) -> CopyStatus:
    """The state of a paper with so many scans."""
    return C.DEPOSITED if scans else C.UNSIGNED


def verb(scans: int) -> str:
    """What a new scan is: the first one is deposited, a later one takes the place of the last."""
    return "replace" if scans else "deposit"


def why_not(verb: str, scans: int, *, is_keeper: bool) -> Refusal | None:
    """Why a reader of a paper with so many scans may not; None when they may."""
    return MOVES.why_not(verb, status(scans), {READER, KEEPER} if is_keeper else {READER})
