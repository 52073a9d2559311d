"""The bytes of a trace: identity, versions, damage."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from random_traces import traces
from story import Facts, tell

from claimwright.core.errors import InputError
from claimwright.trace import codec
from claimwright.trace.sites import NOT_EVALUATED, SiteTable, Trace


@given(traces())
def test_decoding_what_was_encoded_gives_equal_bytes(made: tuple[Trace, SiteTable]) -> None:
    trace, _ = made
    data = codec.encode(trace.header, trace.rows)
    again = codec.decode(data)
    assert again.header == trace.header
    assert codec.encode(again.header, again.rows) == data


@given(traces())
def test_compressed_bytes_decode_like_plain_ones(made: tuple[Trace, SiteTable]) -> None:
    data = codec.encode(made[0].header, made[0].rows)
    packed = codec.compress(data)
    assert codec.is_compressed(packed) and not codec.is_compressed(data)
    assert codec.decompress(packed) == data
    assert codec.decode(packed) == codec.decode(data)


def test_dates_tuples_and_the_mark_of_a_test_not_reached_survive() -> None:
    trace, _ = tell()
    rows = [[0, -1, dt.date(2024, 7, 10), (1, "a"), NOT_EVALUATED, None, True]]
    back = codec.decode(codec.encode(trace.header, rows)).rows
    assert back == [[0, -1, "2024-07-10", [1, "a"], NOT_EVALUATED, None, True]]


def test_the_same_run_gives_the_same_bytes() -> None:
    first, second = tell(), tell()
    assert codec.encode(first[0].header, first[0].rows) == codec.encode(second[0].header, second[0].rows)


def test_another_format_is_refused_by_name() -> None:
    trace, _ = tell()
    header = msgspec.structs.replace(trace.header, format="claimtrace/2")
    with pytest.raises(InputError, match="claimtrace/2") as caught:
        codec.decode(codec.encode(header, trace.rows))
    assert caught.value.code == "TRACE-1"


def test_a_later_header_with_other_fields_is_still_refused_by_its_format() -> None:
    data = msgspec.msgpack.encode([{"format": "claimtrace/9", "what": 1}, []])
    with pytest.raises(InputError, match="claimtrace/9"):
        codec.decode(data)


@pytest.mark.parametrize("cut", [0, 1, 10, -1])
def test_truncated_bytes_are_refused(cut: int) -> None:
    trace, _ = tell()
    data = codec.encode(trace.header, trace.rows)
    for damaged in (data[:cut], codec.compress(data)[: cut or 3]):
        with pytest.raises(InputError) as caught:
            codec.decode(damaged)
        assert caught.value.code == "TRACE-2"


def test_altered_compressed_bytes_are_refused() -> None:
    trace, _ = tell()
    packed = bytearray(codec.compress(codec.encode(trace.header, trace.rows)))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(InputError, match="damaged") as caught:
        codec.decode(bytes(packed))
    assert caught.value.code == "TRACE-2"


@pytest.mark.parametrize("row", [[0], [0, 5], ["x", -1], [-1, -1], [0, 0]])
def test_rows_that_are_no_tree_are_refused(row: list[object]) -> None:
    trace, _ = tell()
    with pytest.raises(InputError, match="row 0") as caught:
        codec.decode(codec.encode(trace.header, [row]))
    assert caught.value.code == "TRACE-3"


def test_a_site_table_survives() -> None:
    _, table = tell(Facts())
    assert codec.decode_sites(codec.compress(codec.encode_sites(table))) == table
    with pytest.raises(InputError, match="site table"):
        codec.decode_sites(b"\x01")
