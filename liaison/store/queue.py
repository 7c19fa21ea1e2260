"""The queue between web processes and the worker: huey carries job ids, the rows are the truth."""

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from liaison.store import heartbeat, jobs, tasks

QUEUE = "liaison.queue"


def make_queue(queue_url: str) -> Huey:
    """A huey store on SQLite (one machine) or Redis (several)."""
    if queue_url.startswith("sqlite:///"):
        return SqliteHuey("liaison", filename=queue_url.removeprefix("sqlite:///"), results=False, fsync=True)
    return RedisHuey("liaison", url=queue_url, results=False)


def connect_queue(app: Flask, queue_url: str) -> None:
    """Give the application its queue: what a commit sends, and what the worker does with it.

    An empty job id only wakes the worker, which then looks for mail to send.
    """
    queue = make_queue(queue_url)

    @queue.task(name="work")
    def work(job_id: str) -> None:
        with app.app_context():
            if job_id:
                jobs.run(job_id)
            else:
                app.extensions[jobs.MAILER]()

    @queue.periodic_task(crontab(minute="*"), name="sweep")
    def sweep() -> None:
        with app.app_context():
            heartbeat.beat()
            for job_id in jobs.sweep():
                jobs.run(job_id)
            app.extensions[jobs.MAILER]()

    @queue.periodic_task(crontab(minute="7"), name="tasks")
    def hourly() -> None:
        with app.app_context():
            tasks.run_all()

    app.extensions[QUEUE] = queue
    app.extensions[jobs.BOARD] = queue.storage
    app.extensions[jobs.SENDER] = work
