"""What a processor is."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claimwright.core.errors import NotFoundError
from claimwright.corpus import process as package
from claimwright.corpus.records import SourceLine, TextRecord


@dataclass(frozen=True, slots=True)
class Processor:
    """Reads one raw file into records, in document order.

    `key` is what ledgers call it (`preprocessor`). `version` changes when the output changes. `read` gets the file
    and its ledger line, keeps every letter, digit and sign (Unicode NFC), leaves `start` and `end` to the runner,
    and raises `InputError` for a file that it cannot read.
    """

    key: str
    version: int
    read: Callable[[Path, SourceLine], Iterator[TextRecord]]

    @property
    def stamp(self) -> str:
        """Key and version, as recorded in the ledger."""
        return f"{self.key}/{self.version}"


@cache
def processors() -> dict[str, Processor]:
    """Every processor by key, in alphabetical order."""
    found: dict[str, Processor] = {}
    for info in pkgutil.iter_modules(package.__path__):
        declared = getattr(importlib.import_module(f"{package.__name__}.{info.name}"), "PROCESSOR", None)
        if isinstance(declared, Processor):
            found[declared.key] = declared
    return dict(sorted(found.items()))


def find_processor(key: str) -> Processor:
    """The processor of that key; an empty key means `null`."""
    try:
        return processors()[key or "null"]
    except KeyError:
        raise NotFoundError(
            f"there is no processor {key!r}",
            fix=f"known processors: {', '.join(processors())}",
            code="CORPUS-PROCESSOR",
        ) from None
