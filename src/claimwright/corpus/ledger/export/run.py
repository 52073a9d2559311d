"""The export: which documents go out, their records into files, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.atomic import write_json
from claimwright.corpus.ledger.export.card import dataset_card
from claimwright.corpus.ledger.export.columns import columns, values
from claimwright.corpus.ledger.export.folder import whole_folder
from claimwright.corpus.ledger.export.shards import Shards, arrow
from claimwright.corpus.ledger.export.tally import Tally
from claimwright.corpus.ledger.files import rewrite
from claimwright.corpus.ledger.processed import records
from claimwright.corpus.records import ProcessedLine
from claimwright.corpus.sources.base import sources
from claimwright.corpus.tags import PARTITION_TAGS, partitions

Format = Literal["parquet", "hf"]
Watch = Callable[[Iterable[ProcessedLine], int], Iterable[ProcessedLine]]

RESTRICTED = "its licence does not let the text be passed on"
LISTED = "on the list of texts to leave out"
_BY_CHOICE = (RESTRICTED, LISTED)


@dataclass
class Exported:
    """What was written, and the documents that were not, by reason."""

    folder: Path
    tally: Tally = field(default_factory=Tally)
    left_out: dict[str, str] = field(default_factory=dict[str, str])
    records_left_out: int = 0

    @property
    def ok(self) -> bool:
        """Nothing was left out but by choice."""
        return all(why in _BY_CHOICE for why in self.left_out.values())

    def reasons(self) -> dict[str, int]:
        """Documents left out, by reason."""
        return dict(Counter(self.left_out.values()).most_common())

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        left = {"reasons": self.reasons(), "documents": self.left_out, "records": self.records_left_out}
        return {"folder": str(self.folder), **self.tally.as_json(), "left_out": left}


@dataclass(frozen=True)
class Options:
    """How to export. `without` names documents (record 0) and records to leave out; `restricted` lets text go out that
    its licence keeps for its reader; a file ends at `shard_chars` of text."""

    form: Format = "hf"
    name: str = "coverage-rules"
    without: AbstractSet[tuple[str, int]] = frozenset()
    restricted: bool = False
    replace: bool = False
    shard_chars: int = 400_000_000


def export_corpus(
    layout: Layout, lines: Sequence[ProcessedLine], to: Path, options: Options | None = None, watch: Watch | None = None
) -> Exported:
    """Write the records of these documents to a new folder, complete or not at all.

    Raises `MissingExtraError` without pyarrow, and `InputError` where the folder exists and is not to be replaced.
    """
    options = options or Options()
    arrow()
    done = Exported(to)
    with whole_folder(to, replace=options.replace) as folder:
        kept = _write_records(layout, lines, folder, options, done, watch)
        if options.form == "hf":
            card = dataset_card(options.name, done.tally, done.reasons(), done.records_left_out)
            (folder / "README.md").write_text(card, encoding="utf-8")
        else:
            write_json(folder / "export.json", done.as_json())
        rewrite(folder / "processed_sources.jsonl", kept)
        (folder / ".processed_sources.jsonl.lock").unlink()
    return done


def _write_records(
    layout: Layout,
    lines: Sequence[ProcessedLine],
    folder: Path,
    options: Options,
    done: Exported,
    watch: Watch | None,
) -> list[ProcessedLine]:
    """The documents that went out."""
    shards = {name: Shards(folder / "data" / name, columns(name), options.shard_chars) for name in PARTITION_TAGS}
    kept: list[ProcessedLine] = []
    for line in watch(lines, len(lines)) if watch else lines:
        if why := _obstacle(layout, line, options):
            done.left_out[line.local_path] = why
            continue
        _write_document(layout, line, shards, options, done)
        kept.append(line)
    for one in shards.values():
        one.close()
    return kept


def _obstacle(layout: Layout, line: ProcessedLine, options: Options) -> str:
    """Why a document cannot or may not go out; empty where it can."""
    found = partitions(line.tags)
    if len(found) != 1:
        return "several partition tags" if found else "no partition tag"
    if (line.local_path, 0) in options.without:
        return LISTED
    declared = sources().get(line.source)
    if declared and declared.opt_in and not options.restricted:
        return RESTRICTED
    return "" if layout.locate(line.local_processed_path).is_file() else "no processed file"


def _write_document(
    layout: Layout, line: ProcessedLine, shards: dict[str, Shards], options: Options, done: Exported
) -> None:
    (partition,) = partitions(line.tags)
    done.tally.document(line, partition, (urlsplit(line.url).hostname or "(none)").removeprefix("www."))
    out = shards[partition]
    for number, record in records(layout.locate(line.local_processed_path)):
        if (line.local_path, number) in options.without:
            done.records_left_out += 1
            continue
        done.tally.record(record, partition)
        out.add(values(record, line, out.columns), len(record.text))
