"""A description read into the attributes under which determinations are filed. The same text always reads the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimwright.appeals.predict.reading import lexicon, person
from claimwright.appeals.predict.reading.lexicon import Category, Hit
from claimwright.appeals.predict.reading.zones import named_service, zones_of

_IN_ZONE, _ELSEWHERE, _GENERAL = 4.0, 1.0, 0.25

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One attribute: its value in words, the category where it is one, and every place that says so."""

    value: str
    spans: Spans
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says. `named` holds the words of a request whose service no term covers."""

    service: Read | None
    condition: Read | None
    age: Read | None
    sex: Read | None
    year: Read | None
    urgent: Read | None
    named: str = ""


def read_text(text: str) -> Reading:
    """Read a description. Time grows with its length alone."""
    words, zones = lexicon.words_of(text), zones_of(text)
    service = choose(lexicon.treatments().find(words), zones.asked)
    return Reading(
        service=service,
        condition=choose(lexicon.diagnoses().find(words), zones.treated),
        age=_plain(person.find_age(text)),
        sex=_plain(person.find_sex(text)),
        year=_plain(person.find_year(text)),
        urgent=_plain(person.find_urgent(text)),
        named="" if service else named_service(text),
    )


def read_category(text: str, terms: lexicon.Lexicon) -> Category | None:
    """The category that a short name (`treatment`, `diagnosis` of a case) stands for."""
    found = choose(terms.find(lexicon.words_of(text)), ())
    return found.category if found else None


def choose(hits: Iterable[Hit], zones: Spans) -> Read | None:
    """The category with the most weight among the terms: inside a zone they count fourfold, general ones a quarter.

    A category without subcategory lends its weight to its best subcategory. Of equals the first in the text wins.
    """
    found = list(hits)
    if not found:
        return None
    weights: dict[Category, float] = {}
    for hit in found:
        weights[hit.category] = weights.get(hit.category, 0.0) + _weight(hit, zones)
    best = max(weights, key=lambda each: weights[each])
    if not best.subcategory:
        within = [each for each in weights if each.category == best.category and each.subcategory]
        best = max(within, key=lambda each: weights[each], default=best)
    spans = tuple((hit.start, hit.end) for hit in found if _supports(hit.category, best))
    return Read(str(best), spans, best)


def _weight(hit: Hit, zones: Spans) -> float:
    inside = any(start <= hit.start < end for start, end in zones)
    return (_IN_ZONE if inside else _ELSEWHERE) * (1.0 if hit.category.subcategory else _GENERAL)


def _supports(category: Category, best: Category) -> bool:
    return category == best or (category.category == best.category and not category.subcategory)


def _plain(found: person.Found | None) -> Read | None:
    return Read(found.value, ((found.start, found.end),)) if found else None
