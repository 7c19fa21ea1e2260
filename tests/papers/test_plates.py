"""Name plates: one folded sheet each, read from both sides, the name as large as fits."""

import io
import time
from dataclasses import replace
from typing import Any

import pdfplumber
import pypdf
import pytest

from liaison.papers.canonical import canonical_json, read_json
from liaison.papers.facts.lists import Plate, PlatesFacts
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.plates import compose_plates, render_plates_pdf, spaced
from liaison.papers.samples.letters import plates as sample_plates
from tests.papers.pdf_reading import MM

LONG = "阿不都热合曼·艾则孜·吐尔逊江"


def plates(*names: str, **overrides: Any) -> PlatesFacts:
    return replace(sample_plates(), plates=tuple(Plate(name) for name in names), **overrides)


def halves(data: bytes, page: int = 0) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The characters of the upper half and of the lower half of a sheet."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        sheet = document.pages[page]
        chars, middle = [char for char in sheet.chars if char["text"].strip()], sheet.height / 2
    above = [char for char in chars if char["bottom"] <= middle]
    below = [char for char in chars if char["top"] >= middle]
    assert len(above) + len(below) == len(chars), "a character stands across the fold"
    return above, below


def names_of(chars: list[dict[str, Any]]) -> str:
    return "".join(char["text"] for char in sorted(chars, key=lambda char: (round(char["top"] / 9), char["x0"])))


@pytest.mark.parametrize("is_landscape", [True, False])
@pytest.mark.parametrize("name", ["李明", "宋清如", "欧阳若谷", "阿依古丽·买买提", LONG, "龍"])
def test_a_name_fills_its_half_and_stays_in_it(name: str, *, is_landscape: bool) -> None:
    above, below = halves(render_plates_pdf(plates(name, is_landscape=is_landscape)))
    width = 297 if is_landscape else 210
    for half in (above, below):
        left, right = min(char["x0"] for char in half) * MM, max(char["x1"] for char in half) * MM
        assert left > 8
        assert right < width - 8
        assert (left + right) / 2 == pytest.approx(width / 2, abs=2)
    assert names_of(below) == name
    height = 105 if is_landscape else 148.5
    middle = (min(char["top"] for char in below) + max(char["bottom"] for char in below)) / 2 * MM
    assert middle == pytest.approx(1.5 * height, abs=12)


def test_the_upper_half_is_the_lower_one_turned_round() -> None:
    with pdfplumber.open(io.BytesIO(render_plates_pdf(plates("宋清如")))) as document:
        page = document.pages[0]
        width, height, chars = page.width, page.height, page.chars
    lower = [char for char in chars if char["matrix"][0] > 0]
    upper = [char for char in chars if char["matrix"][0] < 0]
    assert [char["text"] for char in upper] == [char["text"] for char in lower] == list("宋清如")
    for one, other in zip(upper, lower, strict=True):
        assert one["matrix"][4] == pytest.approx(width - other["matrix"][4], abs=0.5)
        assert one["matrix"][5] == pytest.approx(height - other["matrix"][5], abs=0.5)


def test_names_of_two_characters_take_the_room_of_three() -> None:
    assert spaced("李明") == "李　明"
    assert [spaced(name) for name in ("宋清如", "Li", "龍", "·明")] == ["宋清如", "Li", "龍", "·明"]
    sizes = [plate.size for plate in compose_plates(plates("李明", "宋清如"))]
    assert sizes[0] == sizes[1]


def test_a_long_name_is_broken_behind_a_dot_when_that_makes_it_larger() -> None:
    plate = compose_plates(plates(LONG))[0]
    assert "".join(plate.lines) == LONG
    assert plate.lines[0].endswith("·")
    assert len(plate.lines) == 2
    assert compose_plates(plates("阿依古丽·买买提"))[0].lines == ("阿依古丽·买买提",)


def test_unit_and_office_stand_small_below() -> None:
    data = render_plates_pdf(replace(sample_plates(), plates=(Plate("宋清如", "云江市法官协会", "副会长"),)))
    _, below = halves(data)
    name = [char for char in below if char["size"] > 90]
    post = [char for char in below if char["size"] < 40]
    assert names_of(post) == "云江市法官协会副会长"
    assert min(char["top"] for char in post) > max(char["top"] for char in name)


def test_forty_plates_are_forty_sheets_in_order_within_seconds() -> None:
    names = [f"周若{sign}" for sign in "谷渊溪泽江河湖海山川" for _ in range(4)]
    start = time.process_time()
    data = render_plates_pdf(plates(*names))
    assert time.process_time() - start < 5
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert [page.extract_text().count(name) for page, name in zip(pages, names, strict=True)] == [2] * 40
    assert {(round(float(p.mediabox.width) * MM), round(float(p.mediabox.height) * MM)) for p in pages} == {(297, 210)}


def test_the_same_facts_give_the_same_bytes() -> None:
    data = render_plates_pdf(plates())
    read = read_json(PlatesFacts, canonical_json(plates()))
    assert read == plates()
    assert render_plates_pdf(read) == data


def test_markup_is_text_and_a_missing_glyph_refused() -> None:
    facts = replace(sample_plates(), plates=(Plate("<b>甲</b>", "<i>&amp;", "{{ 1 }}"),))
    _, below = halves(render_plates_pdf(facts))
    shown = "".join(char["text"] for char in below)
    assert "<b>甲</b>" in shown
    assert "<i>&amp;" in shown
    for plate in (Plate("甲😀"), Plate("甲", "😀"), Plate("甲", "", "😀")):
        with pytest.raises(MissingGlyph):
            render_plates_pdf(replace(facts, plates=(plate,)))
