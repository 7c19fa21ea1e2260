"""Circulars: drafted from closed complaints, signed by the heads of both sides, published to members."""

import pytest
from flask import Flask

from liaison.complaints.models import Identity, Status
from liaison.complaints.models.circulars import Circular, CircularItem, CircularStatus
from liaison.complaints.queries import circulars as queries
from liaison.complaints.rules import circulars as rules
from liaison.complaints.services import circulars as services
from liaison.complaints.services import parts, purging, ties
from liaison.complaints.services.circulars import Draft
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.store import unit
from liaison.store.base import db
from liaison.store.papers import Paper
from tests.makers.accounts import make_user
from tests.makers.complaints import L2J, PEOPLE, City, make_complaint, who
from tests.page import Browser

S, C = Status, CircularStatus
DRAFT = Draft("关于监督投诉处理情况的通报", "近期处理了反映阅卷预约的投诉，请引以为戒。")


def make_circular(city: City, status: CircularStatus = C.DRAFTED, by: str = "bar_officer") -> Circular:
    """One that came as far as this on the straight way."""
    complaint = make_complaint(city, S.CLOSED, L2J, Identity.CONFIDENTIAL)
    db.session.flush()
    circular = services.draft_circular(DRAFT, [complaint], who(city[by]), city[by])
    for verb, actor, after in (
        ("propose", by, C.PROPOSED),
        ("sign", "bench_head", C.HALF_SIGNED),
        ("countersign", "bar_head", C.SIGNED),
        ("publish", by, C.PUBLISHED),
    ):
        if circular.status is status:
            break
        do(city, circular, verb, {"bench_head": "court_head"}.get(actor, actor))
        assert circular.status is after
    return circular


def do(city: City, circular: Circular, verb: str, by: str, reason: str = "") -> Circular:
    return services.move_circular(verb, circular, who(city[by]), city[by], reason)


def test_published_circular_is_a_numbered_paper_of_both_without_a_way_back_in_the_open(city: City) -> None:
    circular = make_circular(city, C.PUBLISHED)
    paper = db.session.get_one(Paper, circular.paper_id)
    assert paper.number.startswith("通报〔")
    assert "云江市律师协会" in paper.facts
    assert "云江市法官协会" in paper.facts
    assert "诉-" not in paper.facts
    assert db.session.query(CircularItem).count() == 0
    assert len(queries.told_by(circular)) == 1
    purging.purge("complaint_founded", [queries.told_by(circular)[0].id], None)
    assert queries.told_by(circular) == []


def test_each_head_signs_once_and_a_circular_sent_back_is_signed_anew(city: City) -> None:
    circular = make_circular(city, C.PROPOSED)
    with pytest.raises(Forbidden):
        do(city, circular, "sign", "bar_officer")
    do(city, circular, "sign", "bar_head")
    with pytest.raises(RuleBroken, match="本方已经会签"):
        do(city, circular, "countersign", "bar_head")
    with pytest.raises(RuleBroken, match="请填写理由"):
        do(city, circular, "send_back", "court_head")
    do(city, circular, "send_back", "court_head", "请写明条款")
    assert (circular.status, circular.bar_signed_at, circular.bar_signed_by) == (C.DRAFTED, None, "")
    with pytest.raises(Stale):
        services.amend_circular(circular, DRAFT, who(city["bar_officer"]), city["bar_officer"], seen=1)


def test_text_names_nobody_of_the_roster_and_no_case_unless_naming_was_decided(city: City) -> None:
    complaint = make_complaint(city, S.CLOSED)
    officer = city["bar_officer"]

    def draft(text: str, *, is_named: bool = False, why: str = "") -> Circular:
        return services.draft_circular(Draft("通报", text, is_named, why), [complaint], who(officer), officer)

    for text in ("顾明川办案拖延。", "顾 明川办案拖延。", "沈知远反映的问题。", "在（2026）云01民终123号案中。"):
        with pytest.raises(RuleBroken):
            draft(text)
    with pytest.raises(RuleBroken, match="写明决定和理由"):
        draft("顾明川办案拖延。", is_named=True)
    with pytest.raises(RuleBroken, match="沈知远"):
        draft("顾明川被沈知远投诉。", is_named=True, why="经双方决定")
    assert draft("顾明川办案拖延。", is_named=True, why="经双方决定").is_named
    # Whoever is not on the roster is not asked about: the answer would tell who complained.
    assert draft("某甲反映的问题。")


