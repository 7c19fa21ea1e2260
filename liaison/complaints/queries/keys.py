"""Keyed hashes that tie complaints to people without naming them: equal for equal people, nothing without the key."""

from liaison.store.sealed import keyed_hash


def user_key(user_id: int) -> str:
    """Of a user: finds the complaints that he or she lodged."""
    return keyed_hash(f"{user_id:010d}", "complaint.user")


def person_key(person_id: int) -> str:
    """Of a person of the roster: finds the complaints about him or her."""
    return keyed_hash(f"{person_id:010d}", "complaint.person")


def unit_key(unit_id: int) -> str:
    """Of a chamber or firm: finds who sits beside the person complained of."""
    return keyed_hash(f"{unit_id:010d}", "complaint.unit")


def pair_key(complainant: str, respondent: str) -> str:
    """Of both parties together, from their own keys; "" where one of them is unknown."""
    return keyed_hash(f"{complainant}{respondent}", "complaint.pair") if complainant and respondent else ""
