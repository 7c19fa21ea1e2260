"""The templates of papers: an environment of their own, away from the pages of the site."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from liaison.papers.lines import NO_END, NO_START

FOLDER: Final = Path(__file__).resolve().parents[2] / "templates"
PAPERS: Final = FOLDER / "papers"
# Beside Han, Unicode's rules let no line break on either side of a curly quote; and a Latin word may be too long.
_BREAKS: Final = re.compile(f"(?<=[^{NO_END}])(?=[“‘])|(?<=[”’])(?=[^{NO_START}])|(?<=[!-~]{{24}})(?=[!-~])")


@cache
def environment() -> Environment:
    """Jinja for HTML and for the XML of Word: everything is escaped, a name that is not given is an error."""
    made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    made.filters["breakable"] = breakable
    return made


def breakable(text: str) -> Markup:
    """Escape a text and mark where else a line may break: outside curly quotes, and within very long Latin words."""
    return Markup("<wbr>").join(_BREAKS.split(text))
