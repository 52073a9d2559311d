"""How much a choice of sources is, told before any site is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from claimwright.corpus.download.run import journal_of
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import by_path
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources.base import Source

MANY = 10
"""Sources above which a run asks first, unless somebody named them: enumerating that many takes thousands of requests."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One source. `known` documents were found by earlier runs, `here` is how many of its files are in the ledger."""

    source: str
    title: str
    host: str
    known: int
    here: int


@dataclass(frozen=True, slots=True)
class Extent:
    """The chosen sources; `named` where each was named, or listed in a file, by whoever asks."""

    sources: tuple[Reach, ...]
    named: bool = False

    @property
    def large(self) -> bool:
        """Whether to ask before any site is."""
        return not self.named and len(self.sources) > MANY

    @property
    def hosts(self) -> list[str]:
        return sorted({each.host for each in self.sources if each.host})

    @property
    def known(self) -> int:
        return sum(each.known for each in self.sources)

    def __str__(self) -> str:
        uncounted = sum(not each.known for each in self.sources)
        return (
            f"{len(self.sources)} sources at {counted(len(self.hosts), 'host')}; "
            f"{counted(self.known, 'document')} known from earlier runs, {counted(uncounted, 'source')} not counted yet"
        )


def extent(layout: Layout, chosen: Sequence[Source], *, named: bool = False) -> Extent:
    """How much these sources are, as far as journal and ledger tell; a source that no run enumerated has no count."""
    known = _known(layout)
    here = Counter(line.source for line in by_path(layout.sources, SourceLine).values())
    return Extent(
        tuple(Reach(s.key, s.title, host_of(s.homepage), known[s.key], here[s.key]) for s in chosen), named=named
    )


def host_of(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).netloc


def counted(number: int, thing: str) -> str:
    """`1 host`, `1,200 documents`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _known(layout: Layout) -> Counter[str]:
    if not (layout.state / "download.sqlite").exists():
        return Counter()
    with closing(journal_of(layout)) as journal:
        return Counter(each.source for each in journal.items())
