"""Facts as they are printed: walking through all texts of any facts."""

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar

from liaison.papers.canonical import Frozen
from liaison.papers.minutes import shown

F = TypeVar("F", bound=Frozen)


def as_shown(facts: F) -> F:
    """The same facts with every text as printed: without invisible characters."""
    return dataclasses.replace(facts, **{name: _shown(value) for name, value in _items(facts)})  # type: ignore[type-var]


def strings(value: object) -> Iterator[str]:
    """Every text within facts, in their order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, Frozen):
        for _, item in _items(value):
            yield from strings(item)


def _items(facts: Frozen) -> list[tuple[str, Any]]:
    return [(field.name, getattr(facts, field.name)) for field in dataclasses.fields(facts)]  # type: ignore[arg-type]


def _shown(value: object) -> object:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    return as_shown(value) if isinstance(value, Frozen) else value
