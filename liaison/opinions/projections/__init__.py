"""What one person may see of an opinion; pages, exports, cards and mails are made from nothing else."""

from liaison.opinions.projections.opinion import SeenEvent, SeenOpinion, as_seen_by, history_as_seen_by, stages

__all__ = ["SeenEvent", "SeenOpinion", "as_seen_by", "history_as_seen_by", "stages"]
