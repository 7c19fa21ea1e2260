"""The page of system checks: what fills each typeface, what is missing; for administrators only."""

from pathlib import Path

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.papers.fonts import Face, find
from tests.makers.accounts import signed_in
from tests.page import Browser


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_see_it(app: Flask, database: None, role: Role) -> None:
    browser = signed_in(app, "someone", side=Side.BAR, roles={role})
    assert browser.send("GET", "/oversight/checks").status_code == 403
    assert "系统检查" not in browser.get("/account").text


def test_visitors_are_led_to_sign_in(app: Flask) -> None:
    assert Browser(app).send("GET", "/oversight/checks").status_code == 302


@pytest.fixture
def administrator(app: Flask, database: None) -> Browser:
    return signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR})


def test_each_typeface_is_shown_with_its_font(administrator: Browser) -> None:
    text = administrator.get("/oversight/checks").text
    for font in find().values():
        assert font.name in text
    assert "仿宋_GB2312" in text, "which official font would be preferred"
    assert "有缺失" not in text


def test_a_font_of_the_operator_takes_its_place(
    administrator: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kai = find()[Face.KAI]
    (tmp_path / "fang.otf").write_bytes(kai.path.read_bytes())
    monkeypatch.setenv("LIAISON_FONTS", str(tmp_path))
    rows = administrator.get("/oversight/checks").select("//tr")
    (row,) = [row for row in rows if "仿宋（正文）" in row.text_content()]
    assert "fang.otf" in row.text_content()


def test_what_is_missing_is_named(administrator: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "libharfbuzz-subset.so.0 is missing: slow. Install it: apt-get install libharfbuzz-subset0"
    monkeypatch.setattr("liaison.oversight.queries.machine.check_libraries", lambda: [line])
    text = administrator.get("/oversight/checks").text
    assert text.count("未安装") == 1
    assert "libharfbuzz-subset0" in text


def test_it_speaks_english(administrator: Browser) -> None:
    assert administrator.get("/oversight/checks?lang=en").tree.get("lang") == "en"
