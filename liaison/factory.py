"""Puts the application together: settings, store, web, features, in that order."""

import os
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from liaison import __version__, cli, config
from liaison.accounts import services as accounts
from liaison.config import ROOT, Settings
from liaison.core.declaration import Features
from liaison.demo import shown
from liaison.features import FEATURES
from liaison.store import (  # noqa: F401 - tables
    attachments,
    audit,
    backup_runs,
    feeds,
    files,
    jobs,
    keys,
    links,
    numbering,
    outbox,
    papers,
    previews,
    purges,
    retention,
    saved_filters,
    submissions,
    tasks,
    throttle,
    unit,
    upgrades,
    wordings,
)
from liaison.store.backup_runs import Schedule
from liaison.store.base import db
from liaison.store.queue import connect_queue
from liaison.web import access, errors, frame, headers, health, language, log, preferences, sessions, traceless
from liaison.web import saved_filters as saved_filter_pages
from liaison.web.compiled import CompiledTemplates
from liaison.web.edge import FORM_BYTES, Liaison, RecordNumber

UPLOAD_BYTES = 20 * 1024 * 1024
SETTINGS = "liaison.settings"
DEMO = "liaison.demo"
TOKENS = "liaison.form_tokens"


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (default: the environment's). Raises SettingsError."""
    settings = settings or config.load()
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = Liaison("liaison", root_path=str(ROOT / "liaison"), template_folder=str(ROOT / "templates"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = CompiledTemplates(settings.folder / "compiled")
    app.url_map.converters["int"] = RecordNumber
    app.config.update(_flask_settings(settings))
    app.extensions[SETTINGS] = settings
    _tell_fonts(settings)
    _install_store(app, settings)
    _install_web(app, settings)
    if settings.demo:
        app.extensions[DEMO] = shown
    for installed in FEATURES:
        for blueprint in installed.blueprints:
            app.register_blueprint(blueprint)
    app.view_functions["static"] = access.access(access.ANYONE)(app.view_functions["static"])
    access.require_declarations(app)
    traceless.exempt_from_tokens(app, app.extensions[TOKENS])
    cli.install(app)
    return app


def _tell_fonts(settings: Settings) -> None:
    """Papers know no settings, and the renderer is a process of its own: both read the environment."""
    if settings.fonts is not None:
        os.environ["LIAISON_FONTS"] = str(settings.fonts)


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": config.secret_key(settings),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "MAX_CONTENT_LENGTH": UPLOAD_BYTES + FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "WTF_CSRF_TIME_LIMIT": None,
        # Our own pages send no Referer (headers.py), which Flask-WTF would ask of every form over https.
        "WTF_CSRF_SSL_STRICT": False,
        "IS_DEMO": settings.demo,
        "VERSION": __version__,
    }


def _engine_options(settings: Settings) -> dict[str, Any]:
    """PostgreSQL: one connection a thread, and no server-side plans, which make LIKE searches slower."""
    if settings.is_sqlite:
        return {}
    return {
        "pool_size": settings.threads,
        "pool_pre_ping": True,
        "connect_args": {"prepare_threshold": None, "connect_timeout": 5},
    }


def _install_store(app: Flask, settings: Settings) -> None:
    app.extensions[keys.RING] = config.key_ring(settings)
    db.init_app(app)
    with app.app_context():
        unit.prepare_engine(db.engine)
    Migrate(app, db, directory=str(ROOT / "liaison" / "migrations"), render_as_batch=True)
    app.extensions[files.FOLDER] = settings.folder / "files"
    app.extensions[purges.PLACE] = settings.folder / purges.LEDGER
    app.extensions[purges.PURGERS] = {
        files.PURGE: files.erase,
        **{kind: kept.erase for installed in FEATURES for kind, kept in installed.feature.retains.items()},
    }
    app.extensions[backup_runs.SCHEDULE] = Schedule(
        settings.folder / "backups", settings.backup_passphrase.get_secret_value(), settings.backups_kept
    )
    app.extensions[jobs.HANDLERS] = {kind: job for installed in FEATURES for kind, job in installed.jobs.items()}
    app.extensions[jobs.MAILER] = partial(outbox.deliver, settings.mail_url, f"liaison@{_host_name(settings)}")
    app.extensions[tasks.TASKS] = {
        **{f"{task.__module__}.{task.__name__}": task for installed in FEATURES for task in installed.tasks},
        "submissions.forget_old": submissions.forget_old,
        "throttle.forget_old": throttle.forget_old,
        "upgrades.forget_old": upgrades.forget_old,
        "audit.record_head": partial(audit.record_head, settings.folder / audit.HEADS),
    }
    connect_queue(app, settings.queue_url)


def _install_web(app: Flask, settings: Settings) -> None:
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.extensions[frame.FEATURES] = Features([installed.feature for installed in FEATURES])
    app.extensions[TOKENS] = CSRFProtect(app)
    log.install_log(app)
    language.install_languages(app)
    frame.install_frame(app)
    headers.install_headers(app, is_https=settings.is_https)
    errors.install_errors(app)
    sessions.install_sessions(app, accounts.find_open, accounts.note_use, is_https=settings.is_https)
    preferences.install_preferences(app)
    saved_filter_pages.install_saved_filters(app)
    health.install_health(app)


def _host_name(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or "localhost"
