"""Everything that is wrong with a book is told at once, with file, row, column and a way out."""

from __future__ import annotations

from typing import Any

import pytest

from claimwright.claims.book import BookError, Problem, check_book, load_book


def problems(folder: Any) -> tuple[Problem, ...]:
    return check_book(folder.path)[1]


def only(folder: Any) -> Problem:
    (problem,) = problems(folder)
    return problem


def test_a_right_book_has_no_problem(folder: Any) -> None:
    assert problems(folder) == ()


def test_all_problems_come_at_once(folder: Any) -> None:
    folder.replace("members.csv", "1984-03-12", "12.03.1984")
    folder.replace("providers.csv", "1000000012", "1000000013")
    folder.replace("accumulators.csv", "$400.50", "$400.505")
    folder.append("terms.csv", "nothing,,015550101,,,2024-01-01,\n")
    with pytest.raises(BookError) as caught:
        load_book(folder.path)
    places = {(each.file, each.row, each.column) for each in caught.value.problems}
    assert {("members.csv", 2, "birth_date"), ("providers.csv", 2, "npi"), ("accumulators.csv", 2, "amount")} <= places
    assert ("terms.csv", 4, "contract") in places
    assert "members.csv:2, column birth_date: '12.03.1984' is not a date" in str(caught.value)


CELLS = [
    ("members.csv", "female", "woman", "sex", "none of female, male, unknown"),
    ("members.csv", "M1-0,M1", "M1-0,", "subscriber_id", "the cell is empty"),
    ("history.csv", "150.00", "abc", "charge", "not an amount"),
    ("history.csv", "LT,1,", "LT,1.2345,", "units", "more than three decimals"),
    ("history.csv", "LT,1,", "LT,one,", "units", "not a number of units"),
    ("accumulators.csv", "2023", "MMXXIII", "plan_year", "not a whole number"),
    ("members.csv", "1984-03-12", "2024-02-30", "birth_date", "not a date"),
]


@pytest.mark.parametrize(("file", "old", "new", "column", "what"), CELLS)
def test_a_cell_that_does_not_fit(folder: Any, file: str, old: str, new: str, column: str, what: str) -> None:
    folder.replace(file, old, new)
    found = [each for each in problems(folder) if each.file == file and each.column == column]
    assert found, problems(folder)
    assert what in found[0].what
    assert found[0].fix


def test_columns_that_are_missing_or_unknown(folder: Any) -> None:
    folder.replace("providers.csv", "name,tax_id", "title,tax_id")
    found = {(each.row, each.column, each.what) for each in problems(folder)}
    assert {(1, "name", "the column is missing"), (1, "title", "the column is unknown")} <= found


def test_a_row_with_too_many_cells(folder: Any) -> None:
    folder.append("providers.csv", "1000000020,Two, with a comma,015550101,08,harbor,2015-01-01,\n")
    assert (only(folder).row, only(folder).what) == (3, "the row has more cells than the header")


REFERENCES = [
    ("authorizations.csv", "A1,M1-0", "A1,M9-0", "member_id", "no member has this id"),
    ("history.csv", "B2,1,M1-0", "B2,1,M9-0", "member_id", "no member has this id"),
    ("terms.csv", "direct,,", "indirect,,", "contract", "no pack has this contract"),
    ("accumulators.csv", "family,M1", "family,M1-0", "owner", "no family has the id"),
    ("terms.csv", "direct,1000000012", "direct,1000000013", "npi", "is no NPI"),
]


@pytest.mark.parametrize(("file", "old", "new", "column", "what"), REFERENCES)
def test_a_reference_to_nothing(folder: Any, file: str, old: str, new: str, column: str, what: str) -> None:
    folder.replace(file, old, new)
    problem = only(folder)
    assert (problem.file, problem.column) == (file, column)
    assert what in problem.what


def test_the_same_thing_twice(folder: Any) -> None:
    folder.append("members.csv", "M1-0,M1,Alder,Maren,1984-03-12,,female,self\n")
    assert (only(folder).file, only(folder).row) == ("members.csv", 4)
    assert "the same as line 2" in only(folder).what


