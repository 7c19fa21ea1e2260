"""Contrast of every pair of colour tokens in both themes, computed from app.css (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "liaison/static/app.css").read_text(encoding="utf-8")
SCREEN = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL).split("@media print")[0]
TEXT, SHAPE = 4.5, 3.0

GROUNDS = ("page", "surface", "sunk", "brand-soft")
TONES = ("good", "warn", "bad", "info", "neutral")

TEXT_PAIRS = (
    *((text, ground) for text in ("text", "muted", "brand", "brand-strong") for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in TONES),
    *((tone, ground) for tone in ("good", "warn", "bad") for ground in GROUNDS),
    *(("on-dark", fill) for fill in ("fill", "fill-strong", "grave", "grave-strong", "count")),
    *(("on-dark", ground) for ground in ("ink", "ink-hover", "bar-field")),
    *((text, "ink") for text in ("bar-text", "bar-muted")),
    ("bar-muted", "bar-field"),
)
SHAPE_PAIRS = (
    *(("control", ground) for ground in GROUNDS),
    *((bar, "neutral-soft") for bar in ("brand", "good")),
    *(("fill", ground) for ground in ("surface", "sunk")),
    ("bar-control", "ink"),
    ("bar-control", "bar-field"),
)
DECORATION = {"gold", "line", "bar-line"}
"""Colours that carry no meaning: rules between things whose order is plain without them."""


def _tokens(selector: str) -> dict[str, str]:
    block = SCREEN[SCREEN.index(selector) :].split("}", 1)[0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b", block))


LIGHT = _tokens("[data-bs-theme=light] {")
THEMES = {"light": LIGHT, "dark": LIGHT | _tokens("[data-bs-theme=dark] {")}


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    colours = THEMES[theme]
    low = {pair: ratio for pair in TEXT_PAIRS if (ratio := contrast(*(colours[name] for name in pair))) < TEXT}
    assert not low, f"text below {TEXT} in the {theme} theme: choose other values for these tokens of app.css"


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_bars_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    low = {pair: ratio for pair in SHAPE_PAIRS if (ratio := contrast(*(colours[name] for name in pair))) < SHAPE}
    assert not low, f"shapes below {SHAPE} in the {theme} theme: choose other values for these tokens of app.css"


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_stands_out_on_every_ground(theme: str) -> None:
    colours = THEMES[theme]
    rings = (colours["focus"], colours["focus-edge"])
    for ground in (*GROUNDS, "ink", "bar-field"):
        assert max(contrast(ring, colours[ground]) for ring in rings) >= SHAPE, ground
    assert contrast(*rings) >= SHAPE


@pytest.mark.parametrize("theme", THEMES)
def test_what_one_rule_sets_together_can_be_read(theme: str) -> None:
    """Rules that name both a text colour and a ground are measured as they stand, listed above or not."""
    colours, measured = THEMES[theme], 0
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", SCREEN):
        text = re.search(r"(?<![-\w])color:\s*var\(--([a-z-]+)\)", body)
        ground = re.search(r"background(?:-color)?:\s*var\(--([a-z-]+)\)", body)
        if text and ground:
            measured += 1
            assert contrast(colours[text[1]], colours[ground[1]]) >= TEXT, selector.strip()
    assert measured > 20


def test_every_colour_is_measured() -> None:
    measured = {name for pair in (*TEXT_PAIRS, *SHAPE_PAIRS) for name in pair} | {"focus", "focus-edge"}
    assert set(LIGHT) - measured == DECORATION, "put new tokens of app.css into TEXT_PAIRS or SHAPE_PAIRS"
    assert set(THEMES["dark"]) == set(LIGHT)


def test_colours_are_named_once() -> None:
    rules = re.sub(r"--[a-z-]+:\s*#[0-9a-f]{3,6};", "", SCREEN)
    found = re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*\})|\b(?:rgb|hsl)a?\([^)]*\)", rules)
    assert set(found) == {"rgba(0, 0, 0, .18)"}, "name the colour as a token on top of app.css"
