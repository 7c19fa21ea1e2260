"""What lists, counts and searches find, and for whom."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from sqlalchemy import select

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.sides import Role, Side
from liaison.opinions import queries, rules
from liaison.opinions.models import Opinion, OpinionStatus, Outcome
from liaison.opinions.queries import Filters
from liaison.opinions.queries import figures as counts
from liaison.store import links
from liaison.store.base import db
from liaison.store.links import LinkKind
from tests.makers.opinions import a_user, make_opinion, somebody, unit_of

S = OpinionStatus
ROLE_SETS = [
    (),
    *((role,) for role in Role),
    *combinations((Role.OFFICER, Role.ORGANISER, Role.LAWYER, Role.OBSERVER), 2),
]


def found(user: object, **filters: object) -> list[int]:
    statement = queries.listed(user, Filters(**filters))  # type: ignore[arg-type]
    return sorted(opinion.id for opinion in db.session.scalars(statement))


def test_visible_to_is_the_twin_of_is_visible(transaction: None) -> None:
    proposers = {side: a_user(side, Role.LAWYER, username=f"proposer-{side}") for side in Side}
    for side, status in product(Side, S):
        make_opinion(status, side=side)
        make_opinion(status, side=side, by=proposers[side])
    opinions = db.session.scalars(select(Opinion)).all()
    assert len(opinions) == 2 * 2 * (len(S) + 1), "a merged one comes with the one that took it in"
    for side, roles in product((*Side, None), ROLE_SETS):
        for id in (0, *(user.id for user in proposers.values())):
            user = somebody(side, *roles, id=id)
            expected = {opinion.id for opinion in opinions if rules.is_visible(user, opinion)}
            seen = set(db.session.scalars(select(Opinion.id).where(queries.visible_to(user))))
            assert seen == expected, f"{side} {roles} {id}"


def test_what_is_not_visible_is_not_found(transaction: None) -> None:
    opinion = make_opinion()
    with pytest.raises(NotFound):
        queries.get_visible(somebody(Side.BENCH, Role.OFFICER), opinion.id)
    with pytest.raises(NotFound):
        queries.get_visible(somebody(Side.BAR, Role.OFFICER), opinion.id + 1)


@pytest.mark.parametrize("verb", ["screen", "reply", "table", "lodge", "delete", "__class__", ""])
def test_an_address_names_only_moves_of_one_field(transaction: None, verb: str) -> None:
    opinion = make_opinion()
    with pytest.raises(NotFound):
        queries.get_with_move(somebody(Side.BAR, Role.OFFICER), opinion.id, verb)


@pytest.mark.parametrize("q", ["阅卷", "意见〔{year}〕1号", "{year}〕1号", "档案室", "知渡", "100%_", "\\", "a'b"])
def test_search_finds_words_of_two_characters_numbers_and_odd_signs(transaction: None, q: str) -> None:
    make_opinion(text="向业务庭申请阅卷，再去档案室提卷，100%_ 如此 \\ a'b")
    make_opinion(title="安检通道", text="无关内容", side=Side.BENCH, by=a_user(Side.BENCH, Role.JUDGE, name="无关"))
    officer = somebody(Side.BAR, Role.OFFICER)
    assert len(found(officer, q=q.format(year=clock.today().year))) == 1


def test_search_finds_no_withheld_name_for_those_who_may_not_know_it(transaction: None) -> None:
    make_opinion(S.REPLIED, is_name_withheld=True)
    assert len(found(somebody(Side.BAR, Role.OFFICER), q="知渡所")) == 1
    for user in (
        somebody(Side.BENCH, Role.OFFICER), somebody(Side.BAR, Role.LAWYER), somebody(None, Role.OBSERVER),
    ):  # fmt: skip
        assert found(user, q="知渡所") == []
        assert len(found(user, q="阅卷")) == 1


def test_each_filter_narrows(transaction: None) -> None:
    bar = make_opinion(S.SCREENED, received_on=date(2026, 3, 2))
    bench = make_opinion(S.REPLIED, side=Side.BENCH, received_on=date(2026, 5, 4))
    officer = somebody(Side.BAR, Role.OFFICER)
    expected = {
        (("side", "bar"),): [bar.id],
        (("side", "bench"),): [bench.id],
        (("side", "nobody"),): [],
        (("status", "screened"),): [bar.id],
        (("status", "passed"),): [bar.id, bench.id],
        (("status", "'; drop table opinion"),): [],
        (("category_id", bar.category_id),): [bar.id, bench.id],
        (("category_id", 0),): [],
        (("lead_id", unit_of(Side.BENCH)),): [bar.id],
        (("since", date(2026, 3, 3)),): [bench.id],
        (("until", date(2026, 5, 3)),): [bar.id],
        (("since", date(2026, 3, 2)), ("until", date(2026, 3, 2))): [bar.id],
    }
    for filters, ids in expected.items():
        assert found(officer, **dict(filters)) == ids, filters


def test_counts_of_the_tabs_are_what_the_tabs_show(transaction: None) -> None:
    for side, status in product(Side, S):
        make_opinion(status, side=side)
    late = make_opinion(S.SCREENED)
    late.reply_due_on = clock.today() - timedelta(days=1)
    db.session.flush()
    words = ("lodged", "screened", "overdue", "replied", "closed", "returned")
    for user in (
        somebody(Side.BAR, Role.OFFICER), somebody(Side.BENCH, Role.JUDGE), somebody(None, Role.OBSERVER),
    ):  # fmt: skip
        counts = queries.count_by_status(user, Filters(side="bar"))
        for word in words:
            assert counts.get(word, 0) == len(found(user, side="bar", status=word)), (user, word)
        assert counts[""] == len(found(user, side="bar"))


def test_what_waits_is_each_ones_own_work(transaction: None) -> None:
    lawyer = a_user(Side.BAR, Role.LAWYER, username="lawyer")
    bar = a_user(Side.BAR, Role.OFFICER)
    lodged, own = make_opinion(), make_opinion(by=bar)
    screened, returned = make_opinion(S.SCREENED), make_opinion(S.RETURNED, by=lawyer)
    assert [row.id for row in queries.to_screen(bar)] == [lodged.id], "not what the officer lodged as his or her own"
    assert own.id in [row.id for row in queries.to_screen(somebody(Side.BAR, Role.OFFICER))]
    assert list(queries.to_screen(somebody(Side.BENCH, Role.OFFICER))) == []
    assert [row.id for row in queries.to_reply(somebody(Side.BENCH, Role.OFFICER))] == [screened.id]
    assert list(queries.to_reply(bar)) == []
    assert [row.id for row in queries.to_amend(lawyer)] == [returned.id]


def test_an_agenda_is_offered_what_is_untied_and_far_enough(transaction: None) -> None:
    organiser = somebody(Side.BENCH, Role.ORGANISER)
    free = [make_opinion(S.SCREENED).id, make_opinion(S.REPLIED).id]
    tied = make_opinion(S.SCREENED)
    for status in (S.LODGED, S.RETURNED, S.WITHDRAWN, S.CLOSED):
        make_opinion(status)
    links.tie("agenda_item", 1, LinkKind.TABLES, "opinion", tied.id)
    assert sorted(row.id for row in queries.untied(organiser)) == free


def test_figures_count_what_was_passed_on_by_day_of_receipt(transaction: None) -> None:
    for status in S:
        make_opinion(status, received_on=date(2026, 3, 2))
    make_opinion(S.REPLIED, side=Side.BENCH, received_on=date(2026, 3, 31))
    make_opinion(S.REPLIED, received_on=date(2026, 4, 1))
    rows = counts.received(date(2026, 3, 2), date(2026, 3, 31))
    assert {(row.side, row.month): row.count for row in rows} == {
        (Side.BAR, date(2026, 3, 1)): 3,
        (Side.BENCH, date(2026, 3, 1)): 1,
    }


def test_figures_count_replies_by_day_of_reply_and_those_in_time(transaction: None) -> None:
    make_opinion(S.SCREENED)
    make_opinion(S.REPLIED)
    late = make_opinion(S.CLOSED)
    assert late.replied_on is not None
    late.reply_due_on = late.replied_on - timedelta(1)
    db.session.flush()
    (row,) = counts.replied(late.replied_on, late.replied_on)
    assert (row.outcome, row.count, row.in_time) == (Outcome.SOLVED, 2, 1)
    assert counts.replied(date(2026, 1, 1), late.replied_on - timedelta(1)) == []


def test_list_is_narrowed_to_what_figures_lead_to(transaction: None) -> None:
    officer = somebody(Side.BAR, Role.OFFICER)
    replied, tabled = make_opinion(S.REPLIED), make_opinion(S.SCREENED)
    links.tie("agenda_item", 4, LinkKind.TABLES, "opinion", tabled.id)

    assert found(officer, item_ids=(4, 5)) == [tabled.id]
    assert found(officer, item_ids=()) == []
    assert found(officer, outcome="A") == [replied.id]
    assert found(officer, outcome="E") == []
    assert found(officer, replied_since=replied.replied_on, replied_until=replied.replied_on) == [replied.id]
    assert found(officer, replied_since=clock.today() + timedelta(1)) == []
