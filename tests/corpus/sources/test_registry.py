"""What holds of every source."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path, PurePosixPath

import pytest

from claimwright.core.errors import NotFoundError
from claimwright.corpus.process.base import processors
from claimwright.corpus.sources import Source, find_source, sources
from claimwright.corpus.sources._table import BEGIN, END, renew, sources_table
from claimwright.corpus.tags import KB, partitions

ALL = sources()
DOCS = Path(__file__).parents[3] / "docs" / "corpus-sources.md"
OF_THE_REFERENCE = {
    *("ca_cdi", "ca_dmhc", "ny_dfs", "medicare_qic", "cms_manuals", "medicaid_guidance", "dol_faqs", "hhs_oig"),
    *("fda_guidance", "federal_register", "state_code_california", "us_code", "epfl_guidelines", "insurer_ibx"),
    *("medicare_coverage_database", "handbooks", "ecfr", "ncci_policy_manual"),
}
NO_RULE_ITSELF = {"opinion-policy-summary", "case-description"}


def test_every_source_of_the_reference_is_there() -> None:
    assert ALL.keys() >= OF_THE_REFERENCE


@pytest.mark.parametrize("source", ALL.values(), ids=ALL)
def test_a_source_is_declared_whole(source: Source) -> None:
    assert len(partitions(source.tags)) == 1
    assert len(set(source.tags)) == len(source.tags)
    assert source.homepage.startswith("https://")
    assert source.licence.strip()
    assert source.title.strip()
    assert str(PurePosixPath(source.folder)) == source.folder
    assert not source.folder.startswith(("/", "."))
    assert KB not in source.tags or not NO_RULE_ITSELF & set(source.tags)


def test_every_processor_named_exists() -> None:
    assert {source.processor for source in ALL.values()} <= processors().keys()


def test_no_folder_is_anothers_or_within_it() -> None:
    for one, other in permutations((source.folder for source in ALL.values()), 2):
        assert one != other
        assert not one.startswith(f"{other}/")


def test_an_unknown_source_is_named() -> None:
    with pytest.raises(NotFoundError, match="no source 'nowhere'"):
        find_source("nowhere")


def test_declaring_loads_no_optional_package() -> None:
    code = """import sys, claimwright.corpus.sources as s; s.sources()
print([m for m in ("lxml", "httpx2", "playwright", "pypdfium2", "torch") if m in sys.modules])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_table_in_the_documentation_is_that_of_the_sources() -> None:
    table = DOCS.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert table.strip() == sources_table(ALL.values()).strip()
    named = [key for key in ALL if not key.startswith(("state_code_", "territory_code_"))]
    assert all(f"| `{key}` |" in table for key in named)


def test_the_table_is_renewed_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    renew(page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "| `ecfr` |" in text
    assert "\nold\n" not in text