COVERAGE = "member_id,plan,product,group_number,from_date,until_date\n"


def test_coverages_that_overlap_end_early_or_name_no_plan(folder: Any) -> None:
    folder.write("coverages.csv", COVERAGE + "M1-0,gold,,,2024-01-01,\nM1-0,gold,,,2024-06-01,2024-05-01\n")
    found = {(each.row, each.column) for each in problems(folder)}
    assert found == {(2, "plan"), (3, "plan"), (3, "until_date"), (3, "from_date")}


def test_a_table_that_was_changed(folder: Any) -> None:
    folder.append("tables/modifiers.csv", "59,General\n")
    problem = only(folder)
    assert (problem.file, problem.column, problem.code) == ("tables/manifest.toml", "sha256", "BOOK-HASH")
    assert folder.digest("tables/modifiers.csv") in problem.what


def test_a_table_that_does_not_read(folder: Any) -> None:
    folder.write("tables/modifiers.csv", "code,kind\n25,General\n")
    digest = folder.digest("tables/modifiers.csv")
    manifest = folder.path / "tables" / "manifest.toml"
    text = manifest.read_text()
    manifest.write_text(text.replace(text.split('sha256 = "')[1][:64], digest))
    assert only(folder).file == "tables/modifiers.csv"
    assert "category" in only(folder).what


MANIFESTS = [
    ('name = "modifiers"', 'name = "mods"', "no pack declares a table mods"),
    ('file = "modifiers.csv"', 'file = "mods.csv"', "there is no file mods.csv"),
    ("covers_from = 2024-01-01", "", "does not say which dates it covers"),
    ("covers_from = 2024-01-01", 'covers_from = "soon"', "is not a date"),
    ("covers_from = 2024-01-01", "covers_from = 2024-01-01\nyear = 1", "unknown setting"),
    ("[[table]]", "[[[table]]", "not TOML"),
]


@pytest.mark.parametrize(("old", "new", "what"), MANIFESTS)
def test_a_manifest_that_is_wrong(folder: Any, old: str, new: str, what: str) -> None:
    folder.replace("tables/manifest.toml", old, new)
    assert what in only(folder).what


def test_a_manifest_that_is_missing(folder: Any) -> None:
    (folder.path / "tables" / "manifest.toml").unlink()
    assert (only(folder).file, only(folder).what) == ("tables/manifest.toml", "the file is missing")


SETTINGS = [
    ("known_on = 2024-12-31", 'known_on = "later"', "known_on"),
    ("known_on = 2024-12-31", "colour = 1", "colour"),
    ('name = "Little"', "name = 1", "name"),
    ("known_on = 2024-12-31", '[files]\nchairs = "x.csv"', "files.chairs"),
]


@pytest.mark.parametrize(("old", "new", "column"), SETTINGS)
def test_a_setting_that_is_wrong(folder: Any, old: str, new: str, column: str) -> None:
    folder.replace("book.toml", old, new)
    assert (only(folder).file, only(folder).column) == ("book.toml", column)


def test_settings_that_are_missing(folder: Any) -> None:
    (folder.path / "book.toml").unlink()
    assert only(folder).what == "the file is missing"


def test_a_pack_that_does_not_parse(folder: Any) -> None:
    folder.append("packs/plans.clause", "\nclause (\n")
    found = [each for each in problems(folder) if each.file == "packs/plans.clause"]
    assert found[0].row == 9
    assert found[0].code.startswith("CL")


def test_a_plan_with_a_field_missing(folder: Any) -> None:
    folder.replace("packs/plans.clause", "  filing_days: 90\n", "")
    assert (only(folder).file, only(folder).code) == ("packs/plans.clause", "CL502")


def test_a_line_that_is_not_json(folder: Any) -> None:
    (folder.path / "providers.csv").unlink()
    folder.write("providers.jsonl", '{"npi": "1000000012"\n[1]\n{"npi": "1000000012", "colour": "red"}\n')
    found = {(each.row, each.what.split(":")[0]) for each in problems(folder) if each.file == "providers.jsonl"}
    assert {(1, "the line is not JSON"), (2, "the line is not a JSON object"), (3, "the name is unknown")} <= found
