from __future__ import annotations

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.selection import Selection, select_sources
from claimwright.corpus.sources import sources
from claimwright.corpus.sources._insurers import Index, insurer_bulletins
from claimwright.corpus.sources.insurer_ibx import ACCEPT, BASE, NEXT, SOURCE

VIEW = f"{BASE}/Commercial/Pages/Policy-Bulletin-View.aspx"


def bulletin(line: str, name: str) -> str:
    return f'<a href="/ibc/{line}/Pages/Policy/{name}.aspx">Bulletin {name}</a>'


def test_an_index_is_turned_by_clicks_to_its_end(web: FakeWeb) -> None:
    web[f"{VIEW}#{ACCEPT}"] = bulletin("Commercial", "17d2df53") + bulletin("Commercial", "3ac82d0c")
    web[f"{VIEW}#{ACCEPT}>{NEXT}"] = bulletin("Commercial", "99999999")
    web[f"{VIEW}#{ACCEPT}>{NEXT}>{NEXT}"] = bulletin("Commercial", "99999999")
    pharmacy = f"{BASE}/pps/Pages/PolicyBulletinsView.aspx"
    web[f"{pharmacy}#{ACCEPT}"] = bulletin("pps", "aaaa")
    web[f"{pharmacy}#{ACCEPT}>{NEXT}"] = bulletin("pps", "aaaa")
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == [
        "commercial/17d2df53.html",
        "commercial/3ac82d0c.html",
        "commercial/99999999.html",
        "pharmacy/aaaa.html",
    ]
    assert items[0].url == f"{BASE}/Commercial/Pages/Policy/17d2df53.aspx"
    assert {item.processor for item in items} == {"html"}
    assert [url for url, _ in web.skipped] == [f"{BASE}/ma/Pages/Policy-Bulletin-View.aspx"]


def test_another_insurer_takes_a_few_lines_and_no_browser(web: FakeWeb) -> None:
    index = Index("https://policies.example.com/medical", "commercial")
    source = insurer_bulletins(
        "insurer_example", "Example Health", indexes=(index,), bulletin=r"/policy/[\w-]+(\.pdf)?$"
    )
    web[index.url] = "<a href='/policy/mp-001'>One</a><a href='?page=1'>2</a>"
    web[f"{index.url}?page=1"] = "<a href='/policy/mp-002.pdf'>Two</a>"
    items = enumerate_source(source, web)
    assert [(item.path, item.processor) for item in items] == [
        ("commercial/mp-001.html", "html"),
        ("commercial/mp-002.pdf", ""),
    ]
    assert not source.needs_browser


def test_bulletins_are_left_out_of_a_run_that_does_not_name_them() -> None:
    assert SOURCE.opt_in
    assert "not-redistributable" in SOURCE.tags
    assert SOURCE not in select_sources(sources().values(), Selection())
    assert SOURCE not in select_sources(sources().values(), Selection(tags=("policy-bulletin",)))
    assert select_sources(sources().values(), Selection(sources=("insurer_ibx",))) == [SOURCE]
