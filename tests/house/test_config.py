"""Settings fail early and in words; the key is made once and kept close; demo and live do not mix."""

import stat
from pathlib import Path

import pytest
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
    response = app.test_client().get("/login", base_url="https://liaison.example.org")
    assert response.headers["Set-Cookie"].startswith("__Host-liaison=")
    assert "Secure" in response.headers["Set-Cookie"]
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
