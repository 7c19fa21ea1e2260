"""The search over everything: what one may see, by kind, and one silence about all the rest."""

from urllib.parse import quote

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.declaration import Feature, Features
from liaison.core.gathering import Found
from liaison.core.sides import Role, Side
from liaison.home import queries
from liaison.opinions import FEATURE as OPINIONS
from liaison.opinions.models import OpinionStatus
from liaison.store import searching, unit
from tests.bench.statements import count_statements
from tests.makers.accounts import make_user, signed_in
from tests.makers.conferences import Content, make_conference
from tests.makers.directory import make_organisation, make_person
from tests.makers.opinions import make_opinion
from tests.page import Browser, Page

S = OpinionStatus


def search(browser: Browser, q: str, **options: str) -> Page:
    extra = "".join(f"&{name}={value}" for name, value in options.items())
    return browser.get(f"/search?q={quote(q)}{extra}")


def titles(page: Page) -> list[str]:
    """The finds of records; the guide, which everybody reads, finds many words too."""
    links = page.select("//ul[@class='finds']/li/a[not(starts-with(@href, '/guide'))]")
    return [link.text_content() for link in links]


def test_each_kind_stands_by_itself_with_its_count_and_its_list(app: Flask, database: None) -> None:
    with unit.transaction():
        for number in range(6):
            make_opinion(S.REPLIED, title=f"阅卷预约{number}", text="到档案室提卷")
        make_person(make_organisation(name="云江阅卷律师事务所"), name="阅微")
    page = search(signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER}), "阅卷")
    assert [tab.text_content() for tab in page.select("//nav[@aria-label='检索结果的类别']//a")][:3] == [
        "意见建议6", "人员1", "单位1",
    ]  # fmt: skip
    assert titles(page)[:2] == ["阅卷预约5", "阅卷预约4"]
    assert {mark.text for mark in page.select("//ul[@class='finds']//mark")} == {"阅卷"}
    assert page.select("//div[@class='card-foot']/a/@href") == [f"/opinions?q={quote('阅卷')}"]


@pytest.mark.parametrize(
    "q", ["阅", "阅卷", "档案 阅卷", "ＰＤＦ", "pdf", "２０３０", "意见〔{year}〕1", "%", "a'b", "\\"]
)
def test_words_are_found_whatever_their_length_width_and_signs(app: Flask, database: None, q: str) -> None:
    with unit.transaction():
        make_opinion(S.REPLIED, text="到档案室阅卷，交 PDF，２０３０年，100% 如此 \\ a'b")
        make_opinion(S.SCREENED, title="安检通道", text="无关", grounds="", wanted="")
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.LAWYER})
    assert len(titles(search(browser, q.format(year=clock.today().year)))) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("%20%20", "没有可以检索的文字"), ("%00%07", "没有可以检索的文字"), ("阅" * 5000, "只按前100字检索"),
        ("无此词", "没有找到"),
    ],
)  # fmt: skip
def test_odd_input_gets_a_sentence(app: Flask, database: None, typed: str, said: str) -> None:
    page = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER}).get(f"/search?q={typed}")
    assert said in page.text


def test_of_what_one_may_not_see_there_is_no_find_and_no_count(app: Flask, database: None) -> None:
    with unit.transaction():
        make_opinion(title="未审核的阅卷意见")
        make_opinion(S.REPLIED, title="阅卷预约", is_name_withheld=True)
        make_conference(content=Content(topics=("立案窗口",)))
    for name, side, role, q, expected in (
        ("officer", Side.BAR, Role.OFFICER, "阅卷", ["阅卷预约", "未审核的阅卷意见"]),
        ("judge", Side.BENCH, Role.JUDGE, "阅卷", ["阅卷预约"]),
        ("observer", None, Role.OBSERVER, "阅卷", ["阅卷预约"]),
        ("admin", None, Role.ADMINISTRATOR, "阅卷", []),
        ("judge2", Side.BENCH, Role.JUDGE, "知渡所", []),
        ("judge3", Side.BENCH, Role.JUDGE, "立案窗口", []),
    ):
        page = search(signed_in(app, name, side=side, roles={role}), q)
        assert titles(page) == expected, name


def test_a_visitor_is_led_to_sign_in(browser: Browser) -> None:
    assert browser.send("GET", "/search?q=阅卷").status_code == 302
    assert not browser.get("/login").select("//*[@data-search]")


def test_the_box_of_every_page_leads_here(app: Flask, database: None) -> None:
    page = signed_in(app, "li.na", side=Side.BAR, roles={Role.LAWYER}).get("/")
    assert set(page.select("//form[.//input[@data-search]]/@action")) == {"/search"}


def test_a_search_asks_no_more_for_more_finds(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.OFFICER})
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    counts = []
    for _ in range(2):
        with unit.transaction():
            for number in range(3):
                make_opinion(S.REPLIED, title=f"阅卷{number}")
                make_person(make_organisation(name=f"阅卷所{number}{len(counts)}"), name=f"阅卷{number}")
        counts.append(count_statements(app, f"/search?q={quote('阅卷')}", {"liaison": cookie.value}))
    assert counts[0] == counts[1] <= 40


def test_a_frequent_word_is_counted_no_further_than_needed(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_COUNTED", 2)
    with unit.transaction():
        for _ in range(4):
            make_opinion(S.REPLIED, title="阅卷")
        user = make_user("li.na")
        (group,) = queries.find(user, Features([OPINIONS]), "阅卷")
    assert (group.total, group.is_more, len(group.hits)) == (2, True, 4)


def test_no_words_ask_nobody(database: None) -> None:
    def never(_user: object, _q: str) -> list[Found]:
        raise AssertionError

    assert queries.find(make_user("li.na"), Features([Feature("one", "一", search=never)]), "") == []


def test_the_page_speaks_english(app: Flask, database: None) -> None:
    with unit.transaction():
        make_opinion(S.REPLIED, title="阅卷预约")
    browser = signed_in(app, "li.na", side=Side.BAR, roles={Role.LAWYER})
    assert titles(search(browser, "阅卷", lang="en")) == ["阅卷预约"]
    assert "Nothing found" in search(browser, "无此词", lang="en").text
