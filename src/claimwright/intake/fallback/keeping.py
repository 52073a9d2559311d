"""Which words of a message may stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimwright.intake.fallback.lexicon import MONTHS, known_words, plain_words, terms
from claimwright.intake.fallback.scan import Piece, Run
from claimwright.intake.fallback.spoken import DATE_WORDS, NUMBER_WORDS
from claimwright.intake.recognisers.carrier import lexicon
from claimwright.intake.records import Candidate

_NAMES = frozenset({"NAME", "SUBSCRIBER_NAME", "LOC"})
_IDENTIFIERS = frozenset({
    "MEMBER_ID", "GROUP_NUMBER", "POLICY_NUMBER", "CLAIM_ID", "AUTH_NUMBER", "PHONE", "FAX", "SSN", "MRN",
    "HEALTH_PLAN_ID", "ACCOUNT", "LICENSE", "VEHICLE", "DEVICE", "IP", "OTHER_ID", "AGE_OVER_89", "BIOMETRIC",
})  # fmt: skip
_WEB = frozenset({"EMAIL", "URL"})
_ADDRESS = re.compile(r"[^\s@<>\"]{1,254}@[^\s@<>\"]{1,254}|(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_FRAMEWORK = frozenset(
    {"http", "https", "www", "com", "org", "net", "gov", "edu", "example", "html", "php", "dot", "at", "slash"}
)
_PLACE_WORDS = frozenset({
    "street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "blvd", "boulevard", "court",
    "ct", "way", "suite", "ste", "apt", "unit", "floor", "box", "county", "city", "of", "and", "the", "or",
    "in", "near",
})  # fmt: skip
_MONTHS_OR_NAMES = MONTHS & {"march", "april", "may", "june", "august"}
_DATE_CUES = frozenset({"in", "since", "until", "till", "last", "next", "early", "late", "mid", "this", "during"})
_OPENERS = frozenset({"will", "may", "do", "so", "an"})
_AFTER_OPENER = frozenset({
    "i", "you", "my", "the", "it", "this", "that", "they", "we", "he", "she", "there", "your", "his", "her",
    "a", "any", "someone", "insurance", "these", "those", "our", "far",
})  # fmt: skip
_SHORT = frozenset({
    "hi", "dr", "mr", "ms", "is", "if", "in", "it", "my", "we", "to", "of", "on", "or", "at", "as", "by",
    "he", "me", "no", "up", "us", "be", "am", "go", "oh", "ok", "st", "id", "re",
})  # fmt: skip
_TITLED = 2
_CARRIER_SCORE = 0.5
_CARRIER_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|&|-")
_SENTENCE_END = re.compile(r"(?:\A|[.!?:;\n\r•\-–—*(\"“])\W{0,4}\Z")
_LINE = 12


class Keeping:
    """Decides for each run of a text whether it stays, and which of its pieces go."""

    def __init__(self, text: str, runs: tuple[Run, ...], candidates: tuple[Candidate, ...]) -> None:
        self._text, self._runs = text, runs
        self._names = _mark(text, candidates, _NAMES)
        self._identifiers = _mark(text, candidates, _IDENTIFIERS)
        self._dates = _mark(text, candidates, frozenset({"DATE"}))
        self._addresses = _mark_addresses(text, _mark(text, candidates, _WEB))
        self._carriers = _mark(text, (c for c in candidates if _is_carrier(text, c)), frozenset({"CARRIER"}))
        self._small = not _has_reliable_capitals(text, runs)

    def keeps(self, index: int) -> bool:
        """True where the word may leave the host as it is."""
        run = self._runs[index]
        raw = self._text[run.start : run.end].replace("’", "'")
        word = raw.lower()
        if self._addresses[run.start]:
            return word in _FRAMEWORK
        if self._names[run.start]:
            return word in _PLACE_WORDS
        if self._identifiers[run.start]:
            return word in terms() or (raw.islower() and self._is_plain(run, word))
        if self._carriers[run.start]:
            return True
        return self._is_plain(run, word) if raw.islower() else self._is_known(index, raw)

    def is_forced_number(self, index: int) -> bool:
        """True for a number word inside a local identifier or age, and for a day inside a local date."""
        run = self._runs[index]
        word = self._text[run.start : run.end].lower()
        in_date = bool(self._dates[run.start]) and word in DATE_WORDS
        return in_date or (bool(self._identifiers[run.start]) and word in NUMBER_WORDS)

    def pieces(self, index: int) -> tuple[Piece, ...]:
        """What of a word that goes must go: all but a closing `'s`."""
        pieces = self._runs[index].pieces
        last = pieces[-1]
        possessive = len(pieces) > 1 and self._text[last.start : last.end].lower() == "s"
        return pieces[:-1] if possessive else pieces

    def _is_plain(self, run: Run, word: str) -> bool:
        """A small word: known, or an ordinary unknown one in a message that sets names apart by capitals."""
        if not word.isascii():
            return False
        if _base(word) in plain_words() or word in plain_words() or len(word) == 1:
            return True
        return not self._small and not self._is_joined(run)

    def _is_joined(self, run: Run) -> bool:
        """Grown to its neighbour by a dot or an underscore, as user and file names are."""
        before, after = self._text[max(0, run.start - 2) : run.start], self._text[run.end : run.end + 2]
        return _joins(before[::-1]) or _joins(after)

    def _is_known(self, index: int, raw: str) -> bool:
        word = raw.lower()
        if not raw.isascii():
            return False
        if word in _OPENERS and (self._opens_sentence(index) or (raw.isupper() and len(raw) == _TITLED)):
            return True
        if word in _MONTHS_OR_NAMES:
            return self._has_date_context(index)
        if len(raw) == 1:
            return raw in "IA" or self._is_prefix(index)
        if len(raw) == _TITLED and not raw.isupper() and word not in _SHORT:
            return False
        return word in known_words() or (_base(word) in known_words() and word != _base(word))

    def _is_prefix(self, index: int) -> bool:
        """The letter of `X-ray` and `E-mail`."""
        end = self._runs[index].end
        after = self._word(index + 1)
        return self._text[end : end + 1] == "-" and after.islower() and after in plain_words()

    def _has_date_context(self, index: int) -> bool:
        before, after = self._word(index - 1).lower(), self._word(index + 1)
        near = after[:1].isdigit() or before[:1].isdigit() or after.lower() in NUMBER_WORDS
        return near or before in _DATE_CUES

    def _opens_sentence(self, index: int) -> bool:
        run = self._runs[index]
        opens = _SENTENCE_END.search(self._text[max(0, run.start - _LINE) : run.start]) is not None
        after = self._word(index + 1)
        return opens and (after == "I" or (after.islower() and after in _AFTER_OPENER))

    def _word(self, index: int) -> str:
        if not 0 <= index < len(self._runs):
            return ""
        return self._text[self._runs[index].start : self._runs[index].end]


def _base(word: str) -> str:
    return word.removesuffix("'s")


def _joins(neighbours: str) -> bool:
    return len(neighbours) > 1 and neighbours[0] in "._@" and neighbours[1].isalnum()


def _mark(text: str, candidates: Iterable[Candidate], labels: frozenset[str]) -> bytearray:
    marks = bytearray(len(text))
    for candidate in candidates:
        if candidate.label in labels:
            marks[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    return marks


def _mark_addresses(text: str, marks: bytearray) -> bytearray:
    for match in _ADDRESS.finditer(text):
        marks[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return marks


def _is_carrier(text: str, candidate: Candidate) -> bool:
    """A carrier that the local reading found with some confidence and that our lexicon names in full."""
    if candidate.label != "CARRIER" or candidate.score < _CARRIER_SCORE:
        return False
    words = tuple(_CARRIER_WORD.findall(text[candidate.start : candidate.end].lower()))
    aliases = lexicon().get(words[0], ()) if words else ()
    return any(
        words[: len(alias)] == alias and all(w in known_words() for w in words[len(alias) :]) for alias, _, _ in aliases
    )


def _has_reliable_capitals(text: str, runs: tuple[Run, ...]) -> bool:
    """True where most sentences start with a capital, so that a name would too."""
    starts = [run for run in runs if run.is_word and _opens(text, run)]
    capitals = sum(text[run.start].isupper() for run in starts)
    return bool(starts) and 2 * capitals > len(starts) and not text.isupper()


def _opens(text: str, run: Run) -> bool:
    return re.search(r"(?:\A|[.!?\n]\s?)\s?\Z", text[max(0, run.start - 3) : run.start]) is not None
