"""THE ordered list of features: what each declares, its pages, its jobs and what it does when time passes."""

from collections.abc import Callable
from dataclasses import dataclass, field

import click
from flask import Blueprint

import liaison.accounts.views
import liaison.archive.views
import liaison.attachments.views
import liaison.complaints.views
import liaison.conferences.views
import liaison.directory.views
import liaison.guide.views
import liaison.home.views
import liaison.launch.views
import liaison.ledgers.views
import liaison.opinions.views
import liaison.oversight.views
import liaison.questionnaires.views
import liaison.ratings.views
import liaison.reception.views
import liaison.retention.views
import liaison.settings.views
import liaison.summaries.views
from liaison import (
    accounts,
    archive,
    attachments,
    complaints,
    conferences,
    directory,
    guide,
    home,
    launch,
    ledgers,
    opinions,
    oversight,
    questionnaires,
    ratings,
    reception,
    retention,
    settings,
    summaries,
)
from liaison.accounts import tasks as accounts_tasks
from liaison.accounts.commands import account_commands
from liaison.accounts.services import passwords as account_passwords
from liaison.archive.tasks import render_paper, render_preview
from liaison.attachments.tasks import prepare
from liaison.complaints import tasks as complaints_tasks
from liaison.complaints.services import categories as complaint_categories
from liaison.complaints.services import lodging as complaint_lodging
from liaison.complaints.services import papers as complaint_papers
from liaison.conferences import tasks as conferences_tasks
from liaison.conferences.commands import conference_commands
from liaison.core.declaration import Feature
from liaison.directory.commands import directory_commands
from liaison.directory.services import rosters
from liaison.launch.commands import launch_commands
from liaison.ledgers import tasks as ledger_tasks
from liaison.ledgers.commands import ledger_commands
from liaison.ledgers.services import imports as ledger_imports
from liaison.opinions import services as opinions_services
from liaison.opinions import tasks as opinions_tasks
from liaison.oversight import tasks as oversight_tasks
from liaison.oversight.commands import backup_commands, key_commands
from liaison.oversight.rules import VERIFY
from liaison.questionnaires import tasks as questionnaires_tasks
from liaison.ratings import tasks as ratings_tasks
from liaison.reception import tasks as reception_tasks
from liaison.reception.commands import reception_commands
from liaison.reception.services import persons as reception_persons
from liaison.retention import services as retention_services
from liaison.retention import tasks as retention_tasks
from liaison.settings import tasks as settings_tasks
from liaison.settings.commands import calendar_commands
from liaison.store import attachments as stored_attachments
from liaison.store import backup_runs, orphans, papers, previews, resealing
from liaison.store.jobs import Handler
from liaison.summaries.commands import summary_commands


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
        tasks=(conferences_tasks.refresh_agenda_notes, conferences_tasks.chase),
        commands=(conference_commands,),
    ),
    Installed(
        opinions.FEATURE,
        (liaison.opinions.views.blueprint,),
        tasks=(opinions_services.ensure_categories, opinions_tasks.remind, opinions_tasks.close_lapsed),
    ),
    Installed(
        reception.FEATURE,
        liaison.reception.views.BLUEPRINTS,
        tasks=(
            reception_tasks.remind,
            reception_tasks.lapse,
            reception_tasks.follow_roster,
            reception_persons.forget_drafts,
        ),
        commands=(reception_commands,),
    ),
    Installed(
        questionnaires.FEATURE,
        liaison.questionnaires.views.BLUEPRINTS,
        tasks=(questionnaires_tasks.open_due, questionnaires_tasks.close_due, questionnaires_tasks.sort_rows),
    ),
    Installed(
        ratings.FEATURE,
        (liaison.ratings.views.blueprint,),
        tasks=(ratings_tasks.remind, ratings_tasks.lapse, ratings_tasks.sum_up),
    ),
    Installed(
        complaints.FEATURE,
        liaison.complaints.views.BLUEPRINTS,
        jobs={complaint_papers.RENDER: complaint_papers.render},
        tasks=(
            complaint_categories.ensure_categories,
            complaint_lodging.purge_drafts,
            complaints_tasks.watch,
            complaints_tasks.close_answered,
        ),
    ),
    Installed(summaries.FEATURE, (liaison.summaries.views.blueprint,), commands=(summary_commands,)),
    Installed(
        ledgers.FEATURE,
        (liaison.ledgers.views.blueprint,),
        jobs={ledger_imports.MAKE: ledger_tasks.make},
        tasks=(ledger_imports.purge,),
        commands=(ledger_commands,),
    ),
    Installed(
        archive.FEATURE,
        liaison.archive.views.BLUEPRINTS,
        jobs={papers.RENDER: render_paper, previews.RENDER: render_preview},
        tasks=(previews.purge,),
    ),
    Installed(
        attachments.FEATURE,
        (liaison.attachments.views.blueprint,),
        jobs={stored_attachments.PREPARE: prepare},
        tasks=(stored_attachments.purge_uploads, orphans.sweep),
    ),
    Installed(
        directory.FEATURE,
        liaison.directory.views.BLUEPRINTS,
        tasks=(rosters.purge,),
        commands=(directory_commands,),
    ),
    Installed(
        accounts.FEATURE,
        liaison.accounts.views.BLUEPRINTS,
        jobs={account_passwords.SEND_LINK: account_passwords.send_link},
        tasks=(accounts_tasks.remind, accounts_tasks.purge, accounts_tasks.end_stand_ins),
        commands=(account_commands,),
    ),
    Installed(launch.FEATURE, (liaison.launch.views.blueprint,), commands=(launch_commands,)),
    Installed(
        settings.FEATURE,
        (liaison.settings.views.blueprint,),
        tasks=(settings_tasks.fill,),
        commands=(calendar_commands,),
    ),
    Installed(
        retention.FEATURE,
        (liaison.retention.views.blueprint,),
        jobs={retention_services.PURGE: retention_services.purge},
        tasks=(retention_tasks.purge_automatic,),
    ),
    Installed(
        oversight.FEATURE,
        (liaison.oversight.views.blueprint,),
        jobs={
            resealing.RESEAL: resealing.reseal,
            backup_runs.CREATE: backup_runs.create_scheduled,
            backup_runs.REHEARSE: backup_runs.rehearse,
            VERIFY: oversight_tasks.verify_trail,
        },
        tasks=(
            resealing.retire_old_keys,
            backup_runs.ask_when_due,
            backup_runs.clear_leftovers,
            oversight_tasks.verify_nightly,
            oversight_tasks.send_heads,
        ),
        commands=(backup_commands, key_commands),
    ),
    Installed(guide.FEATURE, (liaison.guide.views.blueprint,)),
)
