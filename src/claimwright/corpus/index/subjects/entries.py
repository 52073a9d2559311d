"""The lines of the subject index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimwright.core.errors import InputError, Location
from claimwright.corpus.citations import Citation, parse_citation

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """What people say, and the places that answer."""

    places: tuple[Citation, ...]
    words: tuple[str, ...]


def read_entries(paths: Iterable[Path] | None = None) -> list[Entry]:
    """The entries of these files, by default those that ship. Raises `InputError` at a line that cannot be read."""
    found: list[Entry] = []
    for path in sorted(FOLDER.glob("*.txt")) if paths is None else paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                found.append(_entry(line, Location(path.name, number)))
    return found


def _entry(line: str, where: Location) -> Entry:
    cited, mark, words = line.partition(" = ")
    places = [parse_citation(part) for part in cited.split(", ")]
    said = _parts(words.split(";"))
    if not mark or not said or None in places:
        raise InputError(
            "this is no entry of a subject index", where=where, fix="write `42 USC 300gg-19(b) = external review; IRO`",
            code="CORPUS-SUBJECT",
        )  # fmt: skip
    return Entry(tuple(dict.fromkeys(each for each in places if each)), said)


def _parts(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for part in (text.strip() for text in texts) if part)
