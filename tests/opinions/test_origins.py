"""Opinions that come from a thing of another feature: prefilled, tied, and seen from both sides."""

import pytest

from liaison.conferences.models import ConferenceStatus
from liaison.store import unit
from tests.makers.conferences import make_conference, topics
from tests.opinions.pages import reread, words
from tests.page import Browser


@pytest.fixture
def held() -> tuple[int, int, int]:
    """A conference that was held: its id, that of a topic, that of a resolution."""
    with unit.transaction():
        conference = make_conference(ConferenceStatus.HELD)
        return conference.id, topics(conference)[0].id, conference.resolutions[0].id


def test_opinion_from_a_resolution_is_prefilled_tied_and_shown_on_both_pages(
    lawyer: Browser, held: tuple[int, int, int]
) -> None:
    resolution = held[2]
    url = f"/opinions/lodge?from=resolution-{resolution}"
    assert lawyer.get(f"/resolutions/{resolution}").select(f"//a[@href='{url}']")
    form = lawyer.get(url)
    assert form.select("//input[@name='title']")[0].value.startswith("关于落实议定〔")
    assert "预约后四十八小时内答复" in form.select("//textarea[@name='grounds']")[0].text
    lawyer.follow(lawyer.submit(url, **words(lawyer, title="答复时限没有落实")))
    page = lawyer.get(f"/opinions/{reread().id}")
    assert page.select(f"//section[@id='origins']//a[@href='/resolutions/{resolution}']")
    there = lawyer.get(f"/resolutions/{resolution}")
    assert there.select(f"//section[@id='raised']//a[@href='/opinions/{reread().id}']")
    lawyer.get(f"{url}&lang=en")


def test_opinion_from_an_agenda_item(lawyer: Browser, held: tuple[int, int, int]) -> None:
    conference, item, _ = held
    lawyer.submit(f"/opinions/lodge?from=agenda_item-{item}", **words(lawyer))
    page = lawyer.get(f"/conferences/{conference}/agenda/{item}")
    assert page.select(f"//section[@id='raised']//a[@href='/opinions/{reread().id}']")


def test_the_other_side_does_not_see_it_before_it_is_screened(
    lawyer: Browser, clerk: Browser, held: tuple[int, int, int]
) -> None:
    lawyer.submit(f"/opinions/lodge?from=resolution-{held[2]}", **words(lawyer, title="答复时限没有落实"))
    assert "答复时限没有落实" not in clerk.get(f"/resolutions/{held[2]}").text


@pytest.mark.parametrize(
    "word",
    [
        "resolution-999",
        "resolution-0",
        "resolution-99999999999999",
        "resolution-x",
        "opinion-1",
        "user_account-1",
        "-1",
        "x",
    ],
)
def test_what_gives_rise_to_no_opinion_is_not_found(lawyer: Browser, word: str) -> None:
    assert lawyer.send("GET", f"/opinions/lodge?from={word}").status_code == 404
    assert lawyer.post(f"/opinions/lodge?from={word}", **words(lawyer)).status_code == 404
