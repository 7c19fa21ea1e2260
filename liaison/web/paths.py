"""Addresses that a page, a form or a link hands in to lead on to: followed only within this site."""

import re

# Browsers drop tabs and newlines out of an address and read a backslash as a slash: "/\t/elsewhere" and "/\elsewhere"
# lead to another site as "//elsewhere" does.
_OWN = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")


def own_path(address: str | None, otherwise: str) -> str:
    """The address if it is a path of this site, else `otherwise`."""
    return address if address and _OWN.fullmatch(address) else otherwise
