"""No link is dead, every page can be reached by links, and in English none keeps Chinese words."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from liaison.config import Settings
from liaison.factory import create_app
from tests.journeys.crawl import Found
from tests.journeys.stage import PEOPLE
from tests.page import Browser

# endpoint -> why no link leads to a page of it
NO_PAGES = {
    "healthz": "for a supervisor",
    "readyz": "for a supervisor",
    "static": "files that pages name, not link",
    "conferences.paper_progress": "a part of the page of the minutes",
    "summaries.progress": "a part of the page of a summary",
    "conferences.excerpt_progress": "a part of the page of an excerpt",
    "previews.progress": "a part of the page of a preview",
    "ledgers.progress": "a part of the page of an import",
    "launch.begin": "of a live site before it has an administrator",
    "accounts.code": "the second step of a sign-in that is under way",
    "accounts.confirm": "asked before a sensitive move when the sign-in is old",
    "second_factor.establish": "the second step of setting a factor up",
    "users.invite": "offered while somebody has not come in yet, and the stage has nobody",
    "users.enable": "on the page of a disabled account alone, and the stage has none",
    "settings.change": "a change of settings, and the stage has none",
    "attachments.page": "pictures of pages, which the viewer draws",
    "guide.picture": "pictures, which the pages of the guide draw",
    "attachments.progress": "a part of the page of a file",
    "conferences.wall_now": "a part of the screen on the wall",
    "conferences.slip": "the personal link of a mail",
    "home.feed": "the secret address of a calendar, for a program",
    "conferences.record": "the page of the item again, after a refusal without script",
    "conferences.replaced_file": "of old minutes that were corrected, and the stage has none",
    "complaints.amend_circular": "of a circular that is a draft, and the demonstration has none",
    "retention.release": "of records that are held, and the stage has none",
    **dict.fromkeys(("opinions.template", "opinions.templates"), "the buttons of a form"),
    "organisations.merge_with": "two organisations that may be one, found behind a tab of the list of doubles",
    **dict.fromkeys(
        (
            "account_imports.show", "answering.thanks", "complaints.advice", "complaints.draft",
            "complaints.draft_step", "complaints.receipt", "questionnaires.read", "retention.run",
        ),
        "where a form leads, and the walk sends none",
    ),
    **dict.fromkeys(
        (
            "answering.answer", "complaints.by_code", "complaints.file_by_code", "complaints.move_by_code",
            "complaints.paper_by_code", "rating.rate",
        ),
        "opens with a code that somebody holds",
    ),
    **dict.fromkeys(
        ("complaints.approve_copy", "complaints.check", "conferences.answer", "conferences.comment"),
        "of a lawyer or a judge to whom something happened: those who walk have no complaint and no duty",
    ),
    **dict.fromkeys(
        ("visits.call", "visits.clear", "visits.conclude", "visits.hand_over", "visits.recognise", "visits.settle"),
        "of a reception day that is under way, and the stage has none",
    ),
    **dict.fromkeys(
        (
            "questionnaires.add_question", "questionnaires.amend", "questionnaires.amend_question",
            "questionnaires.bank", "questionnaires.crossings", "questionnaires.feedback",
            "questionnaires.participants", "questionnaires.responses", "questionnaires.take_in",
        ),
        "of a questionnaire that is designed or asks by name, and the demonstration has none",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def app(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on a stage, to fetch its pages without a browser."""
    folder = tmp_path_factory.mktemp("links") / "instance"
    shutil.copytree(staged, folder)
    return create_app(Settings(instance=folder))


def test_no_link_is_dead_and_no_page_breaks_the_rules_of_the_house(found: Found) -> None:
    assert not found.faults, "\n".join(found.faults)


def test_every_page_can_be_reached_by_its_links(app: Flask, found: Found) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    reached = {place.endpoint for place in found.places} | found.files
    lost = pages - reached - set(NO_PAGES)
    assert not lost, f"no link leads to {sorted(lost)}: link it, or say in NO_PAGES why not"
    assert not reached & set(NO_PAGES), "these are reached after all: delete their lines"


def test_no_page_keeps_chinese_words_in_english(app: Flask, found: Found, password: Callable[[str], str]) -> None:
    clients = {"": Browser(app)} | {name: Browser(app).type_in(name, password(name)) for name in PEOPLE}
    wrong = []
    for place in found.telling:
        client = clients[place.username]
        client.client.set_cookie("lang", "en")
        try:
            assert client.get(place.path).tree.get("lang") == "en", f"{place.path}: is not English"
        except AssertionError as fault:
            wrong.append(str(fault))
    assert not wrong, "\n".join(wrong)
