from __future__ import annotations

from tests.corpus.server import Answer, FakeWeb, enumerate_source

from claimwright.corpus.sources.cms_manuals import INDEX, SOURCE

ITEMS = "https://www.cms.gov/regulations-and-guidance/guidance/manuals/internet-only-manuals-ioms-items"
DOWNLOADS = "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads"


def index(*publications: tuple[str, str]) -> str:
    rows = "".join(
        f'<tr><td><a href="/regulations-and-guidance/guidance/manuals/internet-only-manuals-ioms-items/{page}">'
        f"{number}</a></td><td>Manual {number}</td></tr>"
        for page, number in publications
    )
    return f"<nav><a href='/about-cms'>About</a></nav><table>{rows}</table>"


def publication(*files: str) -> str:
    listed = "".join(f'<li><a href="{file}">{file[-12:]} (PDF)</a></li>' for file in files)
    return f"<h2>Downloads</h2><ul>{listed}</ul><a href='https://www.cms.gov/privacy.html'>Privacy</a>"


def test_every_file_of_every_list_is_taken(web: FakeWeb) -> None:
    web[INDEX] = index(("cms018912", "100-04"), ("cms019033", "100-08"))
    web[f"{ITEMS}/cms018912"] = publication(
        "/regulations-and-guidance/guidance/manuals/downloads/clm104c01.pdf",
        "/regulations-and-guidance/guidance/manuals/downloads/clm104c01crosswalk.pdf",
        "/files/document/chapter-38-emergency-preparedness.pdf",
    )
    web[f"{ITEMS}/cms019033"] = publication(f"{DOWNLOADS}/pim83c01.pdf", f"{DOWNLOADS}/CLM104C01.pdf")
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == [
        "100-04/clm104c01.pdf",
        "100-04/clm104c01crosswalk.pdf",
        "100-04/chapter-38-emergency-preparedness.pdf",
        "100-08/pim83c01.pdf",
    ]
    assert items[0].url == f"{DOWNLOADS}/clm104c01.pdf"
    assert items[0].title.startswith("Pub. 100-04: ")
    assert web.skipped == []


def test_further_pages_of_the_index_are_read(web: FakeWeb) -> None:
    web[INDEX] = index(("cms018912", "100-04")) + f"<a href='{INDEX}?page=1'>2</a>"
    web[f"{INDEX}?page=1"] = index(("cms019033", "100-08"))
    web[f"{ITEMS}/cms018912"] = publication(f"{DOWNLOADS}/clm104c01.pdf")
    web[f"{ITEMS}/cms019033"] = publication(f"{DOWNLOADS}/pim83c01.pdf")
    assert [item.path for item in enumerate_source(SOURCE, web)] == ["100-04/clm104c01.pdf", "100-08/pim83c01.pdf"]


def test_archives_are_unpacked_and_unreadable_kinds_reported(web: FakeWeb) -> None:
    web[INDEX] = index(("cms018912", "100-04"))
    web[f"{ITEMS}/cms018912"] = publication("/files/zip/chapter-5-all.zip", f"{DOWNLOADS}/codes.xlsx")
    (item,) = enumerate_source(SOURCE, web)
    assert (item.path, item.members) == ("100-04/chapter-5-all", "*.[pP][dD][fF]")
    assert web.skipped == [(f"{DOWNLOADS}/codes.xlsx", "no processor reads .xlsx files")]


def test_a_publication_that_fails_or_is_empty_does_not_hide_the_next(web: FakeWeb) -> None:
    web[INDEX] = index(("a", "100-01"), ("b", "100-02"), ("c", "100-03"))
    web[f"{ITEMS}/a"] = Answer(b"oops", 500)
    web[f"{ITEMS}/b"] = "<h2>Downloads</h2>"
    web[f"{ITEMS}/c"] = publication(f"{DOWNLOADS}/ncd103c1_part1.pdf")
    assert [item.path for item in enumerate_source(SOURCE, web)] == ["100-03/ncd103c1_part1.pdf"]
    assert web.skipped == [
        (f"{ITEMS}/a", "the site answers 500"),
        (f"{ITEMS}/b", "the publication links no file"),
    ]
