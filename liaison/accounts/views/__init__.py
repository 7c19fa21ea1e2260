"""The pages of accounts."""

from liaison.accounts.views import leaving, reminding  # noqa: F401 - register their pages on that of users
from liaison.accounts.views.entry import blueprint as entry
from liaison.accounts.views.importing import blueprint as account_imports
from liaison.accounts.views.own import blueprint as own
from liaison.accounts.views.second_factor import blueprint as second_factor
from liaison.accounts.views.stand_ins import blueprint as stand_ins
from liaison.accounts.views.users import blueprint as users

BLUEPRINTS = (entry, account_imports, own, second_factor, users, stand_ins)
