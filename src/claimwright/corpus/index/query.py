"""A query: untrusted text, checked, with the citations in it taken out."""

from __future__ import annotations

from dataclasses import dataclass

from claimwright.core.errors import InputError
from claimwright.corpus.citations import Citation, FoundCitation, find_citations, find_partial

LONGEST = 10_000
"""Code points of a query."""


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as asked, `citations` in it, and `rest`, the words around them."""

    text: str
    citations: tuple[Citation, ...]
    rest: str


def read_query(text: str) -> Query:
    """Check a query and take it apart. Raises `InputError`; the query itself is in no message, for it may hold PHI."""
    if not text.strip():
        raise _refuse("the query is empty", "ask with words, or with a citation such as 42 USC 300gg-19")
    if any((sign < " " and not sign.isspace()) or "\ud800" <= sign <= "\udfff" or sign == "\ufffd" for sign in text):
        raise _refuse("the query is not text: it has control characters or undecodable bytes", "ask with words")
    if len(text) > LONGEST:
        raise _refuse(f"the query has more than {LONGEST:,} characters", "ask with fewer")
    found = _found(text)
    rest, at = "", 0
    for each in found:
        rest += text[at : each.start] + " "
        at = each.end
    return Query(text, tuple(dict.fromkeys(each.citation for each in found)), (rest + text[at:]).strip())


def _found(text: str) -> list[FoundCitation]:
    """Citations, and between them section numbers that name no work."""
    whole = find_citations(text)
    partial = [
        each for each in find_partial(text) if all(each.end <= one.start or one.end <= each.start for one in whole)
    ]
    return sorted((*whole, *partial), key=lambda each: each.start)


def _refuse(what: str, fix: str) -> InputError:
    return InputError(what, fix=fix, code="CORPUS-QUERY")
