"""Joint conferences: agenda, attendance, resolutions, minutes and countersignatures."""

from liaison.conferences.models.agenda import ITEM_KIND_LABELS, AgendaItem, ItemKind
from liaison.conferences.models.attendance import PRESENCE_LABELS, PRESENCE_TONES, Attendance, Presence
from liaison.conferences.models.conferences import (
    KIND_LABELS,
    STATUS_LABELS,
    STATUS_TONES,
    Conference,
    ConferenceKind,
    ConferenceStatus,
)
from liaison.conferences.models.minutes import (
    ArchivedMinutes,
    CopyAddress,
    Countersignature,
    MinutesComment,
    MinutesExcerpt,
    MinutesIssue,
    MinutesRevision,
    Reopening,
)
from liaison.conferences.models.resolutions import (
    RESOLUTION_LABELS,
    RESOLUTION_TONES,
    UNSETTLED,
    CarriedResolution,
    JointUnit,
    Milestone,
    Resolution,
    ResolutionEvent,
    ResolutionStatus,
)

__all__ = [
    "ITEM_KIND_LABELS",
    "KIND_LABELS",
    "PRESENCE_LABELS",
    "PRESENCE_TONES",
    "RESOLUTION_LABELS",
    "RESOLUTION_TONES",
    "STATUS_LABELS",
    "STATUS_TONES",
    "UNSETTLED",
    "AgendaItem",
    "ArchivedMinutes",
    "Attendance",
    "CarriedResolution",
    "Conference",
    "ConferenceKind",
    "ConferenceStatus",
    "CopyAddress",
    "Countersignature",
    "ItemKind",
    "JointUnit",
    "Milestone",
    "MinutesComment",
    "MinutesExcerpt",
    "MinutesIssue",
    "MinutesRevision",
    "Presence",
    "Reopening",
    "Resolution",
    "ResolutionEvent",
    "ResolutionStatus",
]
