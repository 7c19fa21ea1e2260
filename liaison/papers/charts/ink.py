"""The inks of charts: one family of colours, told apart by fill, outline and dash as well.

An SVG on paper takes its colours from these attributes. On a page the classes set the same colours by token, so that
they follow the theme; `test_charts_ink.py` holds both equal.
"""

from typing import Final

from markupsafe import Markup

COLOURS: Final = {
    "brand": "#1b4f8f",
    "neutral": "#465162",
    "control": "#77859a",
    "line": "#dde3ea",
    "text": "#1a2433",
    "muted": "#556274",
    "surface": "#fff",
}
"""The light values of tokens of app.css."""

BOLD: Final = 'font-weight="600"'
ROUND: Final = 'stroke-linecap="round" stroke-linejoin="round"'

# name: (colour of the fill, colour of the stroke, what else)
TABLE: Final[dict[str, tuple[str, str, str]]] = {
    "first": ("brand", "", ""),
    "second": ("brand", "brand", 'fill-opacity=".22"'),
    "rule": ("", "line", ""),
    "axis": ("", "control", ""),
    "line-1": ("", "brand", f'stroke-width="2.25" {ROUND}'),
    "line-2": ("", "brand", 'stroke-width="2.25" stroke-dasharray="7 4" stroke-linejoin="round"'),
    "line-3": ("", "neutral", f'stroke-width="2.25" stroke-dasharray=".1 5" {ROUND}'),
    "dot-1": ("brand", "", ""),
    "dot-2": ("surface", "brand", 'stroke-width="2"'),
    "dot-3": ("neutral", "", ""),
    "level-1": ("neutral", "", ""),
    "level-2": ("neutral", "neutral", 'fill-opacity=".2"'),
    "level-3": ("surface", "control", ""),
    "level-4": ("brand", "brand", 'fill-opacity=".22"'),
    "level-5": ("brand", "", ""),
    "heat-0": ("", "line", ""),
    "heat-1": ("brand", "brand", 'fill-opacity=".1" stroke-width=".75"'),
    "heat-2": ("brand", "brand", 'fill-opacity=".25" stroke-width=".75"'),
    "heat-3": ("brand", "brand", 'fill-opacity=".45" stroke-width=".75"'),
    "heat-4": ("brand", "brand", 'stroke-width=".75"'),
    "words": ("muted", "", ""),
    "value": ("text", "", BOLD),
    "inverse": ("surface", "", BOLD),
}
DARK_GROUNDS: Final = frozenset({"level-1", "level-5", "heat-4", "first"})


def _attributes(fill: str, stroke: str, more: str) -> Markup:
    classes = [f"ink-{fill}"] * bool(fill) + [f"line-{stroke}"] * bool(stroke)
    parts = [f'class="{" ".join(classes)}"', f'fill="{COLOURS[fill] if fill else "none"}"']
    if stroke:
        parts.append(f'stroke="{COLOURS[stroke]}"')
    # Constants of this file only: nothing that people typed comes here.
    return Markup(" ".join([*parts, more]).strip())  # noqa: S704


INKS: Final = {name: _attributes(*row) for name, row in TABLE.items()}


def words_on(ground: str) -> str:
    """The ink of words on a mark."""
    return "inverse" if ground in DARK_GROUNDS else "value"
