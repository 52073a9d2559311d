"""Loading a book: records, indexes, tables, settings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from claimwright.claims.book import load_book
from claimwright.claims.records import Authorization
from claimwright.claims.tables import Edition, MemoryTable, Schema, open_table, write_table
from claimwright.clause.tables import NoData
from claimwright.core.errors import NotFoundError

JULY = dt.date(2024, 7, 15)


def test_records_are_read_with_their_types(folder: Any) -> None:
    directory = load_book(folder.path).directory
    (authorization,) = directory.authorizations("M1-0")
    assert authorization == Authorization(
        ref="authorization:A1:73721", number="A1", member_id="M1-0", first_procedure="73721", last_procedure="73723",
        from_date=dt.date(2024, 7, 1), until_date=dt.date(2024, 9, 30), units_left=1500,
    )  # fmt: skip
    first = directory.history("M1-0")[1]
    assert (first.modifiers, first.diagnoses, first.charge, first.units) == (("25", "LT"), ("E119", "I10"), 15000, 1000)
    assert [each.amount for each in directory.accumulators("M1-0")] == [40050, 1000]


def test_a_line_without_a_rendering_provider_is_the_billers(folder: Any) -> None:
    lines = load_book(folder.path).directory.history("M1-0")
    assert {line.rendering_npi for line in lines} == {"1000000012"}


def test_history_is_in_order_of_processing(folder: Any) -> None:
    assert [line.claim_id for line in load_book(folder.path).directory.history("M1-0")] == ["B1", "B2", "B3"]


def test_members_are_found_by_their_own_number_and_the_family(folder: Any) -> None:
    directory = load_book(folder.path).directory
    assert [each.first_name for each in directory.members("M1")] == ["Maren", "Joss"]
    assert [each.first_name for each in directory.members("M1-1")] == ["Joss"]
    assert directory.members("M9") == ()


def test_terms_are_found_by_tax_id_and_npi_once(folder: Any) -> None:
    directory = load_book(folder.path).directory
    assert len(directory.terms("015550101", "1000000012")) == 2
    assert len(directory.terms("015550199", "1000000012")) == 1
    assert directory.terms("", "") == ()


def test_json_lines_hold_the_same_records(folder: Any) -> None:
    before = load_book(folder.path).directory.history("M1-0")
    rows = [{k: v for k, v in msgspec.to_builtins(line).items() if k != "ref"} for line in before]
    for row, line in zip(rows, before, strict=True):
        row |= {
            "units": line.units / 1000,
            "charge": f"{line.charge / 100:.2f}",
            "allowed": f"{line.allowed / 100:.2f}",
        }
        row |= {"paid": f"{line.paid / 100:.2f}"}
    (folder.path / "history.csv").unlink()
    folder.write("history.jsonl", "\n".join(msgspec.json.encode(row).decode() for row in rows))
    assert load_book(folder.path).directory.history("M1-0") == before


def test_files_may_have_other_names(folder: Any) -> None:
    (folder.path / "members.csv").rename(folder.path / "people.csv")
    folder.append("book.toml", '[files]\nmembers = "people.csv"\n')
    assert len(load_book(folder.path).directory.members("M1")) == 2


def test_a_book_may_be_nearly_empty(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('name = "Empty"\n')
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "manifest.toml").write_text("")
    book = load_book(tmp_path)
    assert (book.name, book.known_on, dict(book.tables), book.claims) == ("Empty", None, {}, ())


def test_packs_are_the_bundled_ones_and_the_own(folder: Any) -> None:
    packs = load_book(folder.path).packs
    assert packs[-1].name == "plans.clause"
    assert {"vocabulary.clause", "professional.clause"} <= {path.name for path in packs}


def test_a_table_answers_within_the_dates_it_covers(folder: Any) -> None:
    table = load_book(folder.path).tables["modifiers"]
    assert table.find(("25",), JULY).category == "General"
    assert table.find(("99",), JULY) is None
    with pytest.raises(NoData):
        table.find(("25",), dt.date(2025, 1, 1))


def test_a_table_that_was_not_known_yet_says_nothing(folder: Any) -> None:
    folder.append("tables/manifest.toml", "known_from = 2025-02-01\n")
    with pytest.raises(NoData):
        load_book(folder.path).tables["modifiers"].find(("25",), JULY)


def other_table(schema: Schema) -> MemoryTable:
    edition = Edition(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    return MemoryTable.of(schema, [{"code": "25", "category": "Other"}], edition)


def test_a_folder_of_tables_replaces_the_books_own(folder: Any, tmp_path: Path) -> None:
    schema = load_book(folder.path).tables["modifiers"].schema  # type: ignore[attr-defined]
    other = tmp_path / "imported"
    other.mkdir()
    table = other_table(schema)
    write_table(other / "modifiers.2024.cwt", table.arranged, table.edition)
    assert open_table(other / "modifiers.2024.cwt").name == "modifiers"
    book = load_book(folder.path, tables=other)
    assert book.tables["modifiers"].find(("25",), JULY).category == "Other"
    assert book.tables["modifiers"].find(("LT",), JULY) is None


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no book of business"):
        load_book(tmp_path / "nowhere")


def test_records_have_addresses_of_their_own(folder: Any) -> None:
    directory = load_book(folder.path).directory
    refs = [
        each.ref for each in (*directory.members("M1"), *directory.history("M1-0"), *directory.accumulators("M1-0"))
    ]
    assert len(refs) == len(set(refs))
