"""Answers the questions that every package is asked, and judges nothing.

Usage: answer.py LIST
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

import postal_webhooks as pw
from postal_webhooks.delivery import classify, smtp_reply


def answer(question: dict[str, Any]) -> dict[str, Any]:
    match question["ask"]:
        case "parse":
            return parse(base64.b64decode(question["body"]))
        case "tolerant" | "strict" as profile:
            return validate(base64.b64decode(question["body"]), profile)
        case "round-trip":
            webhook = pw.parse(base64.b64decode(question["body"]))
            return {"text": json.dumps(webhook)}
        case "signature":
            return signature(question)
        case "keys":
            return keys(question)
        case "reply":
            return reply(question["output"], question["details"])
        case other:
            raise ValueError(other)


def parse(body: bytes) -> dict[str, Any]:
    try:
        webhook = pw.parse(body)
    except pw.ParseError as error:
        return present(reason=error.reason, pointer=error.pointer, fault=error.fault)
    return {"event": webhook["event"], "known": pw.is_known(webhook)}


def validate(body: bytes, profile: pw.Profile) -> dict[str, Any]:
    try:
        violations = [[found.pointer, found.keyword] for found in pw.iter_errors(body, profile)]
    except pw.ParseError:
        return {"reason": "not-json"}
    return {"violations": violations}


def signature(question: dict[str, Any]) -> dict[str, Any]:
    keys = pw.KeySet.from_jwks(question["keys"])
    allow = question.get("allow", [])
    try:
        if "pins" in question:
            keys = keys.pin(question["pins"])
        verifier = pw.Verifier(
            keys,
            allow_insecure_sha1="sha1" in allow,
            allow_insecure_short_keys="short-keys" in allow,
        )
        verified = verifier.verify(base64.b64decode(question["body"]), question["headers"])
    except pw.VerifyError as error:
        return present(reason=error.reason, header=error.header, fault=error.fault)
    except pw.KeySetError as error:
        return {"reason": error.reason}
    return {"kid": verified.kid}


def keys(question: dict[str, Any]) -> dict[str, Any]:
    read = {
        "jwks": pw.KeySet.from_jwks,
        "pem": pw.KeySet.from_pem,
        "dkim": pw.KeySet.from_dkim_record,
    }[question["source"]]
    try:
        keys = read(question["text"])
        if "pins" in question:
            keys = keys.pin(question["pins"])
    except pw.KeySetError as error:
        if error.reason == "key":
            return {"reason": "key", "key": error.rejected[0].reason}
        if error.reason == "no-usable-key":
            return {"reason": error.reason, "rejected": rejected(error.rejected)}
        return {"reason": error.reason}
    return {
        "keys": [[key.kid, key.bits] for key in keys],
        "rejected": rejected(keys.rejected),
    }


def rejected(keys: tuple[pw.RejectedKey, ...]) -> list[list[Any]]:
    return [[key.index, key.reason] for key in keys]


def reply(output: str, details: str | None) -> dict[str, Any]:
    reply = smtp_reply(output)
    why = classify(output, details)
    return {
        "reply": reply and [reply.code, reply.enhanced and str(reply.enhanced)],
        "kind": why.kind,
        "certainty": why.certainty,
        "rule": why.rule,
        "source": why.source,
        "phrase": why.phrase,
        "code": why.code,
        "status": why.status and str(why.status),
    }


def present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


if __name__ == "__main__":
    for question in json.loads(Path(sys.argv[1]).read_bytes())["packages"]:
        print(json.dumps({"id": question["id"], "answer": answer(question)}))
