"""From a file of cases to a file of new ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.appeals.augment.kinds import KINDS, Name
from claimwright.appeals.augment.run import augment
from claimwright.appeals.benchmark.read import read_cases
from claimwright.core.errors import InputError
from claimwright.corpus.ledger.atomic import atomic
from claimwright.llm import Budget, Metered, open_model, price_from_settings


def augment_file(
    data: Path, out: Path, llm: str, *, kinds: Sequence[str], each: int, calls: int | None, cache: Path | None,
    say: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    """Read, augment, write; the summary for the command. Raises `InputError`, `BudgetError` never: it is told."""
    for name in set(kinds) - set(KINDS):
        raise InputError(f"{name!r} is no kind of text", fix=", ".join(KINDS), code="APPEALS-AUGMENT")
    cases = read_cases(data)
    model = Metered(open_model(llm), Budget(calls=calls, price=price_from_settings()))
    chosen = cast("Sequence[Name]", kinds) or tuple(KINDS)
    found = augment(cases, model, cache or out.with_suffix(".cache.jsonl"), kinds=chosen, each=each, say=say)
    with atomic(out) as file:
        for case in found.cases:
            file.write(msgspec.json.encode(case) + b"\n")
    spent = model.spent
    return {
        "cases": len(found.cases), "asked": found.asked, "cached": found.cached, "refused": found.refused,
        "failed": found.failed, "stopped": found.stopped, "tokens": spent.tokens, "cost_usd": str(spent.cost),
    }  # fmt: skip
