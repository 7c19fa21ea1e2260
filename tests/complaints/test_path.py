"""The straight ways of both directions, from lodging to closing, through the services."""

import pytest

from liaison.complaints.models import ComplaintClock, ComplaintPaper, Direction, Identity, Status
from liaison.store.base import db
from tests.makers.complaints import BACK, J2L, L2J, OUT, City, make_complaint

S = Status


@pytest.mark.parametrize("identity", list(Identity))
def test_lawyer_to_judge_goes_from_lodging_to_closing(city: City, identity: Identity) -> None:
    last = S.CLOSED if identity is not Identity.ANONYMOUS else S.REPLIED
    complaint = make_complaint(city, last, L2J, identity)
    assert complaint.status is last
    papers = [paper.sort for paper in db.session.query(ComplaintPaper).order_by(ComplaintPaper.id)]
    assert papers == ["receipt", "transfer", "acknowledgement", "allegation", "feedback", "outcome", "reply"]
    receipt = db.session.query(ComplaintPaper).order_by(ComplaintPaper.id).first()
    assert receipt is not None
    assert "联系地址：云江市东大街1号" in receipt.facts, "the letter says where the body is that signs it"
    still = db.session.query(ComplaintClock).filter(ComplaintClock.ended_on.is_(None)).count()
    assert still == (0 if last is S.CLOSED else 2)


def test_judge_to_lawyer_goes_from_lodging_to_closing(city: City) -> None:
    complaint = make_complaint(city, S.CLOSED, J2L, Identity.CONFIDENTIAL)
    assert complaint.status is S.CLOSED
    papers = [paper.sort for paper in db.session.query(ComplaintPaper).order_by(ComplaintPaper.id)]
    assert papers == [
        "receipt", "transfer", "acknowledgement", "allegation", "hearing", "decision", "service", "feedback",
    ]  # fmt: skip


def test_every_state_of_the_straight_way_is_reached(city: City) -> None:
    for direction, path in ((Direction.LAWYER_TO_JUDGE, OUT), (Direction.JUDGE_TO_LAWYER, BACK)):
        for status in path:
            assert make_complaint(city, status, direction).status is status
