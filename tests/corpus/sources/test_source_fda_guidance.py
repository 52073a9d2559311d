from __future__ import annotations

import json

import pytest
from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.fda_guidance import DATA, SOURCE, split_topics

PAGES = "/regulatory-information/search-fda-guidance-documents"


def record(slug: str, media: str, topics: str, products: str, *, status: str = "Final") -> dict[str, str | None]:
    """A row of the search table, with the markup that its fields carry."""
    return {
        "title": f'<a href="{PAGES}/{slug}">Guidance on Tests &amp; Trials: {slug}</a>',
        "field_associated_media_2": f'<a href="/media/{media}/download">PDF (456 KB)</a>' if media else "",
        "field_issue_datetime": "12/01/2021",
        "topics-product": topics,
        "field_topics": "",
        "field_final_guidance_1": status,
        "field_regulated_product_field": products,
        "field_docket_number": None,
        "changed": '<time datetime="2024-10-01">2024-10-01</time>',
    }


def test_topics_become_tags_whole(web: FakeWeb) -> None:
    web[DATA] = json.dumps(
        [record("a", "159513", "Chemistry, Manufacturing, and Controls (CMC), Pharmaceutical Quality", "Drugs")]
    )
    (item,) = enumerate_source(SOURCE, web)
    assert item.tags == (
        "chemistry, manufacturing, and controls (cmc)",
        "pharmaceutical quality",
        "medical-product",
        "final",
        "2021",
    )
    assert (item.url, item.path) == ("https://www.fda.gov/media/159513/download", "159513.pdf")
    assert item.title == "Guidance on Tests & Trials: a"


def test_documents_outside_the_coverage_of_care_are_tagged_so(web: FakeWeb) -> None:
    web[DATA] = json.dumps(
        [
            record("eggs", "1", "Egg/Egg Product, Retail Food Protection", "Food &amp; Beverages"),
            record("feed", "2", "Labeling, Medicated Feed", "Animal &amp; Veterinary"),
            record("tattoos", "3", "", "Cosmetics"),
            record("snuff", "4", "Smokeless", "Tobacco"),
            record("mixed", "5", "Labeling", "Drugs, Cosmetics", status="Draft"),
        ]
    )
    items = enumerate_source(SOURCE, web)
    field = ({"animal", "food", "tobacco", "cosmetic", "medical-product"} & set(item.tags) for item in items)
    assert list(field) == [{"food"}, {"animal"}, {"cosmetic"}, {"tobacco"}, {"medical-product"}]
    assert "draft" in items[4].tags


def test_a_document_without_a_file_comes_as_its_page(web: FakeWeb) -> None:
    web[DATA] = json.dumps([record("software", "", "Digital Health", "Medical Devices"), {"title": "No link at all"}])
    (item,) = enumerate_source(SOURCE, web)
    assert (item.url, item.path) == (f"https://www.fda.gov{PAGES}/software", "software.html")
    assert item.processor == "html"
    assert web.skipped == [(DATA, "no address for 'No link at all'")]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("", ()),
        ("Dental, Ear, Nose & Throat, Neurological", ("dental", "ear, nose & throat", "neurological")),
        ("Labeling, Safety - Issues, Errors, and Problems", ("labeling", "safety - issues, errors, and problems")),
        ("Blood , , Tissue", ("blood", "tissue")),
    ],
)
def test_names_with_commas_stay_whole(text: str, topics: tuple[str, ...]) -> None:
    assert split_topics(text) == topics
