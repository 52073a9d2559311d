"""Opening a corpus for search: the user's own index, or the sections of law that come with the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claimwright.corpus.citations import Citation, find_citations, parse_citation
from claimwright.corpus.index import sections
from claimwright.corpus.index.build import STORE
from claimwright.corpus.index.legs import open_legs
from claimwright.corpus.index.records import Filters, Hit, Provision
from claimwright.corpus.index.search import Searcher
from claimwright.corpus.index.sections import Section
from claimwright.corpus.index.store import Store
from claimwright.corpus.layout import Layout, default_layout


@dataclass(slots=True)
class Corpus:
    """An opened corpus. `bundled` is true where it is the one that comes with the package."""

    layout: Layout
    store: Store
    searcher: Searcher
    bundled: bool = False

    def search(
        self, query: str, limit: int = 10, filters: Filters | None = None, legs: Sequence[str] | None = None
    ) -> list[Hit]:
        """See `Searcher.search`."""
        return self.searcher.search(query, limit, filters, legs)

    def show(self, citation: str) -> Section:
        """The cited section, whole. Raises `InputError` or `NotFoundError`; the latter names what is near."""
        return sections.show(self.store, citation)

    def open_citation(self, text: str) -> Provision | None:
        """The provision that a text cites (the first one, where it cites a whole section), or None: the text cites
        nothing that we can read, or nothing that is here."""
        read = parse_citation(text) or _first(text)
        found = sections.locate(self.store, read) if read else None
        return found.provisions[0] if found else None

    def close(self) -> None:
        """Close this thread's connections."""
        self.store.close()


def _first(text: str) -> Citation | None:
    found = find_citations(text)
    return found[0].citation if found else None


def open_corpus(layout: Layout | None = None) -> Corpus:
    """The index of a corpus; without a layout, the user's own where there is one, else the bundled sections, which are
    indexed on first use under `CLAIMWRIGHT_HOME`. Raises `NotFoundError`, `ConfigError`."""
    if layout is None and not (default_layout().index / STORE).is_file():
        from claimwright.corpus.index.bundle import bundled_layout

        return _open(bundled_layout(), bundled=True)
    return _open(layout or default_layout(), bundled=False)


def _open(layout: Layout, *, bundled: bool) -> Corpus:
    from claimwright.corpus.index.fusion import SectionFusion

    store = Store(layout.index / STORE)
    return Corpus(layout, store, Searcher(store, open_legs(layout.index, store), SectionFusion(store)), bundled)


def open_citation(text: str) -> Provision | None:
    """`Corpus.open_citation` on the corpus that `open_corpus()` opens; kept open for the next call."""
    layout = default_layout()
    return _default(layout.root.resolve(), (layout.index / STORE).is_file()).open_citation(text)


@cache
def _default(_root: Path, _own: bool) -> Corpus:
    return open_corpus()
