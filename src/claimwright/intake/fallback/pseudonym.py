"""Text that may leave the host: every digit and every unknown word replaced, each code point in its place.

The stand-ins have the length of what they stand for, so an offset into the one text is the same offset into
the other, and mapping back is exact by construction. At any confidence of the local reading, replaced are:

1. every digit, numbers spoken in words, and the month of a date;
2. every word with a capital that is not known (`lexicon`), and every word outside plain Latin letters;
3. every word of a local name or place, in any case, and the letters of local identifiers;
4. e-mail addresses, web addresses and file names, but for their framework;
5. where a message is written without capitals, every unknown word of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimwright.intake.fallback.keeping import Keeping
from claimwright.intake.fallback.lexicon import MONTHS, known_words, plain_words, terms
from claimwright.intake.fallback.scan import Piece, Run, scan
from claimwright.intake.fallback.spoken import spoken_runs, stand_in
from claimwright.intake.fallback.surrogates import ANY, DAY, HOUR, MINUTE, MONTH, OCTET, Shape, Surrogates
from claimwright.intake.records import Candidate

_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/-])")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
_NAMED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s{1,2}(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_QUAD = re.compile(r"(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_SHAPES: tuple[tuple[re.Pattern[str], tuple[Shape, ...]], ...] = (
    (_QUAD, (OCTET,) * 4),
    (_NAMED, (DAY,)),
    (_ISO, (ANY, MONTH, DAY)),
    (_DATE, (MONTH, DAY, ANY)),
    (_TIME, (HOUR, MINUTE)),
)


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """`text` may be sent; `changed[i]` is 1 where code point `i` is a stand-in, `risky[i]` where what it stands
    for may identify (so not for a common word that only the local reading took for a name)."""

    original: str
    text: str
    changed: bytes
    risky: bytes


class Pseudonymiser:
    """Replaces what identifies. One key gives one stand-in a value; keep it secret."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def apply(self, text: str, candidates: Iterable[Candidate] = ()) -> Pseudonymised:
        """Text of the same length with the stand-ins in place."""
        return _Work(self._key, text, tuple(candidates)).result()


class _Work:
    """One text on its way."""

    def __init__(self, key: bytes, text: str, candidates: tuple[Candidate, ...]) -> None:
        self._text = text
        self._runs = scan(text)
        self._out = ["?" if "\ud800" <= ch <= "\udfff" else ch for ch in text]
        self._changed = bytearray(len(text))
        self._risky = bytearray(len(text))
        self._keeping = Keeping(text, self._runs, candidates)
        self._spoken = frozenset(spoken_runs(text, self._runs))
        self._shapes = _shapes(text)
        own = frozenset(text[r.start : r.end].casefold() for r in self._runs)
        pieces = frozenset(text[p.start : p.end].casefold() for r in self._runs for p in r.pieces)
        self._make = Surrogates(key, lambda new: new.casefold() in own | pieces or new.casefold() in plain_words())

    def result(self) -> Pseudonymised:
        for index, run in enumerate(self._runs):
            self._replace(index, run)
        return Pseudonymised(self._text, "".join(self._out), bytes(self._changed), bytes(self._risky))

    def _replace(self, index: int, run: Run) -> None:
        if not run.is_word:
            for piece in run.pieces:
                self._replace_piece(piece, run)
        elif index in self._spoken or self._keeping.is_forced_number(index):
            self._replace_number_word(run)
        elif not self._keeping.keeps(index):
            self._replace_word(index, run)
        elif self._text[run.start : run.end].lower() in MONTHS:
            self._replace_number_word(run)

    def _replace_piece(self, piece: Piece, run: Run) -> None:
        raw = self._text[piece.start : piece.end]
        if piece.is_digits:
            self._replace_digits(piece, raw)
        elif raw.lower() not in terms() or (len(raw) == 1 and piece.start == run.start):
            self._write(piece.start, self._make.letters(raw))

    def _replace_digits(self, piece: Piece, raw: str) -> None:
        """Marks after a digit, as in a keycap emoji, stay."""
        figures = [at for at, ch in enumerate(raw) if ch.isnumeric()]
        made = self._make.digits("".join(raw[at] for at in figures), self._shapes.get(piece.start, ANY))
        for at, digit in zip(figures, made, strict=True):
            self._write(piece.start + at, digit)

    def _replace_number_word(self, run: Run) -> None:
        raw = self._text[run.start : run.end]
        made = stand_in(raw.lower(), self._make.turn("spoken"))
        if made != raw.lower():
            cased = (new.upper() if old.isupper() else new for old, new in zip(raw, made, strict=True))
            self._write(run.start, "".join(cased))

    def _replace_word(self, index: int, run: Run) -> None:
        is_common = self._text[run.start : run.end].lower() in known_words()
        for piece in self._keeping.pieces(index):
            made = self._make.word(self._text[piece.start : piece.end])
            self._write(piece.start, made, risky=not is_common)

    def _write(self, start: int, made: str, *, risky: bool = True) -> None:
        for at, ch in enumerate(made, start):
            self._out[at] = ch
            self._changed[at] = 1
            self._risky[at] = risky


def _shapes(text: str) -> dict[int, Shape]:
    """The look of digit runs inside dates and times, by where they start."""
    found: dict[int, Shape] = {}
    for pattern, shapes in _SHAPES:
        for match in pattern.finditer(text):
            for group, shape in enumerate(shapes, 1):
                if match[group]:
                    found.setdefault(match.start(group), shape)
    return found
