"""Who somebody is to a conference, and what of it that person may see."""

from liaison.conferences.models import Conference, Presence
from liaison.conferences.rules.moves import CONVENER, MEMBER, OBSERVER, ORGANISER, S
from liaison.core.sides import Actor, Role


def relations(user: Actor, conference: Conference | None) -> frozenset[str]:
    """Who somebody is to a conference (None: one that is still to be planned)."""
    found = set()
    if user.side is not None:
        found.add(MEMBER)
        if user.has(Role.ORGANISER):
            found.add(ORGANISER)
            if conference is None or conference.convening_side is user.side:
                found.add(CONVENER)
    elif user.has(Role.OBSERVER):
        found.add(OBSERVER)
    return frozenset(found)


def may_look(user: Actor) -> bool:
    """Whether there can be anything of conferences for this person: both sides, and the bureau's observers."""
    return user.side is not None or user.has(Role.OBSERVER)


def is_visible(user: Actor, conference: Conference) -> bool:
    """Organisers see all; members of both sides, and whoever is invited, what was announced; observers what was issued.

    The twin of `queries.visible_to`, held equal by a property test.
    """
    who = relations(user, conference)
    if ORGANISER in who or (user.side is not None and user.has(Role.OFFICER)):
        return True
    if MEMBER in who or is_invited(user, conference):
        return conference.status not in {S.PLANNED, S.CANCELLED}
    return OBSERVER in who and has_issue(conference)


def is_invited(user: Actor, conference: Conference) -> bool:
    """Whether somebody is on the list; guests of neither side, such as the bureau, are too."""
    return user.person_id is not None and any(row.person_id == user.person_id for row in conference.attendances)


def has_issue(conference: Conference) -> bool:
    """Whether minutes of it are in force: issued, being reopened with the last issue standing, or of the archive."""
    return conference.status is S.ISSUED or conference.paper_id is not None


def was_there(user: Actor, conference: Conference) -> bool:
    """Whether somebody took part, at the table or in attendance."""
    present = (Presence.PRESENT, Presence.IN_ATTENDANCE)
    return user.person_id is not None and any(
        row.person_id == user.person_id and row.presence in present for row in conference.attendances
    )


def may_see_files(user: Actor, conference: Conference) -> bool:
    """Papers and evidence are for the two sides."""
    return user.side is not None and is_visible(user, conference)