def test_only_closed_complaints_with_a_finding_are_told_of(city: City) -> None:
    officer = city["bar_officer"]
    open_one = make_complaint(city, S.REPLIED)
    with pytest.raises(RuleBroken, match="至少一件"):
        services.draft_circular(DRAFT, [open_one], who(officer), officer)
    who(officer)
    assert queries.offered(officer) == []
    assert "沈知远" not in services.first_text([make_complaint(city, S.CLOSED)])


def test_rules_and_queries_agree_and_who_must_keep_away_learns_of_no_draft(city: City) -> None:
    made = [make_circular(city, status) for status in (C.DRAFTED, C.PROPOSED, C.PUBLISHED)]
    made.append(make_circular(city, C.DRAFTED, by="court_officer"))
    ties.declare(city["bar_officer2"], city.judge_person_id, "同学")
    parts.recuse(queries.told_by(made[1])[0], city["court_head"].id, "曾参与")
    for name in PEOPLE:
        standing = who(city[name])
        for circular in made:
            told = queries.told_by(circular)
            sees = bool(rules.circular_relations(standing, circular, told))
            found = db.session.query(Circular.id).filter(Circular.id == circular.id, queries.visible_as(standing))
            assert (found.first() is not None) is sees, f"{name}, {circular.status}"
    assert not rules.circular_relations(who(city["bar_officer2"]), made[0], queries.told_by(made[0]))
    assert rules.circular_relations(who(city["lawyer"]), made[2], queries.told_by(made[2])) == {rules.READER}


# Who asks, and what each gets, in that order.
ASKED = ("lawyer", "bar_officer", "bar_head", "court_officer", "court_head", "judge", "observer", "admin", "visitor")
TABLE = [
    ("GET", "/complaints/circulars", "drafted", "200 200 200 200 200 200 200 403 302"),
    ("GET", "/complaints/circulars/draft", "drafted", "403 200 403 200 403 403 403 403 302"),
    ("POST", "/complaints/circulars/draft", "drafted", "403 200 403 200 403 403 403 403 302"),
    ("GET", "/complaints/circulars/draft?item=999", "drafted", "404 404 404 404 404 404 404 404 302"),
    ("GET", "/complaints/circulars/{id}", "drafted", "404 200 200 404 404 404 404 404 302"),
    ("GET", "/complaints/circulars/{id}", "proposed", "404 200 200 200 200 404 404 404 302"),
    ("GET", "/complaints/circulars/{id}", "published", "200 200 200 200 200 200 200 404 302"),
    ("GET", "/complaints/circulars/{id}/amend-circular", "drafted", "404 200 403 404 404 404 404 404 302"),
    ("POST", "/complaints/circulars/{id}/amend-circular", "proposed", "404 422 403 403 403 404 404 404 302"),
    ("GET", "/complaints/circulars/{id}/sign", "proposed", "404 403 200 403 200 404 404 404 302"),
    ("POST", "/complaints/circulars/{id}/send-back", "proposed", "404 422 422 422 422 404 404 404 302"),
    ("GET", "/complaints/circulars/{id}/revoke", "published", "403 403 200 403 200 403 403 404 302"),
    ("GET", "/complaints/circulars/{id}/nonsense", "published", "404 404 404 404 404 404 404 404 302"),
]


