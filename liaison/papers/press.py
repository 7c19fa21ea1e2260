"""The press: WeasyPrint kept warm, with its fonts loaded, locked in, and one paper at a time."""

import gc
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from liaison.papers import fonts
from liaison.papers.fetcher import LockedFetcher
from liaison.papers.fonts import CHAINS, Face, Font
from liaison.papers.justify import flush_lines
from liaison.papers.parts import numbered_after
from liaison.papers.swift import known_pages
from liaison.papers.templates import PAPERS

# Colours mean sRGB, by the profile that comes with WeasyPrint: a file of the table like any other.
PROFILE: Final = Path(str(files("weasyprint.pdf") / "sRGB2014.icc"))
PROFILE_RULE: Final = f"""@color-profile --srgb {{
  src: url("{PROFILE.as_uri()}"); rendering-intent: relative-colorimetric; components: r, g, b;
}}"""
# Standard archive PDF, tagged: it costs nothing measurable.
ARCHIVE: Final = {"pdf_variant": "pdf/a-3b", "pdf_tags": True, "output_intent": "--srgb"}


class Press:
    """Loads the fonts once; the style sheets of a paper are read at its first printing."""

    def __init__(self) -> None:
        """Find the fonts. Raises FontMissing."""
        self.fonts = fonts.find()
        single = [font.path for font in self.fonts.values() if not font.is_collection]
        self._fetcher = LockedFetcher({path.as_uri(): path for path in (PROFILE, *single)})
        self._config = FontConfiguration()
        self._sheets: dict[str, CSS] = {}
        self._lock = threading.Lock()
        self._faces = self._css(face_css(self.fonts), {})

    def print(
        self, html: str, sheets: Sequence[str], extra: str, identifier: str, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """Set `html` with the style sheets named and the rules `extra`; the same input gives the same bytes.

        `identifier` becomes the PDF's; `pictures` are the files that were made for this paper, by their address.
        Raises RefusedAddress when the text asked for any other.
        """
        with self.setting(sheets, extra) as run, self._fetcher.lending(pictures or {}):
            return run.bind([run.lay_out(html)], identifier)

    @contextmanager
    def setting(self, sheets: Sequence[str], extra: str) -> Iterator["Run"]:
        """Hold the press for one paper that is laid out in parts.

        Raises RefusedAddress at the end when a text asked for a file.
        """
        with self._lock, flush_lines(), known_pages(), _collector_resting():
            for sheet in sheets:
                if sheet not in self._sheets:
                    self._sheets[sheet] = self._css((PAPERS / sheet).read_text(encoding="utf-8"), {})
            # A profile object writes itself differently the second time, so each paper reads a new one.
            profiles: dict[str, Any] = {}
            styles = [self._faces, *map(self._sheets.__getitem__, sheets), self._css(PROFILE_RULE + extra, profiles)]
            options = {"font_config": self._config, "color_profiles": profiles, "stylesheets": styles}
            yield Run(self._fetcher, options)
            self._fetcher.check()

    def _css(self, rules: str, profiles: dict[str, Any]) -> CSS:
        return CSS(string=rules, font_config=self._config, color_profiles=profiles, url_fetcher=self._fetcher)


class Run:
    """One paper in the press: its parts are laid out one after the other, then bound into one file."""

    def __init__(self, fetcher: LockedFetcher, options: dict[str, Any]) -> None:
        """Take what WeasyPrint needs to know for each part."""
        self._fetcher, self._options = fetcher, options

    def lay_out(self, html: str, before: Callable[[int], int] | None = None) -> Any:
        """One part as WeasyPrint's Document, with its pages and their bookmarks.

        `before` takes the number of its pages and gives how many pages of the paper are before them.
        """
        root = HTML(string=html, url_fetcher=self._fetcher)
        with numbered_after(root, before) if before else nullcontext():
            return root.render(**self._options, **ARCHIVE)

    def bind(self, parts: Sequence[Any], identifier: str, finish: Callable[..., None] | None = None) -> bytes:
        """All pages in one PDF, with the title and authors of the first part.

        `finish` may change WeasyPrint's PDF object before it is written: it is given the document and that object.
        """
        whole = parts[0].copy([page for part in parts for page in part.pages])
        made: bytes = whole.write_pdf(pdf_identifier=identifier.encode(), finisher=finish, **ARCHIVE)
        return made


@cache
def press() -> Press:
    """The one press of this process."""
    return Press()


def face_css(found: Mapping[Face, Font]) -> str:
    """Rules that load each font file under a name of its own, and a class for each typeface with its stand-ins."""
    rules = []
    for face, font in found.items():
        if not font.is_collection:
            # The bold file of Fandol says that it is regular; said to be bold, it is never thickened.
            weight = "bold" if face is Face.TITLE else "normal"
            source = f'font-family: "{_family(face, font)}"; src: url("{font.path.as_uri()}")'
            rules.append(f"@font-face {{ {source}; font-weight: {weight}; }}")
    for face in CHAINS:
        names = families(face, found)
        rules.append(f".{face} {{ font-family: {names}; }}")
        if face is Face.SONG:
            # Page margins take no class.
            corners = (f"@bottom-{corner} {{ font-family: {names}; }}" for corner in ("left", "right"))
            rules.append(f"@page {{ {' '.join(corners)} }}")
    return "\n".join(rules)


def families(face: Face, found: Mapping[Face, Font]) -> str:
    """A typeface and its stand-ins as a list of family names, as CSS and the attributes of SVG take it."""
    return ", ".join(f'"{_family(link, found[link])}"' for link in CHAINS[face])


def _family(face: Face, font: Font) -> str:
    # One file may hold several faces; those are asked for by the name that the system knows.
    return font.family if font.is_collection else f"Paper {face}"


@contextmanager
def _collector_resting() -> Iterator[None]:
    """WeasyPrint makes millions of small objects: looking for cycles among them doubles the time.

    What was there before is frozen meanwhile, so that the one collection at the end looks at what the paper left alone.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
            gc.collect()
        gc.unfreeze()
