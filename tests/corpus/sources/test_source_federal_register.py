from __future__ import annotations

import datetime as dt
import json

from tests.corpus.server import Asked, FakeWeb, enumerate_source

from claimwright.corpus.sources.federal_register import API, SOURCE, federal_register

XML = "https://www.federalregister.gov/documents/full_text/xml"
CMS = {"raw_name": "CMS", "slug": "centers-for-medicare-medicaid-services"}
NAMELESS = {"raw_name": "OFFICE OF TESTS"}
YEAR = federal_register(since=dt.date(2024, 1, 1), until=dt.date(2024, 12, 31))


def rule(
    number: str, *, kind: str = "Rule", day: str = "2024-05-06", xml: bool = True, pdf: bool = True
) -> dict[str, object]:
    return {
        "document_number": number,
        "title": f"Rule {number}",
        "type": kind,
        "publication_date": day,
        "full_text_xml_url": f"{XML}/{day.replace('-', '/')}/{number}.xml" if xml else None,
        "pdf_url": f"https://www.govinfo.gov/content/pkg/FR-{day}/pdf/{number}.pdf" if pdf else None,
        "agencies": [CMS, NAMELESS],
    }


def answer(*rules: dict[str, object], count: int = 0, onward: str | None = None) -> str:
    return json.dumps({"count": count or len(rules), "results": list(rules), "next_page_url": onward})


def test_every_rule_of_a_day_is_an_item_of_its_own(web: FakeWeb) -> None:
    web[API] = answer(rule("2024-00001"), rule("2024-00002", kind="Proposed Rule"), rule("2024-00003"))
    final, proposed, other = enumerate_source(YEAR, web)
    assert final.url == f"{XML}/2024/05/06/2024-00001.xml"
    assert [each.path for each in (final, proposed, other)] == [f"2024/2024-0000{n}.xml" for n in (1, 2, 3)]
    assert final.tags == ("final-rule", "kb", "cms")
    assert proposed.tags == ("proposed-rule", "cms")
    assert "kb" not in SOURCE.tags


def test_pages_are_followed_to_the_end(web: FakeWeb) -> None:
    web[API] = answer(rule("2024-1"), count=2, onward=f"{API}?page=2&format=json")
    web[f"{API}?page=2&format=json"] = answer(rule("2024-2"), rule("2024-1"), count=2)
    assert [item.path for item in enumerate_source(YEAR, web)] == ["2024/2024-1.xml", "2024/2024-2.xml"]


def test_the_query_names_types_agencies_and_days(web: FakeWeb) -> None:
    web[API] = answer()
    enumerate_source(
        federal_register(agencies={"ebsa": "e"}, since=dt.date(2023, 6, 1), until=dt.date(2024, 2, 1)), web
    )
    first, second = (asked.url for asked in web.asked if "documents.json" in asked.url)
    for url in (first, second):
        assert "conditions%5Btype%5D%5B%5D=RULE&conditions%5Btype%5D%5B%5D=PRORULE" in url
        assert "conditions%5Bagencies%5D%5B%5D=e&" in url
    assert "gte%5D=2023-06-01&conditions%5Bpublication_date%5D%5Blte%5D=2023-12-31" in first
    assert "gte%5D=2024-01-01&conditions%5Bpublication_date%5D%5Blte%5D=2024-02-01" in second


def test_a_span_with_more_than_the_api_lists_is_halved(web: FakeWeb) -> None:
    def api(asked: Asked) -> str:
        first = dt.date.fromisoformat(asked.query["conditions[publication_date][gte]"])
        last = dt.date.fromisoformat(asked.query["conditions[publication_date][lte]"])
        days = (last - first).days + 1
        return answer(*(rule(f"{first}-{n}", day=str(first)) for n in range(2)), count=days * 20)

    web[API] = api
    items = enumerate_source(YEAR, web)
    firsts = {item.path[5:15] for item in items}
    assert len(items) == 2 * len(firsts)
    assert len(firsts) == 4
    assert "2024-01-01" in firsts


def test_a_rule_without_xml_comes_as_pdf_and_one_without_either_is_reported(web: FakeWeb) -> None:
    web[API] = answer(rule("2000-1", xml=False), rule("2000-2", xml=False, pdf=False))
    (item,) = enumerate_source(YEAR, web)
    assert (item.path, item.processor) == ("2024/2000-1.pdf", "pdf")
    assert web.skipped == [("2000-2", "a Rule with neither XML nor PDF")]
