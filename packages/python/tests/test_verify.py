"""What `Verifier` accepts: nothing but a right signature, in headers of any form."""

import base64
import copy
import pickle
from typing import Any

import pytest

from bodies import SECRET
from conftest import Installation
from postal_webhooks import KeySet, ParseError, Verified, Verifier, VerifyError
from postal_webhooks.examples import example

BODY = example("MessageSent").body


def error_of(verifier: Verifier, body: bytes | bytearray, headers: Any) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        verifier.verify(body, headers)
    assert SECRET not in f"{caught.value} {vars(caught.value)}"
    return caught.value


def test_a_right_signature(postal: Installation) -> None:
    verified = Verifier(postal.keys).verify(BODY, postal.sign(BODY))
    assert (verified.body, verified.kid) == (BODY, postal.kid)
    assert verified.parse() == example("MessageSent").webhook()
    assert repr(verified) == f"Verified(kid='{postal.kid}', body=[{len(BODY)} bytes])"


def test_every_bit_of_the_body_counts(postal: Installation) -> None:
    verifier, headers = Verifier(postal.keys), postal.sign(BODY)
    for at in range(len(BODY)):
        body = bytearray(BODY)
        body[at] ^= 1
        assert error_of(verifier, body, headers).reason == "signature-wrong"
    assert error_of(verifier, b"", headers).reason == "signature-wrong"


@pytest.mark.parametrize(
    "form",
    [
        lambda headers: headers,
        lambda headers: list(headers.items()),
        lambda headers: ((name, value) for name, value in headers.items()),
        lambda headers: {name.upper(): value for name, value in headers.items()},
        lambda headers: {name.lower(): [value] for name, value in headers.items()},
        lambda headers: [(n.lower().encode(), v.encode()) for n, v in headers.items()],
        lambda headers: {
            "wsgi.input": object(),
            **{f"HTTP_{n.upper().replace('-', '_')}": v for n, v in headers.items()},
        },
    ],
    ids=["dict", "pairs", "generator", "upper", "lists", "asgi", "wsgi"],
)
def test_headers_of_any_form(postal: Installation, form: Any) -> None:
    assert Verifier(postal.keys).verify(BODY, form(postal.sign(BODY))).kid == postal.kid


@pytest.mark.parametrize("name", ["X-Postal-Signature-256", "X-Postal-Signature-KID"])
def test_a_header_that_is_there_twice(postal: Installation, name: str) -> None:
    headers = postal.sign(BODY)
    pairs = [*headers.items(), (name.lower(), headers[name])]
    error = error_of(Verifier(postal.keys), BODY, pairs)
    assert (error.reason, error.header, error.fault) == ("header-malformed", name, "repeated")
    error = error_of(Verifier(postal.keys), BODY, headers | {name: [headers[name]] * 2})
    assert error.fault == "repeated"
    # Frameworks that join them leave no signature.
    joined = error_of(Verifier(postal.keys), BODY, headers | {name: ", ".join([headers[name]] * 2)})
    assert joined.fault in ("not-base64", "not-kid")


@pytest.mark.parametrize(
    ("change", "reason", "fault"),
    [
        ({"X-Postal-Signature-256": None, "X-Postal-Signature": None}, "header-missing", None),
        ({"X-Postal-Signature-256": None}, "sha1-only", None),
        ({"X-Postal-Signature-256": ""}, "header-malformed", "length"),
        ({"X-Postal-Signature-256": SECRET}, "header-malformed", "not-base64"),
        ({"X-Postal-Signature-256": "é"}, "header-malformed", "not-base64"),
        ({"X-Postal-Signature-256": "AAAA"}, "header-malformed", "length"),
        ({"X-Postal-Signature-256": "A" * 5000}, "header-malformed", "length"),
        ({"X-Postal-Signature-KID": SECRET}, "header-malformed", "not-kid"),
        ({"X-Postal-Signature-KID": "A" * 64}, "header-malformed", "not-kid"),
        ({"X-Postal-Signature-KID": "0" * 64 + "\n"}, "header-malformed", "not-kid"),
        ({"X-Postal-Signature-KID": "0" * 64}, "unknown-kid", None),
    ],
)
def test_headers_that_are_refused(
    postal: Installation, change: dict[str, str | None], reason: str, fault: str | None
) -> None:
    changed: dict[str, Any] = postal.sign(BODY) | change
    headers = {name: value for name, value in changed.items() if value is not None}
    error = error_of(Verifier(postal.keys), BODY, headers)
    assert (error.reason, error.fault, error.status) == (reason, fault, 401)
    with pytest.raises(VerifyError) as caught:
        Verifier(postal.keys).check_headers(headers)
    assert caught.value.reason == reason


