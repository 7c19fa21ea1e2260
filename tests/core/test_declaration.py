"""What features declare, and how the others draw on it."""

from collections.abc import Collection
from dataclasses import dataclass

import pytest

from liaison.core.declaration import Card, Feature, Features, MenuEntry
from liaison.core.sides import Actor, Role, Side


@dataclass(frozen=True)
class Person:
    id: int = 7
    side: Side | None = Side.BAR
    roles: frozenset[Role] = frozenset({Role.OFFICER})
    person_id: int | None = None
    name: str = "周明"

    def has(self, role: Role) -> bool:
        return role in self.roles


OFFICER = Person()
ASKED: list[list[int]] = []


def opinion_cards(user: Actor, ids: Collection[int]) -> dict[int, Card]:
    ASKED.append(sorted(ids))
    return {
        id: Card("opinion", id, f"意见〔2026〕{id}号", "阅卷", f"/opinions/{id}", "已登记") for id in ids if id != 13
    }


def menu(label: str, role: Role) -> MenuEntry:
    return MenuEntry(label, f"{label}.index", "list", "work", lambda user: user.has(role))


OPINIONS = Feature(
    "opinions",
    "意见建议",
    menu=(menu("意见建议", Role.OFFICER), menu("审计", Role.AUDITOR)),
    cards={"opinion": opinion_cards},
    offers={"raise_opinion": lambda origin: f"raised from {origin}"},
)
CONFERENCES = Feature("conferences", "联席会议", menu=(menu("联席会议", Role.OFFICER),))
FEATURES = Features([OPINIONS, CONFERENCES])


def test_features_keep_their_order_and_are_found_by_name() -> None:
    assert [feature.name for feature in FEATURES] == ["opinions", "conferences"]
    assert len(FEATURES) == 2
    assert FEATURES.by_name["conferences"] is CONFERENCES


def test_menu_holds_only_what_the_person_may_see() -> None:
    assert [entry.label for entry in FEATURES.menu(OFFICER)] == ["意见建议", "联席会议"]
    assert [entry.label for entry in FEATURES.menu(Person(roles=frozenset({Role.AUDITOR})))] == ["审计"]


def test_cards_of_a_page_are_asked_for_at_once() -> None:
    ASKED.clear()
    cards = FEATURES.cards(OFFICER, "opinion", [3, 1, 2])
    assert cards[2].number == "意见〔2026〕2号"
    assert ASKED == [[1, 2, 3]]


def test_no_question_is_asked_for_no_cards() -> None:
    ASKED.clear()
    assert FEATURES.cards(OFFICER, "opinion", []) == {}
    assert ASKED == []


def test_what_the_person_may_not_see_has_no_card() -> None:
    assert FEATURES.card(OFFICER, "opinion", 13) is None
    card = FEATURES.card(OFFICER, "opinion", 12)
    assert card is not None
    assert card.title == "阅卷"


def test_offers_are_taken_by_name() -> None:
    assert FEATURES.offer("raise_opinion")("forum") == "raised from forum"
    with pytest.raises(KeyError):
        FEATURES.offer("raise_flag")


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (Feature("opinions", "又一个"), "feature 'opinions'"),
        (Feature("other", "另一个", cards={"opinion": opinion_cards}), "card 'opinion'"),
        (Feature("other", "另一个", offers={"raise_opinion": print}), "offer 'raise_opinion'"),
    ],
)
def test_nothing_is_declared_twice(other: Feature, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        Features([OPINIONS, other])
