"""The way back by reference and return code: counted by the reference alone, never by an address."""

from typing import Final

from sqlalchemy.orm import Session

from liaison.complaints.models import Complaint
from liaison.complaints.queries import complaints as queries
from liaison.complaints.services.lodging import PREFIX, check_code
from liaison.core.references import find_reference
from liaison.store import throttle
from liaison.store.throttle import Rate

BY_REFERENCE: Final = Rate("complaint.code", 5)
BY_ALL: Final = Rate("complaint.codes", 200)
"""All wrong codes together: whoever tries one code on many references is slowed down too."""


def wait_out(reference: str) -> None:
    """Refuse while the reference, or the door as a whole, was tried too often. Raises TooManyTries."""
    throttle.wait_out((BY_REFERENCE, reference), (BY_ALL, "all"))


def opened(reference: str, code: str) -> Complaint | None:
    """The complaint that reference and code open; None for either wrong, after the same work."""
    known = find_reference(reference, PREFIX)
    complaint = queries.find_by_reference(known) if known else None
    return complaint if check_code(complaint, code) else None


def note_failure(reference: str, session: Session) -> None:
    """Count a wrong code, in a session of `unit.independent()`."""
    throttle.note((BY_REFERENCE, reference), (BY_ALL, "all"), session=session)
