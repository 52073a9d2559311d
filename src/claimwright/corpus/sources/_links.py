"""Reading pages for what they link to. Shared by the sources.

Links are recognised by their address, not by the page's classes or layout, since those change with every redesign.
A page that fails is reported to the site and the crawl goes on.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urldefrag, urlencode, urljoin, urlsplit

import msgspec

from claimwright.core.errors import ClaimwrightError, MissingExtraError
from claimwright.corpus.sources.base import Page, Site

T = TypeVar("T")
DULL_PAGES = 3  # pages in a row without a new link, after which a pager is taken to repeat itself
_UNSAFE = re.compile(r"[^\w.()+@=-]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: its absolute address without fragment, and its visible text on one line."""

    url: str
    text: str


def html(page: Page) -> Any:
    """The page's element tree (lxml), or None for a body without elements."""
    try:
        parser = importlib.import_module("lxml.html")
    except ImportError:
        raise MissingExtraError("lxml", "corpus") from None
    if not page.body.strip():
        return None
    try:
        return parser.document_fromstring(page.body, parser=parser.HTMLParser(encoding="utf-8"))
    except parser.etree.ParserError:
        return None


def visible_text(element: Any) -> str:
    """An element's text on one line."""
    return " ".join(str(element.text_content()).split())


def links(page: Page, pattern: str = "") -> list[Link]:
    """The page's web links whose address matches, each once, in document order."""
    found: dict[str, str] = {}
    for url, text in _anchors(page):
        if re.search(pattern, url, re.IGNORECASE) and not found.get(url):
            found[url] = text
    return [Link(url, text) for url, text in found.items()]


def _anchors(page: Page) -> Iterator[tuple[str, str]]:
    tree = html(page)
    if tree is None:
        return
    bases = tree.xpath("//base/@href")
    base = urljoin(page.url, str(bases[0])) if bases else page.url
    for anchor in tree.xpath("//a[@href]"):
        try:
            url = urldefrag(urljoin(base, str(anchor.get("href")).strip())).url
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            yield url, visible_text(anchor)


async def fetch(site: Site, url: str, params: tuple[tuple[str, str], ...] = ()) -> Page | None:
    """The page, or None when it cannot be had, which is reported."""
    try:
        return await site.get(url, params=params)
    except ClaimwrightError as error:
        site.skip(f"{url}?{urlencode(params)}" if params else url, error.what)
        return None


async def fetch_json(site: Site, url: str, kind: type[T], params: tuple[tuple[str, str], ...] = ()) -> T | None:
    """The page's JSON read as that type, or None when it cannot be, which is reported."""
    page = await fetch(site, url, params)
    if page is None:
        return None
    try:
        return msgspec.json.decode(page.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        site.skip(page.url, f"not the JSON expected: {error}")
        return None


async def fetch_links(site: Site, url: str, pattern: str) -> list[Link]:
    """The matching links of a page; none, and a report, when the page fails or has none."""
    page = await fetch(site, url)
    if page is None:
        return []
    found = links(page, pattern)
    if not found:
        site.skip(url, "the page has no link of the kind expected")
    return found


async def paged(site: Site, start: str) -> AsyncIterator[Page]:
    """A list's first page and every further one (`?page=N`), as far as its pagers reach.

    Pages are asked for by number, so that one that fails does not hide those behind it. Some sites count from 0, some
    from 1, so the second page asked for may be the first again. The caller stops where a pager repeats itself.
    """
    first = await fetch(site, start)
    if first is None:
        return
    yield first
    number, last = 1, max(_page_numbers(first, start), default=0)
    while number <= last:
        page = await fetch(site, start, (("page", str(number)),))
        if page is not None:
            last = max(last, *_page_numbers(page, start), number)
            yield page
        number += 1


def _page_numbers(page: Page, start: str) -> set[int]:
    path = urlsplit(start).path.rstrip("/")
    same = (urlsplit(link.url) for link in links(page, r"[?&]page=\d+"))
    return {int(parse_qs(to.query)["page"][0]) for to in same if to.path.rstrip("/") == path}


async def paged_links(site: Site, start: str, pattern: str) -> AsyncIterator[Link]:
    """The matching links of all pages of a list, each once, to the end of the list."""
    seen: set[str] = set()
    read = dull = 0
    async for page in paged(site, start):
        read += 1
        fresh = [link for link in links(page, pattern) if link.url not in seen]
        seen.update(link.url for link in fresh)
        for link in fresh:
            yield link
        dull = 0 if fresh else dull + 1
        if dull == DULL_PAGES:
            return
    if read and not seen:
        site.skip(start, "the list has no link of the kind expected")


def file_name(url: str, suffix: str = "") -> str:
    """A safe file name from the address's last path segment, with that suffix."""
    name = _safe(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]) or "index"
    return name if name.lower().endswith(suffix.lower()) else name + suffix


def url_path(url: str, suffix: str = "") -> str:
    """A safe relative path from the address's whole path, so that equal names in different folders stay apart."""
    folders = [_safe(part) for part in urlsplit(url).path.strip("/").split("/")[:-1]]
    return "/".join([*filter(None, folders), file_name(url, suffix)])


def _safe(segment: str) -> str:
    return _UNSAFE.sub("-", unquote(segment)).strip("-. ")[-150:]


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sorting key under which section 9 comes before section 10."""
    parts = re.split(r"(\d+)", text.lower())
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def slug(text: str) -> str:
    """A tag from a name: lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
