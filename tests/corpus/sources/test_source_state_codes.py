from __future__ import annotations

import pytest
from tests.corpus.server import Answer, FakeWeb, enumerate_source

from claimwright.corpus.sources import find_source, sources
from claimwright.corpus.sources.state_codes import CODES

STATES = 50
TERRITORIES = {"american_samoa", "guam", "northern_mariana_islands", "puerto_rico", "virgin_islands"}


def listing(above: str, *parts: tuple[str, str]) -> str:
    """A page of a division: breadcrumbs above, its parts, the neighbours, and the site's own links."""
    listed = "".join(f'<li><a href="{above}{part}/">{name}</a></li>' for part, name in parts)
    return f"""<nav><a href="/">Justia</a><a href="/codes/">Codes</a><a href="{above}../">Up</a></nav>
      <div class="codes-listing"><ul>{listed}</ul></div><a href="/codes/elsewhere/title-9/">Next</a>"""


def paths(web: FakeWeb, state: str) -> list[str]:
    return [item.path for item in enumerate_source(find_source(f"state_code_{state}"), web)]


def test_every_state_and_territory_is_a_source() -> None:
    codes = {key for key in sources() if key.startswith(("state_code_", "territory_code_"))}
    assert len(codes) == STATES + 1 + len(TERRITORIES)
    assert {key.partition("_code_")[2] for key in codes} > TERRITORIES | {
        "district_of_columbia",
        "louisiana",
        "massachusetts",
    }


def test_sections_in_the_order_of_their_numbers_each_fetched_by_nobody_twice(web: FakeWeb) -> None:
    code = f"{CODES}/indiana/"
    web[code] = listing("/codes/indiana/", ("title-26", "Commercial Law"), ("title-27", "Insurance"), ("2022", "2022"))
    web[f"{code}title-27/"] = listing(
        "/codes/indiana/title-27/", ("article-8", "Article 8"), ("article-13", "Article 13")
    )
    web[f"{code}title-27/article-8/"] = listing(
        "/codes/indiana/title-27/article-8/", ("section-27-8-10", "§ 10"), ("section-27-8-9", "§ 9")
    )
    web[f"{code}title-27/article-13/"] = "<h1>Article 13</h1><p>Repealed.</p>"
    items = enumerate_source(find_source("state_code_indiana"), web)
    assert [item.path for item in items] == [
        "title-27/article-8/section-27-8-9.html",
        "title-27/article-8/section-27-8-10.html",
        "title-27/article-13.html",
    ]
    assert items[0].url == f"{code}title-27/article-8/section-27-8-9/"
    assert items[0].tags == ("current", "title-27")
    assert not any("section-" in asked.url or "title-26" in asked.url for asked in web.asked)
    assert web.skipped == []


def test_the_newest_edition_where_only_years_are_listed(web: FakeWeb) -> None:
    code = f"{CODES}/arkansas/"
    web[code] = listing("/codes/arkansas/", ("2020", "2020 Arkansas Code"), ("2022", "2022 Arkansas Code"))
    web[f"{code}2022/"] = listing("/codes/arkansas/2022/", ("title-20", "Public Health and Welfare"))
    web[f"{code}2022/title-20/"] = listing("/codes/arkansas/2022/title-20/", ("section-20-1-101", "20-1-101"))
    (item,) = enumerate_source(find_source("state_code_arkansas"), web)
    assert item.path == "title-20/section-20-1-101.html"
    assert item.url == f"{code}2022/title-20/section-20-1-101/"
    assert item.tags == ("2022", "title-20")


