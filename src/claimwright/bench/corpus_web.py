"""A small invented web of coverage rules in two editions, and the list of sources that leads into it.

Every page holds a word that no other page holds, so that a search tells whether each stands in the index once.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SITE = "https://rules.example.gov"
ARCHIVE = f"{SITE}/all-bulletins.zip"
_SECTIONS = 5
_SETTINGS = 'mirror = "http://127.0.0.1:{port}/"\nbackoff_s = 0.01\n\n[default]\nper_second = 0\n'
_LIST = """[[source]]
key = "invented-guidance"
tags = ["regulatory-guidance", "kb"]
processor = "html"
urls = [{pages}]

[[source]]
key = "invented-bulletins"
tags = ["contract-coverage-rule-medical-policy"]
processor = "text"

[[source.item]]
url = "{archive}"
path = "bulletins"
members = "*.txt"
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the web serves on one day. `words` are the words of their own of all documents that a corpus then has."""

    number: int
    pages: int

    @property
    def served(self) -> Mapping[str, bytes]:
        """Bodies by real address."""
        pages = {f"{SITE}/guidance/{n}.html": _page(n, self._of(n)) for n in range(self.pages)}
        return {**pages, ARCHIVE: _archive({f"{n}.txt": _bulletin(n, self._of(n)) for n in range(self.pages // 2)})}

    @property
    def words(self) -> list[str]:
        guidance = [_word("guidance", n, self._of(n)) for n in range(self.pages)]
        return guidance + [_word("bulletin", n, self._of(n)) for n in range(self.pages // 2)]

    def write_list(self, folder: Path, port: int) -> tuple[Path, Path]:
        """The list of sources and the settings, for a web at that port."""
        pages = ", ".join(f'"{url}"' for url in self.served if url != ARCHIVE)
        listed, settings = folder / f"edition-{self.number}.toml", folder / "settings.toml"
        listed.write_text(_LIST.format(pages=pages, archive=ARCHIVE))
        settings.write_text(_SETTINGS.format(port=port))
        return listed, settings

    def _of(self, number: int) -> int:
        """The edition that a document is of: every third one changes with the second edition."""
        return self.number if number % 3 == 0 else 1


FIRST, SECOND = Edition(1, 14), Edition(2, 18)


def _word(kind: str, number: int, edition: int) -> str:
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}{edition}")
    return f"{kind}{letters}"


def _page(number: int, edition: int) -> bytes:
    parts = "".join(
        f"<h2>{section}. Coverage of item {number}.{section}</h2>"
        f"<p>Item {number}.{section} is covered where it is medically necessary under § 300gg–{number}, ≥ {edition} visits.</p>"
        for section in range(1, _SECTIONS + 1)
    )
    word = _word("guidance", number, edition)
    return f"<!doctype html><title>Guidance {number}</title><h1>Guidance {number}</h1><p>{word}</p>{parts}".encode()


def _bulletin(number: int, edition: int) -> bytes:
    word = _word("bulletin", number, edition)
    return f"# Bulletin {number}\n\n{word}\n\nEdition {edition}: prior authorization is not needed – ever.\n".encode()


def _archive(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
