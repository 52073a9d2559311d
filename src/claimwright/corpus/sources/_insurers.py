"""Policy bulletins of insurers, as a pattern: an index, the shape of a bulletin's address, the insurer's name.

A new insurer is a new file of a few lines beside `insurer_ibx.py`. Bulletins are the insurer's copyright: they may be
read and cited, not passed on. So these sources are `opt_in`, and their tag `not-redistributable` keeps them
apart in an export.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from claimwright.core.errors import ClaimwrightError
from claimwright.corpus.sources._links import Link, file_name, links, paged_links, slug
from claimwright.corpus.sources.base import Item, Site, Source

NOT_REDISTRIBUTABLE = "not-redistributable"
MOST_CLICKS = 500  # pages of one index, as a guard against a pager without end


@dataclass(frozen=True, slots=True)
class Index:
    """A list of bulletins. `line` (commercial, medicare-advantage) becomes a tag and a folder. Where the list is drawn
    by a script, `accept` is the button of its terms and `onward` that of the next page (selectors)."""

    url: str
    line: str
    accept: str = ""
    onward: str = ""


def insurer_bulletins(key: str, insurer: str, *, indexes: tuple[Index, ...], bulletin: str) -> Source:
    """The bulletins that these indexes link at addresses matching `bulletin`."""

    async def enumerate_bulletins(site: Site) -> AsyncIterator[Item]:
        for index in indexes:
            found = _clicked(site, index, bulletin) if index.onward else paged_links(site, index.url, bulletin)
            async for link in found:
                name = file_name(link.url).removesuffix(".aspx")
                path, processor = (name, "") if name.lower().endswith(".pdf") else (f"{name}.html", "html")
                yield Item(link.url, f"{index.line}/{path}", (index.line,), processor, link.text)

    return Source(
        key=key,
        title=f"Policy bulletins: {insurer}",
        homepage=indexes[0].url,
        licence=f"Copyright {insurer}; for the reader's own use, not redistributable",
        tags=(slug(insurer), "policy-bulletin", NOT_REDISTRIBUTABLE, "contract-coverage-rule-medical-policy"),
        processor="pdf",
        folder=f"policy_bulletins/{key}",
        enumerate=enumerate_bulletins,
        needs_browser=any(index.onward for index in indexes),
        opt_in=True,
    )


async def _clicked(site: Site, index: Index, bulletin: str) -> AsyncIterator[Link]:
    """The links of a list that is turned by clicks: the list is opened anew for each page."""
    seen: set[str] = set()
    clicks = (index.accept,) if index.accept else ()
    for turned in range(MOST_CLICKS):
        try:
            page = await site.browse(index.url, click=(*clicks, *(index.onward,) * turned))
        except ClaimwrightError as error:
            if not seen:
                site.skip(index.url, error.what)
            return
        fresh = [link for link in links(page, bulletin) if link.url not in seen]
        if not fresh:
            return
        seen.update(link.url for link in fresh)
        for link in fresh:
            yield link
