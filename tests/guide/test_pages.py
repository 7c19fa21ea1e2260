"""The guide on the site: every page, link and picture of it is there, and every page of the site leads to its part."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.guide import projections, queries, rules
from liaison.store import unit
from tests.makers.accounts import make_user
from tests.page import Browser

FILES = {path.stem for path in (queries.DOCS / "guide").glob("*.md")}
# Rooms whose pages explain themselves, or that nobody signed in looks at.
NO_HELP = {"static", "healthz", "readyz", "answering", "guide", "home", "verification", "preferences"}


@pytest.fixture
def reader(browser: Browser) -> Browser:
    with unit.transaction():
        make_user("reader", side=Side.BAR, roles=(Role.LAWYER,))
    return browser.sign_in("reader")


def test_every_file_of_the_guide_is_in_its_contents() -> None:
    assert set(rules.CONTENTS) == FILES


def test_every_page_of_the_site_has_its_help(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    asked = {endpoint for endpoint in endpoints if endpoint.split(".")[0] not in NO_HELP}
    lost = sorted(one for one in asked if not any(one.startswith(beginning) for beginning in rules.HELP))
    assert not lost, f"liaison/guide/rules.py: HELP does not say what explains {lost}"
    idle = [one for one in rules.HELP if not any(endpoint.startswith(one) for endpoint in endpoints)]
    assert not idle, f"{idle} explain no page: delete the lines"


def test_all_help_leads_to_a_heading_that_is_there() -> None:
    for endpoint, target in rules.HELP.items():
        page, _, anchor = target.partition("#")
        anchors = {section.anchor for section in queries.pages()[page].sections} | {""}
        assert anchor in anchors, f"{endpoint}: {page} has no heading {anchor!r}"


def test_all_links_and_pictures_of_the_guide_lead_somewhere(reader: Browser) -> None:
    for name in rules.CONTENTS:
        path = f"/guide/{name}"
        page = reader.get(path)
        anchors = set(page.select("//article//@id"))
        for link in page.select("//article//a/@href"):
            target = urlsplit(urljoin(path, link))
            found = queries.find(target.path.removeprefix("/guide/"))
            assert found is not None, f"{name}: {link}"
            assert target.fragment in {section.anchor for section in found.sections} | {""}, f"{name}: {link}"
        for picture in page.select("//article//img/@src"):
            assert reader.send("GET", urljoin(path, picture)).mimetype == "image/png", f"{name}: {picture}"
        assert {section.anchor for section in queries.pages()[name].sections[1:]} <= anchors


def test_every_picture_has_words_and_a_place_in_the_guide() -> None:
    texts = "".join((queries.DOCS / "guide" / f"{name}.md").read_text(encoding="utf-8") for name in rules.CONTENTS)
    for picture in (queries.DOCS / "pictures").glob("*.png"):
        assert f"](../pictures/{picture.name})" in texts, f"no page of the guide shows {picture.name}"
    assert "![](" not in texts


def test_a_page_leads_to_its_part_of_the_guide(reader: Browser) -> None:
    page = reader.get("/opinions/lodge")
    assert page.select("//header//a[contains(@href, '/guide/')]/@href") == ["/guide/opinions"]
    assert reader.get("/guide/opinions").select("//h1/text()") == ["意见建议"]


def test_the_contents_list_every_page(reader: Browser) -> None:
    page = reader.get("/guide")
    assert [urlsplit(link).path for link in page.select("//main//h2/a/@href")] == [
        f"/guide/{n}" for n in rules.CONTENTS
    ]


def test_what_is_not_there_is_not_found(reader: Browser) -> None:
    for path in ("/guide/nothing", "/guide/..%2Foperations", "/guide/pictures/nothing.png", "/guide/pictures/..%2Fx"):
        assert reader.send("GET", path).status_code == 404, path


def test_who_has_not_signed_in_is_led_to_do_so(browser: Browser) -> None:
    for path in ("/guide", "/guide/opinions", "/guide/pictures/home.png"):
        assert browser.send("GET", path).status_code == 302, path


def test_the_search_finds_sections_by_their_words(app: Flask, database: None) -> None:
    with unit.transaction():
        user = make_user("reader", side=Side.BAR, roles=(Role.LAWYER,))
    with app.test_request_context():
        (found,) = projections.search(user, "征集表")
        assert ("征集表", "/guide/opinions") in [(hit.title, urlsplit(hit.url).path) for hit in found.hits]
        assert projections.search(user, "绝无此词") == []


def test_chinese_goes_on_over_the_end_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/odd.md").write_text("# 题\n\n前一行，\n后一行 two\nwords\n", encoding="utf-8")
    monkeypatch.setattr(queries, "DOCS", tmp_path)
    page = queries._read("odd")
    assert page.html == "<p>前一行，后一行 two\nwords</p>\n"
    assert page.sections[0].text == "前一行，后一行 two words"


def test_raw_html_in_a_page_is_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/odd.md").write_text("# 题\n\n<script>x</script>\n\n## 二 <b>\n", encoding="utf-8")
    monkeypatch.setattr(queries, "DOCS", tmp_path)
    assert "<script>" not in queries._read("odd").html
