"""What a duty lawyer has declared, as that lawyer alone sees it."""

from dataclasses import dataclass
from datetime import date

from liaison.reception.models.visits import DECLARATION_LABELS, Declaration


@dataclass(frozen=True, slots=True)
class SeenDeclaration:
    """One declaration; the label is a message id."""

    id: int
    kind_label: str
    name: str
    note: str
    declared_on: date


def as_seen(declared: Declaration) -> SeenDeclaration:
    """Give a declaration to its own lawyer."""
    label = DECLARATION_LABELS[declared.kind]
    return SeenDeclaration(declared.id, label, declared.name, declared.note, declared.declared_on)