@pytest.mark.answers
def test_access_table_of_circulars(app: Flask, stored_city: City) -> None:
    with unit.transaction():
        made = {word: make_circular(stored_city, C(word)).id for word in ("drafted", "proposed", "published")}
        make_user("admin", side=None, roles={"administrator"})
        make_user("observer", side=None, roles={"observer"})
    wrong = []
    browsers = {name: Browser(app) if name == "visitor" else Browser(app).sign_in(name) for name in ASKED}
    for method, address, status, expected in TABLE:
        url = address.format(id=made[status])
        for name, answer in zip(ASKED, expected.split(), strict=True):
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} ({status}) for {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_circulars_is_in_the_table(app: Flask) -> None:
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("complaints.") and "/circulars" in rule.rule:
            address = rule.rule.replace("<int:id>", "{id}")
            verbs = {"sign", "send-back"} if "<verb>" in address else {""}
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                known = any((method, address.replace("<verb>", verb)) in asked for verb in verbs)
                assert known, f"{method} {address} is in no row of the access table"


@pytest.mark.answers
def test_every_verb_of_a_circular_opens_to_whom_its_row_names_and_to_nobody_else(app: Flask, stored_city: City) -> None:
    """Everybody x every verb x three states; who must keep away finds nothing before it is published."""
    with unit.transaction():
        ties.declare(stored_city["bar_officer2"], stored_city.judge_person_id, "同学")
        made = [make_circular(stored_city, status) for status in (C.DRAFTED, C.PROPOSED, C.PUBLISHED)]
        known = [
            (circular.id, name, rules.circular_relations(who(stored_city[name]), circular, queries.told_by(circular)))
            for name in PEOPLE
            for circular in made
        ]
    browsers = {name: Browser(app).sign_in(name) for name in PEOPLE}
    assert [mine for _, name, mine in known if name == "bar_officer2"][:2] == [frozenset(), frozenset()]
    for id, name, mine in known:
        rows = [row for row in rules.CIRCULAR_MOVES if row.verb != "draft_circular"]
        for row in rows if mine else rows[:1]:
            url = f"/complaints/circulars/{id}/{row.verb.replace('_', '-')}"
            answer = browsers[name].send("GET", url).status_code
            expected = {200, 403, 409} if mine & row.relations else {403} if mine else {404}
            assert answer in expected, f"{url} for {name}: {answer} instead of {sorted(expected)}"


def test_no_verb_of_a_circular_opens_to_its_readers_and_nobody_signs_alone() -> None:
    """By hand, whatever the rows say."""
    assert not [row.verb for row in rules.CIRCULAR_MOVES if rules.READER in row.relations]
    of_both = {row.verb for row in rules.CIRCULAR_MOVES if row.relations >= {rules.DRAFTING_HEAD, rules.PEER_HEAD}}
    assert of_both == {"sign", "countersign", "send_back", "revoke"}
    assert [row.verb for row in rules.CIRCULAR_MOVES if rules.PEER in row.relations] == ["send_back"]


def test_pages_from_choosing_to_publishing(app: Flask, stored_city: City) -> None:
    with unit.transaction():
        complaint = make_complaint(stored_city, S.CLOSED)
        id = complaint.id
    officer = Browser(app).sign_in("bar_officer")
    for language in ("en", "zh"):
        officer.get(f"/complaints/circulars/draft?lang={language}")
        officer.get(f"/complaints/circulars/draft?item={id}&lang={language}")
    url = f"/complaints/circulars/draft?item={id}"
    officer.submit(url, expect=422, title="通报", text="顾明川有错。")
    made = officer.submit(url, title="通报", text="一、基本情况\n处理了一件投诉。").location
    assert made is not None
    for name, verb in (("bar_officer", "propose"), ("court_head", "sign"), ("bar_head", "countersign")):
        Browser(app).sign_in(name).submit(made, action=f"{made}/{verb}")
    officer.submit(made, action=f"{made}/publish")
    for name in ("lawyer", "court_head"):
        reader = Browser(app).sign_in(name)
        assert "处理了一件投诉" in reader.get(f"{made}?lang=en").text
        reader.get("/complaints/circulars?lang=en")
    assert "诉-" not in Browser(app).sign_in("lawyer").get(made).text