def test_one_spelling_of_each_signature(postal: Installation) -> None:
    right = postal.sign(BODY)["X-Postal-Signature-256"]
    stray = right[:-3] + chr(ord(right[-3]) + 1) + "=="
    assert base64.b64decode(stray) == base64.b64decode(right)
    url_safe = right.replace("+", "-").replace("/", "_")
    assert url_safe != right
    for spelling in (right.rstrip("="), f" {right}", f"{right}\n", right + right, stray, url_safe):
        headers = {"X-Postal-Signature-256": spelling}
        assert error_of(Verifier(postal.keys), BODY, headers).fault == "not-base64"


def test_sha1_is_an_opt_in_and_never_a_fallback(postal: Installation) -> None:
    headers = postal.sign(BODY)
    verifier = Verifier(postal.keys, allow_insecure_sha1=True)
    old = {"X-Postal-Signature": headers["X-Postal-Signature"]}
    assert verifier.verify(BODY, old).kid == postal.kid
    assert error_of(Verifier(postal.keys), BODY, old).reason == "sha1-only"
    assert error_of(verifier, BODY + b" ", old).reason == "signature-wrong"
    # A wrong SHA-256 signature stays wrong, however right the other one is.
    wrong = postal.sign(b"")["X-Postal-Signature-256"]
    downgraded = headers | {"X-Postal-Signature-256": wrong}
    assert error_of(verifier, BODY, downgraded).reason == "signature-wrong"


def test_short_keys_are_an_opt_in(old_postal: Installation) -> None:
    headers = old_postal.sign(BODY)
    error = error_of(Verifier(old_postal.keys), BODY, headers)
    # The receiver must change, so a retry can help.
    assert (error.reason, error.status) == ("key-too-short", 503)
    verifier = Verifier(old_postal.keys, allow_insecure_short_keys=True)
    assert verifier.verify(BODY, headers).kid == old_postal.kid


def test_without_a_kid_each_key_is_tried(
    postal: Installation, other: Installation, old_postal: Installation
) -> None:
    keys = old_postal.keys.merge(other.keys).merge(postal.keys)
    for installation in (postal, other):
        headers = installation.sign(BODY)
        del headers["X-Postal-Signature-KID"]
        assert Verifier(keys).verify(BODY, headers).kid == installation.kid
        assert error_of(Verifier(old_postal.keys), BODY, headers).fault == "length"
        # With the id of another key, that one alone is tried.
        assert error_of(Verifier(keys), BODY, headers | {"X-Postal-Signature-KID": old_postal.kid})
    assert error_of(Verifier(other.keys), BODY, postal.sign(BODY)).reason == "unknown-kid"


def test_only_the_verifier_makes_a_verified(postal: Installation) -> None:
    forge: Any = Verified
    for arguments in ((), (BODY, postal.kid)):
        with pytest.raises(TypeError):
            forge(*arguments)
    verified = Verifier(postal.keys).verify(BODY, postal.sign(BODY))
    pickled = pickle.dumps(verified)
    with pytest.raises(TypeError):
        copy.copy(verified)
    with pytest.raises(TypeError):
        copy.deepcopy(verified)
    with pytest.raises(TypeError):
        pickle.loads(pickled)
    with pytest.raises(AttributeError):
        setattr(verified, "body", b"{}")  # noqa: B010


def test_text_is_no_body(postal: Installation) -> None:
    body: Any = BODY.decode()
    with pytest.raises(TypeError, match="raw bytes"):
        Verifier(postal.keys).verify(body, postal.sign(BODY))


def test_the_body_is_the_one_that_was_verified(postal: Installation) -> None:
    body = bytearray(BODY)
    verified = Verifier(postal.keys).verify(body, postal.sign(BODY))
    body[:] = b"{}"
    assert verified.body == BODY


def test_a_right_signature_of_what_is_no_webhook(postal: Installation) -> None:
    verified = Verifier(postal.keys).verify(b"x", postal.sign(b"x"))
    with pytest.raises(ParseError):
        verified.parse()


def test_repr_of_keys(postal: Installation) -> None:
    assert repr(postal.keys) == f"KeySet([PublicKey(kid='{postal.kid}', bits=2048)])"
    assert isinstance(postal.keys, KeySet)
