"""Charts as SVG: laid out from frozen facts, printed by the macros of `_macros/charts.html`."""

from liaison.papers.charts.drawing import Drawing, draw

__all__ = ["Drawing", "draw"]
