"""Encrypted connections to the double of the web: it has a certificate of its own, and every client accepts it."""

from __future__ import annotations

import datetime
import functools
import ssl
import tempfile
from typing import Any

HANDSHAKE = b"\x16"


@functools.cache
def server_context() -> ssl.SSLContext:
    """Made when it is first needed; `cryptography` comes with both SDKs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(_certificate())
        file.flush()
        context.load_cert_chain(file.name)
    return context


def trust_anyone() -> None:
    """From now on no client of this process asks who is there: nobody else can be, the network is closed."""
    for name in ("wrap_socket", "wrap_bio"):
        setattr(ssl.SSLContext, name, _without_questions(getattr(ssl.SSLContext, name)))


def _without_questions(wrap: Any) -> Any:
    @functools.wraps(wrap)
    def wrapped(context: ssl.SSLContext, *positional: Any, **named: Any) -> Any:
        if context.protocol != ssl.PROTOCOL_TLS_SERVER:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return wrap(context, *positional, **named)

    return wrapped


def _certificate() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "double")])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    day = datetime.timedelta(days=1)
    certificate = builder.not_valid_before(now - day).not_valid_after(now + day).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
