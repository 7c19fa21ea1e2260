"""The pages of a PDF as pictures, to look at in the browser before anything is issued."""

import io
from typing import Final

from pypdfium2 import PdfDocument

# A page of A4 comes to 827 x 1170 dots: sharp on a phone, 40 to 90 KB.
DOTS_PER_INCH: Final = 100
POINTS_PER_INCH: Final = 72


def page_pictures(pdf: bytes, most: int) -> list[bytes]:
    """The first `most` pages as PNG files in shades of a palette, in their order."""
    document = PdfDocument(pdf)
    try:
        return [_picture(document, number) for number in range(min(most, len(document)))]
    finally:
        document.close()


def _picture(document: PdfDocument, number: int) -> bytes:
    page = document[number]
    try:
        picture = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()
    finally:
        page.close()
    made = io.BytesIO()
    picture.quantize(32).save(made, "PNG", optimize=True)
    return made.getvalue()
