"""The dataset card: `README.md` of a Hugging Face dataset, every figure from the run that wrote the data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from claimwright import __version__
from claimwright.corpus.ledger.export.columns import PERSONAL, columns
from claimwright.corpus.ledger.export.tally import Part, Tally
from claimwright.corpus.ledger.render import pipe_row
from claimwright.corpus.pull.datasets import DATASETS
from claimwright.corpus.sources.base import sources
from claimwright.corpus.tags import PARTITION_TAGS

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def dataset_card(name: str, tally: Tally, left_out: Mapping[str, int], records_left_out: int) -> str:
    """The card as Markdown with its YAML head."""
    present = [part for part in PARTITION_TAGS if part in tally.parts and tally.parts[part].records]
    sections = (
        _head(name, present, tally.total.records),
        f"# {name}\n\nUS health-coverage rules and reviewed appeals, written by claimwright {__version__}. "
        "Every figure here was counted while the files were written.",
        _contents(present, tally),
        _origin(tally),
        _making(tally),
        _limits(tally, left_out, records_left_out),
        _people(tally),
        _columns(present),
    )
    return "\n\n".join(sections) + "\n"


def _head(name: str, present: Sequence[str], rows: int) -> str:
    size = next((label for most, label in _SIZES if rows < most), "1M<n<10M" if rows < 10_000_000 else "n>10M")
    configs = [
        f"- config_name: {part}\n  data_files:\n  - split: train\n    path: data/{part}/*.parquet" for part in present
    ]
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = ["---", "license: other", "language:", "- en", f"pretty_name: {quoted}", "size_categories:", f'- "{size}"']
    return "\n".join([*lines, *(["configs:", *configs] if configs else []), "---"])


def _contents(present: Sequence[str], tally: Tally) -> str:
    rows = [(part, *_sizes(tally.parts[part])) for part in present]
    heads = ("config", "documents", "records", "words", "characters", "bytes of text")
    return "## What is in it\n\n" + _table(heads, [*rows, ("all", *_sizes(tally.total))])


def _sizes(part: Part) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in (part.documents, part.records, part.words, part.chars, part.size))


def _origin(tally: Tally) -> str:
    rows = [(*_declared(key), f"{count:,}") for key, count in tally.sources.most_common() if key]
    rows.extend((host, "", "not declared", f"{count:,}") for host, count in tally.hosts.most_common() if count)
    heads = ("source", "homepage", "licence", "documents")
    return (
        "## Where it comes from\n\nThe licence is that of each source; `source` and `source_url` say which one a record "
        "is from.\n\n" + _table(heads, rows)
    )


def _declared(key: str) -> tuple[str, str, str]:
    """Title, homepage and licence of a source, or of a published dataset that the text was pulled from."""
    if found := sources().get(key):
        return found.title, found.homepage, found.licence
    if pulled := DATASETS.get(key):
        return f"{pulled.repository}, by {pulled.author}", pulled.homepage, f"{pulled.licence} ({pulled.licence_url})"
    return key, "", "not declared"


def _making(tally: Tally) -> str:
    rows = [(key, f"{count:,}") for key, count in tally.processors.most_common()]
    accessed = f"Raw files were fetched from {tally.first or '?'} to {tally.last or '?'}."
    if tally.in_force_first:
        accessed += f" Dates in force begin between {tally.in_force_first} and {tally.in_force_last}."
    return "## How it was made\n\n" + accessed + "\n\n" + _table(("processor and version", "documents"), rows)


def _limits(tally: Tally, left_out: Mapping[str, int], records_left_out: int) -> str:
    total = tally.total.records
    lines = [
        f"- {_share(tally.fields['citation'], total)} of the records carry a citation; "
        f"{_share(tally.fields['effective_from'], total)} carry a date from which they are in force.",
        "- A text is as its source had it on the date of access; it is not legal or medical advice, and may be out of date.",
        "- Text of PDF files can have words in a wrong order where a page's layout is unusual.",
    ]
    lines += [f"- {count:,} documents were left out: {why}." for why, count in left_out.items()]
    if records_left_out:
        lines.append(f"- {records_left_out:,} records were left out by a list.")
    return "## Known limits\n\n" + "\n".join(lines)


def _people(tally: Tally) -> str:
    cases = tally.parts.get("case-description", Part()).records
    if not cases:
        return "## Personal data\n\nNo case descriptions. No search for personal data was made in the texts."
    counted = "; ".join(f"{tally.fields[name]:,} have `{name}`" for name in PERSONAL)
    return (
        f"## Personal data\n\n{cases:,} records are case descriptions, which their publishers state to be without names. "
        f"{counted}. No search for personal data was made in the texts: do not try to find out who a person is, and do "
        "not take `patient_race` for a ground on which to decide."
    )


def _columns(present: Sequence[str]) -> str:
    plain = {column.name for column in columns("legal")}
    wanted = columns("case-description" if "case-description" in present else "legal")
    rows = [
        (f"`{column.name}`", column.kind, column.about + ("" if column.name in plain else " (cases only)"))
        for column in wanted
    ]
    return "## Columns\n\n" + _table(("column", "type", "what"), rows)


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({math.floor(1000 * part / whole) / 10}%)" if whole else "none"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([pipe_row(heads), pipe_row(["---"] * len(heads)), *map(pipe_row, rows)])
