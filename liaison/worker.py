"""The worker process: `huey_consumer liaison.worker.queue` runs jobs, sends mail and sweeps every minute."""

from app import app
from liaison.store.queue import QUEUE

queue = app.extensions[QUEUE]
