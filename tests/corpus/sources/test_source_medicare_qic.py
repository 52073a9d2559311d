from __future__ import annotations

import json

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.medicare_qic import ACA, API, SOURCE

LIST = f"{API}/metastore/schemas/dataset/items?ACA={ACA}"


def test_both_parts_by_the_identifiers_of_the_catalogue(web: FakeWeb) -> None:
    web[LIST] = json.dumps(
        [
            {"title": "Part D decision data", "identifier": "new-d", "distribution": []},
            {"title": "Part C decision data", "identifier": "new-c"},
            {"title": "Something else"},
        ]
    )
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == ["part_c.csv", "part_d.csv"]
    assert [item.tags for item in items] == [("part-c",), ("part-d",)]
    assert "/query/new-c/0/download?" in items[0].url
    assert "/query/new-d/0/download?" in items[1].url
    assert all(item.url.endswith("&format=csv") for item in items)


def test_known_identifiers_serve_where_the_catalogue_fails(web: FakeWeb) -> None:
    items = enumerate_source(SOURCE, web)
    assert "/query/e1fc1663-7675-4d83-a8dd-5f709f440bbb/0/" in items[0].url
    assert "/query/8152455d-179d-4455-9d09-e5dfc516be10/0/" in items[1].url
    assert len(web.skipped) == 1


def test_both_parts_are_case_descriptions() -> None:
    assert "case-description" in SOURCE.tags
