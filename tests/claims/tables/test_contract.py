"""One contract for every table: in memory and mapped from a file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from claimwright.claims.tables import Column, Edition, Schema
from claimwright.clause.tables import Lookup, NoData

from .conftest import Build

PAIRS = Schema(
    "pairs",
    (
        Column("column_one", "code", key=True),
        Column("column_two", "code", key=True),
        Column("modifier_indicator", "integer"),
        Column("rationale", "text"),
        Column("deletion_date", "date", optional=True),
    ),
)
ROWS: list[dict[str, Any]] = [
    {
        "column_one": "99202",
        "column_two": "99212",
        "modifier_indicator": 0,
        "rationale": "one",
        "deletion_date": None,
    },
    {"column_one": "99202", "column_two": "99211", "modifier_indicator": 1, "rationale": "two"},
    {"column_one": "0001U", "column_two": "0029U", "modifier_indicator": 1, "rationale": "one"},
]
QUARTER = Edition(dt.date(2024, 7, 1), dt.date(2024, 9, 30))
ON = dt.date(2024, 8, 15)
FEES = Schema("fees", (Column("code", "code", key=True), Column("fee", "money")))


class TestContract:
    def test_is_a_lookup(self, build: Build) -> None:
        table = build(PAIRS, ROWS, QUARTER)
        assert isinstance(table, Lookup)
        assert (table.name, len(table), table.schema, table.edition) == ("pairs", 3, PAIRS, QUARTER)
        assert len(table.digest) == 64

    def test_finds_the_row_of_a_key(self, build: Build) -> None:
        row = build(PAIRS, ROWS, QUARTER).find(("99202", "99212"), ON)
        assert row == ("99202", "99212", 0, "one", None, 2, ())
        assert row is not None
        assert (row.modifier_indicator, row.deletion_date, row.row, row.lost) == (0, None, 2, ())

    @pytest.mark.parametrize(
        "key", [("99202", "99213"), ("99212", "99202"), ("9920", "299212"), ("", ""), (None, "99212")]
    )
    def test_other_keys_have_no_row(self, build: Build, key: tuple[Any, ...]) -> None:
        assert build(PAIRS, ROWS, QUARTER).find(key, ON) is None

    @pytest.mark.parametrize("on", [QUARTER.first, QUARTER.last])
    def test_both_ends_are_covered(self, build: Build, on: dt.date) -> None:
        assert build(PAIRS, ROWS, QUARTER).find(("99202", "99212"), on) is not None

    @pytest.mark.parametrize("on", [dt.date(2024, 6, 30), dt.date(2024, 10, 1)])
    def test_outside_the_covered_dates_there_is_no_data(self, build: Build, on: dt.date) -> None:
        table = build(PAIRS, ROWS, QUARTER)
        with pytest.raises(NoData, match=r"pairs covers 2024-07-01 to 2024-09-30, not 2024") as caught:
            table.find(("99202", "99212"), on)
        assert (caught.value.table, caught.value.asked) == ("pairs", on)
        with pytest.raises(NoData):
            table.find_all(("99202",), on)

    def test_finds_all_rows_of_a_prefix_in_key_order(self, build: Build) -> None:
        table = build(PAIRS, ROWS, QUARTER)
        assert [row.column_two for row in table.find_all(("99202",), ON)] == ["99211", "99212"]
        assert [row.row for row in table.find_all((), ON)] == [0, 1, 2]
        assert [row.rationale for row in table.find_all(("0001U", "0029U"), ON)] == ["one"]
        assert table.find_all(("99203",), ON) == ()

    def test_a_key_of_the_wrong_length_is_a_fault(self, build: Build) -> None:
        table = build(PAIRS, ROWS, QUARTER)
        with pytest.raises(ValueError):
            table.find(("99202",), ON)
        with pytest.raises(ValueError):
            table.find_all(("99202", "99212", "X"), ON)

    def test_the_version_in_force_wins_and_the_others_are_told(self, build: Build) -> None:
        rows = [
            {"code": "A", "fee": "10.00", "from": None, "until": "2024-07-31"},
            {"code": "A", "fee": "12.50", "from": "2024-08-01", "until": "2024-08-31"},
            {"code": "A", "fee": Decimal(13), "from": dt.date(2024, 9, 10), "until": ""},
        ]
        table = build(FEES, rows, QUARTER)
        row = table.find(("A",), ON)
        assert row is not None
        assert (row.fee, row.row) == (1250, 1)
        assert row.lost == (
            (("A", 1000, 0, ()), "in force until 2024-07-31, not on 2024-08-15"),
            (("A", 1300, 2, ()), "in force from 2024-09-10, not on 2024-08-15"),
        )
        assert table.find(("A",), dt.date(2024, 9, 5)) is None
        assert [found.fee for found in table.find_all((), dt.date(2024, 9, 10))] == [1300]

    def test_an_empty_table_answers(self, build: Build) -> None:
        table = build(PAIRS, [], QUARTER)
        assert table.find(("99202", "99212"), ON) is None
        assert table.find_all((), ON) == ()
        assert len(table) == 0

    def test_every_type_may_be_absent(self, build: Build) -> None:
        kinds = ("money", "rate", "quantity", "integer", "number", "date", "text", "code", "boolean")
        columns = tuple(Column(f"a_{kind}", kind, decimals=2, optional=True) for kind in kinds)
        schema = Schema("wide", (Column("code", "code", key=True), *columns))
        full = dict(
            zip(
                (c.name for c in columns),
                ("$1,234.50", "62.5%", "1.5", 7, "0.93", "2024-02-29", "text", "e11.9", "yes"),
                strict=True,
            )
        )
        table = build(schema, [{"code": "FULL"} | full, {"code": "NONE"}], QUARTER)
        values = (123450, 6250, 1500, 7, 93, dt.date(2024, 2, 29), "text", "E119", True)
        assert table.find(("FULL",), ON) == ("FULL", *values, 0, ())
        assert table.find(("NONE",), ON) == ("NONE", *[None] * 9, 1, ())

    def test_the_digest_is_of_the_content(self, build: Build) -> None:
        table = build(PAIRS, ROWS, QUARTER)
        assert build(PAIRS, ROWS[::-1], Edition(QUARTER.first, QUARTER.last, source="elsewhere")).digest == table.digest
        other = [*ROWS[:2], ROWS[2] | {"modifier_indicator": 0}]
        assert build(PAIRS, other, QUARTER).digest != table.digest
        assert build(PAIRS, ROWS, Edition(QUARTER.first, dt.date(2024, 12, 31))).digest != table.digest
        assert build(PAIRS, ROWS, Edition(QUARTER.first, QUARTER.last, known_from=ON)).digest != table.digest
