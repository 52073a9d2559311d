"""Making what ships: base rates, the structured model and its card, from the table of determinations.

`claimwright appeals build-odds dmhc_determinations_2001_2016.csv` writes them into a folder; in the repository this is
`src/claimwright/appeals/data`. The same table gives the same files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from claimwright.appeals.benchmark.read import read_cases
from claimwright.appeals.predict.model.attributes import of_case
from claimwright.appeals.predict.model.card import render_card
from claimwright.appeals.predict.model.train import train
from claimwright.appeals.predict.rates import table
from claimwright.appeals.records import BINARY
from claimwright.core.errors import InputError

SOURCE = "independent medical reviews, California Department of Managed Health Care"
_FEWEST = 1000


def build(determinations: Path, out: Path, say: Callable[[str], None] = lambda _: None) -> tuple[Path, ...]:
    """Write `base_rates.json`, `odds.json` and `ODDS_CARD.md`. Raises `InputError` for too few determinations."""
    cases = [case for case in read_cases(determinations, []) if case.decision in BINARY and not case.evaluation_only]
    if len(cases) < _FEWEST:
        raise InputError(
            f"the file has {len(cases):,} determinations; a model needs {_FEWEST:,}",
            where=str(determinations),
            fix="give the regulator's table of determinations",
            code="APPEALS-BUILD-ODDS",
        )
    rates = table.build(((of_case(case), case.decision == "Overturned") for case in cases), SOURCE)
    odds = train(cases, SOURCE, say)
    out.mkdir(parents=True, exist_ok=True)
    paths = (out / "base_rates.json", out / "odds.json", out / "ODDS_CARD.md")
    table.write(rates, paths[0])
    paths[1].write_bytes(msgspec.json.encode(odds).replace(b'],"', b'],\n"') + b"\n")
    paths[2].write_text(render_card(odds, rates), "utf-8")
    return paths
