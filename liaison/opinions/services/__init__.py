"""The verbs of opinions, by the names of their moves, and the office's categories."""

from liaison.opinions.services.categories import (
    CATEGORIES,
    add_category,
    ensure_categories,
    move_category,
    rename_category,
    retire_category,
)
from liaison.opinions.services.handling import (
    assign,
    comment,
    extend,
    lapse,
    merge,
    move,
    note_tabled,
    rate,
    redate,
    reply,
    screen,
)
from liaison.opinions.services.lodging import Content, OldRecord, OnBehalf, Origin, amend, correct, enter, lodge

__all__ = [
    "CATEGORIES",
    "Content",
    "OldRecord",
    "OnBehalf",
    "Origin",
    "add_category",
    "amend",
    "assign",
    "comment",
    "correct",
    "ensure_categories",
    "enter",
    "extend",
    "lapse",
    "lodge",
    "merge",
    "move",
    "move_category",
    "note_tabled",
    "rate",
    "redate",
    "rename_category",
    "reply",
    "retire_category",
    "screen",
]
