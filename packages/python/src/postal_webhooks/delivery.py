"""What a delivery event means: the kind of a failure, with the reason for it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ._delivery._reply import EnhancedStatus as EnhancedStatus
from ._delivery._reply import SmtpReply as SmtpReply
from ._delivery._reply import parse_reply
from ._delivery._words import Phrase, Words
from ._generated.delivery import Certainty as Certainty
from ._generated.delivery import FailureKind as FailureKind

_INTEGER = re.compile("[+-]?[0-9]+")


@dataclass(frozen=True, slots=True)
class Classification:
    """The kind of a failure, and the rule that decided it.

    It holds nothing of the reply but its code and status: the phrase is that of the rule.
    """

    kind: FailureKind
    """The kind."""
    certainty: Certainty
    """How sure it is."""
    rule: str
    """The name of the rule that decided; `none` if no rule holds."""
    source: str
    """Where the rule comes from: a server, a document, an RFC. Empty if no rule holds."""
    phrase: str | None = None
    """The phrase that the rule found in the text. ` … ` stands for a few other words."""
    code: int | None = None
    """The code that the rule asked for, or the status of an HTTP endpoint."""
    status: EnhancedStatus | None = None
    """The enhanced status that the rule asked for."""


def classify(output: str, details: str | None = None) -> Classification:
    """Classifies a delivery by the `output` and `details` of its payload.

    All lines of the reply count, and Postal keeps 250 characters of it: words behind the
    cut are not seen.
    """
    return _rules().classify(output, details or "")


def smtp_reply(output: str, details: str | None = None) -> SmtpReply | None:
    """The SMTP reply that a delivery tells of.

    There is none in an empty output, in a network error, nor in the body of an HTTP
    endpoint, even where it looks like one.
    """
    rules = _rules()
    return None if rules.http_status(details or "") is not None else rules.reply(output)


@cache
def _rules() -> "_Rules":
    text = (files("postal_webhooks") / "_data" / "rules.json").read_bytes()
    return _Rules(json.loads(text))


class _Rules:
    """The rules, made ready for searching."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._output = document["output"]
        self._http = document["http"]
        self._details = document["details"]
        self._gap = document["gap"]
        self._fold = {
            letter: plain for plain, letters in document["fold"].items() for letter in letters
        }
        self._rules = [(topic, rule) for topic in document["topics"] for rule in topic["rules"]]
        #: Where the rules stand that ask for no phrase.
        self._without_phrases: list[int] = []
        #: By its first word: each phrase, and where its rule stands.
        self._phrases: dict[str, list[tuple[int, str, Phrase]]] = {}
        for place, (_, rule) in enumerate(self._rules):
            if not rule["phrases"]:
                self._without_phrases.append(place)
            for text in rule["phrases"]:
                phrase = Phrase(text, self._fold)
                first = phrase.parts[0][0]
                self._phrases.setdefault(first, []).append((place, text, phrase))

    def classify(self, output: str, details: str) -> Classification:
        status = self.http_status(details)
        if status is not None:
            return self._of_http_status(status)
        reply = self.reply(output)
        why = self._of_reply(reply) if reply is not None and reply.code >= 400 else None
        return why or self._of_details(details, has_reply=reply is not None)

    def reply(self, output: str) -> SmtpReply | None:
        return parse_reply(output, self._output["refusedData"], self._output["dummyReply"])

    def http_status(self, details: str) -> int | None:
        """The status in `Received a 503 from https://…`."""
        before, after = self._http["before"], self._http["after"]
        if not details.startswith(before):
            return None
        text, found, _ = details[len(before) :].partition(after)
        # Ten digits and a sign at most: Python refuses to read thousands of them.
        text = re.sub("(?<![0-9])0+(?=[0-9])", "", text)
        if not found or len(text) > 11 or not _INTEGER.fullmatch(text):
            return None
        status = int(text)
        return status if -(2**31) <= status < 2**31 else None

    def _of_http_status(self, status: int) -> Classification:
        for entry in self._http["statuses"]:
            if entry.get("first", status) <= status <= entry["last"]:
                kind = entry["kind"]
                break
        else:
            kind = "Unknown"
        certainty: Certainty = "Low" if kind == "Unknown" else "High"
        http = self._http
        return Classification(kind, certainty, http["rule"], http["source"], code=status)

    def _of_details(self, details: str, *, has_reply: bool) -> Classification:
        for text in self._details["texts"]:
            start = text["start"]
            if details.startswith(start) and not (has_reply and text.get("withoutReply")):
                rule, source = self._details["rule"], self._details["source"]
                return Classification(text["kind"], "High", rule, source, phrase=start)
        return Classification("Unknown", "Low", "none", "")

    def _of_reply(self, reply: SmtpReply) -> Classification | None:
        """By the first rule that holds, if there is one that decides."""
        is_against_recipient = False
        for place, phrase in self._rules_that_hold(reply):
            topic, rule = self._rules[place]
            if topic["kind"] == "Unknown":
                is_against_recipient = True
            elif topic["kind"] != "Recipient" or not is_against_recipient:
                return Classification(
                    topic["kind"],
                    topic["certainty"],
                    topic["name"],
                    rule["source"],
                    phrase,
                    reply.code if rule["codes"] else None,
                    reply.enhanced if rule["statuses"] else None,
                )
        return None

    def _rules_that_hold(self, reply: SmtpReply) -> Iterator[tuple[int, str | None]]:
        """Where the rules stand that hold, in order, with the first phrase of each."""
        found: dict[int, str | None] = {
            place: None for place in self._without_phrases if _allows(self._rules[place][1], reply)
        }
        text = Words(reply.lines, self._fold)
        for at, word in enumerate(text.words):
            for place, shown, phrase in self._phrases.get(word, ()):
                if (
                    place not in found
                    and phrase.stands_at(at, text, self._gap)
                    and _allows(self._rules[place][1], reply)
                ):
                    found[place] = shown
        return iter(sorted(found.items()))


def _allows(rule: dict[str, Any], reply: SmtpReply) -> bool:
    """Whether the code and the status are among those of the rule."""
    status = reply.enhanced
    if rule["codes"] and reply.code not in rule["codes"]:
        return False
    return not rule["statuses"] or (
        status is not None
        and any(
            entry["subject"] == status.subject and entry["first"] <= status.detail <= entry["last"]
            for entry in rule["statuses"]
        )
    )
