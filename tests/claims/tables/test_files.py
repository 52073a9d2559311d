"""Table files: the same bytes for the same rows, damage found, declared columns checked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from claimwright.claims.tables import (
    Column,
    Edition,
    MappedTable,
    MemoryTable,
    Schema,
    open_table,
    write_table,
)
from claimwright.core.errors import ClaimwrightError, ConfigError, InputError, NotFoundError

from .test_contract import ON, PAIRS, QUARTER, ROWS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "in" / "pairs.cwt"
    write_table(target, MemoryTable.of(PAIRS, ROWS, QUARTER).arranged, QUARTER)
    return target


def declared(*columns: Column) -> Schema:
    return Schema("pairs", columns)


ONE, TWO = PAIRS.columns[:2]


def test_the_same_rows_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.cwt"
    write_table(again, MemoryTable.of(PAIRS, ROWS[::-1], QUARTER).arranged, QUARTER)
    assert again.read_bytes() == path.read_bytes()
    assert [entry.name for entry in path.parent.iterdir()] == ["pairs.cwt"]


def test_a_changed_byte_is_found(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-64] ^= 1
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert caught.value.code == "TABLE-DIGEST"
    assert isinstance(open_table(path, verify=False), MappedTable)


@pytest.mark.parametrize("size", [0, 4, 16, 100, 600])
def test_a_cut_file_is_refused(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert caught.value.code == "TABLE-FILE"


def test_other_files_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.cwt"
    other.write_text("column_one,column_two\n" * 10)
    with pytest.raises(InputError, match="not a whole table file"):
        open_table(other)
    with pytest.raises(NotFoundError):
        open_table(tmp_path / "none.cwt")


def test_rows_have_the_declared_columns_in_the_declared_order(path: Path) -> None:
    row = open_table(path, declared(Column("rationale", "text"), ONE, TWO)).find(("99202", "99212"), ON)
    assert row == ("one", "99202", "99212", 2, ())
    assert row is not None
    assert row._fields == ("rationale", "column_one", "column_two", "row", "lost")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ((ONE, TWO, Column("units", "quantity")), "lacks the declared column 'units'"),
        ((ONE, TWO, Column("rationale", "integer")), "keeps rationale text, declared is rationale integer"),
        (
            (ONE, TWO, Column("modifier_indicator", "number", decimals=2)),
            "declared is modifier_indicator number with 2",
        ),
        ((ONE, TWO, Column("deletion_date", "date")), "has rows without 'deletion_date'"),
        ((TWO, ONE), "has the key (column_one, column_two), not as declared"),
        ((ONE,), "has the key"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(path: Path, columns: tuple[Column, ...], words: str) -> None:
    with pytest.raises(InputError) as caught:
        open_table(path, declared(*columns))
    assert caught.value.code == "TABLE-COLUMN"
    assert words in caught.value.what
    assert caught.value.where == str(path)


def test_a_code_may_be_declared_as_text(path: Path) -> None:
    columns = (Column("column_one", "text", key=True), TWO, Column("rationale", "code"))
    assert open_table(path, declared(*columns)).find(("99202", "99212"), ON) is not None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Column("a", "float"),  # type: ignore[arg-type]
        lambda: Column("a", "number", decimals=12),
        lambda: Column("a", "code", key=True, optional=True),
        lambda: declared(Column("a", "code")),
        lambda: declared(ONE, ONE),
        lambda: declared(Column("row", "code", key=True)),
        lambda: declared(Column("class", "code", key=True)),
        lambda: declared(Column("two words", "code", key=True)),
        lambda: Edition(dt.date(2024, 2, 1), dt.date(2024, 1, 1)),
    ],
)
def test_schemas_that_cannot_be_are_refused(make: object) -> None:
    with pytest.raises(ConfigError) as caught:
        make()  # type: ignore[operator]
    assert isinstance(caught.value, ClaimwrightError)
    assert caught.value.fix
