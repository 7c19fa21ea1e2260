"""Charts as markup: accessible, free of style and script, and whatever people typed stays text."""

import io
from typing import Any

import lxml.html
import pdfplumber
import pytest
from flask import Flask
from jinja2 import Environment
from lxml import etree

from liaison.papers.charts import draw
from liaison.papers.facts.charts import Bar, Bars, Chart, Columns, Series
from liaison.papers.fonts import Face
from liaison.papers.press import families, press
from liaison.papers.samples.charts import sample_charts
from liaison.papers.templates import environment

HOSTILE = "<script>alert(1)</script>\"'><b>&amp;</b>"
IMPORT = '{% import "_macros/charts.html" as charts %}'
FIGURE = IMPORT + "{{ charts.figure(drawing, 'c', room) }}"
PAGE = """{% import "papers/charts.html" as charts %}
<!doctype html><html lang="zh-CN"><title>x</title><body class="fang">
{% for drawing in drawings %}{{ charts.printed(drawing, "c" ~ loop.index, font, "图" ~ loop.index) }}{% endfor %}"""


@pytest.fixture(params=["papers", "pages"])
def jinja(request: pytest.FixtureRequest, app: Flask) -> Environment:
    """Both environments in which the macros are used."""
    return environment() if request.param == "papers" else app.jinja_env


def figure(jinja: Environment, chart: Chart, room: str = "full") -> Any:
    return lxml.html.fromstring(jinja.from_string(FIGURE).render(drawing=draw(chart), room=room))


@pytest.mark.parametrize("chart", sample_charts(), ids=lambda chart: chart.KIND)
def test_each_size_is_an_image_with_its_title_and_description(jinja: Environment, chart: Chart) -> None:
    tree = figure(jinja, chart)
    pictures = tree.xpath(".//svg")
    assert len(pictures) == 2
    for picture in pictures:
        title, desc = (tree.get_element_by_id(name) for name in picture.get("aria-labelledby").split())
        assert picture.get("role") == "img"
        assert (title.text, desc.text) == (chart.title, draw(chart).summary)
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))


@pytest.mark.parametrize("chart", sample_charts(), ids=lambda chart: chart.KIND)
def test_nothing_inline_and_no_address(jinja: Environment, chart: Chart) -> None:
    tree = figure(jinja, chart)
    assert not tree.xpath("//*[@style] | //style | //script | //@href | //@src | //@*[starts-with(name(), 'on')]")
    for picture in tree.xpath(".//svg"):
        etree.fromstring(etree.tostring(picture))


def test_a_narrow_place_gets_the_size_for_phones_only(jinja: Environment) -> None:
    assert figure(jinja, sample_charts()[0], "narrow").xpath(".//svg/@class") == ["chart-phone"]


def test_the_values_stand_in_a_table_with_heads(jinja: Environment) -> None:
    tree = figure(jinja, sample_charts()[0])
    (table,) = tree.xpath(".//details//table")
    assert len(table.xpath("./tbody/tr")) == 12
    assert table.xpath("./tbody/tr[1]/th[@scope='row']/text()") == ["12月"]
    assert table.xpath("./thead/tr/th[@scope='col']/text()") == ["时段", "收到（件）", "办结（件）"]


def test_what_people_typed_stays_text(jinja: Environment) -> None:
    for chart in (
        Bars(HOSTILE, HOSTILE, (Bar(HOSTILE, 1),)),
        Columns(HOSTILE, HOSTILE, (HOSTILE,), (Series(HOSTILE, (1,)), Series("", (2,)))),
    ):
        made = jinja.from_string(FIGURE).render(drawing=draw(chart), room="full")
        assert "<script" not in made
        assert "<b>" not in made
        tree = lxml.html.fromstring(made)
        assert tree.xpath("string(.//svg/title)") == HOSTILE
        assert HOSTILE in tree.xpath(".//th/text()")


def test_nothing_known_is_a_sentence_not_an_empty_frame(jinja: Environment) -> None:
    tree = figure(jinja, Bars("题", "件", ()))
    assert tree.text_content().split() == ["暂无数据"]
    assert not tree.xpath(".//svg")


def test_all_kinds_print_with_words_of_nine_points_or_more() -> None:
    ready = press()
    drawings = [draw(chart) for chart in sample_charts()[:-1]]
    html = environment().from_string(PAGE).render(drawings=drawings, font=families(Face.HEI, ready.fonts))
    data = ready.print(html, ("minutes.css", "charts.css"), "", "0" * 32)
    assert data == ready.print(html, ("minutes.css", "charts.css"), "", "0" * 32)
    with pdfplumber.open(io.BytesIO(data)) as document:
        text = "".join("".join(char["text"] for char in page.chars) for page in document.pages)
        sizes = {round(char["size"], 1) for page in document.pages for char in page.chars}
        edges = [(char["x0"], char["x1"]) for page in document.pages for char in page.chars if char["size"] < 9.5]
    assert min(sizes) >= 9
    for number, drawing in enumerate(drawings, 1):
        assert f"图{number}　{drawing.title}" in text
        assert drawing.wide is not None
        for label in drawing.wide.labels:
            assert "".join(label.text.split()) in "".join(text.split()), label.text
    left, right = 28 / 25.4 * 72, (210 - 26) / 25.4 * 72
    assert all(left - 1 <= x0 and x1 <= right + 1 for x0, x1 in edges)
