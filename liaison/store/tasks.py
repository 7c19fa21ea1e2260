"""What is due as time passes: each task in a transaction of its own, and one that fails stops no other."""

import logging
from collections.abc import Callable, Mapping

from flask import current_app

from liaison.store import unit

TASKS = "liaison.tasks"

log = logging.getLogger(__name__)


def run_all() -> list[str]:
    """Run every task that the factory registered, each safe to run twice; gives the names of those that failed."""
    tasks: Mapping[str, Callable[[], None]] = current_app.extensions[TASKS]
    failed = []
    for name, task in tasks.items():
        try:
            with unit.transaction():
                task()
        except Exception:
            log.exception("task %s failed", name)
            failed.append(name)
    return failed
