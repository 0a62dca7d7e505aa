"""DER of a public key, in either of its two structures."""

from ._public_key import PublicKey, RefusedKeyError

_INTEGER, _BIT_STRING, _OBJECT_IDENTIFIER, _SEQUENCE = 0x02, 0x03, 0x06, 0x30

#: `rsaEncryption` (RFC 8017, A.1).
_RSA_ENCRYPTION = bytes.fromhex("2a864886f70d010101")


class _NotDerError(Exception):
    pass


def read(der: bytes) -> PublicKey:
    """Reads a `SubjectPublicKeyInfo` (RFC 5280) or a PKCS#1 `RSAPublicKey` (RFC 8017)."""
    try:
        algorithm, key = _public_key_info(der)
    except _NotDerError:
        if _is_private(der):
            raise RefusedKeyError("private") from None
        key = der
    else:
        if algorithm != _RSA_ENCRYPTION:
            raise RefusedKeyError("not-rsa")
    try:
        numbers, rest = _element(key, _SEQUENCE)
        modulus, others = _element(numbers, _INTEGER)
        exponent, others = _element(others, _INTEGER)
        if rest or others:
            raise _NotDerError
        modulus_number, exponent_number = _unsigned(modulus), _unsigned(exponent)
    except _NotDerError:
        raise RefusedKeyError("not-der") from None
    return PublicKey(modulus_number, exponent_number)


def _public_key_info(der: bytes) -> tuple[bytes, bytes]:
    info, rest = _element(der, _SEQUENCE)
    algorithm, bits = _element(info, _SEQUENCE)
    identifier, parameters = _element(algorithm, _OBJECT_IDENTIFIER)
    key, others = _element(bits, _BIT_STRING)
    if parameters:
        _, others_there = _element(parameters, parameters[0])
        others += others_there
    # The first byte tells how many bits of the last one are unused.
    if rest or others or not key.startswith(b"\0"):
        raise _NotDerError
    return identifier, key[1:]


def _is_private(der: bytes) -> bool:
    """Private keys begin with their version, 0 or 1 (RFC 5958, 8017 and 5915)."""
    try:
        version, _ = _element(_element(der, _SEQUENCE)[0], _INTEGER)
    except _NotDerError:
        return False
    return version in (b"\0", b"\1")


def _unsigned(integer: bytes) -> int:
    # No negative number, and no zero before one that needs none.
    is_padded = integer[:1] == b"\0" and len(integer) > 1 and integer[1] < 0x80
    if not integer or integer[0] >= 0x80 or is_padded:
        raise _NotDerError
    return int.from_bytes(integer, "big")


def _element(der: bytes, tag: int) -> tuple[bytes, bytes]:
    """The contents of the element that begins with a tag, and what is behind it."""
    if len(der) < 2 or der[0] != tag:
        raise _NotDerError
    length, start = der[1], 2
    if length >= 0x80:
        start += length - 0x80
        length = int.from_bytes(der[2:start], "big")
        # DER has one form for each length, the shortest.
        if start > 6 or length < 0x80 or der[2] == 0:
            raise _NotDerError
    if len(der) < start + length:
        raise _NotDerError
    return der[start : start + length], der[start + length :]
