"""The settings of contract.md, typed; a wrong one stops the start with one clear line."""

import os
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from liaison.store import keys
from liaison.store.keys import KeyRefused, Ring
from liaison.web.commands import CommandFailed

ROOT = Path(__file__).resolve().parent.parent


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
    backup_passphrase: SecretStr = SecretStr("")
    backups_kept: int = Field(14, ge=1, le=1000)
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
    def has_keys_beside_data(self) -> bool:
        """Whether who takes the data folder along has the keys too."""
        return self.keys is not None and self.keys.is_relative_to(self.folder)

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
    try:
        return keys.cookie_secret(settings.keys)
    except KeyRefused as error:
        raise SettingsError(str(error)) from None


def key_ring(settings: Settings) -> Ring:
    """The data keys out of the same folder. Raises SettingsError, also when they are not those of the data."""
    assert settings.keys is not None
    try:
        return keys.open_ring(settings.keys, settings.folder)
    except KeyRefused as error:
        raise SettingsError(str(error)) from None
