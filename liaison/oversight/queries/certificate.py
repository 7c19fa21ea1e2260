"""The certificate that browsers see at the site's public address: until when it is good."""

import socket
import ssl
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509

PATIENCE_SECONDS: Final = 3
HTTPS_PORT: Final = 443


def good_until(public_url: str) -> datetime:
    """The moment at which it ends. Raises OSError when nobody answers there, or not with a certificate.

    It is only read: whether it is to be trusted, browsers decide.
    """
    address = urlsplit(public_url)
    host = address.hostname or ""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, address.port or HTTPS_PORT), PATIENCE_SECONDS) as line,
        context.wrap_socket(line, server_hostname=host) as secured,
    ):
        presented = secured.getpeercert(binary_form=True)
    if presented is None:
        raise OSError("no certificate")
    return x509.load_der_x509_certificate(presented).not_valid_after_utc
