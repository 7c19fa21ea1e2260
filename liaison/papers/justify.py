"""Flush right edges for Chinese: WeasyPrint 70 stretches spaces only, so a line of Han falls short of the edge.

One private function of WeasyPrint is replaced while a paper is rendered. Should a new release move that function, drop
this file rather than fight it: papers stay right, only less flush.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

# A line that misses more than this a gap (in font sizes) was broken for a reason of its own: it stays as it is. A
# document number of seven cells that went to the next line whole must still leave its line flush.
WIDEST_GAP: Final = 0.4
_RUNS: Final = re.compile(r"[^\x00-\u02ff\u200b]+")


@contextmanager
def flush_lines() -> Iterator[None]:
    """Share the missing width of each justified line among the gaps beside its Han characters."""
    original = inline.justify_line
    inline.justify_line = _justify
    try:
        yield
    finally:
        inline.justify_line = original


class _SpacedLayout(Layout):
    """A text whose wide characters have `share` CSS pixels more each: half before, half after, none at its edges."""

    share = 0.0

    def set_text(self, text: str, justify: bool = False) -> None:
        super().set_text(text, justify)
        spacing = self.style["letter_spacing"]
        units = int(((0 if spacing == "normal" else spacing) + self.share) * TO_UNITS)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            # Text without letter spacing has none yet.
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for run in _RUNS.finditer(self.text):
            attribute = pango.pango_attr_letter_spacing_new(units)
            attribute.start_index = len(self.text[: run.start()].encode())
            attribute.end_index = len(self.text[: run.end()].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def _wide(text: str) -> list[bool]:
    return [_RUNS.match(sign) is not None for sign in text]


def _texts(box: Any) -> Iterator[TextBox]:
    if isinstance(box, TextBox):
        if box.text:
            yield box
    elif isinstance(box, (LineBox, InlineBox)):
        for child in box.children:
            yield from _texts(child)


def _justify(context: Any, line: LineBox, missing: float) -> None:
    signs = [is_wide for box in _texts(line) for is_wide in _wide(box.text)]
    gaps = sum(signs) - (signs[0] + signs[-1]) / 2 if signs else 0
    if gaps > 0 and missing <= gaps * WIDEST_GAP * line.style["font_size"]:
        share = missing / gaps
        _spread(line.children, share, -share * signs[0] / 2)


def _spread(children: list[Any], share: float, shift: float) -> float:
    """Widen the texts and move each box behind the one before it; give how far the next is to move."""
    for box in children:
        if isinstance(box, TextBox):
            signs = _wide(box.text) or [False]
            box.position_x += shift + share * signs[0] / 2
            box.pango_layout = _SpacedLayout(box.style)
            box.pango_layout.share = share
            box.pango_layout.set_text(box.text)
            box.pango_layout.deactivate()
            grown = share * sum(signs)
        elif isinstance(box, InlineBox):
            box.position_x += shift
            grown = _spread(box.children, share, shift) - shift
        else:
            # What stands before the first text stays; only behind it does the shift turn positive.
            box.translate(max(0.0, shift), 0)
            grown = 0.0
        box.width += grown
        shift += grown
    return shift
