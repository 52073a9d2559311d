"""The table of sources in `docs/corpus-sources.md`, made from what the sources declare."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from claimwright.corpus.sources.base import Source, sources

BEGIN, END = "<!-- sources: begin -->", "<!-- sources: end -->"
FAMILIES = ("state_code_", "territory_code_")
HEAD = ("source", "what", "tags", "processor", "folder under `data/raw`", "licence")


def sources_table(declared: Iterable[Source]) -> str:
    """A Markdown table with a row a source; the codes of the states share a row, and so do those of the territories."""
    rows = [HEAD, ("---",) * len(HEAD), *_rows(declared)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rows(declared: Iterable[Source]) -> Iterator[tuple[str, ...]]:
    for family, members in groupby(sorted(declared, key=lambda source: source.key), key=_family):
        first, *others = members
        yield _row(first) if not others else _shared(family, [first, *others])


def _family(source: Source) -> str:
    return next((family for family in FAMILIES if source.key.startswith(family)), source.key)


def _row(source: Source) -> tuple[str, ...]:
    marks = [mark for mark, on in (("only if named", source.opt_in), ("browser", source.needs_browser)) if on]
    what = f"[{source.title}]({source.homepage})" + (f" ({', '.join(marks)})" if marks else "")
    return f"`{source.key}`", what, _tags(source), f"`{source.processor}`", f"`{source.folder}`", source.licence


def _shared(family: str, members: list[Source]) -> tuple[str, ...]:
    """One row for a family: what its members have in common."""
    first = members[0]
    title, _, rest = first.title.partition(":")
    common = [tag for tag in first.tags if all(tag in member.tags for member in members)]
    processors = sorted({f"`{member.processor}`" for member in members})
    folder = first.folder.rsplit("/", 1)[0]
    return (
        f"`{family}…` ({len(members)})",
        f"{title}s {rest[rest.find('(') :]}, one source each",
        ", ".join((*common, "its name")),
        ", ".join(processors),
        f"`{folder}/…`",
        first.licence,
    )


def _tags(source: Source) -> str:
    return ", ".join(source.tags)


def renew(path: Path) -> None:
    """Replace the table in a document, between its two marks."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{sources_table(sources().values())}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    renew(Path(sys.argv[1]))
