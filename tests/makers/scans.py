"""Scans of signed prints, made as a scanner makes them."""

import io
from functools import cache

import pikepdf
from PIL import Image


@cache
def make_picture(form: str = "JPEG", size: tuple[int, int] = (620, 877)) -> bytes:
    """A page as a picture, in black and white where the form allows it: a large one is made at once."""
    made = io.BytesIO()
    Image.new("1" if form == "PNG" else "L", size, "white").save(made, form)
    return made.getvalue()


def make_pdf(pages: int = 3, *, password: str = "") -> bytes:
    """A PDF with empty pages of A4."""
    made, document = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(made, encryption=encryption, static_id=True)
    return made.getvalue()
