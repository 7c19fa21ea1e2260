"""The copy for the other side: only struck, never added to; files count too; and what is typed tells nobody."""

import io

import pytest

from liaison.attachments import queries as attachments
from liaison.attachments.services import handing
from liaison.complaints.models import CopyStatus, Identity, Status
from liaison.complaints.projections import as_seen_by, elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules.words import (
    STRUCK,
    Words,
    check_only_struck,
    copy_for_other_side,
    marks,
    pieces,
    short_names,
)
from liaison.complaints.services import copies, lodging
from liaison.core.errors import RuleBroken, Stale
from liaison.features import FEATURES
from liaison.store.attachments import Attachment
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.complaints import City, a_lodging, do, make_complaint, who

S = Status


@pytest.mark.parametrize(
    ("text", "is_struck"),
    [
        ("甲说乙。丙来了。", True),
        ("〔已隐去〕丙来了。", True),
        ("甲〔已隐去〕丙〔已隐去〕", True),
        ("甲说丁。丙来了。", False),
        ("丙来了。〔已隐去〕甲说乙。", False),
        ("甲说乙。丙来了。又及", False),
    ],
)
def test_copy_holds_the_original_in_its_order_with_gaps(text: str, is_struck: bool) -> None:
    if is_struck:
        check_only_struck("甲说乙。\n丙来了。", text, "facts")
    else:
        with pytest.raises(RuleBroken, match="只删不添"):
            check_only_struck("甲说乙。\n丙来了。", text, "facts")


def test_marks_cut_a_text_into_plain_and_marked_pieces() -> None:
    text = "2026年3月2日，沈知远在（2026）云01民终123号案中。"
    found = pieces(text, marks(text, ["沈知远"]))
    assert "".join(part for part, _ in found) == text
    assert [kind for _, kind in found if kind] == ["date", "name", "case"]


def test_only_the_intake_officer_makes_the_copy(city: City) -> None:
    complaint = make_complaint(city, S.ACCEPTED, identity=Identity.CONFIDENTIAL)
    with pytest.raises(RuleBroken, match="请先承接"):
        copies.redact(complaint, {"facts": "3月2日"}, who(city["bar_officer2"]), city["bar_officer2"])


def test_file_added_after_the_approval_waits_for_the_complainant_anew(city: City) -> None:
    complaint = make_complaint(city, S.ACCEPTED, identity=Identity.CONFIDENTIAL)
    copy = queries.copy_of(complaint)
    assert copy is not None
    assert queries.facts_of(complaint).copy is CopyStatus.APPROVED
    _add(elsewhere.COPY, complaint.id, city["bar_officer"], "隐去姓名的预约截图")
    assert queries.facts_of(complaint).copy is CopyStatus.DRAFTED
    with pytest.raises(RuleBroken, match="材料有变动"):
        do(city, complaint, "transfer", "bar_officer")
    lawyer = city["lawyer"]
    with pytest.raises(Stale):
        copies.approve(complaint, who(lawyer), lawyer, seen=copy.id, seen_files=[])
    copies.approve(complaint, who(lawyer), lawyer, seen=copy.id, seen_files=queries.copy_files(complaint))
    assert do(city, complaint, "transfer", "bar_officer").status is S.TRANSFERRED


def test_original_file_tells_its_author_to_nobody_but_the_complainant(city: City) -> None:
    """In confidence the intake opens it without the name; another officer of the same side gets a copy only."""
    complaint = make_complaint(city, S.ACCEPTED, identity=Identity.CONFIDENTIAL)
    for name, own, hides in (("lawyer", True, False), ("bar_officer", True, True), ("bar_officer2", False, True)):
        holder = elsewhere.as_holder(elsewhere.ORIGINAL, who(city[name]), complaint)
        assert holder is not None
        assert (holder.own_side is not None, holder.hides_author) == (own, hides), name
    assert elsewhere.as_holder(elsewhere.ORIGINAL, who(city["court_officer"]), complaint) is None


def test_person_complained_of_sees_the_own_material_and_not_that_of_the_check(city: City) -> None:
    complaint = make_complaint(city, S.UNDER_CHECK)
    judge = who(city["judge"])
    assert elsewhere.as_holder(elsewhere.ACCOUNT, judge, complaint) is not None
    for kind in (elsewhere.CHECK, elsewhere.ORIGINAL, elsewhere.COPY):
        assert elsewhere.as_holder(kind, judge, complaint) is None, kind


def test_files_of_a_draft_go_along_and_without_a_name_nothing_tells_who_added_them(city: City) -> None:
    lawyer = city["lawyer"]
    for identity in (Identity.CONFIDENTIAL, Identity.ANONYMOUS):
        lodging.save_draft(who(lawyer), {"facts": "草稿"})
        holder = elsewhere.draft_holder(lawyer)
        assert holder is not None
        file = _add(elsewhere.DRAFT, holder.id, lawyer, f"截图{identity}")
        complaint = lodging.lodge_draft(a_lodging(city, identity=identity), who(lawyer))
        assert (file.thing_kind, file.thing_id) == ("complaint", complaint.id)
        assert bool(file.added_by) is bool(file.added_by_key) is (identity is Identity.CONFIDENTIAL)
        assert elsewhere.draft_holder(lawyer) is None


def test_advice_read_before_the_form_is_kept_for_the_own_side_alone(city: City) -> None:
    complaint = make_complaint(city, S.TRANSFERRED, route="obstruction")
    assert "检察院" in as_seen_by(who(city["bar_officer"]), complaint).advice
    assert as_seen_by(who(city["court_officer"]), complaint).advice == ""
    copy = queries.copy_of(complaint)
    assert copy is not None
    assert Words.from_json(copy.words).route == ""


def _add(kind: str, id: int, by: User, text: str) -> Attachment:
    kinds = {word: attaching for row in FEATURES for word, attaching in row.feature.attaches.items()}
    who(by)
    holder = attachments.get_holder(by, kinds, kind, id)
    made = handing.add(holder, [handing.look_into("材料.txt", io.BytesIO(text.encode()))], by)[0]
    db.session.flush()
    return made


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("云江澄衡律师事务所", ("澄衡所", "云江澄衡", "云江澄衡律所")),
        ("北京大成律师事务所", ("大成所", "大成律所", "北京大成")),
        ("湖南金州（岳阳）律师事务所", ("金州律师事务所", "湖南金州")),
        ("呼和浩特正北方律师事务所", ("正北方所",)),
    ],
)
def test_a_firm_is_struck_by_its_short_names_in_any_city(unit: str, said: tuple[str, ...]) -> None:
    words = Words(facts=f"我是{'、'.join(said)}的律师。", wanted="")
    copy = copy_for_other_side(words, Identity.CONFIDENTIAL, short_names(unit))
    assert copy.facts == f"我是{'、'.join([STRUCK] * len(said))}的律师。"
    assert short_names("云江市中级人民法院") == []
