"""The law of American Samoa and the Northern Mariana Islands on health and insurance, which Justia does not hold.

From two sites of their own: the American Samoa Bar Association (a page a section, `/code-annotated/1-0302-motto/`), the
Law Revision Commission of the Northern Marianas (a PDF a section, `/legacy/pdf/cmc_section/T1/446.pdf`); both shapes
are verified from public references. The shape of their indexes is not: they are walked by address, two steps down, and
an index without such links is reported. The title numbers (American Samoa 13 and 29; Northern Marianas 3, division 2,
and 4, division 7) are from general knowledge of these codes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from claimwright.corpus.sources._licences import EDICT
from claimwright.corpus.sources._links import Link, fetch, file_name, links, natural
from claimwright.corpus.sources.base import Item, Site, Source

DEPTH = 2


@dataclass(frozen=True, slots=True)
class Code:
    """A territory's code: its index, the pages to walk, and the addresses of the sections to take."""

    name: str
    index: str
    walk: str
    section: str
    processor: str


CODES = {
    "american-samoa": Code(
        "American Samoa",
        "https://asbar.org/code-annotated/",
        r"asbar\.org/code-annotated/(\?|page/|title-|(chapter-)?(13|29)(-|/|$))",
        r"asbar\.org/code-annotated/(13|29)-\d{4}[\w-]*/?$",
        "html",
    ),
    "northern-mariana-islands": Code(
        "Northern Mariana Islands",
        "https://cnmilaw.gov/",
        r"cnmilaw\.gov/[^?#]*(cmc|commonwealth-code|code)[^#]*$",
        r"cnmilaw\.gov/[^?#]*cmc_section/(T3/2\d{3}|T4/7\d{3})[\w.-]*\.pdf$",
        "pdf",
    ),
}


async def enumerate_territory(site: Site, code: Code) -> AsyncIterator[Item]:
    """The sections, in the order of their numbers."""
    found = await _walk(site, code)
    if not found:
        site.skip(code.index, "the index leads to no section on health or insurance")
    suffix = f".{code.processor}"
    for link in sorted(found, key=lambda link: natural(file_name(link.url))):
        yield Item(link.url, file_name(link.url, suffix), ("current",), title=link.text)


async def _walk(site: Site, code: Code) -> list[Link]:
    found: dict[str, Link] = {}
    seen, level = {code.index}, [code.index]
    for _ in range(DEPTH + 1):
        onward: list[str] = []
        for url in level:
            page = await fetch(site, url)
            if page is None:
                continue
            found.update((file_name(link.url), link) for link in links(page, code.section))
            onward += [link.url for link in links(page, code.walk) if file_name(link.url) not in found]
        level = [url for url in dict.fromkeys(onward) if url not in seen]
        seen.update(level)
    return list(found.values())


def _source(key: str, code: Code) -> Source:
    return Source(
        key=f"territory_code_{key.replace('-', '_')}",
        title=f"Territory code: {code.name} (health and insurance titles)",
        homepage=code.index,
        licence=EDICT,
        tags=(key, "state-code", "legal", "kb"),
        processor=code.processor,
        folder=f"legal/state_code/{key}",
        enumerate=lambda site: enumerate_territory(site, code),
    )


SOURCES = tuple(_source(key, code) for key, code in CODES.items())
