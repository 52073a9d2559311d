"""`corpus stats`: how many documents, words, characters and bytes, by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec

from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import Entry, upsert
from claimwright.corpus.ledger.open import Ledgers
from claimwright.corpus.ledger.processed import digests, measure
from claimwright.corpus.records import ProcessedLine, SourceLine, Stats
from claimwright.corpus.tags import KB, PARTITION_TAGS, partitions

NO_PARTITION = "(no partition tag)"
Watch = Callable[[Iterable[SourceLine], int], Iterable[SourceLine]]


@dataclass(frozen=True, slots=True)
class Row:
    """Documents of one kind. Sizes are of the `counted` documents, those whose processed text could be measured or
    whose ledger line tells them; None where there is none. `size` is in bytes of UTF-8, `chars` in code points."""

    name: str
    documents: int
    kb: int
    counted: int
    words: int | None
    chars: int | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by partition, kb, tag, host or processor. A document may stand in several rows of tags or, where the ledger
    is unsound, of partitions; in `total` it counts once."""

    by: str
    rows: tuple[Row, ...]
    total: Row

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return msgspec.to_builtins({"by": self.by, "rows": self.rows, "total": self.total})


def _by_partition(line: SourceLine) -> Sequence[str]:
    return partitions(line.tags) or (NO_PARTITION,)


def _by_kb(line: SourceLine) -> Sequence[str]:
    return (KB,) if KB in line.tags else ("not kb",)


def _by_tag(line: SourceLine) -> Sequence[str]:
    return sorted({"(null)" if tag is None else tag for tag in line.tags})


def _by_host(line: SourceLine) -> Sequence[str]:
    return ((urlsplit(line.url).hostname or "(none)").removeprefix("www."),)


def _by_processor(line: SourceLine) -> Sequence[str]:
    return (line.preprocessor or "null",)


GROUPINGS: dict[str, Callable[[SourceLine], Sequence[str]]] = {
    "partition": _by_partition,
    "kb": _by_kb,
    "tag": _by_tag,
    "host": _by_host,
    "processor": _by_processor,
}


def documents(ledgers: Ledgers) -> list[SourceLine]:
    """Every document once, with its processed line where it has one."""
    held: dict[str, SourceLine] = {}
    for entry in (*ledgers.source_lines(), *ledgers.processed_lines()):
        if isinstance(entry, Entry):
            held[entry.line.local_path] = entry.line
    return list(held.values())


def count(lines: Iterable[SourceLine], by: str) -> Table:
    """The table of these documents."""
    groups: dict[str, list[SourceLine]] = {}
    held = list(lines)
    for line in held:
        for name in GROUPINGS[by](line):
            groups.setdefault(name, []).append(line)
    rows = sorted((_row(name, group) for name, group in groups.items()), key=_order)
    return Table(by, tuple(rows), _row("total", held))


def measured(lines: Sequence[SourceLine], layout: Layout, *, watch: Watch | None = None) -> list[SourceLine]:
    """The same documents, with the sizes of those whose processed file is here and not measured yet.

    What is measured goes into the processed ledger with the file's md5, so that it is not read again.
    """
    new: dict[str, ProcessedLine] = {}
    waiting = [line for line in lines if isinstance(line, ProcessedLine) and _unmeasured(line)]
    for line in watch(waiting, len(waiting)) if watch else waiting:
        path = layout.locate(line.local_processed_path) if isinstance(line, ProcessedLine) else layout.root
        if isinstance(line, ProcessedLine) and path.is_file():
            (md5,) = digests(path, "md5")
            new[line.local_path] = msgspec.structs.replace(line, stats=measure(path), processed_md5=md5)
    if new:
        upsert(layout.processed_sources, new.values())
    return [new.get(line.local_path, line) for line in lines]


def _unmeasured(line: ProcessedLine) -> bool:
    return line.stats is None or not line.processed_md5


def _row(name: str, lines: Sequence[SourceLine]) -> Row:
    sizes = [line.stats for line in lines if isinstance(line, ProcessedLine) and line.stats]
    kb = sum(KB in line.tags for line in lines)
    return Row(name, len(lines), kb, len(sizes), *(_sum(sizes, key) for key in ("words", "chars", "size")))


def _sum(sizes: Sequence[Stats], key: str) -> int | None:
    return sum(getattr(one, key) for one in sizes) if sizes else None


def _order(row: Row) -> tuple[int, int, str]:
    """Partition tags in their order, anything else by its number of documents."""
    place = PARTITION_TAGS.index(row.name) if row.name in PARTITION_TAGS else len(PARTITION_TAGS)
    return place, -row.documents, row.name
