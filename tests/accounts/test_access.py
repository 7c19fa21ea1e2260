"""Who may call what of accounts: everybody has their own account, and few that of somebody else."""

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import StandIn
from tests.makers.accounts import make_user
from tests.page import Browser

WHO = {
    "visitor": None,
    "lawyer": (Side.BAR, {Role.LAWYER}),
    "officer": (Side.BAR, {Role.OFFICER}),
    "other_side": (Side.BENCH, {Role.OFFICER}),
    "observer": (None, {Role.OBSERVER}),
    "auditor": (None, {Role.AUDITOR}),
    "administrator": (None, {Role.ADMINISTRATOR}),
}
SIGNED_IN = [who for who in WHO if who != "visitor"]
TABLE = [
    *[(who, "GET", "/login", 200 if who == "visitor" else 302) for who in WHO],
    *[(who, "GET", path, 200) for who in WHO for path in ("/login/password", "/login/forgot")],
    *[(who, "POST", path, 422) for who in WHO for path in ("/login", "/login/password", "/login/forgot")],
    *[(who, method, "/login/code", 303) for who in WHO for method in ("GET", "POST")],
    *[(who, "GET", "/logout", 405) for who in WHO],
    ("visitor", "POST", "/logout", 302),
    *[(who, "POST", "/logout", 303) for who in SIGNED_IN],
]
# (path, method, what those who are signed in get): the own pages are everybody's.
OWN = [
    ("/account", "GET", 200),
    ("/account", "POST", 422),
    ("/account/confirm", "GET", 200),
    ("/account/confirm", "POST", 422),
    ("/account/sessions", "GET", 200),
    ("/account/sessions/999/end", "POST", 404),
    ("/account/sessions/end-others", "POST", 303),
    ("/account/data", "GET", 200),
    ("/account/second-factor", "GET", 200),
    ("/account/second-factor/begin", "POST", 303),
    ("/account/second-factor/establish", "GET", 303),
    ("/account/second-factor/establish", "POST", 303),
    ("/account/second-factor/renew-codes", "POST", 409),
    ("/account/second-factor/give-up", "POST", 303),
    ("/accounts/stand-ins", "GET", 200),
]
TABLE += [("visitor", method, path, 302) for path, method, _ in OWN]
TABLE += [(who, method, path, status) for path, method, status in OWN for who in SIGNED_IN]
# path, method -> what each gets; whoever is not named is refused (403). {lawyer} and {judge} are users to act on.
KEEPING = {
    ("/accounts/users", "GET"): {"officer": 200, "other_side": 200, "administrator": 200},
    ("/accounts/import", "GET"): {"administrator": 200},
    ("/accounts/import", "POST"): {"administrator": 422},
    ("/accounts/import/template", "GET"): {"administrator": 200},
    ("/accounts/users/remind", "GET"): {"officer": 200, "other_side": 200, "administrator": 200},
    **{
        (f"/accounts/users/remind/{way}", "POST"): {"officer": 422, "other_side": 422, "administrator": 422}
        for way in ("mail", "slips")
    },
    ("/accounts/users/open", "GET"): {"administrator": 200},
    ("/accounts/users/open", "POST"): {"administrator": 422},
    ("/accounts/users/second-factor", "GET"): {"administrator": 200},
    ("/accounts/users/second-factor", "POST"): {"administrator": 303},
    ("/accounts/users/{one}", "GET"): {"officer": 200, "other_side": 404, "administrator": 200},
    **{
        (f"/accounts/users/{{one}}/{verb}", method): {
            "officer": 200 if verb in {"reset", "invite", "hand-over"} else 403,
            "other_side": 404,
            "administrator": 200,
        }
        for verb in ("amend", "assign", "reset", "drop-factor", "disable", "hand-over")
        for method in ("GET",)
    },
    **{
        (f"/accounts/users/{{one}}/{verb}", "POST"): {
            "officer": status if verb in {"reset", "hand-over"} else 403,
            "other_side": 404,
            "administrator": status,
        }
        for verb, status in (
            ("amend", 303), ("assign", 422), ("reset", 200), ("drop-factor", 422), ("disable", 422), ("hand-over", 422),
        )
    },
    **{
        (f"/accounts/users/{{one}}/{verb}", method): {
            "officer": 409 if verb == "invite" else 403,
            "other_side": 404,
            "administrator": 409,
        }
        for verb in ("invite", "enable")
        for method in ("GET", "POST")
    },
    ("/accounts/stand-ins/name", "GET"): {"officer": 200, "other_side": 200, "administrator": 200},
    ("/accounts/stand-ins/name", "POST"): {"officer": 422, "other_side": 422, "administrator": 422},
    ("/accounts/stand-ins/{stand_in}/end", "POST"): {
        "officer": 303, "administrator": 303, **dict.fromkeys(("lawyer", "other_side", "observer", "auditor"), 404),
    },
}  # fmt: skip
TABLE += [("visitor", method, path, 302) for path, method in KEEPING]
TABLE += [(who, method, path, found.get(who, 403)) for (path, method), found in KEEPING.items() for who in SIGNED_IN]


@pytest.mark.parametrize(("method", "url"), dict.fromkeys((method, url) for _, method, url, _ in TABLE))
def test_access(app: Flask, database: None, method: str, url: str) -> None:
    """Everybody asks, one after the other, each for a user of their own to act on."""
    for number, (who, expected) in enumerate((row[0], row[3]) for row in TABLE if row[1:3] == (method, url)):
        browser, details = Browser(app), WHO[who]
        one = make_user(f"one{number}", side=Side.BAR, roles={Role.LAWYER}).id if "{one}" in url else 0
        if details is not None:
            make_user(who, side=details[0], roles=details[1])
            browser.sign_in(who)
        path = url.format(one=one, stand_in=_stand_in(number) if "{stand_in}" in url else 0)
        response = browser.post(path) if method == "POST" else browser.send("GET", path)
        assert response.status_code == expected, who


def _stand_in(number: int) -> int:
    """Two officers of the bar side, one of whom stands in for the other."""
    absent, officer = (make_user(name, roles={Role.OFFICER}).id for name in (f"absent{number}", f"stand.in{number}"))
    today = clock.today()
    with unit.transaction():
        row = StandIn(absent_id=absent, stand_in_id=officer, role_words="officer", starts_on=today, ends_on=today)
        row.named_at, row.named_by_id = clock.now(), absent
        db.session.add(row)
        db.session.flush()
        return row.id
