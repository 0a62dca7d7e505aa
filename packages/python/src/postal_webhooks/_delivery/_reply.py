"""`SmtpReply`: the SMTP reply inside the `output` of a delivery."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .._unicode import WHITE_SPACE, is_alphanumeric

_LINE = re.compile(r"([2-5][0-9]{2})(?:[ -]([\s\S]*))?")
_STATUS = re.compile(r"([245])\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})(?![0-9])")


class EnhancedStatus(NamedTuple):
    """An enhanced mail system status code, `class.subject.detail` (RFC 3463)."""

    class_: int
    """2 for success, 4 for a transient and 5 for a permanent failure."""
    subject: int
    """What the status is about: 1 for addresses, 7 for policy."""
    detail: int
    """The exact condition within the subject."""

    def __str__(self) -> str:
        return f"{self.class_}.{self.subject}.{self.detail}"


@dataclass(frozen=True, slots=True)
class SmtpReply:
    """An SMTP reply (RFC 5321, 4.2)."""

    code: int
    """The reply code, 200 to 599."""
    enhanced: EnhancedStatus | None
    """The enhanced status code, if its class agrees with the code."""
    lines: tuple[str, ...]
    """The text of each line, without the code and the status that begin it."""

    @property
    def text(self) -> str:
        """The text of all lines, joined with spaces."""
        return " ".join(filter(None, self.lines))


def parse_reply(output: str, refused_data: str, dummy_reply: str) -> SmtpReply | None:
    """The reply in an output; nothing if it does not begin with one."""
    if output.startswith(refused_data):
        code, separator, rest = output[len(refused_data) :].partition(": ")
        # A line break before it: the code is not there, and what comes later may be cut.
        if separator and "\n" not in code:
            output = rest
    if output.startswith(dummy_reply):
        return None
    texts = []
    first_code = None
    raw_lines = output.split("\n")
    for raw in raw_lines:
        line = _LINE.fullmatch(raw.rstrip(WHITE_SPACE))
        if line is None or first_code not in (None, line[1]):
            break
        first_code = line[1]
        texts.append((line[2] or "").lstrip(WHITE_SPACE))
    if first_code is None:
        return None
    status = _status(first_code, texts)
    if status is not None:
        is_whole = len(texts) == len(raw_lines)
        last = len(texts) - 1
        texts = [
            _without(status, text, may_be_cut=is_whole and at == last)
            for at, text in enumerate(texts)
        ]
    return SmtpReply(int(first_code), status, tuple(texts))


def _status(code: str, texts: list[str]) -> EnhancedStatus | None:
    first, *others = texts
    for status, _ in _statuses(first, code[0]):
        return status
    # The output may be cut inside a status of a later line: one that nothing follows does
    # not count.
    for text in others:
        for status, rest in _statuses(text, code[0]):
            if rest:
                return status
    return None


def _statuses(text: str, code_class: str) -> Iterator[tuple[EnhancedStatus, str]]:
    """Each status in a text that agrees with the code, and what is behind it."""
    place = 0
    while found := _STATUS.search(text, place):
        place = found.start() + 1
        before = text[found.start() - 1 : found.start()] if found.start() else ""
        # Without a `#` its subject is one of RFC 3463: version numbers look alike.
        counts = before in ("", "#") or (int(found[2]) <= 7 and before in " \t([:")
        behind = text[found.end() :]
        is_address = behind[:1] == "." or (behind != "" and is_alphanumeric(behind[0]))
        if counts and not is_address and found[1] == code_class:
            yield EnhancedStatus(*map(int, found.groups())), behind.lstrip(" :")


def _without(status: EnhancedStatus, text: str, *, may_be_cut: bool) -> str:
    shown = str(status)
    if text.startswith(shown):
        behind = text[len(shown) :]
        if not behind or (behind[0] != "." and not is_alphanumeric(behind[0])):
            return behind.lstrip(" :")
    return "" if may_be_cut and shown.startswith(text) else text
