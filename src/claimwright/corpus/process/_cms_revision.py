"""Revision lines of CMS manuals: `(Rev. 11288; Issued: 03-04-22; Effective: 01-01-22; Implementation: 02-15-22)`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from claimwright.corpus.process._dates import parse_date

_DATE = r"(\d{1,2}\s*[-/]\s*\d{1,2}\s*[-/]\s*(?:\d{4}|\d{2})|[A-Z][a-z]+ \d{1,2}, \d{4})"
_NUMBER = re.compile(r"Rev\.?\s*:?\s*(\d+)", re.IGNORECASE)
_LABELLED = {
    "issued": re.compile(rf"Issued?\s*[:;.]?\s*{_DATE}", re.IGNORECASE),
    "effective": re.compile(rf"Effective(?:\s*Date)?\s*[:;.]?\s*{_DATE}", re.IGNORECASE),
    "implementation": re.compile(rf"Implementation(?:\s*Date)?\s*[:;.]?\s*{_DATE}", re.IGNORECASE),
}
_PLAIN = re.compile(rf"Rev\.?\s*:?\s*\d+\s*[,;]\s*{_DATE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision line says; `raw` is the line. A line with a bare date gives the date of issue."""

    raw: str
    number: str = ""
    issued: dt.date | None = None
    effective: dt.date | None = None
    implementation: dt.date | None = None

    @property
    def identifiers(self) -> dict[str, str]:
        """The line and its parts but the effective date, for a record."""
        dates = {"issued": self.issued, "implementation": self.implementation}
        told = {name: date.isoformat() for name, date in dates.items() if date}
        return {"revision": self.raw, **({"transmittal": self.number} if self.number else {}), **told}


def revision_of(text: str) -> Revision:
    """The revision in a line, or in several; of several the first with an effective date."""
    start = text.find("(Rev") if "(Rev" in text else 0
    lines = [f"(Rev{part}".strip() for part in re.split(r"\(\s*Rev", text[start:]) if part.strip()] or [text]
    read = [_revision(line) for line in lines]
    chosen = next((one for one in read if one.effective), read[0])
    return Revision(text[start:].strip(), chosen.number, chosen.issued, chosen.effective, chosen.implementation)


def _revision(line: str) -> Revision:
    number = _NUMBER.search(line)
    found = {name: match[1] for name, pattern in _LABELLED.items() if (match := pattern.search(line))}
    plain = _PLAIN.search(line)
    if plain:
        found.setdefault("issued", plain[1])
    dates = {name: parse_date(re.sub(r"\s*([-/])\s*", r"\1", text)) for name, text in found.items()}
    return Revision(line, number[1] if number else "", **dates)
