"""Ties between things of different features."""

from liaison.store import links, unit
from liaison.store.links import LinkKind

TABLES, RAISED = LinkKind.TABLES, LinkKind.RAISED_FROM


def test_ties_are_found_from_both_ends_and_by_kind(database: None) -> None:
    with unit.transaction():
        links.tie("agenda_item", 1, TABLES, "opinion", 8)
        links.tie("agenda_item", 1, TABLES, "opinion", 7)
        links.tie("agenda_item", 1, TABLES, "opinion", 7)
        links.tie("agenda_item", 2, TABLES, "opinion", 7)
        links.tie("resolution", 1, TABLES, "opinion", 9)
        links.tie("agenda_item", 1, RAISED, "opinion", 10)
    assert links.tied_to("agenda_item", [1, 2, 3], TABLES) == {1: [("opinion", 7), ("opinion", 8)], 2: [("opinion", 7)]}
    assert links.tied_from("opinion", [7, 9, 10], TABLES) == {
        7: [("agenda_item", 1), ("agenda_item", 2)],
        9: [("resolution", 1)],
    }


def test_only_the_tie_that_is_named_is_removed(database: None) -> None:
    with unit.transaction():
        for from_kind, from_id, kind, to_kind, to_id in (
            ("a", 1, TABLES, "b", 1), ("c", 1, TABLES, "b", 1), ("a", 2, TABLES, "b", 1),
            ("a", 1, RAISED, "b", 1), ("a", 1, TABLES, "d", 1), ("a", 1, TABLES, "b", 2),
        ):  # fmt: skip
            links.tie(from_kind, from_id, kind, to_kind, to_id)
        links.untie("a", 1, TABLES, "b", 1)
        links.untie("a", 1, TABLES, "b", 1)
    assert links.tied_to("a", [1, 2], TABLES) == {1: [("b", 2), ("d", 1)], 2: [("b", 1)]}
    assert links.tied_to("a", [1], RAISED) == {1: [("b", 1)]}
    assert links.tied_to("c", [1], TABLES) == {1: [("b", 1)]}
