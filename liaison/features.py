"""THE ordered list of features: what each declares, its pages, its jobs and what it does when time passes."""

from collections.abc import Callable
from dataclasses import dataclass, field

import click
from flask import Blueprint

import liaison.accounts.views
import liaison.archive.views
import liaison.conferences.views
import liaison.directory.views
import liaison.home.views
import liaison.opinions.views
import liaison.oversight.views
from liaison import accounts, archive, conferences, directory, home, opinions, oversight
from liaison.accounts import services as accounts_services
from liaison.accounts.commands import account_commands
from liaison.archive.tasks import render_paper, render_preview
from liaison.conferences.commands import conference_commands
from liaison.core.declaration import Feature
from liaison.directory.commands import directory_commands
from liaison.directory.services import rosters
from liaison.opinions import services as opinions_services
from liaison.store import papers, previews
from liaison.store.jobs import Handler


@dataclass(frozen=True, slots=True)
class Installed:
    """A feature with its pages, its job handlers by kind, its timed tasks (each safe to run twice) and its commands."""

    feature: Feature
    blueprints: tuple[Blueprint, ...] = ()
    jobs: dict[str, Handler] = field(default_factory=dict)
    tasks: tuple[Callable[[], None], ...] = ()
    commands: tuple[click.Group, ...] = ()


FEATURES: tuple[Installed, ...] = (
    Installed(home.FEATURE, (liaison.home.views.blueprint,)),
    Installed(
        conferences.FEATURE,
        (
            liaison.conferences.views.blueprint,
            liaison.conferences.views.resolutions.blueprint,
            liaison.conferences.views.register.blueprint,
        ),
        commands=(conference_commands,),
    ),
    Installed(
        opinions.FEATURE,
        (liaison.opinions.views.blueprint,),
        tasks=(opinions_services.ensure_categories,),
    ),
    Installed(
        archive.FEATURE,
        liaison.archive.views.BLUEPRINTS,
        jobs={papers.RENDER: render_paper, previews.RENDER: render_preview},
        tasks=(previews.purge,),
    ),
    Installed(
        directory.FEATURE,
        liaison.directory.views.BLUEPRINTS,
        tasks=(rosters.purge,),
        commands=(directory_commands,),
    ),
    Installed(
        accounts.FEATURE,
        (liaison.accounts.views.blueprint,),
        tasks=(accounts_services.purge,),
        commands=(account_commands,),
    ),
    Installed(oversight.FEATURE, (liaison.oversight.views.blueprint,)),
)
