"""The table file `cwtable/1`: how rows in key order become a header and little-endian arrays.

    magic       8 bytes, `CWTABLE1`
    length      8 bytes, size of the header
    header      JSON: name, columns and how each is stored, dates, source, row count, digest, places of arrays
    arrays      each at a multiple of 64 bytes from the end of the padded header

Each key column has a *domain*, its sorted distinct values; a row's key is its positions in the domains.
`starts` gives, for each value of the first key column, its first row; `rest` composes the positions in the
other key columns into one integer, sorted within each start. A value column is stored as one constant, as
integers (dates as day numbers), or as positions in a domain of texts; absent is the smallest integer, or the
position after the last.

The digest covers everything but the source and the place of the file: the same rows, dates and columns give
the same digest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

from claimwright.claims.tables.batch import Arranged
from claimwright.claims.tables.schema import Column, ColumnType, Edition, Schema

MAGIC = b"CWTABLE1"
ALIGN = 64
_UNSIGNED = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32), ("Q", 1 << 64))
_SIGNED = (("b", 1 << 7), ("h", 1 << 15), ("i", 1 << 31), ("q", 1 << 63))
PACKED = 8
"""Texts of at most this many bytes are kept as one integer each."""


class Block(msgspec.Struct, frozen=True):
    """Where one array lies: byte offset behind the header, number of items, item type as in `array`."""

    offset: int
    count: int
    code: str


class Store(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one column is kept: `key`, `constant`, `integers` or `texts`; whether any row lacks it."""

    kind: str
    absent: bool = False
    constant: int | str | None = None


