"""Pages, volumes and dates of the Federal Register."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from claimwright.corpus.citations.records import Citation
from claimwright.corpus.process._dates import find_dates, parse_date
from claimwright.corpus.process._xml import PAGE, PAGE_END, plain
from claimwright.corpus.records import SourceLine

_TURN = re.compile(f"{PAGE}([^{PAGE_END}]*){PAGE_END}")
_FILED = re.compile(r"Filed\s+(\d{1,2})-(\d{1,2})-(\d{2,4})", re.IGNORECASE)
_IN_PATH = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})")
_EFFECTIVE = re.compile(r"\beffective\b", re.IGNORECASE)


@dataclass(slots=True)
class Pager:
    """Follows the page through the text of an issue. `page` is empty until a page number was seen."""

    volume: int | None
    page: str = ""

    def read(self, text: str) -> str:
        """The text without its page marks; the page is then the one on which the text ends."""
        for found in _TURN.finditer(text):
            self.page = found[1] or self.page
        return plain(text)

    def turn(self, text: str) -> None:
        """Heed page marks that stand before the first word of a text."""
        while found := _TURN.match(text.lstrip()):
            self.page = found[1] or self.page
            text = text.lstrip()[found.end() :]

    @property
    def citation(self) -> str:
        """`88 FR 12345`; empty where volume or page are unknown."""
        return str(Citation(f"{self.volume} FR", self.page)) if self.volume and self.page else ""


def volume_of(date: dt.date | None) -> int | None:
    """The volume of a day's issue: volume 1 is 1936."""
    return date.year - 1935 if date else None


def issue_date(line: SourceLine, name: str) -> dt.date | None:
    """The day of publication, as addresses and file names of govinfo and federalregister.gov state it."""
    for said in (name, line.url, line.local_path):
        if found := _IN_PATH.search(said):
            return parse_date("-".join(found.groups()))
    return None


def filed_date(frdoc: str) -> dt.date | None:
    """The day of filing in `[FR Doc. 2023-01234 Filed 1-20-23; 8:45 am]`."""
    found = _FILED.search(frdoc)
    return parse_date("/".join(found.groups())) if found else None


def document_number(frdoc: str) -> str:
    """`2023-01234` of `[FR Doc. 2023-01234 Filed 1-20-23; 8:45 am]`, with ASCII hyphens."""
    found = re.search(r"FR\s*Doc\.?\s*([A-Z]?\w+[-–]\w+)", frdoc, re.IGNORECASE)
    return found[1].replace("–", "-") if found else ""


def effective_date(dates: str) -> dt.date | None:
    """The date on which a rule takes effect, from its DATES: the first date after the word `effective`."""
    for found in _EFFECTIVE.finditer(dates):
        sentence = re.split(r"(?<=\d{4})\.|(?<=[a-z]{3})\.\s", dates[found.end() :], maxsplit=1)[0]
        if stated := find_dates(sentence):
            return stated[0]
    return None
