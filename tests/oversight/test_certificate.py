"""The page of checks says until when the certificate of the public address is good."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server, socket

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from liaison.core import clock
from liaison.oversight.queries import certificate, machine
from tests.live import free_port

ENDS = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A door that shows a certificate and says nothing."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(ENDS - timedelta(days=90)).not_valid_after(ENDS).sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (tmp_path / "c.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem")
    with create_server(("127.0.0.1", 0)) as door:
        answering = threading.Thread(target=_answer, args=(door, context))
        answering.start()
        yield f"https://127.0.0.1:{door.getsockname()[1]}"
        answering.join()


def _answer(door: socket, context: ssl.SSLContext) -> None:
    line, _caller = door.accept()
    with context.wrap_socket(line, server_side=True) as secured:
        secured.recv(1)


def test_the_end_of_a_certificate_is_read(address: str) -> None:
    assert certificate.good_until(address) == ENDS


@pytest.mark.parametrize(
    ("left", "said", "tone"),
    [
        (timedelta(days=60), "%(days)s 天后到期", "good"),
        (timedelta(days=21), "%(days)s 天后到期", "warn"),
        (timedelta(days=-1), "已过期", "bad"),
    ],
)
def test_what_ends_soon_is_said(
    app: Flask, monkeypatch: pytest.MonkeyPatch, left: timedelta, said: str, tone: str
) -> None:
    monkeypatch.setattr(certificate, "good_until", lambda _url: clock.now() + left)
    settings = app.extensions["liaison.settings"].model_copy(update={"public_url": "https://liaison.example.org"})
    [standing] = machine._certificate(settings, clock.now())
    assert (standing.state, standing.tone) == (said, tone)
    assert bool(standing.advice) == (tone != "good")


def test_an_address_where_nobody_answers_is_said(app: Flask) -> None:
    settings = app.extensions["liaison.settings"]
    assert list(machine._certificate(settings, clock.now())) == [], "without https there is none"
    silent = settings.model_copy(update={"public_url": f"https://127.0.0.1:{free_port()}"})
    [standing] = machine._certificate(silent, clock.now())
    assert (standing.state, standing.tone) == ("未能读到", "warn")