class StoredColumn(msgspec.Struct, frozen=True):
    """A column as the header names it."""

    name: str
    type: str
    key: bool
    decimals: int
    optional: bool
    store: Store

    def declared(self) -> Column:
        """The column as it was declared."""
        return Column(self.name, cast("ColumnType", self.type), self.key, self.decimals, self.optional)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The header of a table file."""

    format: str = "cwtable/1"
    name: str
    columns: tuple[StoredColumn, ...]
    first: dt.date
    last: dt.date
    known_from: dt.date | None
    source: str
    rows: int
    windowed: bool
    window: tuple[str, str]
    blocks: dict[str, Block]
    digest: str

    def schema(self) -> Schema:
        """The schema that was stored."""
        columns = (Column(c.name, c.type, c.key, c.decimals, c.optional) for c in self.columns)  # pyright: ignore[reportArgumentType]
        return Schema(self.name, tuple(columns), self.window)

    def edition(self) -> Edition:
        """The dates that were stored."""
        return Edition(self.first, self.last, self.known_from, self.source)


@dataclass(slots=True)
class Encoded:
    """A header and its arrays, ready to be written."""

    header: Header
    arrays: list[bytes]

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return self.header.digest

    def chunks(self) -> Iterable[bytes]:
        """The bytes of the file, in order."""
        text = msgspec.json.encode(self.header)
        text += b" " * (-(len(text) + 16) % ALIGN)
        yield MAGIC + len(text).to_bytes(8, "little") + text
        for data in self.arrays:
            yield data + bytes(-len(data) % ALIGN)


@dataclass(slots=True)
class _Blocks:
    """Collects arrays and their places."""

    places: dict[str, Block] = field(default_factory=dict[str, Block])
    arrays: list[bytes] = field(default_factory=list[bytes])
    size: int = 0

    def add(self, name: str, values: array[Any] | bytes) -> None:
        code = "B" if isinstance(values, bytes) else values.typecode
        data = values if isinstance(values, bytes) else _little(values).tobytes()
        self.places[name] = Block(self.size, len(values), code)
        self.arrays.append(data)
        self.size += len(data) + (-len(data) % ALIGN)


def encode(arranged: Arranged, edition: Edition) -> Encoded:
    """Turn rows in key order into a header and arrays."""
    batch, blocks = arranged.batch, _Blocks()
    _encode_keys(arranged, blocks)
    if batch.windowed:
        blocks.add("first", array("i", map(batch.first.__getitem__, arranged.order)))
        blocks.add("last", array("i", map(batch.last.__getitem__, arranged.order)))
    columns = tuple(
        StoredColumn(c.name, c.type, c.key, c.decimals, c.optional, _encode_column(c, values, arranged.order, blocks))
        for c, values in zip(batch.schema.columns, batch.columns, strict=True)
    )
    header = Header(
        name=batch.schema.name,
        columns=columns,
        first=edition.first,
        last=edition.last,
        known_from=edition.known_from,
        source="",
        rows=len(batch),
        windowed=batch.windowed,
        window=batch.schema.window,
        blocks=blocks.places,
        digest="",
    )
    sealed = msgspec.structs.replace(header, digest=content_digest(header, blocks.arrays), source=edition.source)
    return Encoded(sealed, blocks.arrays)


def content_digest(header: Header, arrays: Iterable[bytes | memoryview]) -> str:
    """SHA-256 over the header (without source and digest) and the arrays in order."""
    bare = msgspec.structs.replace(header, digest="", source="")
    seal = hashlib.sha256(msgspec.json.encode(bare))
    for data in arrays:
        seal.update(data)
    return seal.hexdigest()


def _encode_keys(arranged: Arranged, blocks: _Blocks) -> None:
    keys = arranged.batch.schema.keys
    for column, domain in zip(keys, arranged.domains, strict=True):
        _encode_domain(f"key.{column.name}", column, domain, blocks)
    blocks.add("starts", _starts(arranged))
    if len(keys) > 1:
        blocks.add("rest", _rest(arranged))


def _starts(arranged: Arranged) -> array[int]:
    """For each value of the first key column its first row, and the row count at the end."""
    counts = [0] * (len(arranged.domains[0]) + 1)
    for position in arranged.ids[0]:
        counts[position + 1] += 1
    for index in range(1, len(counts)):
        counts[index] += counts[index - 1]
    return array("I", counts)


def _rest(arranged: Arranged) -> array[int]:
    sizes = [len(domain) for domain in arranged.domains[1:]]
    composed: Sequence[int] = arranged.ids[1]
    bound = sizes[0]
    for size, column in zip(sizes[1:], arranged.ids[2:], strict=True):
        composed = [high * size + low for high, low in zip(composed, column, strict=True)]
        bound *= size
    return array(_narrowest(_UNSIGNED, bound), map(composed.__getitem__, arranged.order))


def _encode_domain(name: str, column: Column, domain: list[Any], blocks: _Blocks) -> None:
    if column.textual:
        _encode_texts(name, domain, blocks)
    else:
        blocks.add(name, array("q", map(as_integer, domain)))


def _encode_texts(name: str, texts: list[str], blocks: _Blocks) -> None:
    """Short texts as one integer each, in the same order as the texts; longer ones as offsets and bytes."""
    encoded = [text.encode() for text in texts]
    if all(len(data) <= PACKED and 0 not in data for data in encoded):
        blocks.add(name, array("Q", map(pack, encoded)))
        return
    offsets = array("I", [0])
    for data in encoded:
        offsets.append(offsets[-1] + len(data))
    blocks.add(f"{name}.offsets", offsets)
    blocks.add(f"{name}.bytes", b"".join(encoded))


def pack(data: bytes) -> int:
    """Up to eight bytes as one integer that sorts as they do."""
    return int.from_bytes(data.ljust(PACKED, b"\0"), "big")


def unpack(number: int) -> str:
    """The text that `pack` was given."""
    return number.to_bytes(PACKED, "big").rstrip(b"\0").decode()


def as_integer(value: Any) -> int:
    """A date as its day number, a truth value as 0 or 1, an integer as it is."""
    return value.toordinal() if isinstance(value, dt.date) else int(value)


def _encode_column(column: Column, values: list[Any], order: Sequence[int], blocks: _Blocks) -> Store:
    if column.key:
        return Store("key")
    distinct = set(values)
    absent = None in distinct
    if len(distinct) <= 1:
        value = next(iter(distinct), None)
        return Store("constant", absent, value if value is None or column.textual else as_integer(value))
    distinct.discard(None)
    if column.textual:
        _encode_text_column(column.name, values, sorted(distinct), order, blocks)
        return Store("texts", absent)
    _encode_integer_column(column.name, values, distinct, order, blocks)
    return Store("integers", absent)


def _encode_text_column(name: str, values: list[Any], domain: list[str], order: Sequence[int], blocks: _Blocks) -> None:
    position: dict[str | None, int] = {text: index for index, text in enumerate(domain)}
    position[None] = len(domain)
    _encode_texts(f"domain.{name}", domain, blocks)
    code = _narrowest(_UNSIGNED, len(domain) + 1)
    blocks.add(f"column.{name}", array(code, (position[values[row]] for row in order)))


def _encode_integer_column(
    name: str, values: list[Any], distinct: set[Any], order: Sequence[int], blocks: _Blocks
) -> None:
    integer: dict[Any, int] = {value: as_integer(value) for value in distinct}
    code = _narrowest(_SIGNED, max(abs(number) for number in integer.values()) + 1)
    integer[None] = smallest(code)
    blocks.add(f"column.{name}", array(code, (integer[values[row]] for row in order)))


def smallest(code: str) -> int:
    """The integer that stands for absent in an array of this item type."""
    return -dict(_SIGNED)[code]


def _narrowest(widths: tuple[tuple[str, int], ...], bound: int) -> str:
    """The smallest item type for values below the bound."""
    for code, limit in widths:
        if bound <= limit:
            return code
    raise OverflowError(f"keys with {bound} possible values do not fit 64 bits")


def _little(values: array[Any]) -> array[Any]:
    if sys.byteorder == "little":
        return values
    swapped = array(values.typecode, values)
    swapped.byteswap()
    return swapped
