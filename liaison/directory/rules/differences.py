"""How two states of an entry differ, field by field, as an import's preview and the audit trail tell it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: its name and label, and both values as shown (a message id as Term, "" for nothing)."""

    field: str
    label: str
    old: str = ""
    new: str = ""


def compare(labels: Mapping[str, str], old: Any, new: Any, shown: Callable[[str, Any], str]) -> list[Difference]:
    """The fields of `labels`, in its order, in which two facts objects differ; `shown(field, value)` writes a value."""
    return [
        Difference(field, label, shown(field, getattr(old, field)), shown(field, getattr(new, field)))
        for field, label in labels.items()
        if getattr(old, field) != getattr(new, field)
    ]
