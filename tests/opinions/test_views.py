"""The pages of opinions, used as people use them."""

from flask import Flask
from sqlalchemy import func, select

from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import links, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.links import LinkKind
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content as ConferenceContent
from tests.makers.conferences import make_conference
from tests.makers.opinions import TEXT, make_opinion, unit_of
from tests.opinions.pages import exported, one, reread, words
from tests.page import Browser

S = OpinionStatus
CASE = "（2026）云0602民初123号"


def test_lawyer_lodges_and_sees_the_number(lawyer: Browser) -> None:
    page = lawyer.follow(lawyer.submit("/opinions/lodge", **words(lawyer)))
    opinion = reread()
    assert opinion.full_number in page.text
    assert (opinion.proposer_name, opinion.category.name) == ("周敏", "阅卷")
    assert not lawyer.get("/opinions/lodge").select("//*[@name='proposer_name']")


def test_officer_lodges_for_a_firm(officer: Browser) -> None:
    behalf = {"proposer_kind": "firm", "proposer_name": "知渡所", "received_on": "2026-03-02", "channel": "telephone"}
    officer.submit("/opinions/lodge", **words(officer, **behalf))
    opinion = reread()
    assert (opinion.proposer_kind, opinion.proposer_name) == ("firm", "知渡所")
    assert opinion.received_on.isoformat() == "2026-03-02"


def test_a_lawyer_cannot_put_anothers_name_into_the_form(lawyer: Browser) -> None:
    lawyer.post(
        "/opinions/lodge", **words(lawyer, proposer_kind="firm", proposer_name="他人", received_on="2026-03-02")
    )
    assert reread().proposer_name == "周敏"


def test_case_number_is_kept_and_the_page_says_what_follows(lawyer: Browser) -> None:
    text = f"{TEXT}例如{CASE}。"
    page = lawyer.follow(lawyer.submit("/opinions/lodge", **words(lawyer, text=text)))
    assert reread().text == text
    assert "不能列入联席会议议程" in page.text
    assert "监督投诉渠道" in page.text
    (way,) = page.select("//main//a[.='前往监督投诉']/@href")
    lawyer.get(way)


def test_form_sent_twice_makes_one_opinion(lawyer: Browser) -> None:
    page = lawyer.get("/opinions/lodge")
    form = next(form for form in page.tree.forms if "title" in form.fields)
    data = {**dict(form.form_values()), **words(lawyer)}
    answers = [lawyer.send("POST", "/opinions/lodge", data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert db.session.scalar(select(func.count(Opinion.id))) == 1


def test_officer_screens_with_lead_and_joint_units(officer: Browser, clerk: Browser) -> None:
    opinion = one()
    with unit.transaction():
        lead = unit_of(Side.BENCH)
        other = unit_of(Side.BAR)
    page = officer.get(f"/opinions/{opinion.id}/screen")
    offered = page.select("//select[@name='lead_id']/option/@value")
    assert str(lead) in offered
    assert str(other) not in offered, "the side that proposes does not answer itself"
    page = officer.follow(officer.submit(f"/opinions/{opinion.id}/screen", lead_id=str(lead)))
    assert "云江市中级人民法院" in page.text
    assert "承诺时限" in page.text
    assert "剩 " in page.text
    assert clerk.get(f"/opinions/{opinion.id}").status == 200


def test_other_officer_replies_and_the_proposer_reads_it(officer: Browser, clerk: Browser) -> None:
    opinion = one(S.SCREENED)
    clerk.submit(f"/opinions/{opinion.id}/reply", text="已改为勾选式清单。", outcome="B")
    page = officer.get(f"/opinions/{opinion.id}")
    assert "已改为勾选式清单。" in page.text
    assert "B 正在解决或列入计划" in page.text
    officer.submit(f"/opinions/{opinion.id}", action=f"/opinions/{opinion.id}/close")
    assert reread().status is S.CLOSED


def test_second_reply_from_an_old_page_is_refused_with_both_texts(app: Flask, clerk: Browser) -> None:
    opinion = one(S.SCREENED)
    version = str(opinion.version)
    clerk.submit(f"/opinions/{opinion.id}/reply", text="甲的答复", outcome="A")
    colleague = signed_in(app, "wu.hao", side=Side.BENCH, roles={Role.OFFICER})
    response = colleague.post(f"/opinions/{opinion.id}/reply", text="乙的答复", outcome="B", version=version)
    assert response.status_code == 409
    assert "甲的答复" in response.text
    assert "乙的答复" in response.text
    assert reread().reply == "甲的答复"


def test_move_sent_twice_is_made_once(officer: Browser) -> None:
    opinion = one(S.REPLIED)
    url = f"/opinions/{opinion.id}/close"
    answers = [officer.post(url, version=str(opinion.version)).status_code for _ in range(2)]
    assert answers == [303, 409]
    assert db.session.scalar(select(func.count()).where(AuditEntry.action == "opinion.closed")) == 1


def test_withheld_name_reaches_no_page_and_no_export_of_others(app: Flask, officer: Browser, clerk: Browser) -> None:
    opinion = one(S.REPLIED, is_name_withheld=True)
    colleague = signed_in(app, "he.fan", side=Side.BAR, roles={Role.LAWYER})
    observer = signed_in(app, "justice", side=None, roles={Role.OBSERVER})
    for reader, may in ((officer, True), (clerk, False), (colleague, False), (observer, False)):
        for url in ("/opinions", f"/opinions/{opinion.id}"):
            assert ("知渡所" in reader.get(url).text) is may, url
        assert ("知渡所" in str(exported(reader))) is may


def test_page_shows_the_agenda_that_an_opinion_is_on_to_those_who_may_see_it(officer: Browser, app: Flask) -> None:
    judge = signed_in(app, "wu.hao", side=Side.BENCH, roles={Role.JUDGE})
    with unit.transaction():
        opinion = make_opinion(S.SCREENED)
        conference = make_conference(content=ConferenceContent(topics=("电子阅卷预约",)))
        item = next(item for item in conference.items if item.title == "电子阅卷预约")
        links.tie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion.id)
        id = opinion.id
    assert "电子阅卷预约" in officer.get(f"/opinions/{id}").text
    assert "电子阅卷预约" not in judge.get(f"/opinions/{id}").text, "a conference that is only planned"


def test_english_pages_hold_no_chinese_but_data(officer: Browser, clerk: Browser) -> None:
    with unit.transaction():
        lodged = make_opinion(text=f"{TEXT}如{CASE}。", grounds="依据", wanted="诉求", is_name_withheld=True)
        screened, replied = make_opinion(S.SCREENED, joint_ids=[unit_of(Side.BAR)]), make_opinion(S.CLOSED)
        returned, withdrawn = make_opinion(S.RETURNED), make_opinion(S.WITHDRAWN)
        paths = [f"/{opinion.id}" for opinion in (lodged, screened, replied, returned, withdrawn)]
        paths += ["", "?q=没有", "/lodge", "/figures", f"/{lodged.id}/amend", f"/{lodged.id}/screen"]
        reply = f"/opinions/{screened.id}/reply"
    for path in paths:
        address = f"/opinions{path}"
        officer.get(f"{address}{'&' if '?' in path else '?'}lang=en")
    clerk.get(f"{reply}?lang=en")
