from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.server import Answer, Asked, FakeWeb, enumerate_source

from claimwright.corpus.download.archive import safe_name
from claimwright.corpus.sources import Item, Page, Site, Source
from claimwright.corpus.sources._links import Link, fetch_json, file_name, links, natural, paged_links, slug, url_path

LIST = "https://example.gov/list"


def source_of(pattern: str) -> Source:
    """A source that takes every matching link of the list."""

    async def walk(site: Site) -> AsyncIterator[Item]:
        async for link in paged_links(site, LIST, pattern):
            yield Item(link.url, file_name(link.url), title=link.text)

    return Source("example", "Example", LIST, "None", ("legal",), "html", "example", walk)


def test_links_are_absolute_once_and_in_order() -> None:
    body = """<base href="https://example.gov/a/"><a href="b.pdf#page=2"> One
      <b>file</b></a><a href="../c.pdf">Two</a><a href="b.pdf">Again</a><a href="mailto:x@example.gov">Write</a>
      <a href="javascript:void(0)">Do</a><a href="https://[broken">Broken</a><a>No address</a>"""
    assert links(Page("https://example.gov/x", body.encode())) == [
        Link("https://example.gov/a/b.pdf", "One file"),
        Link("https://example.gov/c.pdf", "Two"),
    ]


def test_an_image_and_then_a_text_for_one_address_give_the_text() -> None:
    body = b"<a href='/a.pdf'><img src='i.png'></a><a href='/a.pdf'>Named</a>"
    assert [link.text for link in links(Page("https://example.gov/", body))] == ["Named"]


@pytest.mark.parametrize("body", [b"", b"   ", b"plain text", b"\xff\xfe\x00", b"<!-- only -->", b"%PDF-1.7"])
def test_a_body_without_links_has_none(body: bytes) -> None:
    assert links(Page("https://example.gov/", body)) == []


def test_text_of_any_script_is_kept() -> None:
    page = Page("https://example.gov/", "<a href='/s'>§ 300gg–19 — Código “≥”</a>".encode())
    assert links(page)[0].text == "§ 300gg–19 — Código “≥”"


def test_a_list_counted_from_one_is_read_whole(web: FakeWeb) -> None:
    web[LIST] = "<a href='/files/1.pdf'>1</a><a href='?page=2'>2</a>"
    web[f"{LIST}?page=2"] = "<a href='/files/2.pdf'>2</a><a href='?page=1'>1</a><a href='?page=3'>3</a>"
    web[f"{LIST}?page=3"] = "<a href='/files/3.pdf'>3</a><a href='?page=2'>2</a>"
    assert [item.path for item in enumerate_source(source_of(r"/files/"), web)] == ["1.pdf", "2.pdf", "3.pdf"]
    assert web.skipped == []


def test_a_long_list_stops_when_its_pages_bring_nothing_new(web: FakeWeb) -> None:
    def page(asked: Asked) -> str:
        number = int(asked.query.get("page", "0"))
        return f"<a href='/files/{min(number, 4)}.pdf'>x</a><a href='?page={number + 1}'>on</a><a href='?page=900'>last</a>"

    web[LIST] = page
    assert len(enumerate_source(source_of(r"/files/"), web)) == 5
    assert len(web.asked) < 12


def test_a_list_without_such_links_is_reported(web: FakeWeb) -> None:
    web[LIST] = "<a href='/about'>About</a>"
    assert enumerate_source(source_of(r"/files/"), web) == []
    assert web.skipped == [(LIST, "the list has no link of the kind expected")]


@pytest.mark.parametrize(
    ("served", "why"),
    [
        (Answer(b"", 403), "the site answers 403"),
        (Answer(b"", 500), "the site answers 500"),
        (Answer(b"", 302, (("Location", LIST),)), "the site redirects in a loop"),
        ((Answer(b"", 429, (("Retry-After", "1"),)), Answer(b"<a href='/files/1.pdf'>1</a>")), ""),
        ((Answer(b"<a href='/files/1.pdf'>1</a>", cut=5), Answer(b"<a href='/files/1.pdf'>1</a>")), ""),
    ],
)
def test_faults_of_a_site(web: FakeWeb, served: Answer | tuple[Answer, ...], why: str) -> None:
    web[LIST] = served
    items = enumerate_source(source_of(r"/files/"), web)
    assert [item.path for item in items] == ([] if why else ["1.pdf"])
    assert [each.startswith(why) for _, each in web.skipped] == ([True] if why else [])


def test_json_of_another_shape_is_reported(web: FakeWeb) -> None:
    async def walk(site: Site) -> AsyncIterator[Item]:
        for kind in (list[int], dict[str, str]):
            if await fetch_json(site, LIST, kind) is not None:
                yield Item(LIST, kind.__name__)

    web[LIST] = "[1, 2]"
    source = Source("example", "Example", LIST, "None", ("legal",), "html", "example", walk)
    assert [item.path for item in enumerate_source(source, web)] == ["list"]
    assert web.skipped[0][1].startswith("not the JSON expected")


@pytest.mark.parametrize(
    ("url", "name", "path"),
    [
        ("https://a.gov/media/38011", "38011.pdf", "media/38011.pdf"),
        ("https://a.gov/docs/Red%20Book%202005.pdf?x=1", "Red-Book-2005.pdf", "docs/Red-Book-2005.pdf"),
        ("https://a.gov/../../etc/passwd", "passwd.pdf", "etc/passwd.pdf"),
        ("https://a.gov/", "index.pdf", "index.pdf"),
        ("https://a.gov/%2e%2e%2fx.PDF", "x.PDF", "x.PDF"),
    ],
)
def test_file_names_are_safe(url: str, name: str, path: str) -> None:
    assert file_name(url, ".pdf") == name
    assert url_path(url, ".pdf") == path


@given(st.text(max_size=40))
def test_any_address_gives_a_path_that_the_store_accepts(tail: str) -> None:
    try:
        path = url_path(f"https://a.gov/{tail}", ".pdf")
    except ValueError:  # no address at all, such as one with half an IPv6 host
        return
    assert safe_name(path, "") == path


def test_numbers_sort_as_numbers() -> None:
    names = ["section-27-8-10", "section-27-8-9", "section-27-13-1", "section-3"]
    assert sorted(names, key=natural) == ["section-3", "section-27-8-9", "section-27-8-10", "section-27-13-1"]


def test_slug() -> None:
    assert slug("Independence Blue Cross®, Inc.") == "independence-blue-cross-inc"
