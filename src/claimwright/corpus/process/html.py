"""Web pages: the main content with its headings, lists and tables; no scripts, menus, banners or forms.

Headings become the heading path; a list item starts with `- ` or its number; a table row is a line of cells with ` | `
between them. The text of links is kept. A record's address ends in the id of its heading where that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from claimwright.core.errors import InputError, MissingExtraError
from claimwright.corpus.process._html_blocks import Block, Element, blocks
from claimwright.corpus.process._paragraphs import gather
from claimwright.corpus.process._unicode import decode, tidy
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LATIN = {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "utf-8", "utf8", "windows-1252", "cp1252"}
"""Charsets that pages declare out of habit; the bytes tell better."""


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The sections of a page in its order; raises `InputError` where there is no page in the file."""
    page = _page(path)
    title = line.title or tidy(" ".join(page.xpath("//title[1]//text()")))
    for (section, anchor), group in groupby(blocks(page), key=attrgetter("section", "anchor")):
        url = f"{line.url.partition('#')[0]}#{anchor}" if anchor else ""
        for text in gather(_texts(group)):
            yield TextRecord(text=text, section=section, title=title, url=url)


def _texts(group: Iterator[Block]) -> Iterator[str]:
    """Paragraphs; the items of a list and the rows of a table stay together."""
    for _, run in groupby(group, key=attrgetter("together")):
        held = list(run)
        if held[0].together:
            yield "\n".join(block.text for block in held)
        else:
            yield from (block.text for block in held)


def _page(path: Path) -> Element:
    try:
        html: Any = import_module("lxml.html")
    except ImportError:
        raise MissingExtraError("lxml", "corpus") from None
    text = _DECLARATION.sub("", _decoded(path.read_bytes()).replace("\x00", ""))
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (html.etree.ParserError, ValueError) as error:
        raise InputError(
            f"there is no web page in this file: {error}",
            where=str(path),
            fix="look whether the file is what was meant; fetch it again",
            code="CORPUS-HTML",
        ) from None


def _decoded(data: bytes) -> str:
    """The page's text, in the charset that it declares where that is one of its own."""
    declared = _CHARSET.search(data[:4096])
    charset = declared[1].decode("ascii").lower() if declared else ""
    if charset and charset not in _LATIN:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


PROCESSOR = Processor("html", 1, read)
