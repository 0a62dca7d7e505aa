"""Whatever comes in, nothing but the package's own errors comes out. The seeds are fixed."""

import json
import random

import pytest

from bodies import typical
from conftest import Installation
from postal_webhooks import (
    KeySet,
    KeySetError,
    ParseError,
    Verifier,
    VerifyError,
    iter_errors,
    parse,
)
from postal_webhooks.delivery import classify, smtp_reply
from postal_webhooks.examples import examples

#: What breaks parsers: of JSON, of PEM, of zone files, of replies.
PIECES = [
    *(b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"-0", b"0" * 30),
    *(b"\\ud800", b"\\u0000", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"NaN", b"\n"),
    *(b"-----", b"BEGIN ", b"END ", b"=", b";", b"p=", b"v=DKIM1;", b"(", b"MIIB", b" ", b"5.1.1"),
    *("…".encode(), "\u2028".encode(), b"@", b"?", b"..", b"550 ", b"\r", b"9" * 5000),
]


def mutated(text: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        end = at + rng.choice((0, 0, 1, 1, 2, 8))
        piece = rng.choice((rng.choice(PIECES), bytes([rng.randrange(256)]), text[at : at + 20]))
        text = text[:at] + piece + text[end:]
    return text


def test_bodies() -> None:
    rng = random.Random(1)
    bodies = [example.body for example in examples()]
    counts = {"parsed": 0, "refused": 0, "not JSON": 0}
    for _ in range(6000):
        body = mutated(rng.choice(bodies), rng)
        try:
            violations = [violation.pointer for violation in iter_errors(body)]
        except ParseError as not_json:
            counts["not JSON"] += 1
            with pytest.raises(ParseError) as caught:
                parse(body)
            assert caught.value.reason == not_json.reason
            continue
        try:
            webhook = parse(body)
        except ParseError:
            counts["refused"] += 1
            assert violations, body
        else:
            counts["parsed"] += 1
            assert not violations, body
            # Nothing in it that cannot be written.
            json.dumps(webhook, ensure_ascii=False).encode()
    assert all(count > 200 for count in counts.values()), counts


def test_keys(postal: Installation) -> None:
    rng = random.Random(2)
    base64 = "".join(postal.pem.splitlines()[1:-1])
    record = f'x IN TXT ( "v=DKIM1; t=s; p={base64[:200]}"\n "{base64[200:]};" )'
    read = refused = 0
    for _ in range(3000):
        for source, text in ((KeySet.from_pem, postal.pem), (KeySet.from_dkim_record, record)):
            broken = mutated(text.encode(), rng).decode(errors="replace")
            try:
                keys = source(broken)
            except KeySetError:
                refused += 1
            else:
                read += 1
                assert all(len(key.kid) == 64 for key in keys)
    assert min(read, refused) > 50
    for _ in range(3000):
        try:
            KeySet.from_jwks(mutated(b'{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}', rng))
        except KeySetError:
            continue
        raise AssertionError("a key of 17 bits")


def test_headers(postal: Installation) -> None:
    rng = random.Random(3)
    body = json.dumps(typical()).encode()
    verifier = Verifier(postal.keys)
    right = postal.sign(body)
    for _ in range(3000):
        name = rng.choice(list(right))
        value = mutated(right[name].encode(), rng)
        headers: dict[str, object] = {**right, name: rng.choice((value, value.decode("latin-1")))}
        if value == right[name].encode() or name == "X-Postal-Signature":
            continue
        with pytest.raises(VerifyError):
            verifier.verify(body, headers)


def test_replies() -> None:
    rng = random.Random(4)
    outputs = [example.webhook()["payload"].get("output") for example in examples()]
    texts = [output.encode() for output in outputs if isinstance(output, str)]
    assert texts
    replies = 0
    for _ in range(3000):
        output = mutated(rng.choice(texts), rng).decode(errors="replace")
        details = mutated(b"Received a 503 from https://example.com", rng).decode(errors="replace")
        for detail in (None, details):
            why = classify(output, detail)
            assert (why.rule == "none") == (why.source == "")
            replies += smtp_reply(output, detail) is not None
    assert replies > 1000
