"""Importers of published reference files, one a module; each module lists its importers in `IMPORTERS`.

Adding one is adding a module here and its test.
"""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches

from claimwright.claims.tables.importers.base import Dates, Imported, Importer, import_table
from claimwright.core.errors import NotFoundError

__all__ = ["Dates", "Imported", "Importer", "import_table", "importer", "importers"]


def importers() -> dict[str, Importer]:
    """Every importer by its kind, in alphabetical order."""
    found: dict[str, Importer] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        found.update({one.kind: one for one in getattr(module, "IMPORTERS", ())})
    return dict(sorted(found.items()))


def importer(kind: str) -> Importer:
    """The importer of a kind. Raises `NotFoundError` with what there is."""
    known = importers()
    if kind in known:
        return known[kind]
    close = get_close_matches(kind, known, n=1)
    fix = f"did you mean {close[0]}?" if close else f"use one of {', '.join(known)}"
    raise NotFoundError(f"there is no kind of table called {kind!r}", fix=fix, code="TABLE-KIND")
