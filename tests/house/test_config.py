"""Settings fail early and in words; the key is made once and kept close; demo and live do not mix."""

import stat
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup
from flask_migrate import upgrade
from pydantic import ValidationError

from liaison import config
from liaison.config import Settings, SettingsError
from liaison.factory import create_app
from liaison.store.base import db


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIAISON_PORT", "high"),
        ("LIAISON_PORT", "0"),
        ("LIAISON_DATABASE_URL", "mysql://x"),
        ("LIAISON_MAIL_URL", "mail.example.org"),
        ("LIAISON_QUEUE_URL", "amqp://x"),
        ("LIAISON_PUBLIC_URL", "example.org"),
        ("LIAISON_PROXIES", "-1"),
        ("LIAISON_DEMO", "perhaps"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str) -> None:
    monkeypatch.setenv("LIAISON_INSTANCE", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refusal:
        config.load()
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_settings_of_the_instance_folder_count_below_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "liaison.env").write_text("LIAISON_PORT=8123\nLIAISON_THREADS=2\n")
    monkeypatch.setenv("LIAISON_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LIAISON_THREADS", "3")
    settings = config.load()
    assert (settings.port, settings.threads) == (8123, 3)
    assert settings.public_url == "http://127.0.0.1:8123"


def test_live_mode_refuses_plain_http_on_a_public_address(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="refuses plain http"):
        Settings(demo=False, instance=tmp_path, host="0.0.0.0")  # noqa: S104 - the very thing that is refused
    Settings(demo=False, instance=tmp_path, host="0.0.0.0", public_url="https://liaison.example.org")  # noqa: S104


def test_the_key_is_made_once_with_mode_600_and_refused_when_others_may_read_it(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path)
    key = config.secret_key(settings)
    assert config.secret_key(settings) == key
    path = tmp_path / "keys" / "cookie.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        config.secret_key(settings)


def test_two_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    """None of them may read a key that another is still writing."""
    start = threading.Barrier(8)
    keys: list[str] = []

    def read() -> None:
        settings = Settings(instance=tmp_path)
        start.wait(timeout=10)
        keys.append(config.secret_key(settings))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["cookie.key"]


def test_a_key_is_never_seen_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(config.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        config.secret_key(Settings(instance=tmp_path))
    assert list((tmp_path / "keys").iterdir()) == []


@pytest.mark.parametrize("key", ["", "0" * 63, "\n"])
def test_a_key_that_is_too_short_is_refused(tmp_path: Path, key: str) -> None:
    settings = Settings(instance=tmp_path)
    config.secret_key(settings)
    (tmp_path / "keys" / "cookie.key").write_text(key)
    with pytest.raises(SettingsError, match="too short"):
        config.secret_key(settings)


def test_an_ipv6_address_is_written_in_brackets(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path, host="::1")
    assert (settings.address, settings.public_url) == ("[::1]:8000", "http://[::1]:8000")


@pytest.mark.parametrize("command", [["audit", "verify"], ["tasks", "run"], ["upgrade"]])
def test_a_wrong_setting_is_one_line_on_the_command_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    monkeypatch.setenv("LIAISON_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LIAISON_PORT", "high")
    result = CliRunner().invoke(FlaskGroup(create_app=create_app), command)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "LIAISON_PORT" in result.stderr


@pytest.mark.parametrize(("is_demo", "expected"), [(True, True), (False, False)])
def test_demo_accounts_stand_on_the_sign_in_page_in_demo_mode_only(
    tmp_path: Path, is_demo: bool, expected: bool
) -> None:
    app = create_app(Settings(demo=is_demo, instance=tmp_path))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    page = app.test_client().get("/login").text
    assert ("yunjiang-demo" in page) is expected
    assert ("演示环境" in page) is expected


def test_https_turns_on_secure_cookies_and_hsts(tmp_path: Path) -> None:
    app = create_app(Settings(demo=False, instance=tmp_path, public_url="https://liaison.example.org"))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    response = app.test_client().get("/launch/begin", base_url="https://liaison.example.org")
    assert response.headers["Set-Cookie"].startswith("__Host-liaison=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(response.headers["Set-Cookie"].split("; "))
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
