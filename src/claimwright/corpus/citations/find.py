"""Citations found in text, in linear time, and a whole text read as one citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.corpus.citations.forms import FORMS
from claimwright.corpus.citations.pieces import plain, steps
from claimwright.corpus.citations.records import Citation, FoundCitation

_AROUND = " .,;:\"'“”()[]"
_PLURAL = re.compile(r"§§|sections|secs\.", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:,? and |,? or |, |,? & )§? ?(\d{1,5}(?:\.\d{1,5})?[A-Za-z]{0,5}(?:-\d{1,5}[A-Za-z]{0,3}){0,3})"
    r"(?!\w|[.]\w)((?:\([A-Za-z0-9]{1,7}\)){0,8})"
)


def parse_citation(text: str) -> Citation | None:
    """The citation that the whole text is, in canonical form; None where it is more, less or something else.

    >>> str(parse_citation("42 U.S.C. § 300gg–19(a)(1)"))
    '42 USC 300gg-19(a)(1)'
    >>> str(parse_citation("section 1862(a)(1)(A) of the Social Security Act"))
    '42 USC 1395y(a)(1)(A)'
    """
    if len(text) > 400:
        return None
    asked = plain(text).strip(_AROUND)
    for candidate in dict.fromkeys((plain(text).strip(), asked, asked + ")")):
        for form in FORMS:
            match = form.pattern.fullmatch(candidate)
            found = form.read(match) if match else None
            if found:
                return found
    return None


def find_citations(text: str) -> list[FoundCitation]:
    """Every citation in a text, in order, none overlapping another; the leftmost and then the longest reading wins.

    A list after a plural (`29 U.S.C. §§ 1132, 1133 and 1185d`) gives one citation each.
    """
    flat = plain(text)
    found = sorted(_readings(flat), key=lambda each: (each.start, -each.end))
    kept: list[FoundCitation] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
            kept.extend(_others(flat, each))
    return kept


def _readings(flat: str) -> Iterator[FoundCitation]:
    for form in FORMS:
        for match in form.pattern.finditer(flat):
            citation = form.read(match)
            if citation:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield FoundCitation(citation, start, match.end())


def _others(flat: str, first: FoundCitation) -> Iterator[FoundCitation]:
    """The further sections of a list that a plural announces."""
    if not _PLURAL.search(flat[first.start : first.end]) or not first.citation.work.endswith(("USC", "CFR")):
        return
    at = first.end
    while match := _NEXT.match(flat, at):
        citation = Citation(first.citation.work, match[1], steps(match[2]))
        yield FoundCitation(citation, match.start(1), match.end())
        at = match.end()
