"""What is due of keeping: records that go by themselves when their time is over."""

from liaison.retention import services


def purge_automatic() -> None:
    """Take away what is due of the kinds that need nobody's word."""
    services.purge_automatic()
