from __future__ import annotations

from tests.corpus.server import Answer, Asked, FakeWeb, enumerate_source

from claimwright.corpus.sources.medicaid_guidance import LIST, SOURCE

HOST = "https://www.medicaid.gov"


def entries(*links: str, pages: tuple[int, ...] = ()) -> str:
    listed = "".join(f'<h3><a href="{link}">Letter {link[-8:]}</a></h3>' for link in links)
    pager = "".join(f'<li><a href="?page={page}">{page + 1}</a></li>' for page in pages)
    return f"<a href='/about'>About</a>{listed}<ul class='pager'>{pager}</ul>"


def test_the_list_is_walked_to_its_end_and_a_file_linked_twice_is_taken_once(web: FakeWeb) -> None:
    web[LIST] = entries("/media/38011", "/media/38012", pages=(1, 2))
    web[f"{LIST}?page=1"] = entries("/media/38012", "/media/38013", pages=(0, 2, 3))
    web[f"{LIST}?page=2"] = entries("/media/38014", pages=(1, 3))
    web[f"{LIST}?page=3"] = entries("/Federal-Policy-Guidance/downloads/CIB12082025.pdf", pages=(2,))
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == ["38011.pdf", "38012.pdf", "38013.pdf", "38014.pdf", "cib12082025.pdf"]
    assert items[0].url == f"{HOST}/media/38011"
    assert web.times(f"{LIST}?page=4") == 0


def test_a_page_that_fails_does_not_hide_those_behind_it(web: FakeWeb) -> None:
    web[LIST] = entries("/media/1", pages=(1, 3))
    web[f"{LIST}?page=1"] = Answer(b"", 404)
    web[f"{LIST}?page=2"] = entries("/media/2", pages=(3,))
    web[f"{LIST}?page=3"] = entries("/media/3")
    assert [item.path for item in enumerate_source(SOURCE, web)] == ["1.pdf", "2.pdf", "3.pdf"]
    assert web.skipped == [(f"{LIST}?page=1", "the site answers 404")]


def test_a_pager_without_end_is_left(web: FakeWeb) -> None:
    def endless(asked: Asked) -> str:
        return entries("/media/1", pages=(int(asked.query.get("page", "0")) + 1,))

    web[LIST] = endless
    assert [item.path for item in enumerate_source(SOURCE, web)] == ["1.pdf"]
    assert len(web.asked) < 10


def test_an_entry_with_a_page_of_its_own_gives_the_file_that_it_links_or_is(web: FakeWeb) -> None:
    entry = f"{HOST}/federal-policy-guidance/2024-11-26"
    web[LIST] = entries(f"{entry}/173191", f"{entry}/173192", f"{entry}/173193")
    web[f"{entry}/173191"] = entries("/federal-policy-guidance/downloads/cib11262024.pdf")
    web[f"{entry}/173192"] = Answer(b"%PDF-1.7", headers=(("Content-Type", "application/pdf"),))
    web[f"{entry}/173193"] = entries()
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == ["cib11262024.pdf", "173192.pdf"]
    assert web.skipped == [(f"{entry}/173193", "the entry links no file")]
