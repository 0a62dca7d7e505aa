"""The evaluator of the rules for replies, by the tables of `schema/delivery/README.md`."""

import json
import re
from typing import Any

import pytest

from conftest import ROOT
from postal_webhooks._delivery._words import Phrase, Words
from postal_webhooks.delivery import EnhancedStatus, classify, smtp_reply

README = (ROOT / "schema/delivery/README.md").read_text()
RULES = json.loads((ROOT / "schema/dist/delivery/rules.json").read_bytes())
REPLIES = json.loads((ROOT / "schema/dist/delivery/replies.json").read_bytes())
FOLD = {letter: plain for plain, letters in RULES["fold"].items() for letter in letters}


def table(head: str) -> list[list[str]]:
    """The cells of the table with this head."""
    _, _, rest = README.partition(f"{head}\n")
    rows = rest.partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def test_words() -> None:
    rows = table("| text | words; `/` ends a sentence |")
    assert len(rows) > 5
    for text, expected in rows:
        words = Words([text], FOLD)
        shown: list[str] = []
        for word, sentence in zip(words.words, words.sentences, strict=True):
            while shown.count("/") < sentence:
                shown.append("/")
            shown.append(word)
        assert " ".join(shown) == expected, text


def test_words_of_other_scripts() -> None:
    # A vowel sign of Hindi is a mark, and the lower case of a sigma does not depend on its place.
    assert Words(["पता ΟΔΟΣ a\x1cb"], {}).words == ["पता", "οδοσ", "a", "b"]
    # U+001C is no white space, unlike in `str.split`: it ends a word, but no token.
    assert Words(["a@x\x1cb"], {}).words == ["@"]


def test_phrases() -> None:
    rows = table("| phrase | text | found |")
    assert len(rows) > 5
    for phrase, text, expected in rows:
        words = Words([text], FOLD)
        looked_for = Phrase(phrase, FOLD)
        places = range(len(words.words))
        found = any(looked_for.stands_at(at, words, RULES["gap"]) for at in places)
        assert found == (expected == "yes"), (phrase, text)


@pytest.mark.parametrize("kind", ["replies", "field"])
def test_labelled_replies(kind: str) -> None:
    for reply in REPLIES[kind]:
        found = classify(reply["output"], reply["details"]).kind
        expected = [reply["found"]] if "found" in reply else reply["kinds"]
        assert found in expected, reply


def test_every_phrase_decides() -> None:
    checked = 0
    for topic in RULES["topics"]:
        if topic["kind"] == "Unknown":
            continue
        for rule in topic["rules"]:
            code = rule["codes"][0] if rule["codes"] else 550
            for status in rule["statuses"][:1]:
                code = f"{code} {str(code)[0]}.{status['subject']}.{status['first']}"
            for phrase in rule["phrases"]:
                checked += 1
                why = classify(f"{code} {phrase.replace('…', 'xx xx').upper()}")
                assert (why.rule, why.phrase) == (topic["name"], phrase)
    assert checked > 300


@pytest.mark.parametrize(
    ("output", "code", "status", "text"),
    [
        ("550 5.1.1 No such user", 550, (5, 1, 1), "No such user"),
        (
            "550-5.1.1 The account\n550 5.1.1 does not exist.",
            550,
            (5, 1, 1),
            "The account does not exist.",
        ),
        ("553 sorry, no such host (#5.1.2)", 553, (5, 1, 2), "sorry, no such host (#5.1.2)"),
        ("550 4.1.1 x", 550, None, "4.1.1 x"),
        ("550 5.1.1.7 x", 550, None, "5.1.1.7 x"),
        ("550 5.1.1\u0661 x", 550, None, "5.1.1\u0661 x"),
        ("550", 550, None, ""),
        ("550-a\n551 b", 550, None, "a"),
        ("550-5.1.1 a\n550 5.1", 550, (5, 1, 1), "a"),
        ("could not get 3xx (550: 550 5.1.1 x)", 550, (5, 1, 1), "x)"),
    ],
)
def test_replies(output: str, code: int, status: Any, text: str) -> None:
    reply = smtp_reply(output)
    assert reply is not None
    assert (reply.code, reply.enhanced, reply.text) == (code, status, text)


@pytest.mark.parametrize(
    "output",
    [
        "",
        "650 x",
        "55",
        "550x",
        "hello",
        "\n550 x",
        "could not get 3xx (200: 200 dummy reply code)",
    ],
)
def test_what_is_no_reply(output: str) -> None:
    assert smtp_reply(output) is None
    assert classify(output).rule == "none"


@pytest.mark.parametrize(
    ("details", "kind", "code"),
    [
        ("Received a 503 from https://example.com", "Network", 503),
        ("Received a -1 from https://example.com", "Network", -1),
        ("Received a 600 from https://example.com", "Unknown", 600),
        ("Received a 0404 from https://example.com", "SenderOrConfiguration", 404),
        (f"Received a {'9' * 5000} from https://example.com", "Unknown", None),
        ("Received a 2147483648 from https://example.com", "Unknown", None),
        ("Received a postcard from https://example.com", "Unknown", None),
        ("Server is in development mode.", "Postal", None),
    ],
)
def test_details(details: str, kind: str, code: int | None) -> None:
    why = classify("", details)
    assert (why.kind, why.code) == (kind, code)
    assert (smtp_reply("550 x", details) is None) == (code is not None)


def test_a_reason() -> None:
    why = classify("552 5.2.2 x")
    assert (why.kind, why.certainty, why.status) == ("MailboxFull", "Medium", (5, 2, 2))
    assert str(why.status) == "5.2.2"
    assert isinstance(why.status, EnhancedStatus)


def test_any_text_has_a_kind() -> None:
    kinds = {kind["name"] for kind in RULES["kinds"]}
    for each in REPLIES["replies"]:
        for change in (str.upper, str.swapcase, lambda text: re.sub(r"\s", "\u2028", text)):
            text = change(each["output"])
            assert classify(text, text).kind in kinds
            assert classify(f"550 {text}\n", None).kind in kinds
