"""The worker process: `huey_consumer liaison.worker.queue` runs jobs, sends mail and sweeps every minute."""

from liaison.factory import create_app
from liaison.store.queue import QUEUE

app = create_app()
queue = app.extensions[QUEUE]
