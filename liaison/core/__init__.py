"""Pure Python that every other room stands on: no Flask, no SQLAlchemy, no files but its own data."""
