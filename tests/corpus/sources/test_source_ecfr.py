from __future__ import annotations

import json
from typing import Any

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.ecfr import ALWAYS, API, SOURCE

TITLES = {
    "titles": [
        {"number": 29, "name": "Labor", "up_to_date_as_of": "2026-02-26", "reserved": False},
        {"number": 35, "name": "Panama Canal", "up_to_date_as_of": None, "reserved": True},
        {"number": 42, "name": "Public Health", "up_to_date_as_of": "2026-02-27", "reserved": False},
        {"number": 45, "name": "Public Welfare", "up_to_date_as_of": "2026-02-27", "reserved": False},
    ],
    "meta": {"date": "2026-02-27"},
}


def part(number: str, *, reserved: bool = False) -> dict[str, Any]:
    section = {"type": "section", "identifier": f"{number}.1", "label": f"§ {number}.1", "children": []}
    named = {"identifier": number, "label": f"Part {number}—Of tests", "reserved": reserved}
    return {"type": "part", **named, "children": [section]}


def structure(title: int, *parts: dict[str, Any]) -> str:
    chapter = {"type": "chapter", "identifier": "IV", "label": "Chapter IV", "children": list(parts)}
    return json.dumps({"type": "title", "identifier": str(title), "label": f"Title {title}", "children": [chapter]})


def test_every_part_on_health_coverage_as_of_the_titles_date(web: FakeWeb) -> None:
    web[f"{API}/titles.json"] = json.dumps(TITLES)
    web[f"{API}/structure/2026-02-27/title-42.json"] = structure(
        42, part("1001"), part("422"), part("425"), part("426", reserved=True), part("900")
    )
    web[f"{API}/structure/2026-02-27/title-45.json"] = structure(45, part("147"), part("5"))
    web[f"{API}/structure/2026-02-26/title-29.json"] = structure(29, part("2590"), part("1910"))
    items = {item.path: item for item in enumerate_source(SOURCE, web)}
    assert web.skipped == []
    wanted = {f"title-{title}/part-{number}.xml" for title, numbers in ALWAYS.items() for number in numbers}
    assert items.keys() == wanted | {"title-42/part-425.xml", "title-42/part-1001.xml"}
    medicare_advantage = items["title-42/part-422.xml"]
    assert medicare_advantage.url == f"{API}/full/2026-02-27/title-42.xml?part=422"
    assert medicare_advantage.title == "42 CFR Part 422—Of tests (as of 2026-02-27)"
    assert items["title-29/part-2560.xml"].url == f"{API}/full/2026-02-26/title-29.xml?part=2560"


def test_parts_come_in_the_order_of_their_numbers(web: FakeWeb) -> None:
    web[f"{API}/titles.json"] = json.dumps(TITLES)
    web[f"{API}/structure/2026-02-27/title-42.json"] = structure(42, part("1001"), part("52"))
    numbers = [int(item.path[14:-4]) for item in enumerate_source(SOURCE, web) if item.path.startswith("title-42/")]
    assert numbers == sorted(numbers)
    assert {52, 1001} < set(numbers)


def test_the_parts_that_matter_most_survive_a_missing_structure(web: FakeWeb) -> None:
    web[f"{API}/titles.json"] = json.dumps(TITLES)
    paths = {item.path for item in enumerate_source(SOURCE, web)}
    assert {"title-45/part-147.xml", "title-29/part-2560.xml", "title-29/part-2590.xml"} < paths
    assert {"title-42/part-422.xml", "title-42/part-438.xml"} < paths
    assert len(web.skipped) == 3


def test_without_dates_nothing_is_guessed(web: FakeWeb) -> None:
    assert enumerate_source(SOURCE, web) == []
    assert len(web.skipped) == 4
