from __future__ import annotations

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.us_code import PAGE, SOURCE

BASE = "https://uscode.house.gov/download/releasepoints/us/pl/119/73not60"


def row(title: str) -> str:
    there = "releasepoints/us/pl/119/73not60"
    return "".join(
        f'<a href="{there}/{kind}_usc{title}@119-73not60.zip">[{kind.upper()}]</a>' for kind in ("xml", "htm", "pcc")
    )


def test_one_archive_a_title_at_the_release_point_of_the_page(web: FakeWeb) -> None:
    web[PAGE] = f"<h3>Public Law 119-73</h3>{row('All')}{row('42')}{row('05')}{row('05A')}{row('05a')[:0]}"
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == ["usc05", "usc05A", "usc42"]
    assert items[2].url == f"{BASE}/xml_usc42@119-73not60.zip"
    assert items[1].tags == ("title-5a",)
    assert {item.members for item in items} == {"*.xml"}
    assert items[2].title == "United States Code, title 42 (119-73not60)"


def test_the_archive_of_all_where_the_page_links_no_other(web: FakeWeb) -> None:
    web[PAGE] = row("All")
    (item,) = enumerate_source(SOURCE, web)
    assert item.url == f"{BASE}/xml_uscAll@119-73not60.zip"


def test_a_maintenance_page_sent_as_200_is_reported(web: FakeWeb) -> None:
    web[PAGE] = "<title>Under Maintenance</title>"
    assert enumerate_source(SOURCE, web) == []
    assert web.skipped == [(PAGE, "the page has no link of the kind expected")]
