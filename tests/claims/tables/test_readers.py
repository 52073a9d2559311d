"""CSV and Parquet files: what is read, and what is refused, with the place."""

from __future__ import annotations

import datetime as dt
import gzip
import importlib
from pathlib import Path
from typing import Any

import pytest

from claimwright.claims.tables import Column, Edition, MemoryTable, Schema, read_csv, read_parquet
from claimwright.core.errors import InputError, Location, MissingExtraError, NotFoundError

FEES = Schema(
    "fees",
    (
        Column("code", "code", key=True),
        Column("fee", "money"),
        Column("factor", "number", decimals=3, optional=True),
        Column("added", "date", optional=True),
    ),
)
YEAR = Edition(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
ON = dt.date(2024, 8, 15)


def table(path: Path) -> MemoryTable:
    return MemoryTable(read_csv(path, FEES), YEAR)


def write(folder: Path, text: str) -> Path:
    path = folder / "fees.csv"
    path.write_text(text)
    return path


def test_reads_declared_columns_in_any_order(tmp_path: Path) -> None:
    path = write(tmp_path, 'added,note,code,fee\n2024-01-01,"a, b\nc",g0463 ,"$1,000.50"\n\n,,99213,91\n')
    rows = table(path).find_all((), ON)
    assert rows == (("99213", 9100, None, None, 0, ()), ("G0463", 100050, None, dt.date(2024, 1, 1), 1, ()))


def test_reads_gzip_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "fees.csv.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbfcode,fee\nA,1\n"))
    assert table(path).find(("A",), ON) is not None


def test_reads_rows_with_their_own_dates(tmp_path: Path) -> None:
    path = write(tmp_path, "code,fee,from,until\nA,1,,2024-06-30\nA,2,2024-07-01,\n")
    row = table(path).find(("A",), ON)
    assert row is not None
    assert (row.fee, len(row.lost)) == (200, 1)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("code,factor\nA,1\n", "TABLE-COLUMN", 1, 0, "needs a column 'fee'"),
        ("code,fee,fee\nA,1,1\n", "TABLE-COLUMN", 1, 3, "'fee' stands twice"),
        ("code,fee\nA,1\nB\n", "TABLE-ROW", 3, 0, "has 1 cells, the header 2"),
        ("code,fee\nA,1\nB,\n", "TABLE-VALUE", 3, 2, "column 'fee': the cell is empty"),
        ("note,code,fee\nx,A,1.005\n", "TABLE-VALUE", 2, 3, "more than 2 decimals"),
        ("code,fee\nA,ten\n", "TABLE-VALUE", 2, 2, "'ten' is not a money"),
        ("code,fee\nA,1_0\n", "TABLE-VALUE", 2, 2, "'1_0' is not a money"),
        ("code,fee\nA,NaN\n", "TABLE-VALUE", 2, 2, "'NaN' is out of range"),
        ("code,fee\nA,1e400000000000000000\n", "TABLE-VALUE", 2, 2, "1e4"),
        ("code,fee,added\nA,1,2023-02-29\n", "TABLE-VALUE", 2, 3, "'2023-02-29' is not a date"),
        ("code,fee,added\nA,1,20230201\n", "TABLE-VALUE", 2, 3, "'20230201' is not a date"),
        ("code,fee,from,until\nA,1,2024-02-01,2024-01-01\n", "TABLE-VALUE", 2, 0, "before it starts"),
        ("code,fee,from,until\nA,1,soon,\n", "TABLE-VALUE", 2, 3, "column 'from': 'soon'"),
        ("code,fee\nA,1\nB,1\nA,2\n", "TABLE-DOUBLE", 4, 0, "code A stands in two rows"),
        (
            "code,fee,from,until\nA,1,,2024-03-01\nA,2,2024-03-01,\n",
            "TABLE-DOUBLE",
            3,
            0,
            "in force on the same day",
        ),
        ('code,fee\n"A"x,1\n', "TABLE-FILE", 2, 0, "cannot be read as CSV"),
        ("", "TABLE-COLUMN", 1, 0, "needs a column 'code'"),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, text: str, code: str, line: int, column: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        table(path)
    error = caught.value
    assert (error.code, words in error.what, bool(error.fix)) == (code, True, True), str(error)
    assert error.where == Location(str(path), line, column)


def test_a_double_key_names_the_other_row(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        table(write(tmp_path, "code,fee\nA,1\nB,1\nA,2\n"))
    assert "fees.csv:2" in caught.value.fix


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "fees.csv"
    path.write_bytes(b"code,fee\nA\xff,1\n")
    with pytest.raises(InputError, match="cannot be read"):
        table(path)


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fees.csv.gz"
    path.write_bytes(gzip.compress(b"code,fee\n" + b"".join(b"%d,%d\n" % (n, n) for n in range(999)))[:-40])
    with pytest.raises(InputError, match="cannot be read"):
        table(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        table(tmp_path / "none.csv")


def test_rows_from_mappings_are_checked() -> None:
    with pytest.raises(InputError, match="no column 'fees'"):
        MemoryTable.of(FEES, [{"code": "A", "fees": 1}], YEAR)
    with pytest.raises(InputError, match="the row has no 'fee'") as caught:
        MemoryTable.of(FEES, [{"code": "A", "fee": 1}, {"code": "B"}], YEAR)
    assert "row:2" in str(caught.value)


def test_parquet_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(MissingExtraError, match="pyarrow"):
        read_parquet(tmp_path / "fees.parquet", FEES)


def test_parquet_reads_typed_values(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "fees.parquet"
    data = {"fee": [91.5, 20.0], "code": ["B", "a"], "added": [dt.date(2024, 1, 1), None], "other": [1, 2]}
    pq.write_table(pa.table(data), path)
    rows = MemoryTable(read_parquet(path, FEES), YEAR).find_all((), ON)
    assert rows == (("A", 2000, None, None, 0, ()), ("B", 9150, None, dt.date(2024, 1, 1), 1, ()))


def test_parquet_says_where_a_value_is_wrong(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "fees.parquet"
    pq.write_table(pa.table({"code": ["A", "B"], "fee": [1.0, 1.005]}), path)
    with pytest.raises(InputError, match="column 'fee'") as caught:
        read_parquet(path, FEES)
    assert caught.value.where == Location(str(path), 2, 2)
    path.write_bytes(b"no parquet")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        read_parquet(path, FEES)
