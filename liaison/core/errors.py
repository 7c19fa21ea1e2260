"""What a rule may say no with; caught once, at the edge, and shown in the language of the page."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from liaison.core.messages import N_, write_out


class LiaisonError(Exception):
    """A refusal meant for the person who asked: a Chinese message id with %(name)s placeholders, and their values.

    Parameters may be of any type; `messages.write_out` says how terms and tuples are written.
    """

    default: ClassVar[str] = N_("操作未能完成。")

    def __init__(self, message: str | None = None, **params: Any) -> None:
        """Keep the message id and its parameters; without a message the class speaks for itself."""
        self.message = message or self.default
        self.params = params
        super().__init__(self.message)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Write the sentence out: in Chinese, or by `translate` (gettext at the edge) in the reader's language."""
        return write_out(self.message, self.params, translate)

    def __str__(self) -> str:
        """Give the Chinese sentence, as the command line prints it."""
        return self.text()


class RuleBroken(LiaisonError):
    """What was asked is against a rule; `field` names the form field to blame, where there is one."""

    default = N_("不符合规定，操作未能完成。")

    def __init__(self, message: str | None = None, *, field: str | None = None, **params: Any) -> None:
        """Keep the field beside the message; see `LiaisonError`."""
        super().__init__(message, **params)
        self.field = field


class Forbidden(RuleBroken):
    """The thing may be seen, but this verb on it is not this person's (403)."""

    default = N_("您无权办理此操作。")


class NotFound(LiaisonError):
    """There is no such thing, or none that this person may know of: the answer is the same (404)."""

    default = N_("没有找到您要的内容。")


class Stale(RuleBroken):
    """Somebody saved meanwhile (409): `theirs` is what is stored now, `yours` what was refused, by field name."""

    default = N_("您打开之后，已有他人修改并保存。请对照两份内容后重新提交。")

    def __init__(
        self,
        message: str | None = None,
        *,
        theirs: Mapping[str, str] | None = None,
        yours: Mapping[str, str] | None = None,
        **params: Any,
    ) -> None:
        """Keep both texts, so that nothing typed is lost; see `LiaisonError`."""
        super().__init__(message, **params)
        self.theirs: Mapping[str, str] = dict(theirs or {})
        self.yours: Mapping[str, str] = dict(yours or {})


class Busy(LiaisonError):
    """The store is locked or full for the moment; nothing was changed and trying again is right (503)."""

    default = N_("系统繁忙，本次内容没有保存，请稍后再试。")
