"""The check of the English catalogue finds each way in which it can be wrong."""

import pytest
from babel.messages.catalog import Catalog

from liaison.translations import catalogue
from liaison.translations.check import problems

ONE = "共 %(count)s 条"


def english(*entries):
    """A catalogue of (message id, translation) pairs."""
    made = Catalog(locale="en", fuzzy=False)
    for message_id, string in entries:
        made.add(message_id, string)
    return made


def faults(message_id, string):
    return list(problems(english((message_id, None)), english((message_id, string))))


def test_a_complete_catalogue_has_no_fault():
    assert faults("登录", "Sign in") == []
    assert faults((ONE, ONE), ("One entry", "%(count)s entries")) == []


def test_a_catalogue_that_would_not_be_compiled_is_found():
    assert "marked fuzzy" in next(problems(english(), Catalog(locale="en", fuzzy=True)))


@pytest.mark.parametrize(
    ("message_id", "string", "words"),
    [
        ("登录", "", "not translated"),
        ((ONE, ONE), ("One entry", ""), "not translated"),
        ("您好，%(name)s", "Welcome", "placeholders"),
        ("您好，%(name)s", "Welcome, %(user)s", "placeholders"),
        ((ONE, ONE), ("One entry", "Entries"), "placeholders"),
        ("登录", "Sign in 登录", "Chinese characters"),
    ],
)
def test_a_wrong_translation_is_found(message_id, string, words):
    (fault,) = faults(message_id, string)
    assert words in fault


def test_a_guessed_translation_is_found():
    guessed = english()
    guessed.add("登录", "Sign out", flags=["fuzzy"])
    (fault,) = problems(english(("登录", None)), guessed)
    assert "fuzzy" in fault


def test_a_new_and_an_unused_message_are_found():
    found = sorted(problems(english(("新的", None)), english(("旧的", "Old"))))
    assert len(found) == 2
    assert "not in the catalogue" in found[0]
    assert "no longer used" in found[1]


def test_messages_of_macros_and_of_pure_rooms_are_extracted():
    files = {file.rpartition("/")[0] for message in catalogue.extract() for file, _ in message.locations}
    assert {"liaison/core", "templates", "templates/_macros"} <= files


def test_a_catalogue_survives_writing_and_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "ENGLISH", tmp_path / "en/messages.po")
    kept = catalogue.read()
    kept.add("登录", "Sign in", locations=[("templates/base.html", 7)])
    kept.add((ONE, ONE), ("One entry", "%(count)s entries"))
    catalogue.write(kept)
    again = catalogue.read()
    assert again["登录"].string == "Sign in"
    assert again[ONE].string == ("One entry", "%(count)s entries")
    assert "base.html:7" not in catalogue.ENGLISH.read_text()
    assert catalogue.ENGLISH.with_suffix(".mo").stat().st_size > 100
