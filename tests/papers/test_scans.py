"""What may be taken in as the scan of a signed print, and what is refused in a clear sentence."""

import io

import pytest
from PIL import Image, ImageFile

from liaison.core.errors import RuleBroken
from liaison.papers.scans import LARGEST, examine
from tests.makers.scans import make_pdf, make_picture


@pytest.mark.parametrize(
    ("data", "name", "media_type", "pages"),
    [
        (make_pdf(3), "纪要.pdf", "application/pdf", 3),
        (make_pdf(1), "SCAN.PDF", "application/pdf", 1),
        (make_picture("JPEG"), "第5号.jpg", "image/jpeg", 1),
        (make_picture("JPEG"), "第5号.JPEG", "image/jpeg", 1),
        (make_picture("PNG"), "第5号.png", "image/png", 1),
    ],
)
def test_a_scan_is_taken_as_it_came(data: bytes, name: str, media_type: str, pages: int) -> None:
    scan = examine(data, name)
    assert (scan.data, scan.media_type, scan.pages) == (data, media_type, pages)


def gif() -> bytes:
    made = io.BytesIO()
    Image.new("P", (10, 10)).save(made, "GIF")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "文件是空的"),
        (b"MZ\x90\x00" + b"\0" * 100, "纪要.pdf", "只能上传"),
        (b"plain words", "纪要.pdf", "只能上传"),
        (make_pdf(), "纪要.exe", "扩展名应与内容一致"),
        (make_pdf(), "纪要", "扩展名应与内容一致"),
        (make_picture("PNG"), "纪要.pdf", "扩展名应与内容一致"),
        (gif(), "纪要.gif", "只能上传"),
        (make_pdf()[:200], "纪要.pdf", "已损坏"),
        (make_pdf(0), "纪要.pdf", "应有1至500页"),
        (make_pdf(501), "纪要.pdf", "应有1至500页"),
        (make_pdf(password="secret"), "纪要.pdf", "设有密码"),
        (make_picture("PNG")[:300], "纪要.png", "已损坏"),
        (make_picture("PNG", (8000, 8000)), "纪要.png", "图片过大"),
        (make_pdf() + b"\0" * LARGEST, "纪要.pdf", "最大20 MB"),
    ],
)
def test_what_is_no_scan_is_refused_beside_the_field(data: bytes, name: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as refused:
        examine(data, name)
    assert refused.value.field == "file"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_jpeg_that_was_cut_off_is_refused(elsewhere: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", elsewhere)
    noise = Image.effect_noise((1200, 1700), 80).convert("RGB")
    made = io.BytesIO()
    noise.save(made, "JPEG")
    with pytest.raises(RuleBroken, match="已损坏"):
        examine(made.getvalue()[: len(made.getvalue()) // 2], "纪要.jpg")
