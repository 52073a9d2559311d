from __future__ import annotations

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.ncci_policy_manual import PAGE, SOURCE

DOCUMENTS = "https://www.cms.gov/files/document"


def test_the_newest_edition_under_names_that_outlast_it(web: FakeWeb) -> None:
    web[PAGE] = """
      <a href="/files/document/medicare-ncci-policy-manual-2024-chapter-1.pdf">2024 Chapter 1</a>
      <a href="/files/document/00-introduction-ncci-medicare-policy-manual-2025finalcleanpdf.pdf">Introduction</a>
      <a href="/files/document/01-chapter1-ncci-medicare-policy-manual-2025finalcleanpdf.pdf">Chapter I</a>
      <a href="/files/document/12-chapter12-ncci-medicare-policy-manual-2025.pdf">Chapter XII: Supplies</a>
      <a href="/files/document/ncci-table-contents-2025.pdf">Table of Contents</a>
      <a href="/files/zip/2023-medicare-ncci-policy-manual.zip">2023 manual</a>
      <a href="/files/document/privacy.pdf">Privacy</a>"""
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == ["introduction.pdf", "chapter-01.pdf", "chapter-12.pdf", "contents.pdf"]
    assert items[1].url == f"{DOCUMENTS}/01-chapter1-ncci-medicare-policy-manual-2025finalcleanpdf.pdf"
    assert {item.tags for item in items} == {("2025",)}


def test_an_archive_where_no_chapter_is_linked(web: FakeWeb) -> None:
    web[PAGE] = '<a href="/files/zip/2026-medicare-ncci-policy-manual.zip">Manual</a>'
    (item,) = enumerate_source(SOURCE, web)
    assert (item.path, item.members) == ("2026-medicare-ncci-policy-manual", "*.[pP][dD][fF]")
