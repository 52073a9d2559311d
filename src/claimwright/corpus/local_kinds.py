"""What a local file is, told from its name and its first bytes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from claimwright.corpus.tags import KB

_MANUALS_AT = "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/"
_CMS_FILE = re.compile(
    r"(?:ge101|bp102|ncd103|clm104|msp105|fin106|som107|pim83|com109|qio110|mc86|pdb?118)c?\w*", re.IGNORECASE
)
_TITLE = re.compile(r"^# Title (\d+)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A processor, and tags, address and title where the file tells them; tags may lack a partition tag."""

    processor: str
    tags: tuple[str, ...] = ()
    url: str = ""
    title: str = ""


def kind_of(file: Path) -> Kind | None:
    """The kind of a file, or None where neither its name nor its beginning tells."""
    name = file.name.lower()
    for suffix, tell in _BY_SUFFIX.items():
        if name.endswith(suffix):
            return tell(file)
    return None


def _lines(file: Path) -> Kind | None:
    """JSON Lines: chunks of the US Code, or records of anything with a text."""
    texts = _texts(file)
    titles = [found[1] for text in texts if (found := _TITLE.search(text))]
    if titles:
        tags = ("legal", KB, "us-code")
        return Kind("usc-md", tags, "https://uscode.house.gov/", f"United States Code, Title {titles[0]}")
    return Kind("null") if texts else None


def _texts(file: Path) -> list[str]:
    """The texts of the first lines; none where the file is not of that shape."""
    try:
        with gzip.open(file, "rb") if file.name.endswith(".gz") else file.open("rb") as lines:
            return [msgspec.json.decode(line, type=_Line).text for line in islice(lines, 3)]
    except (OSError, EOFError, msgspec.DecodeError, UnicodeDecodeError):
        return []


class _Line(msgspec.Struct):
    text: str


def _pdf(file: Path) -> Kind:
    if _CMS_FILE.fullmatch(file.stem):
        return Kind("pdf", ("regulatory-guidance", KB, "cms"), _MANUALS_AT + file.name.lower())
    return Kind("pdf")


def _always(processor: str) -> Callable[[Path], Kind]:
    return lambda _: Kind(processor)


_BY_SUFFIX: dict[str, Callable[[Path], Kind | None]] = {
    ".jsonl": _lines,
    ".jsonl.gz": _lines,
    ".pdf": _pdf,
    ".html": _always("html"),
    ".htm": _always("html"),
    ".txt": _always("text"),
    ".md": _always("text"),
}
