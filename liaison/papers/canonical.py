"""Canonical JSON of frozen facts: one spelling for one meaning, so that its hash can be printed on the paper."""

import dataclasses
import json
import types
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final, TypeVar, get_args, get_origin, get_type_hints

# Control characters, lone surrogates, line and paragraph separators: a fact is one line of plain text.
FORBIDDEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})

F = TypeVar("F", bound="Frozen")


class FactsError(ValueError):
    """The facts do not fit their paper; the message names the class and the field."""


class Frozen:
    """Base of the dataclasses of facts, each field checked against its annotation when made.

    A field is text, a whole number, a date, another Frozen, a tuple of one of these, or one of several (`A | B`).
    A class with a KIND writes it into the JSON: that tells the members of a union apart.
    """

    __slots__ = ()
    KIND: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Raise FactsError at the first field that does not fit."""
        for name, hint in _fields(type(self)).items():
            _check(getattr(self, name), hint, f"{type(self).__name__}.{name}")


def canonical_json(facts: Frozen) -> bytes:
    """Write facts as UTF-8 JSON: keys sorted, no spaces, dates as ISO text.

    A field at its default is left out: one that is added in a later year does not change the hash of an older paper.
    """
    return json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_json(cls: type[F], data: bytes) -> F:
    """Read facts back. Raises FactsError where the JSON does not fit the class in any way."""
    try:
        plain = json.loads(data)
    except ValueError as error:
        raise FactsError(f"{cls.__name__}: not JSON") from error
    return _object(plain, cls, cls.__name__)


_hints: dict[Any, dict[str, Any]] = {}


def _fields(cls: Any) -> dict[str, Any]:
    if cls not in _hints:
        hints = get_type_hints(cls)
        _hints[cls] = {field.name: hints[field.name] for field in dataclasses.fields(cls)}
    return _hints[cls]


def _defaults(cls: Any) -> dict[str, object]:
    return {f.name: f.default for f in dataclasses.fields(cls) if f.default is not dataclasses.MISSING}


def _choices(hint: object) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, types.UnionType) else (hint,)


def _check(value: object, hint: object, where: str) -> None:
    if get_origin(hint) is tuple:
        if type(value) is not tuple:
            raise FactsError(f"{where}: not a tuple")
        for number, item in enumerate(value):
            _check(item, get_args(hint)[0], f"{where}[{number}]")
    elif type(value) not in _choices(hint):
        raise FactsError(f"{where}: {type(value).__name__} does not belong here")
    elif isinstance(value, str):
        for character in value:
            if unicodedata.category(character) in FORBIDDEN:
                raise FactsError(f"{where}: character U+{ord(character):04X} does not belong here")


def _plain(value: object) -> object:
    if isinstance(value, Frozen):
        cls, defaults = type(value), _defaults(type(value))
        kept = {name: getattr(value, name) for name in _fields(cls)}
        plain = {n: _plain(v) for n, v in kept.items() if n not in defaults or v != defaults[n]}
        return plain | ({"kind": cls.KIND} if cls.KIND else {})
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(plain: object, hint: object, where: str) -> object:
    if get_origin(hint) is tuple:
        if not isinstance(plain, list):
            raise FactsError(f"{where}: not a list")
        return tuple(_value(item, get_args(hint)[0], f"{where}[{n}]") for n, item in enumerate(plain))
    choices = _choices(hint)
    if isinstance(plain, Mapping):
        for choice in choices:
            if issubclass(choice, Frozen) and plain.get("kind", "") == choice.KIND:
                return _object(plain, choice, where)
        raise FactsError(f"{where}: unknown kind")
    if date in choices and isinstance(plain, str):
        try:
            return date.fromisoformat(plain)
        except ValueError as error:
            raise FactsError(f"{where}: not a date") from error
    return plain


def _object(plain: object, cls: type[F], where: str) -> F:
    if not isinstance(plain, Mapping) or plain.get("kind", "") != cls.KIND:
        raise FactsError(f"{where}: not of kind {cls.KIND or cls.__name__}")
    fields, given = _fields(cls), {name: item for name, item in plain.items() if name != "kind"}
    if unknown := given.keys() - fields.keys():
        raise FactsError(f"{where}: unknown field {min(unknown)}")
    if missing := fields.keys() - given.keys() - _defaults(cls).keys():
        raise FactsError(f"{where}: field {min(missing)} is missing")
    return cls(**{name: _value(item, fields[name], f"{where}.{name}") for name, item in given.items()})
