"""What is due as time passes: what ended by itself is dropped or marked."""

from liaison.accounts.services import importing, reminding, sessions, stand_ins


def purge() -> None:
    """Sessions, codes and uploaded lists that are over."""
    sessions.purge()
    importing.purge()


def end_stand_ins() -> None:
    """Standings-in whose last day is over."""
    stand_ins.end_past()


def remind() -> None:
    """Codes of those who never signed in that end soon."""
    reminding.remind_of_ends()
