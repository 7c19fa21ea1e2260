"""What is looked up on the machine itself; no table is read here."""

from dataclasses import dataclass

from liaison.papers import fonts
from liaison.papers.fonts import Filling
from liaison.papers.libraries import LIBRARIES, PROGRAMS, check_libraries


@dataclass(frozen=True, slots=True)
class Need:
    """A library or a program of the system, and how to come by it where it is missing."""

    name: str
    package: str
    is_there: bool


def font_fillings() -> tuple[Filling, ...]:
    """Each typeface of official papers with the font that fills it."""
    return fonts.survey()


def needs() -> list[Need]:
    """The system libraries and programs of the renderer."""
    missing = {line.split(" ", 1)[0] for line in check_libraries()}
    known = {**LIBRARIES, **PROGRAMS}
    return [Need(name, package, name not in missing) for name, (package, _effect) in known.items()]
