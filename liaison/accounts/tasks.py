"""What is due as time passes: what ended by itself is dropped or marked."""

from liaison.accounts.services import sessions, stand_ins


def purge() -> None:
    """Sessions, codes and failures that are over."""
    sessions.purge()


def end_stand_ins() -> None:
    """Standings-in whose last day is over."""
    stand_ins.end_past()
