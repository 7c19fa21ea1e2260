"""Two sides, and a label for each side and role."""

from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role, Side


def test_each_side_has_the_other_across_the_table() -> None:
    assert Side.BAR.other is Side.BENCH
    assert Side.BENCH.other is Side.BAR


def test_sides_and_roles_are_stored_as_plain_words() -> None:
    assert [str(side) for side in Side] == ["bar", "bench"]
    assert f"{Role.HEAD_OF_SUPERVISION}" == "head_of_supervision"


def test_every_side_and_role_has_a_label_of_its_own() -> None:
    assert SIDE_LABELS.keys() == set(Side)
    assert ROLE_LABELS.keys() == set(Role)
    labels = [*SIDE_LABELS.values(), *ROLE_LABELS.values()]
    assert len(set(labels)) == len(labels)
