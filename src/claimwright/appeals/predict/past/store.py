"""The user's past cases on disk: vectors, one line a case, counts. Written whole into a new folder that then takes the place
of the old one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.predict.rates import table
from claimwright.appeals.predict.rates.table import Table
from claimwright.core.errors import InputError, NotFoundError
from claimwright.core.settings import home

CODE = "APPEALS-CASES"


class Row(msgspec.Struct, frozen=True):
    """One case as it is shown. Texts of one `group` are shown once."""

    id: str
    source: str
    decision: str
    group: str
    excerpt: str


@dataclass(frozen=True)
class Past:
    """The past cases of a folder. Only what is asked for is read."""

    folder: Path

    @property
    def there(self) -> bool:
        """Whether cases were indexed."""
        return (self.folder / "rates.json").is_file()

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """A row of unit length a case."""
        return self._array("vectors.npy")

    @cached_property
    def rates(self) -> Table:
        """Counts by treatment and diagnosis."""
        return table.read(self.folder / "rates.json")

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """The cases of these numbers."""
        starts = self._starts
        with (self.folder / "cases.jsonl").open("rb") as file:
            return [self._row(file, int(starts[number])) for number in numbers]

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return self._array("starts.npy")

    @staticmethod
    def _row(file: BinaryIO, start: int) -> Row:
        file.seek(start)
        return msgspec.json.decode(file.readline(), type=Row)

    def _array(self, name: str) -> NDArray[Any]:
        try:
            return np.load(self.folder / name, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise InputError(
                f"the index of past cases cannot be read: {error}",
                where=str(self.folder),
                fix="make it again with `claimwright appeals index-cases`",
                code=CODE,
            ) from None


def default_folder() -> Path:
    """Where past cases are kept unless said otherwise."""
    return home() / "appeals" / "cases"


def open_past(folder: Path | None = None) -> Past:
    """The past cases of a folder, by default the user's own, which may be none. Raises `NotFoundError` for a folder that
    was named and holds none."""
    past = Past(folder or default_folder())
    if folder is not None and not past.there:
        raise NotFoundError(
            "the folder has no index of past cases",
            where=str(folder),
            fix="make one with `claimwright appeals index-cases`",
            code=CODE,
        )
    return past


def write(folder: Path, rows: Sequence[Row], vectors: NDArray[np.float32], rates: Table) -> None:
    """Write a new index in the place of the old one."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    lines = [msgspec.json.encode(row) + b"\n" for row in rows]
    (part / "cases.jsonl").write_bytes(b"".join(lines))
    np.save(part / "starts.npy", np.cumsum([0, *map(len, lines)], dtype=np.int64)[:-1])
    np.save(part / "vectors.npy", vectors.astype(np.float32))
    table.write(rates, part / "rates.json")
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)
