"""Jobs: the row is the truth; what got lost is found again; a failure says so."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.store import jobs, outbox, unit
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus
from liaison.store.outbox import Delivery, OutboxMessage
from liaison.store.queue import QUEUE


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
    _claim(job_id)
    jobs.run(job_id)
    assert jobs.sweep() == []
    with _later(minutes=6):
        assert jobs.sweep() == [job_id]
        jobs.run(job_id)
    assert ran == [7]


def test_a_job_that_kills_its_worker_is_given_up(ran: list[int]) -> None:
    job_id = _enqueue("count")
    for turn in range(jobs.ATTEMPTS):
        with _later(minutes=6 * turn):
            assert _claim(job_id) is not None
    with _later(minutes=60):
        assert jobs.sweep() == [job_id]
        jobs.run(job_id)
        assert jobs.sweep() == []
    job = _job(job_id)
    assert (job.status, job.error, ran) == (JobStatus.FAILED, "WorkerDied", [])
    assert job.finished_at is not None


def test_a_failing_job_is_tried_three_times_and_says_why(ran: list[int]) -> None:
    job_id = _enqueue("fail")
    for turn in range(1, 5):
        with _later(minutes=6 * turn):
            jobs.run(job_id)
            assert jobs.sweep() == []
        job = _job(job_id)
        assert (job.status, job.attempts) == (JobStatus.FAILED if turn > 2 else JobStatus.QUEUED, min(turn, 3))
    assert job.error == "ZeroDivisionError"


def test_a_job_of_an_unknown_kind_fails_like_any_other(ran: list[int]) -> None:
    job_id = _enqueue("nobody-knows")
    jobs.run(job_id)
    assert _job(job_id).error == "KeyError"


def test_progress_keeps_a_long_job_from_being_taken_for_dead(ran: list[int]) -> None:
    job_id = _enqueue("count")
    job = _claim(job_id)
    assert job is not None
    with _later(minutes=4):
        jobs.progress(job, 1, 2)
    with _later(minutes=6):
        assert jobs.sweep() == []
    assert (_job(job_id).done, _job(job_id).total) == (1, 2)


def test_a_worker_taken_for_dead_cannot_undo_what_its_successor_did(ran: list[int]) -> None:
    job_id = _enqueue("count")
    slow = _claim(job_id)
    assert slow is not None
    with _later(minutes=6):
        jobs.run(job_id)
    with unit.transaction():
        jobs._settle(slow, JobStatus.QUEUED, "TooLate")
    assert (_job(job_id).status, _job(job_id).error) == (JobStatus.DONE, "")


def test_a_job_of_a_refused_transaction_never_was(app: Flask, ran: list[int]) -> None:
    app.extensions[QUEUE].flush()
    with pytest.raises(ZeroDivisionError), unit.transaction():
        jobs.enqueue("count", None, paper_id=7)
        raise ZeroDivisionError
    assert jobs.sweep() == []
    assert app.extensions[QUEUE].dequeue() is None


def test_the_worker_hears_of_a_job_after_the_commit(app: Flask, ran: list[int]) -> None:
    queue = app.extensions[QUEUE]
    queue.flush()
    with unit.transaction():
        jobs.enqueue("count", None, paper_id=7)
        assert queue.pending_count() == 0
    queue.execute(queue.dequeue())
    assert ran == [7]


def test_the_worker_sweeps_and_sends_mail_every_minute(app: Flask, ran: list[int], tmp_path: Path) -> None:
    queue = app.extensions[QUEUE]
    _enqueue("count")
    with unit.transaction():
        outbox.queue("a:1", "li.na@example.org", "通知", "内容")
    queue.flush()
    minute = datetime(2026, 3, 9, 6, 30)  # noqa: DTZ001 - huey compares naive times
    (sweep,) = [task for task in queue.read_periodic(minute) if task.name == "sweep"]
    queue.execute(sweep)
    assert ran == [7]
    assert db.session.scalar(select(OutboxMessage.status)) is Delivery.KEPT


def test_the_worker_runs_the_timed_tasks_every_hour(app: Flask, database: None) -> None:
    queue = app.extensions[QUEUE]
    hour = [datetime(2026, 3, 9, 6, minute) for minute in range(60)]  # noqa: DTZ001 - huey compares naive times
    due = [minute for minute in hour if any(task.name == "tasks" for task in queue.read_periodic(minute))]
    assert len(due) == 1


def _claim(job_id: str) -> Job | None:
    """What a worker does first, and all that it does if it is killed then."""
    with unit.transaction():
        return jobs._claim(job_id)


def _later(*, minutes: int) -> AbstractContextManager[None]:
    return clock.travel(clock.now() + timedelta(minutes=minutes))
