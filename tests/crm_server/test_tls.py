"""HTTPS, for those who need it."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.crm_server.process import CrmServer


@pytest.fixture
def certificate(tmp_path):
    """The files of a self-signed certificate and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CRM")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def test_the_crm_speaks_https_with_the_certificate_it_is_given(certificate):
    with CrmServer(tls=certificate) as crm:
        assert crm.address.startswith("https://127.0.0.1:")
        listed = crm.person().call("GET", "accounts", **{"page[size]": "1"}).json()
        assert listed["links"]["next"].startswith(crm.base)
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(crm.base, timeout=10)
        assert len(crm.person().call("GET", "contacts").json()["data"]) == 5
