"""Pages for an enumeration, through the real client, before the fake web."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from tests.corpus.server import Answer, Asked, FakeWeb, client_of, enumerate_source

from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.exchange import Request
from claimwright.corpus.sources import Item, Site, Source

HOME = "https://www.example.gov/guidance"


def source_of(enumerate_: object) -> Source:
    return Source("s", "S", HOME, "public domain", ("legal",), "pdf", "s", enumerate_)  # type: ignore[arg-type]


def test_an_enumeration_reads_pages_and_yields_items(web: FakeWeb) -> None:
    async def walk(site: Site) -> AsyncIterator[Item]:
        first = await site.get(HOME, params=(("page", "2"),))
        again = await site.get(HOME, params=(("page", "2"),))
        assert first is again
        found = await site.post("https://www.example.gov/search", form=(("q", "§ 300gg"),))
        seen = await site.browse("https://www.example.gov/app", click=("text=More",))
        site.skip("https://www.example.gov/old", "no longer there")
        for page in (first, found, seen):
            yield Item(page.url, page.text)

    def search(asked: Asked) -> str:
        return asked.form["q"] if asked.method == "POST" else "no"

    web.update(
        {
            f"{HOME}?page=2": "two",
            "https://www.example.gov/search": search,
            "https://www.example.gov/app#text=More": "more",
        }
    )
    assert [item.path for item in enumerate_source(source_of(walk), web)] == ["two", "§ 300gg", "more"]
    assert web.skipped == [("https://www.example.gov/old", "no longer there")]
    assert web.times(f"{HOME}?page=2") == 1
    assert web.times("https://www.example.gov/robots.txt") == 1


def test_a_missing_page_is_an_error_that_names_it(web: FakeWeb) -> None:
    async def walk(site: Site) -> AsyncIterator[Item]:
        page = await site.get(HOME)
        yield Item(page.url, "x")

    with pytest.raises(FetchError, match="answers 404") as caught:
        enumerate_source(source_of(walk), web)
    assert caught.value.where == HOME


def test_redirects_keep_real_addresses(web: FakeWeb) -> None:
    async def walk(site: Site) -> AsyncIterator[Item]:
        yield Item((await site.get(HOME)).url, "x")

    web[HOME] = Answer(status=302, headers=(("Location", "http://docs.example.gov/new"),))
    web["https://docs.example.gov/new"] = "here"
    assert [item.url for item in enumerate_source(source_of(walk), web)] == ["https://docs.example.gov/new"]


def test_a_page_too_large_is_refused(web: FakeWeb) -> None:
    async def fetch() -> None:
        async with client_of(web, most_page_bytes=1000) as client:
            await client.page(Request(HOME))

    web[HOME] = "x" * 2000
    with pytest.raises(FetchError, match="larger than 1,000 bytes"):
        asyncio.run(fetch())
