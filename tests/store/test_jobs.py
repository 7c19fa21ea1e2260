"""Jobs: the row is the truth; what got lost is found again; a failure says so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from liaison.core import clock
from liaison.store import jobs, unit
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus


@pytest.fixture
def ran(app: Flask, database: None) -> Iterator[list[int]]:
    """A handler "count" that notes the ids it was given, and "fail" that fails."""
    seen: list[int] = []

    def fail(_job: Job) -> None:
        raise ZeroDivisionError

    handlers = app.extensions[jobs.HANDLERS]
    handlers |= {"count": lambda job: seen.append(int(job.arguments["paper_id"])), "fail": fail}
    yield seen
    del handlers["count"], handlers["fail"]


def _enqueue(kind: str) -> str:
    with unit.transaction():
        return jobs.enqueue(kind, None, paper_id=7).id


def _job(job_id: str) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def test_a_job_runs_once(ran: list[int]) -> None:
    job_id = _enqueue("count")
    jobs.run(job_id)
    jobs.run(job_id)
    assert ran == [7]
    assert _job(job_id).status is JobStatus.DONE


def test_a_job_whose_message_was_lost_is_swept(ran: list[int]) -> None:
    job_id = _enqueue("count")
    assert jobs.sweep() == [job_id]
    jobs.run(job_id)
    assert jobs.sweep() == []


def test_a_job_whose_worker_died_is_done_again(ran: list[int]) -> None:
    job_id = _enqueue("count")
    with unit.transaction():
        jobs._claim(job_id)
    assert jobs.sweep() == []
    with clock.travel(clock.now() + timedelta(minutes=6)):
        assert jobs.sweep() == [job_id]
        jobs.run(job_id)
    assert ran == [7]


def test_a_failing_job_is_tried_three_times_and_says_why(ran: list[int]) -> None:
    job_id = _enqueue("fail")
    for _ in range(4):
        jobs.run(job_id)
    job = _job(job_id)
    assert (job.status, job.attempts, job.error) == (JobStatus.FAILED, 3, "ZeroDivisionError")


def test_a_job_of_a_refused_transaction_never_was(ran: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), unit.transaction():
        jobs.enqueue("count", None, paper_id=7)
        raise ZeroDivisionError
    assert jobs.sweep() == []
