"""Categories from the codes on a claim: procedures (HCPCS) and diagnoses (ICD-10-CM), by ranges in a package table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from claimwright.appeals.predict.reading.lexicon import DATA, Category

_Range = tuple[str, str, Category]
_WRITTEN = re.compile(r"\b(?:cpt|hcpcs|procedure|codes?)\b[^.;\d]{0,30}(\d{5})\b|\b([A-V]\d{4})\b", re.IGNORECASE)


def of_procedures(codes: Iterable[str]) -> Category | None:
    """The category of the first procedure that a range holds."""
    return _first(codes, "procedure", 5)


def of_diagnoses(codes: Iterable[str]) -> Category | None:
    """The category of the first diagnosis that a range holds."""
    return _first(codes, "icd10", 3)


def in_text(text: str) -> list[str]:
    """The procedure codes that a text names as such."""
    return [match[1] or match[2] for match in _WRITTEN.finditer(text)]


def _first(codes: Iterable[str], system: str, length: int) -> Category | None:
    found = (_of(code.replace(".", "").upper()[:length], system) for code in codes)
    return next((category for category in found if category is not None), None)


def _of(code: str, system: str) -> Category | None:
    """The narrowest range speaks: the later start, then the earlier end."""
    fitting = [each for each in _ranges()[system] if len(each[0]) == len(code) and each[0] <= code <= each[1]]
    last = max((each[0] for each in fitting), default="")
    return min((each for each in fitting if each[0] == last), key=lambda each: each[1])[2] if fitting else None


@cache
def _ranges() -> dict[str, list[_Range]]:
    ranges: dict[str, list[_Range]] = {}
    for line in (DATA / "codes.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            system, codes, category, subcategory = line.split("\t")
            low, _, high = codes.partition("-")
            ranges.setdefault(system, []).append((low, high, Category(category, subcategory)))
    return ranges
