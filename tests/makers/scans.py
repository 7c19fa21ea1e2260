"""Scans of signed prints, made as a scanner makes them."""

import io

import pikepdf
from PIL import Image


def make_picture(form: str = "JPEG", size: tuple[int, int] = (620, 877)) -> bytes:
    """A page as a picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, form)
    return made.getvalue()


def make_pdf(pages: int = 3, *, password: str = "") -> bytes:
    """A PDF with empty pages of A4."""
    made, document = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(made, encryption=encryption, static_id=True)
    return made.getvalue()
