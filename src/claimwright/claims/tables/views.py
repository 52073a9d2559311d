"""A table file in memory: its header, and its arrays as views that copy nothing."""

from __future__ import annotations

import mmap
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.claims.tables.layout import ALIGN, MAGIC, Block, Header
from claimwright.core.errors import InputError, NotFoundError


class FileViews:
    """The header of a file and its arrays by name. Raises `NotFoundError` or `InputError` when opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self.buffer = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError:
            fix = "run `claimwright claims import`"
            raise NotFoundError(f"there is no table file {path}", fix=fix, code="TABLE-FILE") from None
        except (OSError, ValueError) as error:
            raise _not_a_table(path) from error
        self.header, self.start = _read_header(path, self.buffer)
        self.blocks = self.header.blocks

    def __contains__(self, name: str) -> bool:
        return name in self.blocks

    def __getitem__(self, name: str) -> memoryview[int]:
        block = self.blocks[name]
        code: Any = block.code
        view = cast("memoryview[int]", cast("Any", self._bytes(block)).cast(code))
        return view if sys.byteorder == "little" else _swapped(code, view)

    def raw(self) -> Iterator[memoryview[int]]:
        """The bytes of each array, in the order of the file."""
        return (self._bytes(block) for block in self.blocks.values())

    def _bytes(self, block: Block) -> memoryview[int]:
        begin = self.start + block.offset
        return self.buffer[begin : begin + _size(block)]


def _swapped(code: Any, view: memoryview[int]) -> memoryview[int]:
    copy = cast("array[int]", array(code, view))
    copy.byteswap()
    return memoryview(copy)


def _size(block: Block) -> int:
    return block.count * array(block.code).itemsize


def _read_header(path: Path, buffer: memoryview[int]) -> tuple[Header, int]:
    if bytes(buffer[:8]) != MAGIC:
        raise _not_a_table(path)
    start = 16 + int.from_bytes(buffer[8:16], "little")
    try:
        header = msgspec.json.decode(buffer[16:start], type=Header)
        end = start + max(block.offset + _size(block) for block in header.blocks.values())
    except (msgspec.DecodeError, ValueError) as error:
        raise _not_a_table(path) from error
    if header.format != "cwtable/1" or start % ALIGN or end > len(buffer):
        raise _not_a_table(path)
    return header, start


def _not_a_table(path: Path) -> InputError:
    fix = "import it again with `claimwright claims import`"
    return InputError(f"{path.name} is not a whole table file", where=str(path), fix=fix, code="TABLE-FILE")
