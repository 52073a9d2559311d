"""Editions: chosen by the date asked for and by what was known when."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwright.claims.tables import Column, Edition, MemoryTable, Schema, TableSet, join, known_on
from claimwright.clause.tables import Lookup, NoData
from claimwright.core.errors import ConfigError

FEES = Schema("fees", (Column("code", "code", key=True), Column("fee", "money")))
DAY = dt.date


def edition(fee: int, first: dt.date, last: dt.date, known_from: dt.date | None = None) -> MemoryTable:
    return MemoryTable.of(FEES, [{"code": "A", "fee": fee}], Edition(first, last, known_from))


SPRING = edition(1, DAY(2024, 1, 1), DAY(2024, 6, 30))
AUTUMN = edition(2, DAY(2024, 8, 1), DAY(2024, 12, 31), DAY(2024, 7, 1))
AMENDED = edition(3, DAY(2024, 3, 1), DAY(2024, 9, 30), DAY(2024, 11, 1))
ALL = TableSet([AUTUMN, AMENDED, SPRING])


def fee(table: Lookup, on: dt.date) -> int:
    row = table.find(("A",), on)
    assert row is not None
    assert table.find_all(("A",), on) == (row,)
    return row.fee // 100


@pytest.mark.parametrize(
    ("on", "want"),
    [
        (DAY(2024, 1, 1), 1),
        (DAY(2024, 2, 29), 1),
        (DAY(2024, 3, 1), 3),
        (DAY(2024, 9, 30), 3),
        (DAY(2024, 12, 31), 2),
    ],
)
def test_the_latest_known_edition_answers(on: dt.date, want: int) -> None:
    assert fee(ALL, on) == want
    assert isinstance(ALL, Lookup)


@pytest.mark.parametrize("on", [DAY(2023, 12, 31), DAY(2025, 1, 1)])
def test_outside_every_edition_there_is_no_data(on: dt.date) -> None:
    with pytest.raises(NoData, match="2024-01-01 to 2024-06-30, 2024-08-01 to 2024-12-31"):
        ALL.find(("A",), on)


def test_what_was_known_earlier() -> None:
    july = ALL.known_on(DAY(2024, 7, 15))
    assert [fee(july, on) for on in (DAY(2024, 3, 1), DAY(2024, 9, 1))] == [1, 2]
    with pytest.raises(NoData):
        july.find(("A",), DAY(2024, 7, 1))
    june = ALL.known_on(DAY(2024, 6, 30))
    assert june.digest == SPRING.digest
    assert july.digest != ALL.digest
    with pytest.raises(NoData):
        june.find(("A",), DAY(2024, 8, 1))


def test_nothing_known_yet() -> None:
    table = known_on("fees", [AUTUMN], DAY(2024, 6, 30))
    assert isinstance(table, Lookup)
    for ask in (table.find, table.find_all):
        with pytest.raises(NoData, match="nothing as known on 2024-06-30"):
            ask(("A",), DAY(2024, 8, 1))


def test_the_editions_that_lost_are_told() -> None:
    assert ALL.table_on(DAY(2024, 8, 2)) is AMENDED
    assert dict(ALL.lost_on(DAY(2024, 8, 2))) == {
        SPRING: "covers 2024-01-01 to 2024-06-30, not 2024-08-02",
        AUTUMN: "known from 2024-07-01, a later edition covers 2024-08-02 too",
    }
    assert ALL.table_on(DAY(2023, 1, 1)) is None


def test_the_digest_does_not_depend_on_the_order() -> None:
    assert TableSet([SPRING, AUTUMN]).digest == TableSet([AUTUMN, SPRING]).digest
    assert join([SPRING]) is SPRING


def test_two_editions_of_one_day_clash() -> None:
    with pytest.raises(ConfigError, match="cover the same dates") as caught:
        TableSet([SPRING, edition(5, DAY(2024, 6, 30), DAY(2024, 7, 1))])
    assert caught.value.code == "TABLE-EDITIONS"


def test_editions_must_be_alike() -> None:
    other = MemoryTable.of(Schema("fees", FEES.columns[:1]), [], Edition(DAY(2025, 1, 1), DAY(2025, 2, 1)))
    with pytest.raises(ConfigError, match="same name and columns"):
        TableSet([SPRING, other])
    with pytest.raises(ConfigError, match="at least one edition"):
        join([])


def test_an_edition_to_the_end_of_time() -> None:
    table = TableSet([SPRING, edition(9, DAY(2024, 8, 1), DAY.max)])
    assert fee(table, DAY.max) == 9
