"""The opened corpus as letters use it: a citation opened, a phrase found in it word for word, and search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimwright.appeals.letters.records import Place
from claimwright.core.errors import ClaimwrightError
from claimwright.corpus.citations import parse_citation
from claimwright.corpus.index.open import Corpus
from claimwright.corpus.index.records import Filters, Hit, Provision

_SAME = str.maketrans({"–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_LONGEST_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a record, as the record has it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the corpus, whole: the pieces that search keeps of it joined. `first` is its first piece."""

    first: Provision
    text: str

    def cut(self, start: int, end: int) -> Quote:
        """A stretch of it with its place."""
        each = self.first
        place = Place(path=each.path, opened=each.citation, start=start, end=end, stored=each.start, url=each.url,
                      accessed=each.date_accessed)  # fmt: skip
        return Quote(self.text[start:end], place)


@dataclass(frozen=True, slots=True)
class Library:
    """An opened corpus. `name` is shown where a source was not found in it."""

    corpus: Corpus

    @property
    def name(self) -> str:
        """Which index this is."""
        return "the bundled sections of law" if self.corpus.bundled else "your corpus"

    def open(self, citation: str) -> tuple[Record, ...]:
        """The records of a cited place, or of the closest one that encloses it; none where it is not in the index."""
        try:
            return _records(self.corpus.show(citation).provisions) if parse_citation(citation) else ()
        except ClaimwrightError:
            return ()

    def quote(self, citation: str, phrase: str) -> Quote | None:
        """The phrase as it stands in the cited place; spaces, dashes and quotation marks may be of another kind."""
        pattern = _loose(phrase)
        for each in self.open(citation):
            match = pattern.search(each.text.translate(_SAME))
            if match:
                return each.cut(match.start(), match.end())
        return None

    def beginning(self, citation: str, length: int = 300) -> Quote | None:
        """The first sentence or so of a cited place, where it is in the index."""
        found = self.open(citation)
        return found[0].cut(0, _sentence_end(found[0].text, length)) if found else None

    def holds(self, quote: Quote) -> bool:
        """Whether the quotation stands at its offsets in the record that its place names."""
        place = quote.place
        return any(
            each.first.path == place.path and each.text[place.start : place.end] == quote.text
            for each in self.open(place.opened)
        )

    def search(self, query: str, limit: int, filters: Filters | None = None) -> list[Hit]:
        """The best provisions for some words; nothing where the index cannot be asked with them."""
        try:
            return self.corpus.search(query[:_LONGEST_QUERY], limit, filters)
        except ClaimwrightError:
            return []

    def shown(self, hit: Hit) -> Quote | None:
        """The snippet of a hit with its place in the whole record."""
        return self.quote(hit.provision.citation, hit.snippet.text) if hit.provision.citation else None


def _records(provisions: Sequence[Provision]) -> tuple[Record, ...]:
    pieces: dict[tuple[int, int], list[Provision]] = {}
    for each in provisions:
        pieces.setdefault((each.document, each.ordinal), []).append(each)
    return tuple(Record(found[0], "".join(each.text for each in found)) for found in pieces.values())


def _loose(phrase: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, phrase.translate(_SAME).split())), re.IGNORECASE)


def _sentence_end(text: str, length: int) -> int:
    if len(text) <= length:
        return len(text.rstrip())
    stops = [match.end() for match in re.finditer(r"[.;](?=\s)", text[:length])]
    return stops[-1] if stops else max(text.rfind(" ", 0, length), 1)
