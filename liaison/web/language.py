"""Which language a page speaks, and how rules, dates and numbers are put into it."""

from datetime import date, datetime
from typing import Any

from babel import Locale
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_decimal, get_locale, get_translations, ngettext
from markupsafe import Markup

from liaison.core import clock, numbers
from liaison.core.calendar import Limit, Unit
from liaison.core.errors import LiaisonError
from liaison.core.messages import N_

LANGUAGES = ("zh", "en")
LOCALES = {name: Locale(name) for name in LANGUAGES}
COOKIE = "lang"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def choose_locale() -> Locale:
    """That of the language, made once: Flask-Babel would parse its name at every request."""
    return LOCALES[choose_language()]


def choose_language() -> str:
    """`?lang=`, then the user's setting, then the browser's cookie, then Chinese.

    Asks only for a user who was loaded already: an error page must not need the database to find its language.
    Commands and jobs, where nobody looks at a page, speak Chinese.
    """
    if not has_request_context():
        return "zh"
    user_language = getattr(g.get("_login_user"), "language", None)
    for language in (request.args.get("lang"), user_language, request.cookies.get(COOKIE)):
        if language in LANGUAGES:
            return str(language)
    return "zh"


def language() -> str:
    """The language of this page: "zh" or "en". Chinese where there is no request."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def tr(message: str, **params: Any) -> str:
    """Put a message id that a pure room marked with N_ into the language of the page."""
    if not message:
        return ""
    said = str(_catalogue().gettext(message))
    return said % params if params else said


def spell(error: LiaisonError) -> str:
    """What a refusal says, in the language of the page."""
    return error.text(translate=_catalogue().gettext)


def date_text(value: date | None) -> str:
    """2026年3月9日, or 9 Mar 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return numbers.chinese_date(value) if language() == "zh" else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def datetime_text(value: datetime | None) -> str:
    """2026年3月9日 14:30, or 9 Mar 2026, 14:30; local time."""
    if value is None:
        return ""
    moment = clock.local(value)
    return f"{date_text(moment.date())}{' ' if language() == 'zh' else ', '}{moment:%H:%M}"


def day_left(due_on: date) -> str:
    """How many days are left until a day, today included in none: 剩 6 日, 今天到期, 超期 2 日."""
    days = (due_on - clock.today()).days
    if days == 0:
        return tr(N_("今天到期"))
    if days > 0:
        return str(ngettext("剩 %(num)d 日", "剩 %(num)d 日", days))
    return str(ngettext("超期 %(num)d 日", "超期 %(num)d 日", -days))


def limit_words(limit: Limit) -> str:
    """How long a time limit is: 30日, 5个工作日; 30 days, 5 working days."""
    if limit.unit is Unit.WORKING_DAYS:
        return str(ngettext("%(num)d个工作日", "%(num)d个工作日", limit.amount))
    return str(ngettext("%(num)d日", "%(num)d日", limit.amount))


def number_text(value: float) -> str:
    """A number with the digit grouping of the language."""
    return str(format_decimal(value))


_catalogues: dict[str, Any] = {}
_said: dict[tuple[str, str], Markup] = {}


def _catalogue() -> Any:
    """The messages of the page's language, looked up once: Flask-Babel looks for its catalogue at every message."""
    spoken = language()
    if spoken not in _catalogues:
        _catalogues[spoken] = get_translations()
    return _catalogues[spoken]


def _in_template(message: str, **params: Any) -> Markup:
    """What `_()` says in a template, where the messages are few and the same on every page; parameters are escaped."""
    key = (language(), message)
    if key not in _said:
        _said[key] = Markup(_catalogue().gettext(message))  # noqa: S704 - our own words; what people type comes as params
    return _said[key] % params if params or "%" in message else _said[key]


def install_languages(app: Flask) -> None:
    """Give the application its translations and its templates the filters."""
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=choose_locale)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(tr=tr, get_locale=get_locale, _=_in_template)
    filters = {
        "date_text": date_text,
        "datetime_text": datetime_text,
        "number_text": number_text,
        "limit_words": limit_words,
        "day_left": day_left,
    }
    app.jinja_env.filters.update(filters)
