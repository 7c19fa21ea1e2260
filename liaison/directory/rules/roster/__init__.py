"""An imported roster against the directory: what it would add and change, and what stands in its way, cell by cell."""
