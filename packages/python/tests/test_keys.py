"""Keys in every form in which operators have them, and those that are refused."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from conftest import Installation
from postal_webhooks import KeySet, KeySetError

SPKI = PublicFormat.SubjectPublicKeyInfo


def reason(read: Callable[[str], KeySet], text: str) -> str:
    with pytest.raises(KeySetError) as caught:
        read(text)
    error = caught.value
    return error.rejected[0].reason if error.reason == "key" else error.reason


def jwk(postal: Installation, **changes: Any) -> dict[str, Any]:
    (key,) = postal.keys
    numbers = key._key.public_numbers()
    modulus = base64.urlsafe_b64encode(numbers.n.to_bytes(256, "big")).decode().rstrip("=")
    entry = {"kty": "RSA", "n": modulus, "e": "AQAB", "use": "sig", "alg": "RS256", "kid": key.kid}
    return {name: value for name, value in (entry | changes).items() if value is not None}


def jwks(*entries: Any) -> str:
    return json.dumps({"keys": entries})


def test_jwks(postal: Installation, other: Installation) -> None:
    text = jwks(jwk(postal), {"kty": "EC"}, jwk(other), jwk(postal))
    for document in (text, text.encode(), "\ufeff" + text, b"\xef\xbb\xbf" + text.encode()):
        keys = KeySet.from_jwks(document)
        assert [key.kid for key in keys] == [postal.kid, other.kid]
        assert [(key.index, key.reason) for key in keys.rejected] == [(1, "not-rsa")]
        assert len(keys) == 2
        assert keys.get(postal.kid) is not None
        assert keys.get("0" * 64) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kty": None}, "not-jwk"),
        ({"kty": "EC"}, "not-rsa"),
        ({"d": "AQAB"}, "private"),
        ({"kty": "oct", "k": "AQAB"}, "private"),
        ({"use": "enc"}, "not-for-signatures"),
        ({"use": 1}, "not-for-signatures"),
        ({"key_ops": ["sign"]}, "not-for-signatures"),
        ({"key_ops": "verify"}, "not-for-signatures"),
        ({"alg": "RS512"}, "other-algorithm"),
        ({"n": None}, "number"),
        ({"n": "AQAB="}, "number"),
        ({"e": "AQA+"}, "number"),
        ({"e": "AB"}, "number"),
        ({"e": 65537}, "number"),
        ({"n": "AQAB"}, "too-short"),
        ({"n": "_" * 1400}, "too-long"),
        ({"n": "_" * 341 + "8"}, "number"),
        ({"e": "AQ"}, "exponent"),
        ({"e": "Ag"}, "exponent"),
        ({"e": "_" * 8}, "exponent"),
        ({"kid": "0" * 64}, "kid-mismatch"),
        ({"kid": 1}, "kid-mismatch"),
    ],
)
def test_entries_that_are_refused(
    postal: Installation, changes: dict[str, Any], expected: str
) -> None:
    with pytest.raises(KeySetError) as caught:
        KeySet.from_jwks(jwks(jwk(postal, **changes)))
    assert caught.value.reason == "no-usable-key"
    assert [rejected.reason for rejected in caught.value.rejected] == [expected]
    assert str(caught.value).startswith("no usable key: key 0: ")


def test_an_even_modulus(postal: Installation) -> None:
    modulus = (1 << 2047).to_bytes(256, "big")
    text = base64.urlsafe_b64encode(modulus).decode().rstrip("=")
    with pytest.raises(KeySetError) as caught:
        KeySet.from_jwks(jwks(jwk(postal, n=text)))
    assert caught.value.rejected[0].reason == "even-modulus"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"<!doctype html>", "html"),
        (b"\n <html>", "html"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{", "not-json"),
        (b"\xff", "not-json"),
        (b"[]", "not-jwks"),
        (b'{"keys": {}}', "not-jwks"),
        (b'{"keys": []}', "empty"),
        (b" " * 70_000, "too-large"),
    ],
)
def test_documents_that_are_no_jwks(document: bytes, expected: str) -> None:
    with pytest.raises(KeySetError) as caught:
        KeySet.from_jwks(document)
    assert caught.value.reason == expected


@pytest.mark.parametrize(
    "form",
    [
        lambda pem: pem,
        lambda pem: "\ufeff" + pem,
        lambda pem: pem.replace("\n", "\r"),
        lambda pem: pem.replace("\n", "\r\n"),
        lambda pem: pem.replace("\n", "\\n"),
        lambda pem: pem.replace("\n", "\\\\n"),
        lambda pem: pem.replace("\n", " "),
        lambda pem: "".join(f"   {line}\n" for line in pem.splitlines()),
        lambda pem: f'"{pem}"',
        lambda pem: f"  '{pem}' ",
        lambda pem: json.dumps(pem),
        lambda pem: base64.b64encode(pem.encode()).decode(),
        lambda pem: '"' + base64.encodebytes(pem.encode()).decode() + '"',
        lambda pem: f"The key of mail.example.com, made in the BEGINNING:\n{pem}\nEND of it.",
        lambda pem: f"The BEGIN - and the END. A - begin - b. {'-' * 60}\n{pem}{'-' * 60}\nTHE END",
        lambda pem: pem.replace("PUBLIC KEY", "RSA PUBLIC KEY"),
    ],
)
def test_pem_of_any_form(postal: Installation, form: Callable[[str], str]) -> None:
    assert [key.kid for key in KeySet.from_pem(form(postal.pem))] == [postal.kid]


def test_pem_of_several_blocks(postal: Installation, other: Installation) -> None:
    for text in (postal.pem + other.pem, postal.pem.strip() + other.pem):
        assert [key.kid for key in KeySet.from_pem(text)] == [postal.kid, other.kid]


def test_pem_that_is_damaged(postal: Installation) -> None:
    pem = postal.pem
    body = pem.splitlines()[1]
    for text in (
        "",
        "no key",
        pem.replace("-----BEGIN", "----BEGIN"),
        pem.replace("-----BEGIN", "—BEGIN"),
        pem.replace("-----BEGIN", "------BEGIN"),
        pem.replace("KEY-----\nMI", "KEY----\nMI"),
        pem.replace("-----END", "----END"),
        pem.replace("END PUBLIC", "END RSA PUBLIC"),
        pem.replace("BEGIN", "Begin"),
        pem + "BEGIN PUBLIC KEY-----",
        pem + "--begin public key--",
        pem + "–– BEGIN PUBLIC KEY ––",
        pem + "-BEGIN PUBLIC KEY-",
        pem[: pem.index("-----END")],
        pem[pem.index("MI") :],
        pem + body,
        f"{body}\n{pem}",
        pem + pem[: pem.index("-----END")],
    ):
        assert reason(KeySet.from_pem, text) == "not-pem", text


def test_pem_of_other_things(postal: Installation) -> None:
    private = postal._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    old_private = postal._key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ).decode()
    curve = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.PEM, SPKI)
    edwards = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, SPKI)
    for text, expected in (
        (private, "private"),
        (old_private, "private"),
        (private.replace("PRIVATE KEY", "PUBLIC KEY"), "private"),
        (old_private.replace("RSA PRIVATE KEY", "PUBLIC KEY"), "private"),
        (postal.pem + private, "private"),
        (curve.decode(), "not-rsa"),
        (edwards.decode(), "not-rsa"),
        (postal.pem.replace("PUBLIC KEY", "CERTIFICATE"), "other-pem"),
        (postal.pem.replace("MII", "M!I"), "not-base64"),
        (postal.pem.replace("MII", "NII"), "not-der"),
    ):
        assert reason(KeySet.from_pem, text) == expected


def test_keys_of_other_sizes() -> None:
    for bits in (1024, 1536, 4096):
        key = rsa.generate_private_key(65537, bits).public_key()
        for form in (SPKI, PublicFormat.PKCS1):
            (read,) = KeySet.from_pem(key.public_bytes(Encoding.PEM, form).decode())
            assert read.bits == bits
            (read,) = KeySet.from_base64(
                base64.b64encode(key.public_bytes(Encoding.DER, form)).decode()
            )
            assert read.bits == bits


def test_der_with_a_flaw(postal: Installation) -> None:
    der = base64.b64decode("".join(postal.pem.splitlines()[1:-1]))
    assert [key.kid for key in KeySet.from_base64(base64.b64encode(der).decode())] == [postal.kid]
    reasons = set()
    for flawed in (*(der[:at] for at in range(len(der))), der + b"\0"):
        text = base64.b64encode(flawed).decode()
        reasons.add(reason(KeySet.from_base64, text))
    assert reasons == {"not-der"}
    for at in range(30):
        flipped = bytes([*der[:at], der[at] ^ 1, *der[at + 1 :]])
        text = base64.b64encode(flipped).decode()
        try:
            KeySet.from_base64(text)
        except KeySetError as error:
            assert error.rejected[0].reason in ("not-der", "not-rsa", "private")


RECORD = "v=DKIM1; t=s; h=sha256; p={};"


@pytest.mark.parametrize(
    "form",
    [
        lambda p: RECORD.format(p),
        lambda p: RECORD.format(p).rstrip(";"),
        lambda p: f"p={p}",
        lambda p: RECORD.format(p).replace("; ", " ;\t"),
        lambda p: RECORD.format(p).replace("; ", ";\n"),
        lambda p: RECORD.format(p[:70] + "\n    " + p[70:]),
        lambda p: f'"{RECORD.format(p)}"',
        lambda p: f'postal._domainkey.example.com. 3600 IN TXT "{RECORD.format(p)}"',
        lambda p: (
            f'x IN TXT ( "v=DKIM1; t=s; h=sha256; "\n  "p={p[:200]}"\n  "{p[200:]};" ) ; a key'
        ),
        lambda p: f'x TXT "v=DKIM1\\; t=s\\; p={p[:100]}" "{p[100:]}\\;"',
        lambda p: "The record:\n" + RECORD.format(p) + "\nPublish it.",
        lambda p: f"k=rsa; v=DKIM1; p={p}".replace("k=rsa; v=DKIM1;", "v=DKIM1; k=rsa;"),
        lambda p: json.dumps({"record": RECORD.format(p)}),
    ],
)
def test_dkim_records_of_any_form(postal: Installation, form: Callable[[str], str]) -> None:
    key = "".join(postal.pem.splitlines()[1:-1])
    assert [each.kid for each in KeySet.from_dkim_record(form(key))] == [postal.kid]


def test_dkim_records_that_are_refused(postal: Installation, other: Installation) -> None:
    key, another = ("".join(each.pem.splitlines()[1:-1]) for each in (postal, other))
    for text, expected in (
        ("", "not-dkim"),
        ("v=spf1 include:example.com -all", "not-dkim"),
        (f"v=DKIM2; p={key}", "not-dkim"),
        ("v=DKIM1; t=s", "not-dkim"),
        (f"v=DKIM1; p={key}; p={key}", "not-dkim"),
        (f"v=DKIM1; k=ed25519; p={key}", "not-rsa"),
        ("v=DKIM1; p=;", "revoked"),
        (f"v=DKIM1; p={key[:-8]}", "not-der"),
        (f"v=DKIM1; p={key[1:]}", "not-base64"),
        (RECORD.format(key) + "\n" + RECORD.format(another), "not-dkim"),
    ):
        assert reason(KeySet.from_dkim_record, text) == expected, text


def test_pins(postal: Installation, other: Installation) -> None:
    both = postal.keys.merge(other.keys).merge(postal.keys)
    assert [key.kid for key in both] == [postal.kid, other.kid]
    assert [key.kid for key in both.pin([other.kid, "0" * 64])] == [other.kid]
    with pytest.raises(KeySetError) as caught:
        postal.keys.pin([other.kid])
    assert caught.value.reason == "not-pinned"
    with pytest.raises(KeySetError):
        postal.keys.pin([])


def test_errors_hold_nothing_of_a_key(postal: Installation) -> None:
    body = postal.pem.splitlines()[1]
    for read, text in (
        (KeySet.from_pem, postal.pem.replace("-----END", "----END")),
        (KeySet.from_pem, postal.pem.replace("MII", "NII")),
        (KeySet.from_dkim_record, f"v=DKIM1; p={body}"),
        (KeySet.from_jwks, jwks(jwk(postal, n=body))),
    ):
        with pytest.raises(KeySetError) as caught:
            read(text)
        assert body[10:] not in f"{caught.value} {vars(caught.value)}"
