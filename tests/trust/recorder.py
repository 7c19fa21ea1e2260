"""A plugin of pytest for `make trust`: the longest checks begin first, and how each ended and what it measured is noted
in the file that TRUST_REPORT names.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

found: dict[str, dict[str, Any]] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nothing long is left for the end, when one worker would be waited for by the others."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """One entry a test; a fault in any of its phases counts, and so does a skip."""
    entry = found.setdefault(report.nodeid, {"outcome": "passed", "seconds": 0.0, "measured": []})
    entry["seconds"] += report.duration
    if report.outcome != "passed":
        entry["outcome"] = report.outcome
    entry["measured"] += [str(value) for name, value in report.user_properties if name == "measured"]


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Only the process that started the others has all of it."""
    yield
    if not hasattr(session.config, "workerinput"):
        Path(os.environ["TRUST_REPORT"]).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
