"""State law on health and insurance: every state, the District of Columbia, Guam, Puerto Rico, the Virgin Islands.

From law.justia.com, a source a state, so that one state can be had alone. The code's first page lists its titles, or
the years of its editions, of which the newest is taken; the titles on health and insurance are chosen by name. A title
is walked down by address: what lies below a page's own address is part of it. Each section is an item of its own, in
the order of its number, and is fetched once: an address that looks like a section's is not opened to find out.

Verified from public references: the addresses of states, titles and sections, with and without a year; that robots.txt
allows most of the site; and that the site at times answers automated readers with 403, which is reported. From the
reference: that pages of divisions list their parts. The law itself is free; the site's own terms govern its use, and a
state's official site is the authority.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from claimwright.corpus.sources._licences import EDICT
from claimwright.corpus.sources._links import Link, fetch, links, natural, slug
from claimwright.corpus.sources._states import JUSTIA, SUBJECTS, WITHIN
from claimwright.corpus.sources.base import Item, Page, Site, Source

CODES = "https://law.justia.com/codes"
NOWHERE = r"$^"
_SECTION = re.compile(r"^(section-|sec-|rs-|\d)")
_YEAR = re.compile(r"^(19|20)\d\d$")


async def enumerate_code(site: Site, state: str) -> AsyncIterator[Item]:
    """The sections of a state's titles on health and insurance."""
    edition = await _edition(site, f"{CODES}/{state}/", WITHIN.get(state, NOWHERE))
    if edition is None:
        return
    year = next((part for part in _parts(edition.url) if _YEAR.match(part)), "current")
    found = False
    async for title in _titles(site, edition, WITHIN.get(state, NOWHERE)):
        found = True
        async for section in _sections(site, title):
            yield _item(section, title, year)
    if not found:
        site.skip(edition.url, "no title on health or insurance")


async def _edition(site: Site, url: str, within: str) -> Page | None:
    """The page that lists the titles: the state's own, or else that of the newest year."""
    page = await fetch(site, url)
    below = children(page) if page else []
    years = [link for link in below if _YEAR.match(_last(link))]
    if not years or any(_wanted(link, within) for link in below):
        return page
    return await fetch(site, max(years, key=_last).url)


async def _titles(site: Site, page: Page, within: str) -> AsyncIterator[Link]:
    for link in filter(lambda link: _wanted(link, within), children(page)):
        if SUBJECTS.search(link.text):
            yield link
            continue
        inner = await fetch(site, link.url)
        if inner is not None:
            async for title in _titles(site, inner, within):
                yield title


def _wanted(link: Link, within: str) -> bool:
    """Whether a division is a title on the subject, or holds some."""
    dated = _YEAR.match(_last(link)) is not None
    return not dated and bool(SUBJECTS.search(link.text) or re.fullmatch(within, _last(link)))


async def _sections(site: Site, part: Link) -> AsyncIterator[Link]:
    """The sections below a division, which is itself one when it has no parts."""
    if _SECTION.match(_last(part)):
        yield part
        return
    page = await fetch(site, part.url)
    if page is None:
        return
    below = children(page)
    if not below:
        yield part
    elif all(_SECTION.match(_last(link)) for link in below):
        below.sort(key=lambda link: natural(_last(link)))
    for link in below:
        async for section in _sections(site, link):
            yield section


def children(page: Page) -> list[Link]:
    """The links to what lies below the page's own address, less those that lie below another of them."""
    above = _parts(page.url)
    below = {tuple(_parts(link.url)): link for link in reversed(links(page)) if _lies_below(_parts(link.url), above)}
    return [link for parts, link in reversed(below.items()) if not _between(parts, len(above)) & below.keys()]


def _lies_below(parts: list[str], above: list[str]) -> bool:
    return len(parts) > len(above) and parts[: len(above)] == above


def _between(parts: tuple[str, ...], depth: int) -> set[tuple[str, ...]]:
    """The addresses above this one that lie below that depth."""
    return {parts[:end] for end in range(depth + 1, len(parts))}


def _parts(url: str) -> list[str]:
    to = urlsplit(url)
    return [to.netloc, *filter(None, to.path.split("/"))]


def _last(link: Link) -> str:
    return _parts(link.url)[-1]


def _item(section: Link, title: Link, year: str) -> Item:
    """The path leaves out the year, so that a new edition supersedes the old one."""
    path = "/".join(part for part in _parts(section.url)[3:] if not _YEAR.match(part))
    return Item(section.url, f"{path}.html", (year, slug(_last(title))), title=section.text)


def _source(state: str, name: str) -> Source:
    return Source(
        key=f"state_code_{state.replace('-', '_')}",
        title=f"State code: {name} (health and insurance titles)",
        homepage=f"{CODES}/{state}/",
        licence=f"{EDICT}; the pages around it are Justia's, under its terms of service",
        tags=(state, "state-code", "legal", "kb"),
        processor="html",
        folder=f"legal/state_code/{state}",
        enumerate=lambda site: enumerate_code(site, state),
    )


SOURCES = tuple(_source(state, name) for state, name in JUSTIA.items())
