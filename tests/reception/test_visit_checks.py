"""The check for conflicts of interest: what it finds, who decides upon it, and who learns what."""

from datetime import timedelta

import pytest

from liaison.core import clock
from liaison.core.errors import Forbidden, NotFound, RuleBroken
from liaison.reception.models import DutyLawyer
from liaison.reception.models.visits import CheckResult, CheckStage, DeclarationKind, Visit, VisitStatus
from liaison.reception.projections import visits as shown
from liaison.reception.queries import visits as queries
from liaison.reception.services import checks, referrals
from liaison.store import unit
from liaison.store.users import User
from tests.makers.reception import as_lawyer, bar_officer
from tests.makers.visits import Desk, make_desk, make_visit

pytestmark = pytest.mark.usefixtures("database")
V, D = VisitStatus, DeclarationKind


def account(lawyer: DutyLawyer, name: str = "taking") -> User:
    return as_lawyer(name, lawyer)


def declare(desk: Desk, kind: DeclarationKind, name: str) -> User:
    """What the first lawyer of the day has declared."""
    user = account(desk.lawyers[0])
    referrals.declare(kind, name, "", user)
    return user


def result_of(visit: Visit) -> CheckResult | None:
    return visit.check.result if visit.check else None


@pytest.mark.parametrize(
    ("kind", "declared", "said", "expected"),
    [
        (D.CLIENT, "云江市宏远建材有限公司", {"other_parties": "宏远建材（云江）有限公司"}, CheckResult.CONFLICT),
        (D.CLIENT, "单雄", {"other_parties": "甲、山雄"}, CheckResult.POSSIBLE),
        (D.CLIENT, "张三", {}, CheckResult.CONFLICT),
        (D.OPPONENT, "李四", {"other_parties": "李四先生"}, CheckResult.CONFLICT),
        (D.RELATIVE, "欧阳小红", {"other_parties": "欧小红"}, CheckResult.POSSIBLE),
        (D.COURT_CASE, "(2026)云01民初77号", {"case_number": "（2026）云01民初77号"}, CheckResult.CONFLICT),
        (D.CLIENT, "王强", {"other_parties": "王伟"}, CheckResult.CLEAR),
    ],
)
def test_what_a_lawyer_declared_is_compared(
    kind: DeclarationKind, declared: str, said: dict[str, str], expected: CheckResult
) -> None:
    with unit.transaction():
        desk = make_desk()
        declare(desk, kind, declared)
        visit = make_visit(desk, V.CALLED, **said)
        assert result_of(visit) is expected


def test_one_different_character_counts_once_the_case_number_agrees() -> None:
    with unit.transaction():
        desk = make_desk()
        declare(desk, D.CLIENT, "王国强")
        alone = make_visit(desk, V.CALLED, other_parties="王建强")
        declare(desk, D.COURT_CASE, "（2026）云01民初77号")
        agreed = make_visit(desk, V.CALLED, other_parties="王建强", case_number="(2026)云01民初77号")
        assert result_of(alone) is CheckResult.CLEAR
        assert agreed.check is not None
        assert {finding.why for finding in checks.findings_of(agreed.check)} >= {"one_character"}


def test_the_lawyers_own_firm_is_compared_without_being_declared() -> None:
    with unit.transaction():
        desk = make_desk()
        visit = make_visit(desk, V.CALLED, other_firms=desk.lawyers[0].firm.replace("律师事务所", "律所"))
        assert result_of(visit) in {CheckResult.CONFLICT, CheckResult.POSSIBLE}


def test_who_was_advised_against_comes_another_day() -> None:
    with unit.transaction():
        desk = make_desk()
        make_visit(desk, V.DONE, name="张三", other_parties="李四")
        theirs = make_visit(desk, V.CALLED, name="李肆")
        assert theirs.check is not None
        assert [finding.against for finding in checks.findings_of(theirs.check)] == ["earlier_visit"]
        other_lawyer = make_visit(desk, V.CALLED, name="李四", lawyer=desk.lawyers[1])
        assert result_of(other_lawyer) is CheckResult.CLEAR


