"""Reads the data files of this folder."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> Any:
    """Give the content of `name`.json as Python lists and dicts; callers do not change it."""
    return json.loads(files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
