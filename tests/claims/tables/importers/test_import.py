"""What every import does: dates, sources, names of files, and errors."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from claimwright.claims.tables import TableSet, open_folder
from claimwright.claims.tables.importers import Dates, import_table, importer, importers
from claimwright.claims.tables.importers.upstream import published, quarter_of, year_in_name
from claimwright.core.errors import ClaimwrightError, InputError, NotFoundError

from .conftest import Import

AOC = "primary_code,add_on_code,aoc_edit_type\nCCCCC,0054T,2\n"
DAY = dt.date


def test_the_kinds_that_there_are() -> None:
    assert set(importers()) == {
        *("ncci-ptp", "ncci-ptp-outpatient", "ncci-mue", "ncci-mue-outpatient", "ncci-mue-dme", "ncci-aoc"),
        *("pfs-rvu", "pfs-gpci", "pfs-locality", "anesthesia", "icd10cm", "hcpcs", "place-of-service"),
        *("modifiers", "reason-codes", "lcd-diagnosis", "procedures"),
    }
    assert all(kind == one.kind and one.about for kind, one in importers().items())


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        importer("ncci-pttp")
    assert "ncci-ptp" in caught.value.fix


def test_an_import_tells_what_it_made(tmp_path: Path) -> None:
    file = tmp_path / "aoc_2024q3.csv"
    file.write_text(AOC)
    done = import_table(importer("ncci-aoc"), [file], tmp_path)
    assert (done.table, done.rows, done.path.name) == ("ncci_aoc", 1, "ncci_aoc.2024-07-01.cwt")
    assert (done.edition.first, done.edition.last) == (DAY(2024, 7, 1), DAY(2024, 9, 30))
    assert done.edition.source == f"aoc_2024q3.csv sha256:{hashlib.sha256(AOC.encode()).hexdigest()}"
    assert open_folder(tmp_path)["ncci_aoc"].digest == done.digest


def test_the_caller_may_say_the_dates(imported: Import) -> None:
    dates = {"first": DAY(2024, 7, 2), "last": DAY(2024, 8, 1), "known_from": DAY(2024, 6, 1)}
    table = imported("ncci-aoc", {"aoc.csv": AOC}, **dates)
    assert (table.edition.first, table.edition.last, table.edition.known_from) == tuple(dates.values())
    assert table.path.name == "ncci_aoc.2024-07-02.known-2024-06-01.cwt"


def test_dates_that_cannot_be_told_must_be_said(imported: Import) -> None:
    with pytest.raises(InputError) as caught:
        imported("ncci-aoc", {"aoc.csv": AOC}, first=DAY(2024, 7, 2))
    assert (caught.value.code, "--until" in caught.value.fix) == ("TABLE-DATES", True)


def test_two_editions_in_one_folder_are_joined(imported: Import) -> None:
    imported("ncci-aoc", {"aoc_2024q3.csv": AOC})
    later = imported("ncci-aoc", {"aoc_2024q4.csv": AOC.replace("0054T", "0055T")})
    table = open_folder(later.path.parent)["ncci_aoc"]
    assert isinstance(table, TableSet)
    assert table.find(("0054T", "CCCCC"), DAY(2024, 9, 30)) is not None
    assert table.find(("0054T", "CCCCC"), DAY(2024, 10, 1)) is None


@pytest.mark.parametrize("kind", sorted(importers()))
def test_a_file_of_something_else_is_refused(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "other_2024q3.csv"
    file.write_text("name,age\nA,1\n")
    span = Dates(DAY(2024, 7, 1), DAY(2024, 7, 2))
    with pytest.raises(ClaimwrightError) as caught:
        import_table(importer(kind), [file], tmp_path, span)
    assert str(file) in str(caught.value.where)
    assert caught.value.fix
    assert not list(tmp_path.glob("*.cwt"))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        import_table(importer("modifiers"), [tmp_path / "none.csv"], tmp_path)


def test_a_short_row_is_located(imported: Import) -> None:
    with pytest.raises(InputError, match="the row has 2 cells, 3 are needed") as caught:
        imported("ncci-aoc", {"aoc_2024q3.csv": AOC + "\n,\nCCCCC,0055T\n"})
    assert str(caught.value.where).endswith("aoc_2024q3.csv:5")


@pytest.mark.parametrize(
    ("text", "decimals", "want"),
    [("0.8690000000000001", 3, "0.869"), ("33.2875", 4, "33.2875"), ("8.239999999999998", 2, "8.24"), ("1", 2, "1.00")],
)
def test_binary_noise_is_taken_off(text: str, decimals: int, want: str) -> None:
    assert published(text, decimals, Path("file"), 1) == want


@pytest.mark.parametrize("text", ["0.8695", "", "x", "NaN"])
def test_more_than_noise_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        published(text, 3, Path("file"), 7)
    assert str(caught.value.where) == "file:7"


@pytest.mark.parametrize(
    ("name", "year"),
    [("GPCI2025.csv", 2025), ("pprrvu_2025_oct.csv.gz", 2025), ("25LOCCO.csv", 2025), ("fees.csv", None)],
)
def test_the_year_in_a_name(name: str, year: int | None) -> None:
    assert year_in_name(Path(name)) == year


@pytest.mark.parametrize(
    ("day", "first", "last"), [((12, 31), (10, 1), (12, 31)), ((1, 1), (1, 1), (3, 31)), ((5, 5), (4, 1), (6, 30))]
)
def test_quarters(day: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> None:
    edition = quarter_of(DAY(2024, *day))
    assert (edition.first, edition.last) == (DAY(2024, *first), DAY(2024, *last))
