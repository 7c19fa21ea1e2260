"""Who asks for a purge, who confirms it, and from which day on records are due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor, Role
from liaison.retention.models import PurgeRun, RunStatus

S = RunStatus
LONGEST: Final = 36_500
ADMINISTRATOR: Final = "administrator"
ASKER: Final = "asker"
SECOND: Final = "second"
STATUS_LABELS: Final = {
    S.ASKED: N_("待他人确认"),
    S.CONFIRMED: N_("正在清除"),
    S.DONE: N_("已清除"),
    S.WITHDRAWN: N_("已撤回"),
}
STATUS_TONES: Final[dict[RunStatus, Tone]] = {
    S.ASKED: "warn", S.CONFIRMED: "info", S.DONE: "good", S.WITHDRAWN: "neutral",
}  # fmt: skip
RELATION_LABELS: Final = {ADMINISTRATOR: N_("系统管理员"), ASKER: N_("提出人"), SECOND: N_("另一名系统管理员")}

MOVES: Final = Moves(
    (
        Move("ask", N_("提出清除"), {BEGINNING}, S.ASKED, {ADMINISTRATOR}, "purge.asked", needs_reason=True),
        Move("confirm", N_("确认清除"), {S.ASKED}, S.CONFIRMED, {SECOND}, "purge.confirmed"),
        Move("withdraw", N_("撤回"), {S.ASKED}, S.WITHDRAWN, {ASKER, SECOND}, "purge.withdrawn"),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a purge of today would take away: records whose time began before a day, and those of them that are held."""

    days: int
    before: date
    ids: tuple[int, ...]
    held: int

    @property
    def found(self) -> int:
        """How many would go."""
        return len(self.ids)


def may_read(user: Actor) -> bool:
    """Administrators run it, auditors look at it."""
    return user.has(Role.ADMINISTRATOR) or user.has(Role.AUDITOR)


def may_change(user: Actor) -> bool:
    """Administrators alone."""
    return user.has(Role.ADMINISTRATOR)


def first_kept(today: date, days: int) -> date:
    """The earliest first day of what is still kept: what began before it has been kept for `days` whole days."""
    return today - timedelta(days=days) + timedelta(days=1)


def without_held(due: Collection[int], held: Collection[int], days: int, before: date) -> DryRun:
    """What is due, less what is held."""
    is_held = set(held)
    free = tuple(id for id in due if id not in is_held)
    return DryRun(days, before, free, len(due) - len(free))


def relations(by: Actor, run: PurgeRun) -> frozenset[str]:
    """Who somebody is to a purge: never both the one who asked and the one who confirms."""
    if not by.has(Role.ADMINISTRATOR):
        return frozenset()
    return frozenset({ADMINISTRATOR, ASKER if run.asked_by_id == by.id else SECOND})


def why_not(verb: str, by: Actor, run: PurgeRun) -> Refusal | None:
    """Why somebody may not confirm or withdraw a purge."""
    return MOVES.why_not(verb, run.status, relations(by, run))


def why_not_ask(dry: DryRun, *, is_automatic: bool, has_open: bool) -> Refusal | None:
    """Why a purge of a kind cannot be asked for now."""
    if is_automatic:
        return Refusal(N_("这类记录到期后每晚自动清除。"))
    if has_open:
        return Refusal(N_("这类记录已有一次清除尚未办完。"), kind="state")
    if not dry.found:
        return Refusal(N_("没有到期可清除的记录。"), kind="state")
    return None
