"""Whatever the table, a lookup equals a plain scan of the rows, in memory and mapped alike."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.claims.tables import Table, domain

from .conftest import in_memory, mapped_in
from .strategies import DAYS, EDITION, VALUES, Made, tables


def scan(made: Made, key: tuple[Any, ...], on: dt.date) -> list[dict[str, Any]]:
    names = [column.name for column in made.schema.keys][: len(key)]
    return [
        row
        for row in made.rows
        if tuple(row[name] for name in names) == key
        and (row.get("from") or dt.date.min) <= on <= (row.get("until") or dt.date.max)
    ]


def both(made: Made) -> tuple[Table, Table]:
    with tempfile.TemporaryDirectory() as folder:
        return in_memory(made.schema, made.rows, EDITION), mapped_in(Path(folder))(made.schema, made.rows, EDITION)


def plain(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name not in ("row", "lost")}


def expected(made: Made, row: dict[str, Any]) -> dict[str, Any]:
    """The row as a file would give it: an empty optional text is absent."""
    optional = {column.name for column in made.schema.columns if column.optional}
    return {name: None if name in optional and row[name] == "" else row[name] for name in made.schema.names()}


def check(table: Table, made: Made, key: tuple[Any, ...], on: dt.date) -> None:
    want = scan(made, key, on)
    found = table.find(key, on)
    assert ([plain(found)] if found else []) == [expected(made, row) for row in want]
    if found is not None:
        versions = [row for row in made.rows if tuple(row[c.name] for c in made.schema.keys) == key]
        assert len(found.lost) == len(versions) - 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_find_equals_a_scan(data: st.DataObject) -> None:
    made = data.draw(tables())
    memory, mapped = both(made)
    other = data.draw(st.tuples(*(VALUES[column.type] for column in made.schema.keys)))
    for key in [*made.keys, other]:
        on = data.draw(DAYS)
        check(memory, made, key, on)
        check(mapped, made, key, on)
        assert memory.find(key, on) == mapped.find(key, on)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_find_all_equals_a_scan_in_key_order(data: st.DataObject) -> None:
    made = data.draw(tables())
    memory, mapped = both(made)
    on = data.draw(DAYS)
    for key in [(), *made.keys]:
        for size in range(len(key) + 1):
            want = scan(made, key[:size], on)
            names = [column.name for column in made.schema.keys]
            want.sort(key=lambda row: tuple(row[name] for name in names))
            found = mapped.find_all(key[:size], on)
            assert [plain(row) for row in found] == [expected(made, row) for row in want]
            assert found == memory.find_all(key[:size], on)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_file_holds_the_digest_of_the_rows(made: Made) -> None:
    memory, mapped = both(made)
    assert memory.digest == mapped.digest


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_large_domains_are_searched_in_the_file(data: st.DataObject) -> None:
    made = data.draw(tables())
    before, domain.SMALL = domain.SMALL, 0
    try:
        memory, mapped = both(made)
        other = data.draw(st.tuples(*(VALUES[column.type] for column in made.schema.keys)))
        for key in [*made.keys, other]:
            on = data.draw(DAYS)
            assert memory.find(key, on) == mapped.find(key, on)
    finally:
        domain.SMALL = before
