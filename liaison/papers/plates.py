"""Name plates (席卡): each name as large as its half of the folded sheet allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from liaison.papers.facts.lists import Plate, PlatesFacts
from liaison.papers.fonts import Face
from liaison.papers.lines import cells
from liaison.papers.printing import print_paper
from liaison.papers.showing import as_shown

DOTS: Final = "·•‧・"
SHORT: Final = 2
# Points: what the halves of landscape and portrait sheets leave free for names, and the largest size of one.
WIDTHS: Final = {True: 740.0, False: 500.0}
LARGEST: Final = {True: 190.0, False: 160.0}
# Unit and office take their room from the name.
POST_SHARE: Final = 0.8
LARGEST_POST: Final = 34.0
# A name that would have to be smaller than this goes on two lines, each at most half as high.
LEAST_ON_ONE_LINE: Final = 80.0
LARGEST_OF_TWO: Final = 95.0
PORTRAIT: Final = "@page { size: A4 portrait; } .face { height: 148.5mm; } .fold { top: 148.4mm; }"


@dataclass(frozen=True, slots=True)
class PlateText:
    """A plate as set: the name in lines, its size in points, unit and office in one line."""

    lines: tuple[str, ...]
    size: float
    post: str
    post_size: float


def compose_plates(facts: PlatesFacts) -> tuple[PlateText, ...]:
    """Word each plate."""
    return tuple(_plate(plate, is_landscape=facts.is_landscape) for plate in as_shown(facts).plates)


def render_plates_pdf(facts: PlatesFacts, *, watermark: str = "") -> bytes:
    """Print a sheet for each name, the upper half turned so that both sides of the folded sheet can be read.

    The same facts give the same bytes. Raises MissingGlyph and FontMissing.
    """
    plates = compose_plates(facts)
    return print_paper(
        "papers/plates.html",
        facts,
        _texts(plates),
        ("plain.css", "plates.css"),
        title=facts.title,
        issuers=(facts.issuer,),
        issued_on=facts.issued_on,
        watermark=watermark,
        extra="" if facts.is_landscape else PORTRAIT,
        plates=plates,
    )


def _texts(plates: tuple[PlateText, ...]) -> Iterator[tuple[Face, str]]:
    for plate in plates:
        yield Face.TITLE, "".join(plate.lines)
        yield Face.HEI, plate.post


def _plate(plate: Plate, *, is_landscape: bool) -> PlateText:
    width, largest = WIDTHS[is_landscape], LARGEST[is_landscape] * (POST_SHARE if plate.unit or plate.office else 1)
    lines: tuple[str, ...] = (spaced(plate.name),)
    size = min(largest, width / max(1.0, cells(lines[0])))
    if size < LEAST_ON_ONE_LINE and len(parts := _parts(plate.name)) > 1:
        lines, size = parts, min(LARGEST_OF_TWO, width / max(map(cells, parts)))
    post = "　".join(filter(None, (plate.unit, plate.office)))
    return PlateText(lines, size, post, min(LARGEST_POST, width / max(1.0, cells(post))))


def spaced(name: str) -> str:
    """A name of two characters takes the room of three, as is the custom: 李明 becomes 李　明."""
    return "　".join(name) if len(name) == SHORT and name.isalpha() and cells(name) == SHORT else name


def _parts(name: str) -> tuple[str, ...]:
    """A long name with dots in two about equal lines, broken behind a dot; one without a dot stays whole."""
    breaks = [place + 1 for place, sign in enumerate(name[:-1]) if sign in DOTS or sign == " "]
    if not breaks:
        return (name,)
    at = min(breaks, key=lambda place: abs(cells(name[:place]) - cells(name) / 2))
    return name[:at].rstrip(), name[at:]
