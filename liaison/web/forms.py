"""The shape of input: fields that take text through one door, forms that carry version and submission key."""

import secrets
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.i18n import get_translations
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation

from liaison.core import text
from liaison.core.errors import RuleBroken
from liaison.store import unit
from liaison.web.language import language, spell

LINE_LENGTH = 200
PARAGRAPH_LENGTH = 5000
Result = TypeVar("Result")


class Line(StringField):
    """One line of text, cleaned at the one door; over-long, required and unreadable input named in words."""

    is_multiline = False
    data: Any

    def __init__(self, label: Any, *, max: int = LINE_LENGTH, required: bool = True, **options: Any) -> None:
        super().__init__(label, [_writing(required), _length(max)], **options)

    def pre_validate(self, form: Any) -> None:
        try:
            self.data = text.clean(self.data or "", multiline=self.is_multiline)
        except RuleBroken as broken:
            # Stop here: Optional counts some control characters as blanks and would let them pass.
            raise StopValidation(spell(broken)) from broken


class Paragraph(Line, TextAreaField):
    """Text of several lines; line breaks are kept as \\n."""

    is_multiline = True

    def __init__(self, label: Any, *, max: int = PARAGRAPH_LENGTH, required: bool = True, **options: Any) -> None:
        super().__init__(label, max=max, required=required, **options)


class Typed(Field):
    """What is typed to be read as something else: nothing typed is None, and what cannot be read is said in `wrong`."""

    wrong: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.wrong) from None


class Day(Typed, DateField):
    """A date of the calendar."""

    wrong = _l("请按 年-月-日 填写日期，如 2026-03-09。")

    def __init__(self, label: Any, *, required: bool = True, **options: Any) -> None:
        super().__init__(label, [_presence(required)], **options)


class Clock(Typed, TimeField):
    """A time of day, to the minute."""

    wrong = _l("请按 时:分 填写时间，如 14:30。")

    def __init__(self, label: Any, *, required: bool = True, **options: Any) -> None:
        super().__init__(label, [_presence(required)], **options)


class Choice(SelectField):
    """One of a list; `choices` may be set on the form object when they depend on the user."""

    def __init__(self, label: Any, *, required: bool = True, **options: Any) -> None:
        super().__init__(label, [_presence(required)], **options)

    def pre_validate(self, form: Any) -> None:
        if not self.data and not self.flags.required:
            return
        if self.data not in {value for value, *_ in self.iter_choices()}:
            raise ValidationError(_l("请从列表中选择一项。"))


class OneOf(Choice, RadioField):
    """One of a few, all in sight."""


class Several(SelectMultipleField):
    """Any number of a list."""

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or ()) <= {str(value) for value, *_ in self.iter_choices()}:
            raise ValidationError(_l("请从列表中选择。"))


class Hidden(HiddenField):
    """A value that the page carries and the person does not see."""


class Form(FlaskForm):
    """The base of every form. `version` is what the page showed, so that a save from an older page is refused."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Any:
            return _library_words(language())

    version = Hidden()

    @property
    def seen_version(self) -> int | None:
        """The version of the record on the page; None on forms that make a new one, 0 for one that is no number."""
        shown = str(self.version.data or "")
        if not shown:
            return None
        return int(shown) if shown.isdecimal() and len(shown) < 10 else 0

    def values(self) -> dict[str, Any]:
        """What was filled in, by field name, without the fields that serve the form itself."""
        return {
            name: field.data for name, field in self._fields.items() if name not in {"csrf_token", "version", "once"}
        }


class OnceForm(Form):
    """A form that makes something: sent twice, it makes it once."""

    once = Hidden(default=lambda: secrets.token_urlsafe(16))


def attempt(form: Form, verb: Callable[..., Result], *arguments: Any, **options: Any) -> Result | None:
    """Call a service; a broken rule lands beside the field it names (or on top of the form) and gives None.

    What the service changed before it refused is rolled back. Stale goes on to its own page.
    """
    try:
        return verb(*arguments, **options)
    except RuleBroken as broken:
        if type(broken) is not RuleBroken:
            raise
        unit.undo()
        field = form._fields.get(broken.field or "")
        if isinstance(field, Field):
            field.errors = [*field.errors, spell(broken)]
        else:
            form.form_errors.append(spell(broken))
        return None


@cache
def _library_words(spoken: str) -> Any:
    """The form library's own messages; it would read its file for every form."""
    return get_translations([spoken])


def _presence(required: bool) -> InputRequired | Optional:
    return InputRequired(_l("此项为必填项。")) if required else Optional()


def _writing(required: bool) -> DataRequired | Optional:
    """For text: blanks alone are nothing written."""
    return DataRequired(_l("此项为必填项。")) if required else Optional()


def _length(most: int) -> Length:
    return Length(max=most, message=_l("最多 %(n)s 字，请缩短。", n=most))


__all__ = [
    "BooleanField",
    "Choice",
    "Clock",
    "Day",
    "FileField",
    "Form",
    "Hidden",
    "IntegerField",
    "Line",
    "OnceForm",
    "Paragraph",
    "PasswordField",
    "RadioField",
    "SelectMultipleField",
    "attempt",
]
