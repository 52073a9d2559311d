"""Sources whose files stand at fixed addresses."""

from __future__ import annotations

import pytest
from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources import find_source


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "ny_dfs",
            {"nydfs.xlsx": "https://myportal.dfs.ny.gov/peasa-dataextract-portlet/rest/dfsservices/peasaserviceexcel"},
        ),
        (
            "epfl_guidelines",
            {
                "guidelines.jsonl": "https://huggingface.co/datasets/epfl-llm/guidelines/resolve/main/open_guidelines.jsonl"
            },
        ),
        (
            "handbooks",
            {
                "medicare-and-you.pdf": "https://www.medicare.gov/Pubs/pdf/10050-medicare-and-you.pdf",
                "mainecare-member-handbook.pdf": "https://www.maine.gov/dhhs/sites/maine.gov.dhhs/files/inline-files/"
                "mainecare-member-handbook.pdf",
            },
        ),
    ],
)
def test_files_at_fixed_addresses(web: FakeWeb, key: str, expected: dict[str, str]) -> None:
    items = enumerate_source(find_source(key), web)
    assert {item.path: item.url for item in items} == expected
    assert web.asked == []


def test_the_coverage_database_keeps_the_inner_archives(web: FakeWeb) -> None:
    items = enumerate_source(find_source("medicare_coverage_database"), web)
    exports = "https://downloads.cms.gov/medicare-coverage-database/downloads/exports"
    assert [item.url for item in items] == [
        f"{exports}/{name}.zip" for name in ("ncd", "current_lcd", "current_article")
    ]
    assert [item.tags for item in items] == [("ncd",), ("lcd",), ("article",)]
    assert {item.members for item in items} == {"*_csv.zip"}
