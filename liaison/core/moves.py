"""The mechanism as a table: which verb leads from which state to which, and for whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeVar

from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.messages import N_, Term, write_out

S = TypeVar("S", bound=str)
R = TypeVar("R", bound=str)

BEGINNING: Final = ""
"""The source of verbs that make a thing: the state of what is not there yet."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row: a verb, the states it starts from, where it leads, and the relations that may.

    `target` None leaves the state as it is. `action` is the audit action ("minutes.issued"). `clock`, `paper`
    and `notice` name what the move starts, makes and sends. `is_simple` moves need no more than one field and
    are served by the generic POST.
    """

    verb: str
    label: str
    sources: Set[str]
    target: str | None
    relations: Set[str]
    action: str
    clock: str | None = None
    paper: str | None = None
    notice: str | None = None
    needs_reason: bool = False
    is_simple: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a message id with its parameters; "forbidden" if the verb is not this person's at all."""

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    kind: Literal["forbidden", "state", "rule"] = "rule"

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Write the reason out, for the greyed button; `refuse` raises the same words."""
        return write_out(self.message, self.params, translate)


class Moves:
    """The table of one kind of thing, looked up by verb."""

    def __init__(
        self, moves: Iterable[Move], *, state_labels: Mapping[S, str], relation_labels: Mapping[R, str]
    ) -> None:
        """Take the rows and the Chinese labels of all states and relations in them.

        A verb written twice, or a state or relation without a label, raises ValueError at import.
        """
        self._rows: dict[str, Move] = {}
        self.state_labels = {BEGINNING: N_("尚未建立"), **{str(state): label for state, label in state_labels.items()}}
        self.relation_labels = {str(relation): label for relation, label in relation_labels.items()}
        for move in moves:
            if move.verb in self._rows:
                raise ValueError(f"the verb {move.verb!r} has two rows")
            states = move.sources if move.target is None else {*move.sources, move.target}
            unnamed = {*(states - self.state_labels.keys()), *(move.relations - self.relation_labels.keys())}
            if unnamed or not move.sources or not move.relations:
                raise ValueError(f"the row {move.verb!r} lacks sources, relations or labels: {sorted(unnamed)}")
            self._rows[move.verb] = move

    def __iter__(self) -> Iterator[Move]:
        """Go through the rows as they were written."""
        return iter(self._rows.values())

    def __getitem__(self, verb: str) -> Move:
        """Give the row of a verb; an unknown verb raises KeyError."""
        return self._rows[verb]

    def __contains__(self, verb: object) -> bool:
        """Say whether the table has the verb; for addresses that carry one."""
        return verb in self._rows

    def why_not(self, verb: str, status: str, relations: Set[str]) -> Refusal | None:
        """Say why someone with these relations to a thing in this state may not; None if the table allows it.

        Who is asked before when: a person to whom the verb never belongs learns that, and not the state.
        """
        move = self[verb]
        if not move.relations & relations:
            who = tuple(Term(label) for relation, label in self.relation_labels.items() if relation in move.relations)
            return Refusal(N_("此操作由%(who)s办理。"), {"who": who}, "forbidden")
        if status not in move.sources:
            params = {"status": Term(self.state_labels[status]), "verb": Term(move.label)}
            return Refusal(N_("当前状态为“%(status)s”，不能%(verb)s。"), params, "state")
        return None

    def open_to(self, status: str, relations: Set[str]) -> list[Move]:
        """List the moves that the table allows now, in its order: the buttons."""
        return [move for move in self if self.why_not(move.verb, status, relations) is None]


def refuse(refusal: Refusal | None) -> None:
    """Raise what a refusal stands for: Forbidden, or RuleBroken; do nothing for None."""
    if refusal is None:
        return
    broken = Forbidden if refusal.kind == "forbidden" else RuleBroken
    raise broken(refusal.message, **refusal.params)
