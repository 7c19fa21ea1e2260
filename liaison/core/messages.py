"""Marks of the sentences that users see, for the rooms that may not know the language of the page."""

from collections.abc import Callable, Mapping
from typing import Any


def N_(message: str) -> str:
    """Mark a Chinese message id for the catalogue and give it back unchanged; the edge translates it."""
    return message


class Term(str):
    """A parameter that is itself a message id (the label of a state, of a role), translated with its sentence."""

    __slots__ = ()


def write_out(message: str, params: Mapping[str, Any], translate: Callable[[str], str] = str) -> str:
    """Put the parameters into a message, both in the language of `translate` (Chinese: no translation).

    A `Term` is translated; a tuple is written as a list with the comma that the language uses in lists.
    Without parameters a "%" is just a "%", as in gettext.
    """
    sentence = translate(message)
    if not params:
        return sentence
    return sentence % {name: _written(value, translate) for name, value in params.items()}


def _written(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Term):
        return translate(value)
    if isinstance(value, tuple):
        return translate(N_("、")).join(str(_written(item, translate)) for item in value)
    return value
