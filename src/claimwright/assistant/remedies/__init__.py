"""What could make a line pay: small changes of the claim or of the payer's records, each one file, all verified.

A module of this package defines `propose(session, line)`, which yields `Change`s; whether one helps is not its affair:
every change is adjudicated before it is spoken of.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

Proposer = Callable[[Session, Line], Iterable[Change]]


@cache
def proposers() -> tuple[Proposer, ...]:
    """Every proposer, in order of name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(module.propose for module in modules if hasattr(module, "propose"))


def proposals(session: Session, line: Line) -> Iterator[Change]:
    """Every change that some proposer thinks of for a line."""
    for propose in proposers():
        yield from propose(session, line)
