"""What several tests need: an installation of Postal that signs, and the schema folder."""

import base64
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from postal_webhooks import KeySet

ROOT = Path(__file__).parents[3]
PACKAGE = Path(__file__).parents[1]

# What the conformance run calls.
sys.path.append(str(PACKAGE / "checks"))


class Installation:
    """A Postal installation: it has a key and signs with it."""

    def __init__(self, name: str) -> None:
        pem = (ROOT / f"packages/vectors/keys/{name}.pem").read_bytes()
        key = load_pem_private_key(pem, None)
        assert isinstance(key, RSAPrivateKey)
        self._key = key
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.pem = public.decode()
        self.keys = KeySet.from_pem(self.pem)
        (self.kid,) = (public_key.kid for public_key in self.keys)

    def sign(self, body: bytes) -> dict[str, str]:
        """The headers that Postal 3.2.0 and later send."""
        return {
            "X-Postal-Signature": base64.b64encode(
                self._key.sign(body, PKCS1v15(), SHA1())
            ).decode(),
            "X-Postal-Signature-256": base64.b64encode(
                self._key.sign(body, PKCS1v15(), SHA256())
            ).decode(),
            "X-Postal-Signature-KID": self.kid,
        }


@pytest.fixture(scope="session")
def postal() -> Installation:
    return Installation("2048")


@pytest.fixture(scope="session")
def other() -> Installation:
    return Installation("2048-other")


@pytest.fixture(scope="session")
def old_postal() -> Installation:
    return Installation("1024")