def test_the_colleague_is_checked_too_and_with_two_conflicts_the_visitor_waits() -> None:
    with unit.transaction():
        desk = make_desk()
        firms = "、".join(lawyer.firm for lawyer in desk.lawyers)
        visit, by = make_visit(desk, V.CALLED, other_firms=firms), bar_officer()
        checks.hand_over(visit, "本所代理对方", by)
        assert (visit.lawyer_id, result_of(visit)) == (desk.lawyers[1].id, CheckResult.CONFLICT)
        checks.hand_over(visit, "本所代理对方", by)
        assert (visit.lawyer, visit.status) == (None, V.WAITING)
        assert [check.is_conflict for check in visit.checks] == [True, True]
        with pytest.raises(RuleBroken, match="都有利益冲突"):
            checks.refuse(checks.rules.why_not("call", by, visit, None, clock.today()))


def test_a_conflict_found_after_the_talk_began_stops_it_and_nothing_is_lost() -> None:
    with unit.transaction():
        desk = make_desk()
        taking = account(desk.lawyers[0])
        visit = make_visit(desk, V.TALKING)
        from_talk = visit.checks[0].id
        checks.hand_over(visit, "谈话中得知对方是本人委托人", taking)
        assert (visit.status, visit.lawyer_id) == (V.CALLED, desk.lawyers[1].id)
        during = visit.checks[1]
        assert (during.stage, during.is_conflict) == (CheckStage.DURING, True)
        assert visit.checks[0].id == from_talk
        with pytest.raises(NotFound):
            queries.get_visible(taking, visit.id)
        assert queries.get_visible(account(desk.lawyers[1], "colleague"), visit.id) is visit


def test_who_clears_it_and_why_is_kept_and_a_same_name_is_the_offices_to_clear() -> None:
    with unit.transaction():
        desk = make_desk()
        taking = declare(desk, D.CLIENT, "单雄")
        possible = make_visit(desk, V.CALLED, other_parties="山雄")
        same = make_visit(desk, V.CALLED, other_parties="单雄")
        with pytest.raises(RuleBroken):
            checks.clear(possible, " ", taking)
        checks.clear(possible, "核对证件，不是同一人", taking)
        assert possible.check is not None
        assert (possible.check.result, possible.check.decided_by) == (CheckResult.CLEARED, taking.name)
        with pytest.raises(Forbidden):
            checks.clear(same, "不是同一人", taking)
        checks.clear(same, "身份证不同", bar_officer())
        assert result_of(same) is CheckResult.CLEARED


def test_what_a_lawyer_declared_is_shown_to_that_lawyer_alone() -> None:
    with unit.transaction():
        desk = make_desk()
        taking = declare(desk, D.CLIENT, "单雄")
        visit = make_visit(desk, V.CALLED, other_parties="山雄")
        mine, office = (shown.checks_as_seen_by(user, visit)[0].findings[0] for user in (taking, bar_officer()))
    assert (mine.declared, mine.detail) == ("单雄", "山=单")
    assert (office.declared, office.detail) == ("", "")


def test_rules_and_queries_see_the_same_visits() -> None:
    """The twin of `visible_to`, held equal over everybody and every state."""
    with unit.transaction():
        desk, past = make_desk(lawyers=3), make_desk(clock.today() - timedelta(7))
        made = [make_visit(desk, status) for status in (V.WAITING, V.CALLED, V.DONE)]
        made += [make_visit(past, V.CALLED), make_visit(past)]
        handed = make_visit(desk, V.CALLED)
        checks.hand_over(handed, "冲突", bar_officer())
        made.append(handed)
        users = [bar_officer(), *(account(each, f"duty{n}") for n, each in enumerate((*desk.lawyers, *past.lawyers)))]
        for user in users:
            seen = {visit.id for visit in queries.find_visible(user, [visit.id for visit in made])}
            me = queries.me(user)
            ruled = {visit.id for visit in made if checks.rules.is_visible(user, visit, me, clock.today())}
            assert seen == ruled, user.username
