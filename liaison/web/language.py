"""Which language a page speaks, and how rules, dates and numbers are put into it."""

from datetime import date, datetime
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_decimal, get_locale, gettext, ngettext

from liaison.core import clock, numbers
from liaison.core.errors import LiaisonError

LANGUAGES = ("zh", "en")
COOKIE = "lang"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    return str(gettext(message, **params)) if params else str(gettext(message))


def spell(error: LiaisonError) -> str:
    """What a refusal says, in the language of the page."""
    return error.text(translate=lambda message: str(gettext(message)))


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
        return str(gettext("今天到期"))
    if days > 0:
        return str(ngettext("剩 %(num)d 日", "剩 %(num)d 日", days))
    return str(ngettext("超期 %(num)d 日", "超期 %(num)d 日", -days))


def number_text(value: float) -> str:
    """A number with the digit grouping of the language."""
    return str(format_decimal(value))


def install_languages(app: Flask) -> None:
    """Give the application its translations and its templates the filters."""
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=choose_language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(tr=tr, get_locale=get_locale)
    filters = {"date_text": date_text, "datetime_text": datetime_text, "number_text": number_text, "day_left": day_left}
    app.jinja_env.filters.update(filters)
