"""The settings of contract.md, typed; a wrong one stops the start with one clear line."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from liaison.web.commands import CommandFailed

ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32


class SettingsError(CommandFailed):
    """The installation cannot start; the message is for the operator, and all that `flask …` prints."""


class Settings(BaseSettings):
    """Environment variables `LIAISON_…`, or lines of `liaison.env` in the instance folder."""

    model_config = SettingsConfigDict(env_prefix="LIAISON_", extra="ignore")

    demo: bool = True
    instance: Path | None = None
    keys: Path | None = None
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    public_url: str = ""
    proxies: int = Field(0, ge=0, le=5)
    mail_url: str = ""
    queue_url: str = ""
    fonts: Path | None = None
    workers: int = Field(default_factory=lambda: max(1, min(4, os.cpu_count() or 1)), ge=1, le=64)
    threads: int = Field(4, ge=1, le=64)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        return value

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, value: str) -> str:
        if value and not value.startswith(("smtp://", "smtps://", "file:")):
            raise ValueError("must begin with smtp://, smtps:// or file:")
        return value

    @field_validator("queue_url")
    @classmethod
    def _known_queue(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "sqlite:///")):
            raise ValueError("must begin with redis://, rediss:// or sqlite:///")
        return value

    @field_validator("fonts")
    @classmethod
    def _known_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("must be a folder of fonts")
        return value

    @model_validator(mode="after")
    def _fill(self) -> Self:
        self.instance = (self.instance or ROOT / "instance" / ("demo" if self.demo else "live")).resolve()
        self.keys = (self.keys or self.instance / "keys").resolve()
        self.database_url = self.database_url or f"sqlite:///{self.instance / 'liaison.db'}"
        self.queue_url = self.queue_url or f"sqlite:///{self.instance / 'queue.db'}"
        self.fonts = self.fonts and self.fonts.resolve()
        self.public_url = (self.public_url or f"http://{self.address}").rstrip("/")
        if not self.public_url.startswith(("http://", "https://")):
            raise ValueError("LIAISON_PUBLIC_URL must begin with http:// or https://")
        is_local = self.host in {"127.0.0.1", "::1", "localhost"}
        if not self.demo and not self.is_https and not is_local:
            raise ValueError("live mode refuses plain http on a public address: set LIAISON_PUBLIC_URL to https://…")
        return self

    @property
    def folder(self) -> Path:
        """The instance folder, always set after validation."""
        assert self.instance is not None
        return self.instance

    @property
    def address(self) -> str:
        """Host and port as the server and an address in a browser write them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def load() -> Settings:
    """Read the settings. Raises SettingsError with one line that names the setting and what is wrong."""
    try:
        folder = Settings().folder
        return Settings(_env_file=folder / "liaison.env", instance=folder)
    except ValidationError as error:
        first = error.errors()[0]
        name = "LIAISON_" + str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise SettingsError(f"{name}: {first['msg']}") from None


def secret_key(settings: Settings) -> str:
    """The cookie secret out of the keys folder, made once with mode 600.

    Raises SettingsError when others may read it: a readable key is no key.
    """
    assert settings.keys is not None
    settings.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.keys / "cookie.key"
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise SettingsError(f"{path}: the key must be readable by its owner only (chmod 600)")
    key = path.read_text().strip()
    if len(key) < 2 * KEY_BYTES:
        raise SettingsError(f"{path}: the key is too short")
    return key


def _make_key(path: Path) -> None:
    """Write a new key under a name of its own, then link it: of two processes that start at once one makes the key,
    and the other never reads half of it.
    """
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(mine, path)
    finally:
        mine.unlink()
