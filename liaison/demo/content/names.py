"""Draws plausible names for the many lawyers and judges who have no part to play."""

from random import Random

from liaison.demo.content.people import people
from liaison.demo.content.source import read


def draw_names(rng: Random, count: int) -> list[str]:
    """Draw `count` distinct names, none of them of `people()`; the same generator state gives the same names.

    With room for them all, the names with rare characters are among them, so that fonts and sorting meet them.
    """
    taken = {person.name for person in people()}
    rare = read("names")["rare"]
    drawn = dict.fromkeys(name for name in rare if name not in taken) if count >= len(rare) else {}
    while len(drawn) < count:
        name = _draw_name(rng)
        if name not in taken:
            drawn[name] = None
    names = list(drawn)
    rng.shuffle(names)
    return names


def _draw_name(rng: Random) -> str:
    pools = read("names")
    surnames = pools["surnames"]
    [surname] = rng.choices([row["surname"] for row in surnames], weights=[row["weight"] for row in surnames])
    given = pools["given"]["female" if rng.random() < pools["female_share"] else "male"]
    if rng.random() < pools["single_share"]:
        return surname + rng.choice(given["single"])
    first, second = rng.choice(given["first"]), rng.choice(given["second"])
    return surname + first + second
