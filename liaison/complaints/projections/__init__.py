"""What one person may see of a complaint; pages, exports, cards and papers are made from nothing else."""

from liaison.complaints.projections.complaint import as_seen_by, row_as_seen_by
from liaison.complaints.projections.shapes import SeenComplaint, SeenRow

__all__ = ["SeenComplaint", "SeenRow", "as_seen_by", "row_as_seen_by"]
