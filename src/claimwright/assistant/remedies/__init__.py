"""What could make a line pay: small changes of the claim or of the payer's records, each one file, all verified.

A module of this package defines `propose(session, line)`, which yields `Change`s, and `FOR`, the reason codes and pend
labels that such a change may answer. Whether one helps is not its affair: every change is adjudicated before it is
spoken of.
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
def proposers() -> tuple[tuple[frozenset[str], Proposer], ...]:
    """Every proposer with the reasons that it may answer, in order of name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple((frozenset(module.FOR), module.propose) for module in modules if hasattr(module, "propose"))


def proposals(session: Session, line: Line) -> Iterator[Change]:
    """Every change that some proposer thinks of against what stands in a line's way."""
    reasons = obstacles(session, line)
    for answers, propose in proposers():
        if answers & reasons:
            yield from propose(session, line)


def obstacles(session: Session, line: Line) -> frozenset[str]:
    """The reason codes and pend labels against a line, and against the claim as a whole."""
    nodes = [*session.decisions(line.ref, "deny", "pend"), *session.decisions(session.claim.ref, "deny", "pend")]
    return frozenset(str(node.attributes.get("carc") or node.attributes.get("label") or "") for node in nodes)
