"""Which documents a command is to work on: by source, tag and processor.

Several values of one kind widen the choice, several kinds narrow it: sources A or B, and tag T or U, and processor P.
What is left out by source or tag is left out whatever else chooses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from claimwright.core.errors import NotFoundError
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources.base import Item, Source

L = TypeVar("L", bound=SourceLine)
NULL = "null"


@dataclass(frozen=True, slots=True)
class Selection:
    """An empty kind chooses all, and leaves nothing out. The processor `null` also stands for none."""

    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    processors: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()

    def takes(self, line: SourceLine) -> bool:
        """Whether a ledger line is chosen."""
        return self._takes(line.source, line.tags, line.preprocessor or NULL)

    def takes_item(self, source: Source, item: Item) -> bool:
        """Whether the ledger line that this item will get is chosen."""
        return self._takes(source.key, (*source.tags, *item.tags), item.processor or source.processor or NULL)

    def takes_source(self, key: str) -> bool:
        """Whether a source is chosen as far as its name goes."""
        return (not self.sources or key in self.sources) and key not in self.without_sources

    def _takes(self, source: str, tags: Iterable[str | None], processor: str) -> bool:
        borne = set(tags)
        return (
            self.takes_source(source)
            and (not self.tags or not borne.isdisjoint(self.tags))
            and borne.isdisjoint(self.without_tags)
            and (not self.processors or processor in self.processors)
        )


def select_lines(lines: Iterable[L], selection: Selection) -> Iterator[L]:
    """The chosen ledger lines, in their order."""
    return filter(selection.takes, lines)


def select_sources(sources: Iterable[Source], selection: Selection) -> list[Source]:
    """The sources to enumerate: those named, or else those whose own tags and processor are chosen; without those that
    are left out by name or by a tag of their own.

    A source that only some of whose items have a tag, and one that is `opt_in`, has to be named. Raises
    `NotFoundError` for an unknown name.
    """
    known = {source.key: source for source in sources}
    if unknown := [key for key in (*selection.sources, *selection.without_sources) if key not in known]:
        raise NotFoundError(
            f"there is no source {unknown[0]!r}", fix=f"known sources: {', '.join(sorted(known))}", code="CORPUS-SOURCE"
        )
    if selection.sources:
        named = (known[key] for key in dict.fromkeys(selection.sources) if selection.takes_source(key))
        return [source for source in named if set(source.tags).isdisjoint(selection.without_tags)]
    bare = Item("", "")
    return [source for source in known.values() if not source.opt_in and selection.takes_item(source, bare)]
