"""Issued minutes in the archive, with the files that the worker would have made."""

import pytest

from liaison.conferences.models import Conference, ConferenceStatus
from liaison.store import papers, unit
from liaison.store.papers import Paper
from tests.makers.minutes import make_minutes

PDF, WORD = b"%PDF-1.7 minutes", b"PK minutes"


@pytest.fixture
def paper(database: None) -> Paper:
    """Minutes issued, PDF and Word attached."""
    with unit.transaction():
        conference: Conference = make_minutes(ConferenceStatus.ISSUED)
        assert conference.paper is not None
        papers.attach(conference.paper.id, {"pdf": PDF, "docx": WORD})
    return conference.paper
