"""What one person may see of an opinion; pages, exports, cards and mails are made from nothing else."""

from liaison.opinions.projections.opinion import SeenEvent, SeenOpinion, as_seen_by, history_as_seen_by, stages
from liaison.opinions.projections.parts import SeenParts, comments_as_seen_by, parts_as_seen_by

__all__ = [
    "SeenEvent",
    "SeenOpinion",
    "SeenParts",
    "as_seen_by",
    "comments_as_seen_by",
    "history_as_seen_by",
    "parts_as_seen_by",
    "stages",
]
