from __future__ import annotations

import json

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.ca_dmhc import ACTION, PACKAGE, SOURCE

ADDRESS = f"{ACTION}?id={PACKAGE}"
FILES = "https://data.chhs.ca.gov/dataset/b79b3447/resource"


def package(*resources: tuple[str, str, str]) -> str:
    """A CKAN answer, of the shape that the portal's API documents."""
    listed = [{"url": f"{FILES}/{url}", "format": kind, "last_modified": at} for url, kind, at in resources]
    return json.dumps({"success": True, "result": {"name": PACKAGE, "resources": listed}})


def test_the_newest_csv_is_taken_whatever_its_name(web: FakeWeb) -> None:
    web[ADDRESS] = package(
        ("old/imr-2023.csv", "CSV", "2023-04-01T10:00:00"),
        ("new/imr-determinations-xyz.csv", "CSV", "2025-01-02T10:00:00"),
        ("dictionary.pdf", "PDF", "2025-02-01T10:00:00"),
        ("all.zip", "ZIP", "2025-02-01T10:00:00"),
    )
    (item,) = enumerate_source(SOURCE, web)
    assert (item.url, item.path, item.members) == (f"{FILES}/new/imr-determinations-xyz.csv", "determinations.csv", "")
    assert web.skipped == []


def test_an_archive_gives_its_csv(web: FakeWeb) -> None:
    web[ADDRESS] = package(("trend-hiiiaw.zip", "ZIP", "2024-01-01"))
    (item,) = enumerate_source(SOURCE, web)
    assert item.path == "determinations"
    assert item.members == "*.[cC][sS][vV]"


def test_a_portal_without_the_data_is_reported(web: FakeWeb) -> None:
    web[ADDRESS] = package(("dictionary.pdf", "PDF", "2025-02-01"))
    assert enumerate_source(SOURCE, web) == []
    web[ADDRESS] = "<html>Down for maintenance</html>"
    assert enumerate_source(SOURCE, web) == []
    assert [why.partition(":")[0] for _, why in web.skipped] == [
        "the data set has neither a csv nor a zip file",
        "not the JSON expected",
    ]
