"""Who takes in old ledgers, what a workbook of them would do, and why it may not be undone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Drawn, LedgerKind, Planned
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.papers.sheet import CellError
from liaison.store.held_imports import ImportStatus

OFFICES: Final = (Role.OFFICER, Role.ORGANISER)
MOST_ROWS: Final = 10_000
OFFICE_ONLY: Final = Refusal(N_("往年台账由双方经办人和会议组织人导入。"), kind="forbidden")


@dataclass(frozen=True, slots=True)
class Part:
    """What one sheet of a workbook would do."""

    kind: LedgerKind
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Plan:
    """What a workbook would do: its parts in the order in which they are made, and what is odd about the rest.

    `faults` and `warnings`: what is wrong in which cell of which sheet. `notes`: sentences of the whole file.
    """

    parts: tuple[Part, ...] = ()
    faults: tuple[CellError, ...] = ()
    warnings: tuple[CellError, ...] = ()
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def total(self) -> int:
        """How many records it would make."""
        return sum(len(part.drawn.planned) for part in self.parts)

    @property
    def doubled(self) -> int:
        """How many rows are there already and are left out."""
        return sum(len(part.drawn.doubled) for part in self.parts)

    @property
    def days(self) -> list[date]:
        """The days of its records."""
        return [one.on for part in self.parts for one in part.drawn.planned]

    @property
    def used(self) -> frozenset[str]:
        """The files that its rows name."""
        return frozenset(name for part in self.parts for name in part.drawn.used)


def why_not_keep(user: Actor, _thing: object = None) -> Refusal | None:
    """Why somebody has nothing to do with old ledgers."""
    is_office = user.side is not None and not user.roles.isdisjoint(OFFICES)
    return None if is_office else OFFICE_ONLY


def keeps(user: Actor) -> bool:
    """Whether somebody takes in old ledgers of a side."""
    return why_not_keep(user) is None


def open_to(user: Actor, kinds: Iterable[LedgerKind]) -> list[LedgerKind]:
    """The kinds that somebody may take in, in the order in which they are made."""
    return sorted((kind for kind in kinds if kind.why_not(user) is None), key=lambda kind: kind.place)


def check_kinds(user: Actor, kinds: Iterable[LedgerKind]) -> None:
    """Raise RuleBroken where a workbook was made by somebody with more roles than this person has."""
    for kind in kinds:
        if kind.why_not(user) is not None:
            raise RuleBroken(N_("其中的“%(label)s”不由您经办，请由有权导入的人员办理。"), label=kind.label)


def check_undo(status: ImportStatus, reason: str, summaries: Collection[str]) -> None:
    """Only what was taken in is undone, for a reason, and not once an issued summary tells of its days."""
    if status is not ImportStatus.IMPORTED:
        raise RuleBroken(N_("只有已导入的台账可以撤销。"))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    if summaries:
        message = N_("已印发的总结“%(title)s”涉及这批记录的时间，不能撤销；确需撤销的，先撤回该总结。")
        raise RuleBroken(message, title=sorted(summaries)[0])


def covered(part: Part, covering: Mapping[tuple[str, date], str]) -> list[CellError]:
    """The rows of days that an opening balance stands for already: they would count twice."""
    faults = []
    for figure, days in part.drawn.counted.items():
        for on, row in days.items():
            if (figure, on) in covering:
                message = N_("这一天已计入期初数（来源：%(source)s），再导入记录会重复计算；请先删除该期初数。")
                faults.append(CellError(row, "", "", message, {"source": covering[figure, on]}))
    return list({fault.row: fault for fault in faults}.values())


def by_row(planned: Iterable[Planned]) -> list[tuple[int, str]]:
    """(row, title) of what would be made, for the page."""
    return [(one.row, one.title) for one in planned]
