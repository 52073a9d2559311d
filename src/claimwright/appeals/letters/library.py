"""The opened corpus as letters use it: a citation opened, a phrase found in it word for word, and search."""

from __future__ import annotations

import re
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
    """A stretch of a provision, as the provision has it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Library:
    """An opened corpus. `name` is shown where a source was not found in it."""

    corpus: Corpus

    @property
    def name(self) -> str:
        """Which index this is."""
        return "the bundled sections of law" if self.corpus.bundled else "your corpus"

    def open(self, citation: str) -> tuple[Provision, ...]:
        """The provisions of a cited place, or of the closest one that encloses it; none where it is not in the index."""
        try:
            return self.corpus.show(citation).provisions if parse_citation(citation) else ()
        except ClaimwrightError:
            return ()

    def quote(self, citation: str, phrase: str) -> Quote | None:
        """The phrase as it stands in the cited place; spaces, dashes and quotation marks may be of another kind."""
        pattern = _loose(phrase)
        for each in self.open(citation):
            match = pattern.search(each.text.translate(_SAME))
            if match:
                return Quote(each.text[match.start() : match.end()], _place(each, match.start(), match.end()))
        return None

    def beginning(self, citation: str, length: int = 300) -> Quote | None:
        """The first sentence or so of a cited place, where it is in the index."""
        found = self.open(citation)
        if not found:
            return None
        text = found[0].text
        end = _sentence_end(text, length)
        return Quote(text[:end], _place(found[0], 0, end))

    def holds(self, quote: Quote) -> bool:
        """Whether the quotation stands at its offsets in the provision that its place names."""
        place = quote.place
        return any(
            each.path == place.path and _cut(each, place.start, place.end) == quote.text
            for each in self.open(place.opened)
        )

    def search(self, query: str, limit: int, filters: Filters | None = None) -> list[Hit]:
        """The best provisions for some words; nothing where the index cannot be asked with them."""
        try:
            return self.corpus.search(query[:_LONGEST_QUERY], limit, filters)
        except ClaimwrightError:
            return []


def place_of(provision: Provision, start: int, end: int) -> Place:
    """The place of `provision.text[start:end]` in its stored text."""
    return _place(provision, start, end)


def _place(each: Provision, start: int, end: int) -> Place:
    first = each.start or 0
    return Place(path=each.path, opened=each.citation, start=first + start, end=first + end, url=each.url,
                 accessed=each.date_accessed)  # fmt: skip


def _cut(each: Provision, start: int, end: int) -> str:
    first = each.start or 0
    return each.text[start - first : end - first] if start >= first else ""


def _loose(phrase: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, phrase.translate(_SAME).split())), re.IGNORECASE)


def _sentence_end(text: str, length: int) -> int:
    if len(text) <= length:
        return len(text.rstrip())
    stops = [match.end() for match in re.finditer(r"[.;](?=\s)", text[:length])]
    return stops[-1] if stops else max(text.rfind(" ", 0, length), 1)
