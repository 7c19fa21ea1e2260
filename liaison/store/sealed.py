"""Columns that a stolen disk or backup cannot read, and keyed hashes to find an exact number among them."""

import hmac
import unicodedata
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import Dialect, LargeBinary, Text, TypeDecorator
from sqlalchemy.sql.operators import is_, is_not

from liaison.core.errors import LiaisonError
from liaison.core.messages import N_
from liaison.store import keys


class Unreadable(LiaisonError):
    """What is sealed does not open: another key, or somebody changed it. Never garbage in its place."""

    default = N_("封存的内容无法打开：密钥不符，或者内容已被改动。请联系系统管理员核对密钥文件夹。")


class Sealed(TypeDecorator[str]):
    """A text that only the data key opens. No query may compare, sort or search it: equal texts look different."""

    impl = Text
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[Any]):
        """Refuses every operator but `is null`, whoever writes the query."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            if op in (is_, is_not):
                return super().operate(op, *other, **kwargs)
            raise TypeError("a sealed column is not compared or sorted: look for a keyed hash beside it")

        reverse_operate = operate

    comparator_factory = Comparator

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else seal(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unseal(value.encode()).decode()


class SealedBytes(TypeDecorator[bytes]):
    """Bytes that only the data key opens; for a few kilobytes. What is longer is a stored file."""

    impl = LargeBinary
    cache_ok = True
    comparator_factory = Sealed.Comparator

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else unseal(value)


def seal(value: bytes) -> bytes:
    """The token of some bytes under the newest key."""
    return keys.ring().keys().fernet.encrypt(value)


def unseal(token: bytes) -> bytes:
    """The bytes of a token. Raises Unreadable."""
    try:
        return keys.ring().keys().fernet.decrypt(token)
    except InvalidToken:
        raise Unreadable from None


def keyed_hash(value: str, purpose: str) -> str:
    """HMAC-SHA256 of a number or word, in hex: equal for equal values, and nothing to try out without the key.

    Width, case, blanks and punctuation do not count ("138-0000 0000" is "13800000000"). `purpose` ("phone",
    "id_number") keeps equal values of different columns apart.
    """
    folded = "".join(sign for sign in unicodedata.normalize("NFKC", value).casefold() if sign.isalnum())
    return exact_hash(folded, purpose)


def exact_hash(value: str, purpose: str) -> str:
    """The same of a text taken as it is: for names and addresses, in which each sign counts."""
    text = f"{purpose}:{value}".encode(errors="surrogatepass")
    return hmac.digest(keys.ring().keys().index, text, "sha256").hex()
