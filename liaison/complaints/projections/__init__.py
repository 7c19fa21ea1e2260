"""What one person may see of a complaint; pages, exports, cards and papers are made from nothing else."""

from liaison.complaints.projections.complaint import (
    SeenComplaint,
    SeenRow,
    as_seen_by,
    row_as_seen_by,
)

__all__ = ["SeenComplaint", "SeenRow", "as_seen_by", "row_as_seen_by"]
