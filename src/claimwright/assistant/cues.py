"""Numbers that only their cue makes exact: `line 2`, `row 169 of table ncci_ptp`, `packs/ncci_ptp.clause:88`.

A plain number is supported by any equal number that is cited. Behind one of these cues it must be that very line, row
or place in the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_LINES = re.compile(r"\b(?:[Ll]ine|(?<!of )[Ss]ervice)s?\s+(\d+(?:(?:,\s*|\s+and\s+|,\s*and\s+)\d+)*)(?![\w.-])")
_ROW = re.compile(r"\brow (\d+) of table (\w+)")
_PLACE = re.compile(r"([\w/.-]+\.clause):(\d+)")
_REFERENCE = re.compile(r"/line:(\d+)|\bhistory:[\w-]+:(\d+)")


@dataclass
class Cues:
    """The lines, table rows and source places that are cited."""

    lines: set[str] = field(default_factory=set[str])
    rows: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    places: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def add_text(self, text: str) -> None:
        """The lines that a reference or a sentence names."""
        referred = (one or two for one, two in _REFERENCE.findall(text))
        self.lines |= {*referred, *_line_numbers(text)}

    def missing(self, sentence: str) -> list[str]:
        """What the sentence says behind a cue and no citation bears out."""
        found = [f"line {number}" for number in _line_numbers(sentence) if number not in self.lines]
        found += [f"row {number}" for number, table in _ROW.findall(sentence) if (table, number) not in self.rows]
        return found + [f"{file}:{line}" for file, line in _PLACE.findall(sentence) if (file, line) not in self.places]


def _line_numbers(text: str) -> Iterable[str]:
    return [number for match in _LINES.finditer(text) for number in re.findall(r"\d+", match[1])]
