"""Benchmarks: each module with a `run(quick)` measures figures against the bars of DESIGN.md; `claimwright bench` prints them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from claimwright.bench.bars import Bar
from claimwright.core.errors import NotFoundError

Runner = Callable[[bool], list[Bar]]


def runners(name: str = "") -> dict[str, Runner]:
    """The `run` of every module of this package that has one, or of the one named, or of a group of them (`corpus`:
    `corpus_search`, `corpus_text`, ...). Raises `NotFoundError`."""
    found: dict[str, Runner] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        if (name in ("", info.name) or info.name.startswith(f"{name}_")) and not info.ispkg:
            module = importlib.import_module(f"{__name__}.{info.name}")
            if hasattr(module, "run"):
                found[info.name] = module.run
    if not found:
        raise NotFoundError(f"there is no benchmark {name!r}", fix=f"choose of: {', '.join(runners())}", code="BENCH")
    return found
