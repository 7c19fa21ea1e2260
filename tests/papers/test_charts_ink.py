"""The inks of charts: the same by attribute and by token, and visible in both themes."""

import re
from itertools import pairwise

import pytest

from liaison.papers.charts.ink import COLOURS, INKS, TABLE, words_on
from tests.web.test_contrast import CSS, LIGHT, SHAPE, TEXT, THEMES, contrast

DECORATION = {"rule", "heat-0"}
WORDS = {"words", "value", "inverse"}
MARKS = sorted(set(TABLE) - DECORATION - WORDS)


def over(colour: str, ground: str, share: str) -> str:
    """A colour of some opacity laid over a ground."""
    tops, grounds = (
        [int(c.lstrip("#").ljust(6, c[-1])[at : at + 2], 16) for at in (0, 2, 4)] for c in (colour, ground)
    )
    mixed = (round(top * float(share) + below * (1 - float(share))) for top, below in zip(tops, grounds, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def fill(ink: str, colours: dict[str, str]) -> str:
    """What is seen inside a mark."""
    name, _stroke, more = TABLE[ink]
    if not name:
        return colours["surface"]
    found = re.search(r'fill-opacity="([.\d]+)"', more)
    return over(colours[name], colours["surface"], found[1] if found else "1")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", MARKS)
def test_marks_can_be_seen(ink: str, theme: str) -> None:
    colours = THEMES[theme]
    stroke = TABLE[ink][1]
    edges = [fill(ink, colours), *([colours[stroke]] if stroke else [])]
    assert max(contrast(edge, colours["surface"]) for edge in edges) >= SHAPE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", [ink for ink in MARKS if re.match("level|heat|first", ink)])
def test_words_on_marks_can_be_read(ink: str, theme: str) -> None:
    colours = THEMES[theme]
    words = colours[TABLE[words_on(ink)][0]]
    assert contrast(words, fill(ink, colours)) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_the_steps_of_a_heat_map_grow(theme: str) -> None:
    colours = THEMES[theme]
    steps = [contrast(fill(f"heat-{step}", colours), colours["surface"]) for step in range(1, 5)]
    assert steps == sorted(steps)
    assert all(after / before > 1.2 for before, after in pairwise(steps))


def test_colours_on_paper_are_those_of_the_light_page() -> None:
    assert {name: LIGHT[name] for name in COLOURS} == COLOURS


@pytest.mark.parametrize("ink", INKS)
def test_classes_set_the_colours_of_the_attributes(ink: str) -> None:
    name, stroke, _more = TABLE[ink]
    for colour, prefix, attribute in ((name, "ink", "fill"), (stroke, "line", "stroke")):
        if colour:
            assert f'{attribute}="{COLOURS[colour]}"' in INKS[ink]
            assert re.search(rf"\.{prefix}-{colour} {{ {attribute}: var\(--{colour}\); }}", CSS)
            assert re.search(rf'class="[^"]*\b{prefix}-{colour}\b', INKS[ink])


def test_no_status_colour_is_used() -> None:
    assert not {"good", "warn", "bad", "gold"} & {colour for row in TABLE.values() for colour in row[:2]}
