"""References and codes: random, typed back in any manner, and a typing error found by the check sign."""

from itertools import combinations
from random import Random

import pytest

from liaison.core.references import ALPHABET, find_reference, normal_code, random_reference, secret_code

REFERENCE = "诉-7K3M-9Q2P-T"


def test_a_reference_has_prefix_two_groups_and_a_check_sign() -> None:
    prefix, first, second, check = random_reference("诉").split("-")
    assert prefix == "诉"
    assert (len(first), len(second), len(check)) == (4, 4, 1)
    assert set(first + second + check) <= set(ALPHABET)


def test_the_alphabet_has_32_letters_and_none_that_look_alike() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_every_letter_can_come_and_the_same_seed_gives_the_same_references() -> None:
    drawn = [random_reference("问", Random(7).randrange) for _ in range(2)]
    assert drawn[0] == drawn[1]
    random = Random(3)
    letters = "".join(random_reference("问", random.randrange)[2:11] for _ in range(200))
    assert set(letters) == {*ALPHABET, "-"}


def test_two_hundred_references_differ() -> None:
    assert len({random_reference("诉") for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        "诉-{}", "诉{}", " {} ", "诉 {}", "{}",
    ],
)  # fmt: skip
def test_a_reference_is_understood_as_people_type_it(typed: str) -> None:
    reference = random_reference("诉")
    for letters in (
        reference[2:],
        reference[2:].lower(),
        reference[2:].replace("-", ""),
        reference[2:].replace("-", "－"),
    ):
        assert find_reference(typed.format(letters), "诉") == reference


def test_misread_letters_are_taken_for_what_they_look_like() -> None:
    reference = next(each for each in iter(lambda: random_reference("诉"), "") if {"0", "1"} <= set(each[2:]))
    for one in "IiLl":
        for zero in "Oo":
            assert find_reference(reference.replace("1", one).replace("0", zero), "诉") == reference


def test_every_single_wrong_letter_is_found() -> None:
    letters = random_reference("诉")[2:].replace("-", "")
    for place in range(len(letters)):
        for wrong in set(ALPHABET) - {letters[place]}:
            assert find_reference(letters[:place] + wrong + letters[place + 1 :], "诉") is None


def test_every_two_swapped_letters_are_found() -> None:
    letters = random_reference("诉")[2:].replace("-", "")
    for first, second in combinations(range(len(letters)), 2):
        if letters[first] != letters[second]:
            swapped = list(letters)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            assert find_reference("".join(swapped), "诉") is None


@pytest.mark.parametrize(
    "typed", ["", "诉", "诉-", "7K3M", "诉-7K3M-9Q2P-W-W", "\x00", "\ud800", "💥" * 9, "诉-" + "9" * 5000]
)
def test_what_is_no_reference_finds_none(typed: str) -> None:
    assert find_reference(typed, "诉") is None


def test_a_code_has_eighty_bits_and_is_hashed_alike_however_it_is_typed() -> None:
    code = secret_code()
    assert len(code.replace("-", "")) * 5 == 80
    normal = normal_code(code)
    for typed in (code.lower(), code.replace("-", " "), f" {code} ", code.replace("-", "")):
        assert normal_code(typed) == normal


@pytest.mark.parametrize("typed", ["", "ABCD", "\ud800" * 16, "一" * 16, "U" * 16, "A" * 17])
def test_what_is_no_code_is_empty(typed: str) -> None:
    assert normal_code(typed) == ""
