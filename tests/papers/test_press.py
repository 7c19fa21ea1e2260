"""The press reads nothing but its own table, and its parts keep their word."""

import gc
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from weasyprint.layout import inline

from liaison.papers import libraries
from liaison.papers.fetcher import LockedFetcher, RefusedAddress
from liaison.papers.justify import flush_lines
from liaison.papers.libraries import check_libraries
from liaison.papers.press import press
from liaison.papers.templates import breakable, environment


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1:9/x", "data:text/plain,x", "https://example.org/", "//example.org/x"],
)
def test_an_address_outside_the_table_is_refused(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p {}")
    known = (tmp_path / "a.css").as_uri()
    fetcher = LockedFetcher({known: tmp_path / "a.css"})
    assert fetcher.fetch(known).read() == b"p {}"
    fetcher.check()
    for ask in (fetcher.fetch, fetcher.open, fetcher):
        with pytest.raises(RefusedAddress):
            ask(address)
    with pytest.raises(RefusedAddress, match=address):
        fetcher.check()
    fetcher.check()


def test_a_picture_that_was_made_for_a_paper_is_lent_to_that_paper_alone() -> None:
    fetcher = LockedFetcher({})
    with fetcher.lending({"qr:0": b"picture"}):
        assert fetcher.fetch("qr:0").read() == b"picture"
        with pytest.raises(RefusedAddress):
            fetcher.fetch("qr:1")
    with pytest.raises(RefusedAddress):
        fetcher.fetch("qr:0")


def test_a_paper_that_asks_for_a_file_is_not_printed() -> None:
    """What no template of ours lets through; were it to happen, there is an error and no paper."""
    for markup in (
        '<img src="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
        '<style>@import "http://127.0.0.1:9/a.css";</style>',
        '<p style="background: url(http://127.0.0.1:9/a.png)">x</p>',
        '<object data="file:///etc/passwd"></object>',
        '<svg><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<link rel="attachment" href="file:///etc/passwd">',
    ):
        with pytest.raises(RefusedAddress):
            press().print(f"<html lang=zh><title>x</title><body>{markup}<p>正文</p>", ("minutes.css",), "", "0" * 32)
            pytest.fail(markup)
    made = press().print("<html lang=zh><title>x</title><p>正文</p>", ("minutes.css",), "", "0" * 32)
    assert made.startswith(b"%PDF-1.7")


def test_the_engine_is_left_as_it_was() -> None:
    before = inline.justify_line
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), flush_lines():
        assert inline.justify_line is not before
        raise ZeroDivisionError
    press().print("<html lang=zh><title>x</title><p>正文</p>", ("minutes.css",), "", "0" * 32)
    assert inline.justify_line is before
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<b>&", "&lt;b&gt;&amp;"),
        ("开展“一案一评”活动", "开展<wbr>“一案一评”<wbr>活动"),
        ("“甲”", "“甲”"),
        ("（“甲”）", "（“甲”）"),
        ("“甲”“乙”，", "“甲”<wbr>“乙”，"),
        ("“‘甲’”", "“‘甲’”"),
        ("'甲' \"乙\"", "&#39;甲&#39; &#34;乙&#34;"),
        ("a" * 26, "a" * 24 + "<wbr>a<wbr>a"),
        ("<" * 25, "&lt;" * 24 + "<wbr>&lt;"),
    ],
)
def test_lines_may_break_outside_quotes_and_markup_stays_text(text: str, marked: str) -> None:
    assert str(breakable(text)) == marked


def test_a_template_that_misses_a_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().get_template("papers/minutes.html").render()


def test_missing_libraries_are_told_with_their_package(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_libraries() == []
    monkeypatch.setattr(libraries, "_loads", lambda name: "harfbuzz" not in name)
    monkeypatch.setattr(libraries.shutil, "which", lambda name: None)
    harfbuzz, fontconfig = check_libraries()
    assert harfbuzz.startswith("libharfbuzz-subset.so.0 is missing: minutes take 19 seconds")
    assert harfbuzz.endswith("Install it: apt-get install libharfbuzz-subset0")
    assert fontconfig.endswith("installed fonts cannot be found. Install it: apt-get install fontconfig")
    monkeypatch.undo()
    assert not libraries._loads("libnothing.so.9")
