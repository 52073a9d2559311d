"""Base rates for a description, or for a treatment and a diagnosis by name."""

from __future__ import annotations

from pathlib import Path

from claimwright.appeals.predict.describe import describe
from claimwright.appeals.predict.inputs import check_text
from claimwright.appeals.predict.past.store import open_past
from claimwright.appeals.predict.rates.lookup import look_up, shipped
from claimwright.appeals.predict.reading import lexicon
from claimwright.appeals.predict.reading.attributes import read_category
from claimwright.appeals.records import BaseRate, Denial
from claimwright.core.errors import NotFoundError


def rates_for(text: str, treatment: str, diagnosis: str, cases: Path | None = None) -> list[BaseRate]:
    """The base rates, shipped and the user's own. Raises `NotFoundError` for a name that no term covers."""
    for name, value, terms in (
        ("treatment", treatment, lexicon.treatments()),
        ("diagnosis", diagnosis, lexicon.diagnoses()),
    ):
        if value and read_category(value, terms) is None:
            raise NotFoundError(
                f"the {name} {value!r} is none that is known",
                fix=f"use a plainer word; terms stand in claimwright/appeals/data/{_FILES[name]}",
                code="APPEALS-RATES-NAME",
            )
    of = describe(Denial(text=check_text(text) if text else "", treatment=treatment, diagnosis=diagnosis))
    past = open_past(cases)
    own = look_up(past.rates, of.attributes) if past.there else ()
    return [*look_up(shipped(), of.attributes), *own]


_FILES = {"treatment": "treatments.tsv", "diagnosis": "diagnoses.tsv"}
