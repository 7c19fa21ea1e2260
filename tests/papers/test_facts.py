"""The hash of the facts and the short code printed from it."""

import hashlib

import pytest

from liaison.papers.canonical import canonical_json
from liaison.papers.verification import CODE_SIGNS, code_of, facts_sha256, typed_code, verification_code
from tests.makers.papers import make_minutes_facts


def test_the_hash_is_that_of_the_stored_bytes() -> None:
    facts = make_minutes_facts()
    assert facts_sha256(facts) == hashlib.sha256(canonical_json(facts)).hexdigest()


def test_the_code_hangs_on_every_fact() -> None:
    codes = {verification_code(make_minutes_facts(title=f"第{number}次会议纪要")) for number in range(200)}
    assert len(codes) == 200


@pytest.mark.parametrize(
    ("sha256", "code"),
    [("0" * 64, "2222-2222"), ("f" * 64, "ZZZZ-ZZZZ"), ("0123456789" + "0" * 54, "26KN-CTWB")],
)
def test_the_code_is_forty_bits_of_the_hash(sha256: str, code: str) -> None:
    assert code_of(sha256) == code


def test_no_sign_of_the_code_is_mistaken_for_another() -> None:
    assert len(set(CODE_SIGNS)) == 32
    assert not set("01IO") & set(CODE_SIGNS)


@pytest.mark.parametrize("typed", ["26KN-CTWB", "26knctwb", " 26kn ctwb ", "26KN—CTWB"])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert typed_code(typed) == "26KN-CTWB"
