"""Accounts: who may sign in."""

from liaison.core.declaration import Feature
from liaison.core.text import N_

FEATURE = Feature(name="accounts", label=N_("账户"))