@pytest.mark.parametrize(
    ("state", "title", "name"),
    [
        ("california", "code-hsc", "Health and Safety Code - HSC"),
        ("indiana", "title-27", "Title 27 - Insurance"),
        ("new_jersey", "title-17", "Title 17 - Corporations and Institutions for Finance and Insurance"),
        ("new_jersey", "title-26", "Title 26 - Health and Vital Statistics"),
        ("puerto_rico", "title-twenty-six", "TITLE TWENTY-SIX - INSURANCE CODE"),
        ("puerto_rico", "titulo-26", "TÍTULO 26 - Código de Seguros"),
    ],
)
def test_titles_that_hicric_left_out_are_taken(web: FakeWeb, state: str, title: str, name: str) -> None:
    above = f"/codes/{state.replace('_', '-')}/"
    code = f"{CODES}{above.removeprefix('/codes')}"
    web[code] = listing(above, (title, name), ("title-99", "Fish and Game"))
    web[f"{code}{title}/"] = listing(f"{above}{title}/", ("section-1367", "1367"))
    assert paths(web, state) == [f"{title}/section-1367.html"]


def test_titles_within_divisions_of_another_name_are_found(web: FakeWeb) -> None:
    code, above = f"{CODES}/louisiana/", "/codes/louisiana/"
    web[code] = listing(above, ("revised-statutes", "Revised Statutes"), ("civil-code", "Civil Code"))
    inner = f"{above}revised-statutes/"
    web[f"{code}revised-statutes/"] = listing(inner, ("title-14", "Criminal Law"), ("title-22", "Insurance"))
    web[f"{code}revised-statutes/title-22/"] = listing(
        f"{inner}title-22/", ("rs-22-1821", "22:1821"), ("rs-22-9", "22:9")
    )
    assert paths(web, "louisiana") == [f"revised-statutes/title-22/rs-22-{n}.html" for n in (9, 1821)]
    code, above = f"{CODES}/massachusetts/", "/codes/massachusetts/"
    web[code] = listing(above, ("part-i", "Part I - Administration of the Government"), ("part-ii", "Part II"))
    web[f"{code}part-i/"] = listing(f"{above}part-i/", ("title-xxii", "Corporations"), ("title-i", "Jurisdiction"))
    inner = f"{above}part-i/title-xxii/"
    web[f"{code}part-i/title-xxii/"] = listing(inner, ("chapter-155", "Corporations"), ("chapter-175", "Insurance"))
    web[f"{code}part-i/title-xxii/chapter-175/"] = listing(f"{inner}chapter-175/", ("section-47b", "Section 47B"))
    assert paths(web, "massachusetts") == ["part-i/title-xxii/chapter-175/section-47b.html"]


def test_a_division_that_fails_does_not_hide_the_next_and_refusal_is_reported(web: FakeWeb) -> None:
    code, above = f"{CODES}/ohio/", "/codes/ohio/"
    web[code] = listing(above, ("title-37", "Health-Safety-Morals"), ("title-39", "Insurance"))
    web[f"{code}title-37/"] = Answer(b"forbidden", 403)
    web[f"{code}title-39/"] = listing(f"{above}title-39/", ("section-3901-01", "3901.01"))
    assert paths(web, "ohio") == ["title-39/section-3901-01.html"]
    assert web.skipped == [(f"{code}title-37/", "the site answers 403")]


def test_robots_are_obeyed(web: FakeWeb) -> None:
    web["https://law.justia.com/robots.txt"] = "User-agent: *\nDisallow: /codes/"
    assert paths(web, "texas") == []
    assert web.skipped == [(f"{CODES}/texas/", "the site's robots.txt forbids it")]


def test_a_code_without_such_titles_is_reported(web: FakeWeb) -> None:
    web[f"{CODES}/guam/"] = listing("/codes/guam/", ("title-9", "Crimes"))
    assert paths(web, "guam") == []
    assert web.skipped == [(f"{CODES}/guam/", "no title on health or insurance")]


def test_sections_of_new_york_are_known_by_their_number(web: FakeWeb) -> None:
    code, above = f"{CODES}/new-york/", "/codes/new-york/"
    web[code] = listing(above, ("isc", "ISC - Insurance"))
    web[f"{code}isc/"] = listing(f"{above}isc/", ("article-49", "Utilization Review and External Appeal"))
    web[f"{code}isc/article-49/"] = listing(f"{above}isc/article-49/", ("4914", "4914"), ("4904", "4904"))
    assert paths(web, "new_york") == ["isc/article-49/4904.html", "isc/article-49/4914.html"]
    assert len([asked for asked in web.asked if asked.url.startswith(code)]) == 3
