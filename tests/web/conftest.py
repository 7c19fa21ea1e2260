"""An application of a test module's own, which may add routes; it shares the database of all tests."""

from collections.abc import Iterator

import pytest
from flask import Flask

from liaison.factory import create_app
from liaison.launch.queries import FOUND
from liaison.store.base import db


@pytest.fixture(scope="module")
def own_app(app: Flask) -> Iterator[Flask]:
    """Routes are added before its first request. What fails becomes a page, as it does for users."""
    own = create_app(app.extensions["liaison.settings"])
    own.extensions[FOUND] = True
    yield own
    with own.app_context():
        db.engine.dispose()
