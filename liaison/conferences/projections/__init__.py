"""What is shown of conferences: on their own pages, and on those of other features."""
