"""How a corpus stands: each source's items, files and processed files, without asking any site."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

from claimwright.corpus.download.journal import Known
from claimwright.corpus.download.report import Failure
from claimwright.corpus.download.run import journal_of
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import by_path
from claimwright.corpus.records import ProcessedLine, SourceLine
from claimwright.corpus.selection import Selection
from claimwright.corpus.sources import sources


@dataclass
class Standing:
    """One source. `known` items were enumerated; `fetched` counts ledger lines, `processed` those whose current
    content is processed, and documents that came processed (`corpus pull`); `bytes` is of raw files; `oldest` and
    `newest` are access dates."""

    source: str
    known: int = 0
    fetched: int = 0
    processed: int = 0
    failed: int = 0
    bytes: int = 0
    oldest: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """All sources, and the items whose last fetch failed."""

    sources: list[Standing]
    failures: list[Failure]


def status(layout: Layout, selection: Selection) -> Status:
    """How the chosen part of a corpus stands; lines of a ledger without a source key count under an empty one."""
    standings: dict[str, Standing] = {}
    done = by_path(layout.processed_sources, ProcessedLine)
    lines = by_path(layout.sources, SourceLine)
    for line in filter(selection.takes, lines.values()):
        made = done.get(line.local_path)
        current = made is not None and made.md5 == line.md5
        standing = standings.setdefault(line.source, Standing(line.source))
        standing.fetched += 1
        _count(standing, line, _size(layout, line), current)
    for line in filter(selection.takes, (made for path, made in done.items() if path not in lines)):
        _count(standings.setdefault(line.source, Standing(line.source)), line, 0, processed=True)
    failures = _count_items(standings, _items(layout, selection))
    return Status(sorted(standings.values(), key=lambda each: each.source), failures)


def _items(layout: Layout, selection: Selection) -> list[Known]:
    if not (layout.state / "download.sqlite").exists():
        return []
    with closing(journal_of(layout)) as journal:
        return [each for each in journal.items() if _takes(selection, each)]


def _takes(selection: Selection, known: Known) -> bool:
    """Whether an item is chosen; one of a list that is not at hand only by its source's name and what is left out."""
    source = sources().get(known.source)
    if source:
        return selection.takes_item(source, known.item)
    return selection.takes_source(known.source) and set(known.item.tags).isdisjoint(selection.without_tags)


def _count(standing: Standing, line: SourceLine, size: int, processed: bool) -> None:
    standing.processed += processed
    standing.bytes += size
    standing.oldest = min(standing.oldest or line.date_accessed, line.date_accessed)
    standing.newest = max(standing.newest, line.date_accessed)


def _count_items(standings: dict[str, Standing], items: Iterable[Known]) -> list[Failure]:
    failures: list[Failure] = []
    for each in items:
        standing = standings.setdefault(each.source, Standing(each.source))
        standing.known += 1
        if each.state == "failed":
            standing.failed += 1
            item = each.item
            failures.append(Failure(each.source, item.path, item.url, each.reason, each.what, each.fix, each.attempts))
    return failures


def _size(layout: Layout, line: SourceLine) -> int:
    path = layout.locate(line.local_path)
    return path.stat().st_size if path.is_file() else 0
