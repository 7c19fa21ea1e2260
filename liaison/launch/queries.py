"""Selects of going live."""

from collections.abc import Mapping
from typing import Final

from flask import current_app
from sqlalchemy import exists, select

from liaison.core.errors import NotFound
from liaison.core.launching import LaunchStep
from liaison.core.sides import Actor, Role
from liaison.launch.models import LaunchMark, SetUpCode
from liaison.store.base import db
from liaison.store.users import UserRole
from liaison.web.frame import features

FOUND: Final = "liaison.administrator_found"
"""Where the process remembers that there is one: an administrator is never taken away again without another."""


def has_administrator() -> bool:
    """Whether the site has an administrator; asked of the database only until there is one."""
    if not current_app.extensions.get(FOUND):
        found = db.session.scalar(select(exists().where(UserRole.role == Role.ADMINISTRATOR)))
        current_app.extensions[FOUND] = bool(found)
    return bool(current_app.extensions[FOUND])


def lock_code() -> SetUpCode | None:
    """The set-up code for whoever uses it now: of two at once the second finds none."""
    return db.session.scalar(select(SetUpCode).with_for_update())


def find_code() -> SetUpCode | None:
    """The set-up code."""
    return db.session.scalar(select(SetUpCode))


def steps() -> list[LaunchStep]:
    """The steps of all features in their order."""
    return sorted((step for feature in features() for step in feature.launch_steps), key=lambda step: step.place)


def get_step(_user: Actor, key: str) -> LaunchStep:
    """The step of an address. Raises NotFound."""
    found = next((step for step in steps() if step.key == key), None)
    if found is None:
        raise NotFound
    return found


def marks() -> Mapping[str, LaunchMark]:
    """The steps that were ticked off."""
    return {mark.step: mark for mark in db.session.scalars(select(LaunchMark))}
