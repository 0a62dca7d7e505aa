"""Words of a text, and phrases that are looked for in them.

Servers write the same sentence with other capitals, punctuation, accents and line breaks.
So a text becomes a list of words, and a phrase is a list of words too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from .._unicode import WHITE_SPACE, is_alphanumeric

_SEPARATORS = re.compile(rf'[{WHITE_SPACE}<>()\[\]",:]+')
_ASCII_WORD = re.compile("[a-z0-9]+")
_APOSTROPHES = {ord(character): None for character in "'’`"}
#: Ideographs and kana: each is a word, since they are written without spaces.
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Words:
    """The words of the lines of a text, each with the number of its sentence."""

    def __init__(self, lines: Iterable[str], fold: Mapping[str, str]) -> None:
        self.words: list[str] = []
        self.sentences: list[int] = []
        sentence = 0
        for line in lines:
            for token in _SEPARATORS.split(line):
                if token:
                    words = list(_words(token, fold))
                    self.words += words
                    self.sentences += [sentence] * len(words)
                    sentence += token[-1] in ".!?;"


class Phrase:
    """The words of a phrase; a few other words may stand between its parts."""

    def __init__(self, text: str, fold: Mapping[str, str]) -> None:
        self.parts = [Words([part], fold).words for part in text.split(" … ")]

    def stands_at(self, place: int, text: Words, gap: int) -> bool:
        """Whether the words of the text from a place on are those of the phrase."""
        first, *others = self.parts
        end = place + len(first)
        if text.words[place:end] != first:
            return False
        for part in others:
            last = text.sentences[end - 1]
            for start in range(end, min(end + gap + 1, len(text.words))):
                if text.sentences[start] != last:
                    return False
                if text.words[start : start + len(part)] == part:
                    end = start + len(part)
                    break
            else:
                return False
        return True


def _words(token: str, fold: Mapping[str, str]) -> Iterator[str]:
    if _is_address(token):
        # Its parts say nothing about the failure: `a@example.com...User unknown`.
        yield "@"
        token = token.partition("..")[2]
    # What a URL asks for says nothing: `?ip=192.0.2.1`.
    token = token.partition("?")[0].translate(_APOSTROPHES)
    if token.isascii():
        yield from _ASCII_WORD.findall(token.lower())
        return
    word = ""
    for character in token:
        if _IDEOGRAPH.match(character):
            if word:
                yield word
            yield character
            word = ""
        elif is_alphanumeric(character):
            # One by one: the lower case of a whole word depends on its end.
            word += fold.get(character) or character.lower()
        elif word:
            yield word
            word = ""
    if word:
        yield word


def _is_address(token: str) -> bool:
    local, _, domain = token.partition("@")
    return token == "@" or (bool(local and domain) and not token.startswith("//"))
